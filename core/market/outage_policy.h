// OutagePolicy: how long an outage lasts: hours and their weights. It comes from a plan, from drills, or is
// fixed; docs/formats/backtest.md. Immutable values that cannot be wrong. Safe on any thread.
#pragma once

#include "core/market/price_series.h"

#include <span>

namespace keyrite::market {

struct OutageBucket
{
    double hours;  // over 0, at most kMaxHours
    double weight; // probability that the outage lasts just so long
    bool operator==(const OutageBucket&) const = default;
};

class OutagePolicy final
{
public:
    static constexpr double kMaxHours = 8784; // a leap year
    static constexpr double kNeverHours = 240;
    static constexpr std::size_t kMaxBuckets = 64;

    // Hours rising strictly, weights over 0 and at most 1, their sum 1 within 1e-6 (they are then scaled to
    // 1). Errors: BacktestRefused, naming the bucket.
    [[nodiscard]] static Result<OutagePolicy> create(std::vector<OutageBucket> buckets);
    [[nodiscard]] static Result<OutagePolicy> fixed(double hours);

    // From a distribution function: `recoveredBy` at `hours`, as a plan or drills give it. What never comes
    // lasts kNeverHours, or as long as the longest of `hours`. Times over kMaxHours count as kMaxHours; of
    // more than kMaxBuckets steps, neighbours are taken together at the later time. Errors: BacktestRefused
    // (not as long as each other, hours that do not rise, a function that falls or leaves 0 to 1).
    [[nodiscard]] static Result<OutagePolicy> fromTimeToRecover(std::span<const double> hours,
                                                                std::span<const double> recoveredBy);

    const std::vector<OutageBucket>& buckets() const { return m_buckets; }
    double meanHours() const;
    double longestHours() const { return m_buckets.back().hours; }

    // "48 h", "4 h (50 %), 12 h (30 %), 48 h (20 %)".
    std::string text() const;

    bool operator==(const OutagePolicy&) const = default;

private:
    explicit OutagePolicy(std::vector<OutageBucket> buckets) : m_buckets(std::move(buckets)) {}

    std::vector<OutageBucket> m_buckets;
};

// A policy and since when it was known.
struct DatedPolicy
{
    BarTime from;
    OutagePolicy policy;
    bool operator==(const DatedPolicy&) const = default;
};

// Which policy holds at a start of an outage. Either one for all of history, and that is a mode of its own
// which must be named wherever its numbers are shown; or each from when the log knew it, and none before.
class PolicyTimeline final
{
public:
    static PolicyTimeline todaysPolicyOverHistory(OutagePolicy policy);

    // At least one, in strictly rising time. Errors: BacktestRefused.
    [[nodiscard]] static Result<PolicyTimeline> asKnown(std::vector<DatedPolicy> policies);

    // "48h" or "48 h"; or JSON: {"hours":48}, {"buckets":[{"hours":4,"weight":0.5},...]}, the distribution
    // function {"timeToRecover":[{"hours":4,"probability":0.5},...],"elseHours":240}, any of them since a
    // date, {"history":[{"from":"2026-01-31","hours":48},...]}, or what `keyrite-cli plan --json` prints.
    // At most 1 MiB. Errors: BacktestRefused.
    [[nodiscard]] static Result<PolicyTimeline> parse(std::string_view text);

    bool isTodaysPolicy() const { return m_today; }
    const std::vector<DatedPolicy>& policies() const { return m_policies; }
    double longestHours() const;

private:
    PolicyTimeline(bool today, std::vector<DatedPolicy> policies)
        : m_today(today), m_policies(std::move(policies))
    {
    }

    bool m_today;
    std::vector<DatedPolicy> m_policies;
};

// A policy in the bars of a series; buckets that round to one number of bars are one.
struct BarBucket
{
    std::size_t bars;
    double weight;
    bool operator==(const BarBucket&) const = default;
};

std::vector<BarBucket> toBars(const OutagePolicy& policy, const PriceSeries& series);

} // namespace keyrite::market
