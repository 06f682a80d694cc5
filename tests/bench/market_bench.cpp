// The backtest: sliding extremum against a memcpy of the same bytes (at most 8 times; aim 3), and a whole
// daily backtest of the S&P 500 with every offset (under 1 s). Reading prices is measured beside them.
#include "core/market/backtest.h"
#include "core/market/series_import.h"
#include "core/market/sliding_extremum.h"

#include <benchmark/benchmark.h>
#include <cstring>
#include <filesystem>
#include <random>

namespace {

using namespace keyrite;
using namespace keyrite::market;

constexpr std::size_t kMinutesOfFortyYears = 21'000'000;

const std::vector<float>& minutes()
{
    static const std::vector<float> values = [] {
        std::vector<float> made(kMinutesOfFortyYears);
        std::mt19937 random(1);
        float price = 1000;
        for (float& value : made)
            value = price += static_cast<float>(random() % 2001) * 1e-4F - 0.1F;
        return made;
    }();
    return values;
}

void BM_MemcpyOf21MillionFloats(benchmark::State& state)
{
    const std::vector<float>& in = minutes();
    std::vector<float> out(in.size());
    for (auto _ : state) {
        std::memcpy(out.data(), in.data(), in.size() * sizeof(float));
        benchmark::ClobberMemory();
    }
}

void BM_SlidingMinimumOf21MillionFloats(benchmark::State& state)
{
    const std::vector<float>& in = minutes();
    const auto window = static_cast<std::size_t>(state.range(0));
    std::vector<float> out(in.size());
    for (auto _ : state) {
        slidingMinimum<float>(in, window, std::span(out).first(in.size() - window + 1));
        benchmark::ClobberMemory();
    }
}

std::string sp500()
{
    return std::string(KEYRITE_SHARED) + "/market/sp500-daily.csv";
}

bool present(benchmark::State& state)
{
    if (std::filesystem::exists(sp500()))
        return true;
    state.SkipWithError((sp500() + " is absent: SKIPPED").c_str());
    return false;
}

void BM_ReadDailyPrices(benchmark::State& state)
{
    if (!present(state))
        return;
    for (auto _ : state)
        benchmark::DoNotOptimize(importSeries(fileSource(sp500()).value()).value().rows);
}

void BM_DailyBacktestWithEveryOffset(benchmark::State& state)
{
    if (!present(state))
        return;
    const SeriesImport imported = importSeries(fileSource(sp500()).value()).value();
    const Position position{"", Spot{}, Sizing::Value, 1e8};
    const PolicyTimeline policy = PolicyTimeline::parse(R"({"timeToRecover":[{"hours":4,"probability":0.5},
        {"hours":12,"probability":0.8},{"hours":48,"probability":0.95}],"elseHours":240})")
                                      .value();
    for (auto _ : state) {
        const Backtest result = runBacktest(imported.series, position, policy, {}).value();
        benchmark::DoNotOptimize(result.tests.offsets.data());
    }
    state.counters["rows"] = static_cast<double>(imported.series.size());
}

BENCHMARK(BM_MemcpyOf21MillionFloats)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SlidingMinimumOf21MillionFloats)->Arg(48)->Arg(2880)->Arg(14400)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_ReadDailyPrices)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_DailyBacktestWithEveryOffset)->Unit(benchmark::kMillisecond);

} // namespace
