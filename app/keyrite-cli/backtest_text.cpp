#include "app/keyrite-cli/backtest_text.h"

#include "core/bytes.h"
#include "core/market/backtest_json.h"
#include "core/market/decimal.h"
#include "core/market/synthetic_series.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace keyrite::cli {
namespace {

using namespace market;

// "1,234,567", or four digits where that is not enough: "12.35".
std::string amount(double value)
{
    if (std::fabs(value) < 1000)
        return decimal(value, 4);
    std::array<char, 64> text{};
    std::string digits(text.data(), static_cast<std::size_t>(
                                        std::snprintf(text.data(), text.size(), "%.0f", std::fabs(value))));
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, ",");
    return (value < 0 ? "-" : "") + digits;
}

std::string percent(double part)
{
    return decimal(part * 100, 4) + " %";
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::string right(const std::string& text, std::size_t width)
{
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

void printSeries(const SeriesImport& imported)
{
    const PriceSeries& series = imported.series;
    if (isSynthetic(imported.comment))
        std::cout << "SYNTHETIC PRICES: made up for practice, not a market's.\n\n";
    std::cout << "Prices:   " << series.size() << " bars, " << startText(series, 0) << " to "
              << startText(series, series.size() - 1) << " (" << shapeName(imported.shape) << ")\n"
              << "SHA-256:  " << toHex(imported.sha256) << '\n';
    for (std::size_t i = 0; i < kFindingKinds; ++i) {
        const auto kind = static_cast<FindingKind>(i);
        if (const auto count = imported.findings.count(kind); count > 0) {
            const auto first = std::ranges::find(imported.findings.kept(), kind, &Finding::kind);
            std::cout << (isDefect(kind) ? "Defect:   " : "Note:     ") << count << " x "
                      << findingMeaning(kind) << " First at line " << first->line << ".\n";
        }
    }
}

void printPolicy(const PolicyTimeline& policies)
{
    if (policies.isTodaysPolicy()) {
        std::cout << "Policy:   TODAY'S POLICY OVER HISTORY: " << policies.policies().front().policy.text()
                  << '\n';
        return;
    }
    std::cout << "Policy:   each as known at the time\n";
    for (const DatedPolicy& dated : policies.policies())
        std::cout << "          since " << barTimeText(dated.from) << ": " << dated.policy.text() << '\n';
}

void printSummary(const char* name, const RiskSummary& summary)
{
    std::cout << padded(name, 22) << right(amount(summary.mean), 16) << right(amount(summary.var), 16)
              << right(amount(summary.es), 16) << right(amount(summary.worst), 16) << '\n';
}

void printLosses(const Backtest& result, const BacktestOptions& options, const SeriesImport& imported)
{
    const PriceSeries& series = imported.series;
    std::cout << '\n'
              << padded("Loss", 22) << right("mean", 16)
              << right("VaR " + percent(options.forecast.varConfidence), 16)
              << right("ES " + percent(options.forecast.esConfidence), 16) << right("worst", 16) << '\n';
    printSummary("As measured", result.summary);
    if (result.excursion) {
        printSummary("Worst on the way", *result.excursion);
        printSummary("When it ends", *result.exit);
    }
    for (const ClassRow& row : result.classes)
        printSummary(("Typical " + assetClass(row.instrument)).c_str(), row.summary);
    const BootstrapIntervals& intervals = result.intervals;
    std::cout << "95 % intervals (stationary bootstrap): VaR " << amount(intervals.var.low) << " to "
              << amount(intervals.var.high) << ", ES " << amount(intervals.es.low) << " to "
              << amount(intervals.es.high) << ".\n";
    if (!result.losses.endedEarly.empty())
        std::cout << "In " << percent(result.endedEarly)
                  << " of the outages the position was liquidated or expired before they ended.\n";
    std::cout << "\nWorst starts (outages that do not overlap)\n";
    for (const WorstStart& worst : result.worst)
        std::cout << "  " << padded(startText(series, worst.start), 18) << right(amount(worst.loss), 16)
                  << '\n';
    if (isSynthetic(imported.comment) || result.stress.empty())
        return; // made-up prices have no part in the crashes of markets
    std::cout << "\nNamed crashes\n";
    for (const StressResult& stress : result.stress)
        std::cout << "  " << padded(stress.window->name, 22) << right(amount(stress.worst.loss), 16)
                  << "  from " << startText(series, stress.worst.start) << '\n';
}

void printTests(const ForecastTests& tests, const BacktestOptions& options)
{
    std::cout << "\nForecast by filtered historical simulation, against what happened\n";
    if (tests.offsets.empty()) {
        std::cout << "There are too few bars for a forecast: it draws on at least "
                  << options.forecast.minimum << " outages that have ended. Nothing was tested.\n";
        return;
    }
    std::cout
        << "offset starts over  Kupiec p (Holm)    Christoffersen p   light   Z2 (critical)     p (Holm)\n";
    for (const OffsetTests& row : tests.offsets)
        std::cout
            << right(std::to_string(row.offset), 6) << right(std::to_string(row.count), 7)
            << right(std::to_string(row.exceedances), 5)
            << right(decimal(row.kupiec.pValue, 3) + " (" + decimal(row.kupiecHolm, 3) + ")", 17)
            << right(decimal(row.christoffersen.pValue, 3) + " (" + decimal(row.christoffersenHolm, 3) + ")",
                     20)
            << right(trafficLightName(row.light), 8)
            << right(decimal(row.shortfall.z2, 3) + " (" + decimal(row.shortfall.criticalValue, 3) + ")", 16)
            << right(decimal(row.shortfall.pValue, 3) + " (" + decimal(row.shortfallHolm, 3) + ")", 18)
            << '\n';
    const bool rejected = tests.verdict() == ForecastTests::Verdict::Rejected;
    std::cout << (rejected ? "REJECTED: at 5 %, adjusted over all offsets, at least one test says that the "
                             "forecast is wrong.\n"
                           : "Not rejected at 5 %, adjusted over all offsets. That is not a proof that the "
                             "forecast is right.\n")
              << "Power: a forecast exceeded twice as often as it says would be found with probability "
              << percent(tests.powerAlone) << " (one offset of " << tests.smallestCount << " starts), "
              << percent(tests.powerAdjusted) << " after the adjustment.\n";
}

} // namespace

void printBacktests(const SeriesImport& imported, const PolicyTimeline& policies,
                    const BacktestOptions& options, const std::vector<Backtest>& results)
{
    printSeries(imported);
    printPolicy(policies);
    for (const Backtest& result : results) {
        std::cout << "\nPosition: " << (result.position.name.empty() ? "" : result.position.name + ": ")
                  << describe(result.position.instrument) << "; " << amount(result.position.size)
                  << (result.position.sizing == Sizing::Units ? " units" : " in the currency of the prices")
                  << '\n'
                  << "Starts:   " << result.summary.count << ", each with an outage of at most "
                  << result.losses.horizon << " bars\n";
        printLosses(result, options, imported);
        printTests(result.tests, options);
    }
}

} // namespace keyrite::cli
