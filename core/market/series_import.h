// Reads a price file of any size into a PriceSeries, and says by row and column what it found.
#pragma once

#include "core/byte_source.h"
#include "core/crypto/hash.h"
#include "core/market/price_series.h"
#include "core/market/series_finding.h"
#include "core/market/series_shape.h"

namespace keyrite::market {

struct SeriesImport
{
    SeriesShape shape;
    PriceSeries series; // the good rows
    Findings findings;
    std::uint64_t rows;    // of data, defective ones included
    crypto::Digest sha256; // of the file's bytes
    std::string comment;   // of lines before the header that begin with #; at most 400 bytes
};

// Memory grows with the bars (32 bytes each, at most PriceSeries::kMaxBars), not with the file. A defective
// row is not in the series: whoever goes on although findings.defects() > 0 must have said so. Errors:
// TableMalformed, SeriesUnusable (no known shape and no mapping; fewer than two good bars; too many), those
// of the source.
[[nodiscard]] Result<SeriesImport> importSeries(ByteSource source,
                                                const std::optional<SeriesMapping>& mapping = {});

} // namespace keyrite::market
