#include "core/registry/reach.h"

#include <algorithm>
#include <set>

namespace keyrite::registry {
namespace {

// Enough for any design that people keep an overview of; the search stops there and says so.
constexpr std::size_t kMaxSets = 200;
constexpr int kMaxTried = 20000;

using Holdings = std::map<std::string, std::vector<int>>;
using Members = std::vector<std::vector<int>>; // the sheets of each

bool suffices(const Policy& policy, const Members& members, const std::vector<std::size_t>& chosen)
{
    std::vector<int> sheets;
    for (const std::size_t index : chosen)
        sheets.insert(sheets.end(), members[index].begin(), members[index].end());
    return sheetsShort(policy, sheets) == 0;
}

// The next choice of chosen.size() out of `count`, in lexical order.
bool nextChoice(std::vector<std::size_t>& chosen, std::size_t count)
{
    for (std::size_t i = chosen.size(); i-- > 0;)
        if (chosen[i] + (chosen.size() - i) < count) {
            ++chosen[i];
            for (std::size_t j = i + 1; j < chosen.size(); ++j)
                chosen[j] = chosen[j - 1] + 1;
            return true;
        }
    return false;
}

std::vector<std::size_t> firstChoice(std::size_t size)
{
    std::vector<std::size_t> chosen(size);
    for (std::size_t i = 0; i < size; ++i)
        chosen[i] = i;
    return chosen;
}

bool holdsOneOf(const std::vector<std::size_t>& chosen, const std::vector<std::vector<std::size_t>>& smaller)
{
    return std::ranges::any_of(smaller, [&](const auto& set) { return std::ranges::includes(chosen, set); });
}

std::vector<std::vector<std::size_t>> smallestSets(const Policy& policy, const Members& members,
                                                   bool& complete)
{
    std::vector<std::vector<std::size_t>> found;
    int tried = 0;
    for (std::size_t size = 1; size <= members.size(); ++size) {
        auto chosen = firstChoice(size);
        do {
            if (found.size() == kMaxSets || ++tried > kMaxTried) {
                complete = false;
                return found;
            }
            if (!holdsOneOf(chosen, found) && suffices(policy, members, chosen))
                found.push_back(chosen);
        } while (nextChoice(chosen, members.size()));
    }
    return found;
}

bool restSuffices(const Policy& policy, const Members& members, const std::vector<std::size_t>& missing)
{
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (!std::ranges::binary_search(missing, i))
            rest.push_back(i);
    return suffices(policy, members, rest);
}

// Any so many can be missing. Stops counting where the search would take too long: a lower bound then.
int canMiss(const Policy& policy, const Members& members, bool& complete)
{
    int tried = 0;
    for (std::size_t size = 0; size <= members.size(); ++size) {
        auto missing = firstChoice(size);
        do {
            if (!restSuffices(policy, members, missing))
                return static_cast<int>(size) - 1;
            if (++tried > kMaxTried) {
                complete = false;
                return static_cast<int>(size) - 1;
            }
        } while (nextChoice(missing, members.size()));
    }
    return static_cast<int>(members.size());
}

Sufficing sufficing(const Policy& policy, const Holdings& holdings)
{
    std::vector<std::string> names;
    Members members;
    for (const auto& [name, sheets] : holdings) {
        names.push_back(name);
        members.push_back(sheets);
    }
    Sufficing result;
    for (const auto& set : smallestSets(policy, members, result.complete)) {
        std::vector<std::string> named;
        named.reserve(set.size());
        for (const std::size_t index : set)
            named.push_back(names[index]);
        result.sets.push_back(std::move(named));
    }
    result.canMiss = canMiss(policy, members, result.complete);
    return result;
}

int shortWithSite(const Registry& registry, const ShareSet& set, const std::string& person,
                  const std::vector<int>& own, const Holdings& bySite)
{
    std::set<int> sheets(own.begin(), own.end());
    const auto known = registry.people.find(person);
    if (known != registry.people.end() && !known->second.site.empty())
        if (const auto site = bySite.find(known->second.site); site != bySite.end())
            sheets.insert(site->second.begin(), site->second.end());
    return sheetsShort(set.policy, {sheets.begin(), sheets.end()});
}

bool countsOn(const Registry& registry, const Sheet& sheet, std::optional<Day> day)
{
    if (!registry.canBeReached(sheet))
        return false;
    const auto holder = registry.people.find(sheet.holder);
    return !day || holder == registry.people.end() || holder->second.isAvailable(*day);
}

} // namespace

int sheetsShort(const Policy& policy, const std::vector<int>& sheets)
{
    std::vector<int> missing;
    for (const GroupPolicy& group : policy.groups())
        missing.push_back(group.threshold);
    for (const int number : sheets)
        --missing[static_cast<std::size_t>(sharePosition(policy, number - 1).group)];
    std::ranges::sort(missing);
    int total = 0;
    for (int group = 0; group < policy.groupThreshold(); ++group)
        total += std::max(missing[static_cast<std::size_t>(group)], 0);
    return total;
}

Reach reachOf(const Registry& registry, const ShareSet& set, std::optional<Day> day)
{
    Reach reach;
    Holdings byPerson;
    Holdings bySite;
    for (const auto& [number, sheet] : set.sheets) {
        if (!countsOn(registry, sheet, day))
            continue;
        const Site* site = registry.siteOf(sheet);
        byPerson[sheet.holder].push_back(number);
        bySite[site == nullptr ? std::string() : site->id].push_back(number);
        ++reach.sheetsReachable;
    }
    for (const auto& [name, sheets] : byPerson)
        reach.people.push_back({name, sheets, sheetsShort(set.policy, sheets),
                                shortWithSite(registry, set, name, sheets, bySite)});
    for (const auto& [name, sheets] : bySite) {
        const int missing = sheetsShort(set.policy, sheets);
        reach.sites.push_back({name, sheets, missing, missing});
    }
    reach.byPeople = sufficing(set.policy, byPerson);
    reach.bySites = sufficing(set.policy, bySite);
    return reach;
}

} // namespace keyrite::registry
