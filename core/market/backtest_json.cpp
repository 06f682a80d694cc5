#include "core/market/backtest_json.h"

#include "core/bytes.h"
#include "core/market/decimal.h"
#include "core/market/fixed_random.h"
#include "core/market/synthetic_series.h"

#include <algorithm>

namespace keyrite::market {
namespace {

Json summaryJson(const RiskSummary& summary)
{
    return {{"count", summary.count}, {"mean", summary.mean}, {"median", summary.median},
            {"var", summary.var},     {"es", summary.es},     {"varAtEs", summary.varAtEs},
            {"worst", summary.worst}};
}

Json startJson(const PriceSeries& series, const WorstStart& worst)
{
    return {{"start", startText(series, worst.start)}, {"loss", worst.loss}};
}

Json stressJson(const PriceSeries& series, const StressResult& stress)
{
    return {{"name", stress.window->name},
            {"first", barTimeText(stress.window->first)},
            {"last", barTimeText(stress.window->last)},
            {"starts", stress.starts},
            {"worst", startJson(series, stress.worst)}};
}

Json testJson(const TestResult& test, double holm)
{
    return {{"statistic", test.statistic}, {"pValue", test.pValue}, {"holm", holm}};
}

Json offsetJson(const OffsetTests& tests)
{
    return {{"offset", tests.offset},
            {"starts", tests.count},
            {"exceedances", tests.exceedances},
            {"kupiec", testJson(tests.kupiec, tests.kupiecHolm)},
            {"christoffersen", testJson(tests.christoffersen, tests.christoffersenHolm)},
            {"conditionalCoverage",
             {{"statistic", tests.conditional.statistic}, {"pValue", tests.conditional.pValue}}},
            {"trafficLight", trafficLightName(tests.light)},
            {"acerbiSzekely",
             {{"z2", tests.shortfall.z2},
              {"critical", tests.shortfall.criticalValue},
              {"pValue", tests.shortfall.pValue},
              {"holm", tests.shortfallHolm}}}};
}

const char* verdictName(ForecastTests::Verdict verdict)
{
    switch (verdict) {
    case ForecastTests::Verdict::NoForecast:
        return "noForecast";
    case ForecastTests::Verdict::Rejected:
        return "rejected";
    case ForecastTests::Verdict::NotRejected:
        return "notRejected";
    }
    return "";
}

Json testsJson(const ForecastTests& tests)
{
    return {{"verdict", verdictName(tests.verdict())},
            {"forecasts", tests.forecasts},
            {"notPossible", tests.notPossible},
            {"strideBars", tests.stride},
            {"startsApart", tests.span},
            {"smallestSample", tests.smallestCount},
            {"powerAgainstTwiceTheRate", {{"alone", tests.powerAlone}, {"adjusted", tests.powerAdjusted}}}};
}

// The smallest adjusted p-value of each family, and the worst light.
Json extremesJson(const ForecastTests& tests)
{
    Json json = testsJson(tests);
    json["offsets"] = tests.offsets.size();
    if (tests.offsets.empty())
        return json;
    const auto least = [&](double OffsetTests::*value) {
        return std::ranges::min(tests.offsets, {}, value).*value;
    };
    json["leastHolm"] = {{"kupiec", least(&OffsetTests::kupiecHolm)},
                         {"christoffersen", least(&OffsetTests::christoffersenHolm)},
                         {"acerbiSzekely", least(&OffsetTests::shortfallHolm)}};
    json["worstTrafficLight"] =
        trafficLightName(std::ranges::max(tests.offsets, {}, &OffsetTests::light).light);
    return json;
}

Json intervalJson(const Interval& interval)
{
    return Json::array({interval.low, interval.high});
}

Json lossesJson(const PriceSeries& series, const Backtest& result)
{
    Json json{{"position", result.position.toJson()},
              {"horizonBars", result.losses.horizon},
              {"loss", summaryJson(result.summary)},
              {"notHeld", result.losses.loss.size() - result.losses.usableCount()},
              {"worst", Json::array()},
              {"stress", Json::array()},
              {"byClass", Json::array()}};
    if (result.excursion) {
        json["excursion"] = summaryJson(*result.excursion);
        json["exit"] = summaryJson(*result.exit);
    }
    if (!result.losses.endedEarly.empty())
        json["endedEarly"] = result.endedEarly;
    json["intervals95"] = {{"mean", intervalJson(result.intervals.mean)},
                           {"var", intervalJson(result.intervals.var)},
                           {"es", intervalJson(result.intervals.es)},
                           {"meanBlock", result.intervals.meanBlock}};
    for (const WorstStart& worst : result.worst)
        json["worst"].push_back(startJson(series, worst));
    for (const StressResult& stress : result.stress)
        json["stress"].push_back(stressJson(series, stress));
    for (const ClassRow& row : result.classes)
        json["byClass"].push_back({{"class", assetClass(row.instrument)},
                                   {"terms", describe(row.instrument)},
                                   {"loss", summaryJson(row.summary)}});
    return json;
}

// Money and probabilities need no more digits than this; whole numbers stay what they are.
void makeDecimal(Json& json)
{
    constexpr int kDigits = 10;
    if (json.is_number_float())
        json = decimal(json.get<double>(), kDigits);
    else if (json.is_structured())
        for (Json& child : json)
            makeDecimal(child);
}

const char* modeName(bool todaysPolicy)
{
    return todaysPolicy ? "todaysPolicyOverHistory" : "policiesAsKnown";
}

} // namespace

std::string startText(const PriceSeries& series, std::size_t start)
{
    return barTimeText(series[start].time);
}

std::string trafficLightName(TrafficLight light)
{
    switch (light) {
    case TrafficLight::Green:
        return "green";
    case TrafficLight::Yellow:
        return "yellow";
    case TrafficLight::Red:
        return "red";
    }
    return {};
}

Json seriesJson(const SeriesImport& imported)
{
    Json findings = Json::object();
    for (std::size_t kind = 0; kind < kFindingKinds; ++kind)
        if (const auto count = imported.findings.count(static_cast<FindingKind>(kind)); count > 0)
            findings[findingName(static_cast<FindingKind>(kind))] = count;
    const PriceSeries& series = imported.series;
    return {{"sha256", toHex(imported.sha256)},
            {"shape", shapeName(imported.shape)},
            {"bars", series.size()},
            {"first", barTimeText(series[0].time)},
            {"last", barTimeText(series[series.size() - 1].time)},
            {"intervalSeconds", series.intervalSeconds()},
            {"synthetic", isSynthetic(imported.comment)},
            {"rowsLeftOut", imported.findings.defects()},
            {"findings", std::move(findings)}};
}

Json policyJson(const PolicyTimeline& policies)
{
    Json list = Json::array();
    for (const DatedPolicy& dated : policies.policies()) {
        Json buckets = Json::array();
        for (const OutageBucket& bucket : dated.policy.buckets())
            buckets.push_back({{"hours", bucket.hours}, {"weight", bucket.weight}});
        Json one{{"buckets", std::move(buckets)}};
        if (!policies.isTodaysPolicy())
            one["from"] = barTimeText(dated.from);
        list.push_back(std::move(one));
    }
    return list;
}

Json optionsJson(const BacktestOptions& options)
{
    return {{"varConfidence", options.forecast.varConfidence},
            {"esConfidence", options.forecast.esConfidence},
            {"pool", options.forecast.pool},
            {"minimum", options.forecast.minimum},
            {"decay", options.forecast.decay},
            {"simulations", options.simulations},
            {"resamples", options.resamples},
            {"seed", kSeed}};
}

Json backtestJson(const PriceSeries& series, const Backtest& result)
{
    Json json = lossesJson(series, result);
    json["mode"] = modeName(result.todaysPolicy);
    json["tests"] = testsJson(result.tests);
    json["tests"]["offsets"] = Json::array();
    for (const OffsetTests& offset : result.tests.offsets)
        json["tests"]["offsets"].push_back(offsetJson(offset));
    return json;
}

Json backtestRunData(const SeriesImport& imported, const PolicyTimeline& policies,
                     const BacktestOptions& options, const Backtest& result)
{
    Json json{{"mode", modeName(result.todaysPolicy)},
              {"series", seriesJson(imported)},
              {"policy", policyJson(policies)},
              {"options", optionsJson(options)},
              {"result", lossesJson(imported.series, result)}};
    json["result"]["tests"] = extremesJson(result.tests);
    makeDecimal(json);
    return json;
}

} // namespace keyrite::market
