// Coverage: which custodian, site, sheet and quorum was exercised lately, and which never. A pure function of
// the registry; safe on any thread.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::drill {

struct Exercised
{
    std::string name;                   // a person, a site's id, "3a5f/2" or "3a5f"
    std::optional<registry::Mark> last; // empty: never since it was issued

    bool within(Day today, int days) const;
};

struct Coverage
{
    std::vector<Exercised> custodians; // holders of sheets that exist
    std::vector<Exercised> sites;      // where such sheets lie
    std::vector<Exercised> sheets;
    std::vector<Exercised> quorums; // by share set
};

inline constexpr int kCoverageDays = 365;

// Of what exists now. The ceremony that issued a sheet does not count as an exercise of it.
Coverage coverageOf(const registry::Registry& registry);

} // namespace keyrite::drill
