#include "core/plan/cut_sets.h"

#include "core/plan/quadrature.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace keyrite::plan {
namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();
constexpr double kSmallestShare = 1e-4;

using Key = std::tuple<std::vector<std::string>, int, int, int>; // causes, sites, groups, keys
using Modes = std::map<Key, double>;

// counts[a][b]: probability that a sites are lost and b more groups are short of members.
using Counts = std::array<std::array<double, kMaxGroups + 1>, kMaxGroups + 1>;

Counts countFailures(const Policy& policy, const ShareState& state)
{
    const std::vector<double> reachable(state.groups.size(), 1.0);
    const std::vector<double> membersMissing = groupFailures(policy, state.members, reachable);
    Counts counts{};
    counts[0][0] = 1;
    for (std::size_t i = 0; i < state.groups.size(); ++i) {
        const double lost = 1 - state.groups[i];
        const double isShort = state.groups[i] * membersMissing[i];
        const double up = state.groups[i] * (1 - membersMissing[i]);
        for (std::size_t a = i + 2; a-- > 0;)
            for (std::size_t b = i + 2 - a; b-- > 0;)
                counts[a][b] = counts[a][b] * up + (a > 0 ? counts[a - 1][b] * lost : 0) +
                               (b > 0 ? counts[a][b - 1] * isShort : 0);
    }
    return counts;
}

void addKeyModes(Modes& modes, const KeySet& set, const ShareState& state, double probability,
                 const std::vector<std::string>& causes)
{
    const std::vector<double> failed = countDistribution(keyFailures(set, state.members, state.groups));
    const int keys = static_cast<int>(set.keys.size());
    for (int n = keys - set.threshold + 1; n <= keys; ++n)
        if (const double p = failed[static_cast<std::size_t>(n)]; p > 0)
            modes[{causes, 0, 0, n}] += probability * p;
}

void addModes(Modes& modes, const KeySet& set, const ShareState& state, double probability,
              const std::vector<std::string>& causes)
{
    if (set.keys.size() > 1)
        return addKeyModes(modes, set, state, probability, causes);
    const Policy& policy = set.keys.front();
    const Counts counts = countFailures(policy, state);
    const int groups = static_cast<int>(policy.groups().size());
    for (int a = 0; a <= groups; ++a)
        for (int b = 0; a + b <= groups; ++b)
            if (const double p = counts[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)];
                groups - a - b < policy.groupThreshold() && p > 0)
                modes[{causes, a, b, 0}] += probability * p;
}

void addAt(Modes& modes, const Model& model, const Design& design, const QuadraturePoint& point)
{
    const std::vector<CommonCause> causes = causesOfLoss(model, design, kForever);
    forEachCondition(causes, usableAt(design, {kForever, point.x, std::nullopt}),
                     [&](const ShareState& state, double probability, const std::vector<bool>& happened) {
                         std::vector<std::string> names;
                         for (std::size_t i = 0; i < causes.size(); ++i)
                             if (happened[i])
                                 names.push_back(causes[i].name);
                         addModes(modes, design.keySet(), state, probability * point.weight, names);
                     });
}

std::string counted(int count, const char* one, const char* many)
{
    static constexpr std::array kWords{"No",  "One",   "Two",   "Three", "Four", "Five",
                                       "Six", "Seven", "Eight", "Nine",  "Ten"};
    const auto index = static_cast<std::size_t>(count);
    return (index < kWords.size() ? std::string(kWords[index]) : std::to_string(count)) + " " +
           (count == 1 ? one : many);
}

std::string joined(const std::string& sentence, const std::string& next)
{
    if (sentence.empty())
        return next;
    std::string lower = next;
    lower.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(lower.front())));
    return sentence + ", and " + lower;
}

} // namespace

std::vector<FailureMode> failureModes(const Model& model, const Design& design)
{
    Modes modes;
    if (agesBetweenAttestations(design))
        for (const QuadraturePoint& point : gaussLegendre())
            addAt(modes, model, design, point);
    else
        addAt(modes, model, design, {1, 1});
    std::vector<FailureMode> list;
    if (model.commonFault > 0)
        list.push_back({{}, 0, 0, true, model.commonFault});
    for (const auto& [key, probability] : modes)
        list.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), false,
                        (1 - model.commonFault) * probability, std::get<3>(key)});
    const double sum =
        std::accumulate(list.begin(), list.end(), 0.0,
                        [](double total, const FailureMode& mode) { return total + mode.probability; });
    std::erase_if(list, [&](const FailureMode& mode) { return mode.probability < kSmallestShare * sum; });
    std::ranges::sort(list, std::ranges::greater(), &FailureMode::probability);
    return list;
}

std::string inWords(const FailureMode& mode)
{
    if (mode.commonFault)
        return "One fault is common to all sheets (a bad print batch, a fault of the software)";
    std::string words;
    for (const std::string& cause : mode.causes)
        (words.empty() ? words : words.append(" and ")).append(cause);
    if (mode.sitesLost > 0)
        words = joined(words, counted(mode.sitesLost, "site is lost", "sites are lost in the same year"));
    if (mode.groupsShort > 0)
        words = joined(words, counted(mode.groupsShort, "group has too few sheets that can be used",
                                      "groups have too few sheets that can be used"));
    if (mode.keysFailed > 0)
        words = joined(words, counted(mode.keysFailed, "key of the multisig cannot be brought back",
                                      "keys of the multisig cannot be brought back"));
    return words;
}

} // namespace keyrite::plan
