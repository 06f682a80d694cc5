#include "core/market/outage_policy.h"

#include "core/fields.h"
#include "core/market/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace keyrite::market {
namespace {

constexpr std::size_t kMaxText = 1UL << 20U;

auto refuse(const std::string& what)
{
    return fail(ErrorCode::BacktestRefused, "The recovery policy: " + what);
}

constexpr Document kDocument{ErrorCode::BacktestRefused, "The recovery policy"};

// An array of objects with "hours" and another number.
Result<std::vector<OutageBucket>> pairs(Fields& fields, const char* array, const char* second)
{
    return fields.list<OutageBucket>(
        array, [&](const Json& json, const std::string& where) -> Result<OutageBucket> {
            Fields item(json, where, kDocument);
            OutageBucket bucket{};
            KEYRITE_TRY(bucket.hours, item.number("hours", 0, OutagePolicy::kMaxHours));
            KEYRITE_TRY(bucket.weight, item.number(second, 0, 1 + 1e-9));
            KEYRITE_CHECK(item.finish());
            return bucket;
        });
}

// F(t) at its hours becomes the weights of its steps; what is left at the end lasts "elseHours".
Result<OutagePolicy> steps(Fields& fields)
{
    std::vector<OutageBucket> cumulative;
    KEYRITE_TRY(cumulative, pairs(fields, "timeToRecover", "probability"));
    double before = 0;
    std::vector<OutageBucket> buckets;
    for (const OutageBucket& step : cumulative) {
        if (step.weight < before)
            return fields.refuse("timeToRecover", "must not fall: it is a distribution function");
        if (step.weight > before)
            buckets.push_back({step.hours, step.weight - before});
        before = step.weight;
    }
    if (before < 1 - 1e-9) {
        OutageBucket rest{0, 1 - before};
        KEYRITE_TRY(rest.hours, fields.number("elseHours", 0, OutagePolicy::kMaxHours));
        buckets.push_back(rest);
    }
    return OutagePolicy::create(std::move(buckets));
}

// What `keyrite-cli plan --json` prints: the distribution function of its first design.
Result<OutagePolicy> fromPlan(const Json& output)
{
    const Json& designs = output["designs"];
    if (!designs.is_array() || designs.empty() || !designs[0].is_object() ||
        !designs[0].contains("recoveredBy"))
        return refuse("the plan has no design with \"recoveredBy\". Give the plan an explicit design.");
    Fields fields(designs[0], "the plan's first design", kDocument);
    std::vector<OutageBucket> steps;
    KEYRITE_TRY(steps, pairs(fields, "recoveredBy", "probability"));
    std::vector<double> hours;
    std::vector<double> by;
    for (const OutageBucket& step : steps) {
        hours.push_back(step.hours);
        by.push_back(step.weight);
    }
    return OutagePolicy::fromTimeToRecover(hours, by);
}

// At most kMaxBuckets: runs of equal length are taken together at their last time.
std::vector<OutageBucket> thinned(std::vector<OutageBucket> buckets)
{
    const std::size_t run = (buckets.size() + OutagePolicy::kMaxBuckets - 1) / OutagePolicy::kMaxBuckets;
    if (run <= 1)
        return buckets;
    std::vector<OutageBucket> few;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (i % run == 0)
            few.push_back({0, 0});
        few.back() = {buckets[i].hours, few.back().weight + buckets[i].weight};
    }
    return few;
}

Result<OutagePolicy> policyFrom(Fields& fields)
{
    if (fields.has("hours")) {
        double hours = 0;
        KEYRITE_TRY(hours, fields.number("hours", 0, OutagePolicy::kMaxHours));
        return OutagePolicy::fixed(hours);
    }
    if (fields.has("timeToRecover"))
        return steps(fields);
    if (!fields.has("buckets"))
        return fields.refuse("hours", "or \"buckets\" or \"timeToRecover\" must be there");
    std::vector<OutageBucket> buckets;
    KEYRITE_TRY(buckets, pairs(fields, "buckets", "weight"));
    return OutagePolicy::create(std::move(buckets));
}

Result<DatedPolicy> datedPolicy(const Json& json, const std::string& where)
{
    Fields fields(json, where, kDocument);
    std::string from;
    KEYRITE_TRY(from, fields.text("from"));
    const auto time = parseBarTime(from, TimeFormat::Iso);
    if (!time)
        return fields.refuse("from", "must be a date, as 2026-01-31");
    auto policy = policyFrom(fields);
    if (!policy)
        return fail(policy.error());
    KEYRITE_CHECK(fields.finish());
    return DatedPolicy{time->seconds, std::move(*policy)};
}

Result<PolicyTimeline> today(Result<OutagePolicy> policy)
{
    if (!policy)
        return fail(policy.error());
    return PolicyTimeline::todaysPolicyOverHistory(std::move(*policy));
}

// "48h", "48 h", "0.5h".
std::optional<double> fixedHours(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
        text.remove_suffix(1);
    double hours = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), hours);
    const std::string_view unit(parsed.ptr, static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
    if (parsed.ec != std::errc() || (unit != "h" && unit != " h"))
        return std::nullopt;
    return hours;
}

} // namespace

