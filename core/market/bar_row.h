// One row of a price file, read into a bar or a finding. Internal to core/market.
#pragma once

#include "core/market/price_series.h"
#include "core/market/series_finding.h"
#include "core/market/series_shape.h"

namespace keyrite::market {

class BarRows final
{
public:
    BarRows(const Columns& columns, Findings& findings) : m_columns(columns), m_findings(findings) {}

    // The bar of a row; nothing where the row has none, after saying why. The order of rows is not looked at.
    // Errors: SeriesUnusable, where the first row leaves open what its time means.
    [[nodiscard]] Result<std::optional<Bar>> read(std::uint64_t line,
                                                  const std::vector<std::string_view>& fields);

private:
    Result<void> learnTimeFormat(std::uint64_t line, std::string_view text);
    std::optional<BarTime> readTime(std::uint64_t line, std::string_view text);
    std::optional<double> readPrice(std::uint64_t line, std::size_t column, std::string_view text);
    std::optional<Bar> readPrices(std::uint64_t line, const std::vector<std::string_view>& fields,
                                  BarTime time);
    void noteOpen(std::uint64_t line, const std::vector<std::string_view>& fields, const Bar& bar);
    void noteSign(std::uint64_t line, const Bar& bar);

    Columns m_columns;
    Findings& m_findings;
    std::optional<bool> m_zones; // whether the first time named a zone
};

} // namespace keyrite::market
