#include "core/plan/posterior.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keyrite::plan {
namespace {

constexpr std::size_t kMaxBuckets = 32;

bool isCount(double value)
{
    return std::isfinite(value) && value >= 0;
}

double binomial(int n, int k)
{
    double value = 1;
    for (int i = 1; i <= k; ++i)
        value = value * (n - k + i) / i;
    return value;
}

// How many sets of exactly s usable shares leave the group up (first) or down (second), by s.
struct GroupCounts
{
    std::vector<double> up;
    std::vector<double> down;
};

GroupCounts countsOf(const GroupPolicy& group)
{
    const auto size = static_cast<std::size_t>(group.count) + 1;
    GroupCounts counts{std::vector<double>(size), std::vector<double>(size)};
    for (int s = 0; s <= group.count; ++s)
        (s >= group.threshold ? counts.up : counts.down)[static_cast<std::size_t>(s)] =
            binomial(group.count, s);
    return counts;
}

void addProduct(std::vector<double>& into, const std::vector<double>& a, const std::vector<double>& b)
{
    into.resize(std::max(into.size(), a.size() + b.size() - 1));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j)
            into[i + j] += a[i] * b[j];
}

// How many sets of exactly s usable shares meet the policy, by s.
std::vector<double> quorumCounts(const Policy& policy)
{
    std::vector<std::vector<double>> byGroupsUp{{1.0}};
    for (const GroupPolicy& group : policy.groups()) {
        const GroupCounts counts = countsOf(group);
        std::vector<std::vector<double>> next(byGroupsUp.size() + 1, std::vector<double>{0.0});
        for (std::size_t up = 0; up < byGroupsUp.size(); ++up) {
            addProduct(next[up], byGroupsUp[up], counts.down);
            addProduct(next[up + 1], byGroupsUp[up], counts.up);
        }
        byGroupsUp = std::move(next);
    }
    std::vector<double> met;
    for (auto up = static_cast<std::size_t>(policy.groupThreshold()); up < byGroupsUp.size(); ++up)
        addProduct(met, byGroupsUp[up], {1.0});
    return met;
}

} // namespace

double BetaPosterior::moment(int yes, int no) const
{
    double value = 1;
    for (int i = 0; i < yes; ++i)
        value *= (alpha + i) / (alpha + beta + i);
    for (int i = 0; i < no; ++i)
        value *= (beta + i) / (alpha + beta + yes + i);
    return value;
}

ResponsePosterior::ResponsePosterior(std::vector<double> hours, std::vector<BetaPosterior> hazards)
    : m_hours(std::move(hours)), m_hazards(std::move(hazards))
{
}

Result<ResponsePosterior> ResponsePosterior::create(std::vector<double> hours, std::vector<double> alphas)
{
    const bool rising = std::ranges::adjacent_find(hours, std::ranges::greater_equal()) == hours.end();
    const auto positive = [](double value) { return isCount(value) && value > 0; };
    if (hours.size() < 2 || hours.size() > kMaxBuckets || hours.size() != alphas.size() || !rising ||
        !std::ranges::all_of(hours, positive) || !std::ranges::all_of(alphas, positive))
        return fail(ErrorCode::InvalidArgument,
                    "A prior of response times needs 2 to 32 rising hours and as many weights above 0.");
    std::vector<BetaPosterior> hazards;
    for (std::size_t b = 0; b + 1 < alphas.size(); ++b) {
        const double later =
            std::accumulate(alphas.begin() + static_cast<std::ptrdiff_t>(b) + 1, alphas.end(), 0.0);
        hazards.push_back({alphas[b], later});
    }
    return ResponsePosterior(std::move(hours), std::move(hazards));
}

Result<ResponsePosterior> ResponsePosterior::afterAnswers(const std::vector<double>& counts) const
{
    if (counts.size() != m_hours.size() || !std::ranges::all_of(counts, isCount))
        return fail(ErrorCode::InvalidArgument,
                    "Answers are counted once for each time bucket, and no count is below 0.");
    ResponsePosterior result = *this;
    double later = std::accumulate(counts.begin(), counts.end(), 0.0);
    for (std::size_t b = 0; b < result.m_hazards.size(); ++b) {
        later -= counts[b];
        result.m_hazards[b] = result.m_hazards[b].after(counts[b], std::max(later, 0.0));
    }
    return result;
}

Result<ResponsePosterior> ResponsePosterior::afterSilence(double hours, double count) const
{
    if (!isCount(hours) || !isCount(count))
        return fail(ErrorCode::InvalidArgument, "Silence is counted up to an hour that is not below 0.");
    ResponsePosterior result = *this;
    for (std::size_t b = 0; b < result.m_hazards.size() && m_hours[b] <= hours; ++b)
        result.m_hazards[b] = result.m_hazards[b].after(0, count);
    return result;
}

std::vector<double> ResponsePosterior::mean() const
{
    std::vector<double> means;
    double notYet = 1;
    for (const BetaPosterior& hazard : m_hazards) {
        means.push_back(notYet * hazard.mean());
        notYet *= 1 - hazard.mean();
    }
    means.push_back(notYet);
    return means;
}

double quorumProbability(const Policy& policy, const BetaPosterior& shareUsable)
{
    const std::vector<double> counts = quorumCounts(policy);
    double probability = 0;
    for (std::size_t s = 0; s < counts.size(); ++s)
        if (counts[s] > 0)
            probability += counts[s] *
                           shareUsable.moment(static_cast<int>(s), policy.shareCount() - static_cast<int>(s));
    return probability;
}

} // namespace keyrite::plan