Result<OutagePolicy> OutagePolicy::create(std::vector<OutageBucket> buckets)
{
    if (buckets.empty() || buckets.size() > kMaxBuckets)
        return refuse("it needs 1 to " + std::to_string(kMaxBuckets) + " durations.");
    double sum = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const std::string where = "duration " + std::to_string(i + 1);
        if (!(buckets[i].hours > 0 && buckets[i].hours <= kMaxHours))
            return refuse(where + " must be over 0 and at most " + decimal(kMaxHours, 6) + " hours.");
        if (i > 0 && buckets[i].hours <= buckets[i - 1].hours)
            return refuse(where + " must be longer than the one before.");
        if (!(buckets[i].weight > 0 && buckets[i].weight <= 1 + 1e-6))
            return refuse("the weight of " + where + " must be over 0 and at most 1.");
        sum += buckets[i].weight;
    }
    if (std::fabs(sum - 1) > 1e-6)
        return refuse("the weights add up to " + decimal(sum, 6) + ", not to 1.");
    for (OutageBucket& bucket : buckets)
        bucket.weight /= sum;
    return OutagePolicy(std::move(buckets));
}

Result<OutagePolicy> OutagePolicy::fixed(double hours)
{
    return create({{hours, 1}});
}

Result<OutagePolicy> OutagePolicy::fromTimeToRecover(std::span<const double> hours,
                                                     std::span<const double> recoveredBy)
{
    constexpr double kAtOnceHours = 1.0 / 60;
    if (hours.size() != recoveredBy.size())
        return refuse("each time needs its probability.");
    std::vector<OutageBucket> buckets;
    const auto add = [&buckets](double at, double weight) {
        if (weight <= 0)
            return;
        if (buckets.empty() || buckets.back().hours < at)
            buckets.push_back({at, weight});
        else
            buckets.back().weight += weight;
    };
    double before = 0;
    for (std::size_t i = 0; i < hours.size(); ++i) {
        if (!(hours[i] >= 0) || (i > 0 && hours[i] <= hours[i - 1]) || !(recoveredBy[i] >= before - 1e-12) ||
            !(recoveredBy[i] <= 1 + 1e-9))
            return refuse("its times must rise and their probabilities must not fall, from 0 to 1.");
        add(std::clamp(hours[i], kAtOnceHours, kMaxHours), recoveredBy[i] - before);
        before = std::max(before, recoveredBy[i]);
    }
    if (before < 1 - 1e-9)
        add(kNeverHours, 1 - before);
    return create(thinned(std::move(buckets)));
}

double OutagePolicy::meanHours() const
{
    return std::accumulate(
        m_buckets.begin(), m_buckets.end(), 0.0,
        [](double sum, const OutageBucket& bucket) { return sum + bucket.hours * bucket.weight; });
}

std::string OutagePolicy::text() const
{
    if (m_buckets.size() == 1)
        return decimal(m_buckets.front().hours, 6) + " h";
    std::string text;
    for (const OutageBucket& bucket : m_buckets)
        text += (text.empty() ? "" : ", ") + decimal(bucket.hours, 6) + " h (" +
                decimal(bucket.weight * 100, 6) + " %)";
    return text;
}

PolicyTimeline PolicyTimeline::todaysPolicyOverHistory(OutagePolicy policy)
{
    return {true, {{std::numeric_limits<BarTime>::min(), std::move(policy)}}};
}

Result<PolicyTimeline> PolicyTimeline::asKnown(std::vector<DatedPolicy> policies)
{
    if (policies.empty())
        return refuse("its history is empty.");
    for (std::size_t i = 1; i < policies.size(); ++i)
        if (policies[i].from <= policies[i - 1].from)
            return refuse("item " + std::to_string(i + 1) +
                          " of its history must be later than the one before.");
    return PolicyTimeline(false, std::move(policies));
}

Result<PolicyTimeline> PolicyTimeline::parse(std::string_view text)
{
    if (text.size() > kMaxText)
        return refuse("the text is longer than 1 MiB.");
    if (const auto hours = fixedHours(text))
        return today(OutagePolicy::fixed(*hours));
    const auto json = parseJsonObject(text, kDocument.code);
    if (!json)
        return refuse("it is neither hours, as 48h, nor a JSON object: " + json.error().message + ".");
    if (json->contains("designs"))
        return today(fromPlan(*json));
    Fields fields(*json, "the policy", kDocument);
    if (fields.has("history")) {
        std::vector<DatedPolicy> policies;
        KEYRITE_TRY(policies, fields.list<DatedPolicy>("history", datedPolicy));
        KEYRITE_CHECK(fields.finish());
        return asKnown(std::move(policies));
    }
    auto policy = policyFrom(fields);
    KEYRITE_CHECK(fields.finish());
    return today(std::move(policy));
}

double PolicyTimeline::longestHours() const
{
    double longest = 0;
    for (const DatedPolicy& dated : m_policies)
        longest = std::max(longest, dated.policy.longestHours());
    return longest;
}

std::vector<BarBucket> toBars(const OutagePolicy& policy, const PriceSeries& series)
{
    std::vector<BarBucket> bars;
    for (const OutageBucket& bucket : policy.buckets()) {
        const std::size_t count = series.barsIn(bucket.hours);
        if (!bars.empty() && bars.back().bars == count)
            bars.back().weight += bucket.weight;
        else
            bars.push_back({count, bucket.weight});
    }
    return bars;
}

} // namespace keyrite::market
