#include "core/drill/coverage.h"

#include "core/drill/score.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

using registry::Mark;
using registry::Registry;
using registry::ShareSet;

// The last reading of one sheet outside the ceremony that issued it.
std::optional<Mark> lastReading(const Registry& registry, const ShareSet& set, int share)
{
    std::optional<Mark> last;
    for (const auto& [id, ceremony] : registry.ceremonies) {
        if (id == set.ceremony)
            continue;
        for (const registry::Reading& reading : ceremony.readings)
            if (reading.set == set.id && reading.share == share && (!last || reading.mark.time > last->time))
                last = reading.mark;
    }
    return last;
}

using ByName = std::map<std::string, std::optional<Mark>>;

void note(ByName& names, const std::string& name, const std::optional<Mark>& mark)
{
    std::optional<Mark>& last = names[name];
    if (mark && (!last || mark->time > last->time))
        last = mark;
}

std::vector<Exercised> listed(const ByName& names)
{
    std::vector<Exercised> all;
    for (const auto& [name, last] : names)
        all.push_back({name, last});
    return all;
}

} // namespace

bool Exercised::within(Day today, int days) const
{
    return last && dayOf(last->time) + std::chrono::days{days} >= today;
}

Coverage coverageOf(const Registry& registry)
{
    Coverage coverage;
    ByName custodians;
    ByName sites;
    for (const auto& [id, set] : registry.shareSets) {
        const bool current =
            std::ranges::any_of(set.sheets, [](const auto& one) { return one.second.exists(); });
        for (const auto& [number, sheet] : set.sheets) {
            if (!sheet.exists())
                continue;
            const auto last = lastReading(registry, set, number);
            coverage.sheets.push_back({id + "/" + std::to_string(number), last});
            note(custodians, sheet.holder, last);
            if (const registry::Site* site = registry.siteOf(sheet))
                note(sites, site->id, last);
        }
        if (const Exercise quorum = lastQuorum(registry, set); current)
            coverage.quorums.push_back({id, quorum.ever ? std::optional(quorum.mark) : std::nullopt});
    }
    coverage.custodians = listed(custodians);
    coverage.sites = listed(sites);
    return coverage;
}

} // namespace keyrite::drill
