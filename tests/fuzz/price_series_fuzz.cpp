// A price file from outside: a refusal, or a series that keeps its promises.
#include "core/market/series_import.h"

#include <cmath>
#include <cstdlib>

using namespace keyrite;
using namespace keyrite::market;

namespace {

void check(const SeriesImport& imported)
{
    const PriceSeries& series = imported.series;
    for (std::size_t i = 0; i < series.size(); ++i)
        if (!checkBar(series[i]) || (i > 0 && series[i].time <= series[i - 1].time))
            std::abort();
    if (series.size() > imported.rows || series.size() < 2)
        std::abort();
    for (const Finding& finding : imported.findings.kept())
        if (finding.line == 0 || finding.text.empty())
            std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto imported = importSeries(sourceOf(text)))
        check(*imported);
    // The first line as a mapping for what follows it.
    const std::size_t end = std::min(size, text.find('\n'));
    if (const auto mapping = SeriesMapping::parse(text.substr(0, end)))
        if (const auto imported = importSeries(sourceOf(text.substr(std::min(size, end + 1))), *mapping))
            check(*imported);
    return 0;
}
