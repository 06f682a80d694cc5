// A backtest as JSON: what keyrite-cli prints (docs/formats/backtest.md) and what the log keeps of it.
#pragma once

#include "core/market/backtest.h"
#include "core/market/series_import.h"

namespace keyrite::market {

// The file: shape, bars, times, SHA-256, whether it is made up, findings counted by kind.
Json seriesJson(const SeriesImport& imported);

// The policies, each with its buckets and, unless it is today's over all of history, since when it was known.
Json policyJson(const PolicyTimeline& policies);

Json optionsJson(const BacktestOptions& options);

// Everything that runBacktest found but the loss of each single start.
Json backtestJson(const PriceSeries& series, const Backtest& result);

// The data of the entry backtest.run: the same, but of the tests their extremes only, and every number that
// is not whole as decimal text, since the log holds no other.
Json backtestRunData(const SeriesImport& imported, const PolicyTimeline& policies,
                     const BacktestOptions& options, const Backtest& result);

// "2020-03-12": when the outage of a start began.
std::string startText(const PriceSeries& series, std::size_t start);

// "green", "yellow", "red".
std::string trafficLightName(TrafficLight light);

} // namespace keyrite::market
