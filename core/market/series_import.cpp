#include "core/market/series_import.h"

#include "core/csv_reader.h"
#include "core/market/bar_row.h"

#include <algorithm>

namespace keyrite::market {
namespace {

constexpr std::size_t kMaxComment = 400;

// The line of each bar, in the memory of the places where lines were skipped.
class LineRuns final
{
public:
    void add(std::size_t bar, std::uint64_t line)
    {
        if (m_runs.empty() || line - m_runs.back().line != bar - m_runs.back().bar)
            m_runs.push_back({bar, line});
    }

    std::uint64_t lineOf(std::size_t bar) const
    {
        const auto after = std::ranges::upper_bound(m_runs, bar, {}, &Run::bar);
        return std::prev(after)->line + (bar - std::prev(after)->bar);
    }

private:
    struct Run
    {
        std::size_t bar;
        std::uint64_t line;
    };
    std::vector<Run> m_runs;
};

class Import final
{
public:
    Import(ByteSource source, const std::optional<SeriesMapping>& mapping)
        : m_mapping(mapping), m_reader(hashing(std::move(source)), mapping ? mapping->delimiter : '\0')
    {
    }

    Result<SeriesImport> run()
    {
        auto columns = findColumns();
        if (!columns)
            return fail(columns.error());
        const SeriesShape shape = columns->shape;
        noteColumns(*columns);
        if (const auto read = readBars(*columns); !read)
            return fail(read.error());
        if (m_descending) {
            std::ranges::reverse(m_bars);
            m_findings.add(FindingKind::NewestFirst, m_lines.lineOf(0), 0, "the newest row comes first.");
        }
        return finish(shape);
    }

private:
    ByteSource hashing(ByteSource source)
    {
        return [this, source = std::move(source)](std::span<char> target) -> Result<std::size_t> {
            auto got = source(target);
            if (got)
                m_hash.add(asBytes({target.data(), *got}));
            return got;
        };
    }

    Result<Columns> findColumns()
    {
        for (int row = 0; row < kMaxPreambleRows; ++row) {
            const auto more = m_reader.next();
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
            if (isComment())
                continue;
            if (m_mapping)
                return m_mapping->columns(m_reader.fields());
            if (auto columns = recognise(m_reader.fields()))
                return *columns;
        }
        return fail(
            ErrorCode::SeriesUnusable,
            m_reader.line() == 1 && m_reader.fields().empty()
                ? "The file is empty."
                : "Line 1: the columns of this file are not known. Its first lines should name them (Date, "
                  "High, Low, Close), or be Binance klines, or a date and one value; for any other table "
                  "say with a mapping which column is what, for example time=Date close=Last.");
    }

    bool isComment()
    {
        if (!m_reader.fields().front().starts_with('#'))
            return false;
        for (const std::string_view field : m_reader.fields())
            m_comment += (field.starts_with('#') ? std::string() : std::string(",")) + std::string(field);
        m_comment.resize(std::min(m_comment.size(), kMaxComment));
        return true;
    }

    void noteColumns(const Columns& columns)
    {
        if (!columns.low)
            m_findings.add(FindingKind::CloseOnly, m_reader.line(), columns.close + 1,
                           "there are closes only.");
        if (columns.adjustedToo)
            m_findings.add(FindingKind::Unadjusted, m_reader.line(), columns.close + 1,
                           "an adjusted close is there and is not used.");
    }

    Result<void> readBars(const Columns& columns)
    {
        const bool firstIsData = columns.rowIsData;
        BarRows rows(columns, m_findings);
        if (firstIsData)
            if (auto taken = takeRow(rows); !taken)
                return taken;
        for (;;) {
            const auto more = m_reader.next();
            if (!more)
                return fail(more.error());
            if (!*more)
                return {};
            if (auto taken = takeRow(rows); !taken)
                return taken;
        }
    }

    Result<void> takeRow(BarRows& rows)
    {
        ++m_rows;
        const auto bar = rows.read(m_reader.line(), m_reader.fields());
        if (!bar)
            return fail(bar.error());
        if (!*bar)
            return {};
        if (m_bars.size() == PriceSeries::kMaxBars)
            return fail(ErrorCode::SeriesUnusable,
                        "Line " + std::to_string(m_reader.line()) +
                            ": the file has more than 22,000,000 bars, which is forty "
                            "years of minutes. Cut it into parts.");
        order(**bar);
        return {};
    }

    // The first two bars tell which way the file runs.
    void order(const Bar& bar)
    {
        if (!m_bars.empty()) {
            const BarTime before = m_bars.back().time;
            if (m_bars.size() == 1)
                m_descending = bar.time < before;
            if (bar.time == before || (m_descending ? bar.time > before : bar.time < before)) {
                addDisorder(bar, before);
                return;
            }
        }
        m_lines.add(m_bars.size(), m_reader.line());
        m_bars.push_back(bar);
    }

    void addDisorder(const Bar& bar, BarTime before)
    {
        const bool known = std::ranges::binary_search(
            m_bars, bar.time, [this](BarTime a, BarTime b) { return m_descending ? a > b : a < b; },
            &Bar::time);
        if (known)
            m_findings.add(FindingKind::Duplicate, m_reader.line(), 0,
                           "the time " + barTimeText(bar.time) + " was there before.");
        else
            m_findings.add(FindingKind::Disorder, m_reader.line(), 0,
                           "the time " + barTimeText(bar.time) + " comes after " + barTimeText(before) + ".");
    }

    void noteGaps(const PriceSeries& series)
    {
        constexpr BarTime kLongestClosure = 5 * kSecondsPerDay;
        const BarTime usual = series.continuous() ? series.intervalSeconds()
                                                  : std::max(series.intervalSeconds(), kLongestClosure);
        for (std::size_t i = 1; i < series.size(); ++i)
            if (series[i].time - series[i - 1].time > usual)
                m_findings.add(FindingKind::Gap, m_lines.lineOf(m_descending ? series.size() - 1 - i : i), 0,
                               "no bars between " + barTimeText(series[i - 1].time) + " and " +
                                   barTimeText(series[i].time) + ".");
    }

    Result<SeriesImport> finish(SeriesShape shape)
    {
        m_bars.shrink_to_fit();
        auto series = PriceSeries::create(std::move(m_bars));
        if (!series)
            return fail(series.error().code,
                        series.error().message +
                            (m_findings.defects() == 0 ? "" : " " + m_findings.defectSummary()));
        noteGaps(*series);
        return SeriesImport{shape,  std::move(*series), std::move(m_findings),
                            m_rows, m_hash.finish(),    std::move(m_comment)};
    }

    const std::optional<SeriesMapping>& m_mapping;
    crypto::Sha256Stream m_hash;
    CsvReader m_reader;
    Findings m_findings;
    std::vector<Bar> m_bars;
    std::uint64_t m_rows = 0;
    LineRuns m_lines;
    bool m_descending = false;
    std::string m_comment;
};

} // namespace

Result<SeriesImport> importSeries(ByteSource source, const std::optional<SeriesMapping>& mapping)
{
    return Import(std::move(source), mapping).run();
}

} // namespace keyrite::market
