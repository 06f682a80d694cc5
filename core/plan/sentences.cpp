#include "core/plan/sentences.h"

#include "core/plan/asset_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>

namespace keyrite::plan {
namespace {

template <typename... Args>
std::string formatted(const char* format, Args... args)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, args...);
    return text.data();
}

bool sameEverywhere(const Policy& policy)
{
    return std::ranges::all_of(policy.groups(),
                               [&](const GroupPolicy& group) { return group == policy.groups().front(); });
}

std::string peopleText(const GroupPolicy& group)
{
    if (group.count == 1)
        return "1 person";
    return (group.threshold == group.count ? "all " : std::to_string(group.threshold) + " of ") +
           std::to_string(group.count) + " people";
}

using Groups = std::span<const DesignGroup>;

// "Zurich, London"; each with its own group where they differ: "2 of 3 people in Zurich".
std::string sitesText(const Model& model, const Policy& policy, Groups groups)
{
    const bool same = sameEverywhere(policy);
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string& site = model.sites[groups[i].site].name;
        text.append(text.empty() ? "" : ", ");
        text.append(same ? site : peopleText(policy.groups()[i]) + " at " + site);
    }
    return text;
}

std::string ofAll(int threshold, std::size_t count)
{
    return (threshold == static_cast<int>(count) ? "all " : std::to_string(threshold) + " of ") +
           std::to_string(count);
}

std::string keyInWords(const Model& model, const Policy& policy, Groups groups)
{
    if (policy.groups().size() == 1)
        return peopleText(policy.groups().front()) + " at " + model.sites[groups.front().site].name;
    return ofAll(policy.groupThreshold(), policy.groups().size()) + " sites" +
           (sameEverywhere(policy) ? ", with " + peopleText(policy.groups().front()) + " each" : "") + " (" +
           sitesText(model, policy, groups) + ")";
}

std::string sumText(const Candidate& candidate)
{
    return "an expected loss of " + moneyText(candidate.loss) + " and a cost of " +
           moneyText(candidate.cost) + " a year";
}

std::string counted(std::size_t count, const char* one, const char* many)
{
    return moneyText(static_cast<double>(count)) + " " + (count == 1 ? one : many);
}

// Which constraint every design breaks, or that none meets all together.
std::string whyNone(const Computation& computation)
{
    ConstraintSet always;
    always.set();
    for (const Candidate& candidate : computation.candidates)
        always &= candidate.broken;
    for (std::size_t n = 0; n < kConstraints.size(); ++n)
        if (always[n])
            return "None of them meets the limit that " + inWords(kConstraints[n]) + ".";
    return "Each limit alone can be met, but not all of them together.";
}

} // namespace

std::string moneyText(double amount)
{
    if (!std::isfinite(amount))
        return "-";
    std::string digits = formatted("%.0f", std::abs(amount));
    for (std::size_t at = digits.size(); at > 3;)
        digits.insert(at -= 3, ",");
    return (amount <= -0.5 ? "-" : "") + digits;
}

std::string hoursText(double hours)
{
    if (!std::isfinite(hours))
        return "never";
    return hours < 1 ? formatted("%.0f min", hours * 60) : formatted("%.4g h", hours);
}

std::string probabilityText(double probability)
{
    return formatted("%.5e", probability);
}

std::string designInWords(const Model& model, const Design& design)
{
    if (!design.isMultisig())
        return keyInWords(model, design.policy(), design.groups);
    std::vector<std::string> keys;
    std::size_t first = 0;
    for (const Policy& key : design.keys) {
        keys.push_back(keyInWords(model, key, Groups(design.groups).subspan(first, key.groups().size())));
        first += key.groups().size();
    }
    const std::string all = ofAll(design.keyThreshold, keys.size()) + " keys, ";
    if (std::ranges::all_of(keys, [&](const std::string& words) { return words == keys.front(); }))
        return all + "each brought back by " + keys.front();
    std::string text;
    for (const std::string& words : keys)
        text.append(text.empty() ? "brought back by " : "; by ").append(words);
    return all + text;
}

std::string recommendation(const PlanInput& input, const Computation& computation)
{
    const Choice& choice = computation.choice;
    const std::size_t all = computation.candidates.size();
    if (choice.recommended == kNone)
        return "None of the " + counted(all, "design", "designs") + " can be recommended. " +
               whyNone(computation);
    const Candidate& best = computation.candidates[choice.recommended];
    const std::string among =
        choice.allowed == 1
            ? "It is the only one of " + counted(all, "design", "designs") + " that meets every limit"
            : "This is the least sum of the " + counted(choice.allowed, "design", "designs") +
                  " that meet every limit, of " + moneyText(static_cast<double>(all)) + " looked at";
    return "Keep the key with " + designInWords(input.model, computation.design(input, choice.recommended)) +
           ": " + sumText(best) + ". " + among + ".";
}

std::string runnerUp(const PlanInput& input, const Computation& computation)
{
    const Choice& choice = computation.choice;
    if (choice.runnerUp == kNone)
        return {};
    const Candidate& second = computation.candidates[choice.runnerUp];
    const double more = second.total() - computation.candidates[choice.recommended].total();
    return "Next best are " + designInWords(input.model, computation.design(input, choice.runnerUp)) + ": " +
           sumText(second) + ", " + moneyText(more) + " a year more in all.";
}

std::string bindingConstraint(const PlanInput& input, const Computation& computation)
{
    const Choice& choice = computation.choice;
    if (!choice.binding)
        return {};
    const Candidate& unbound = computation.candidates[choice.unbound];
    const std::string design = designInWords(input.model, computation.design(input, choice.unbound));
    if (choice.recommended == kNone)
        return "Without the limit that " + inWords(*choice.binding) + ", " + design + " would be best.";
    const double saved = computation.candidates[choice.recommended].total() - unbound.total();
    return "The limit that decides is that " + inWords(*choice.binding) + ". Without it, " + design +
           " would cost " + moneyText(saved) + " a year less in all.";
}

std::vector<std::string> beyondRedundancy(const PlanInput& input, const Computation& computation)
{
    double fastest = std::numeric_limits<double>::infinity();
    for (const Candidate& candidate : computation.candidates)
        fastest = std::min(fastest, candidate.q95Hours);
    std::vector<std::string> sentences;
    for (const std::size_t i : computation.choice.beyondRedundancy) {
        const Position& position = input.model.positions[i];
        const AssetProfile* profile = assetProfile(position.assetClass);
        sentences.push_back(
            "\"" + position.name + "\" can be without its key for " + hoursText(position.outageLimitHours) +
            "; the fastest design needs " + hoursText(fastest) +
            " in 95 of 100 cases. No redundancy can fix this: it needs pre-authorised controls" +
            (profile != nullptr ? " (" + profile->controls + ")" : std::string()) + ".");
    }
    return sentences;
}

std::vector<std::string> simulatedInWords(double correlation, const std::vector<Simulated>& simulated)
{
    std::vector<std::string> sentences;
    for (const Simulated& at : simulated) {
        if (sentences.empty())
            sentences.push_back("If one hidden factor moves all people and sheets (correlation " +
                                formatted("%g", correlation) + "), a quorum is together, simulated with " +
                                moneyText(kSimulatedSamples) + " draws, with its standard error:");
        sentences.push_back("within " + hoursText(at.hours) +
                            formatted(": %.5f +- %.5f", at.correlated.value, at.correlated.standardError) +
                            formatted("; without the factor %.5f +- %.5f, exactly %.5f.",
                                      at.independent.value, at.independent.standardError, at.exact));
    }
    return sentences;
}

} // namespace keyrite::plan
