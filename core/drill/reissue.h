// Re-issue: what asks for new sheets of a share set while its keys still live. Pure; safe on any thread.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::drill {

// In the order of how soon one would act.
enum class ReissueCause {
    Spent,      // the secret was rebuilt from the sheet outside a drill
    HolderLeft, // who holds it takes part no more
    Lost,       // nobody knows where it is
    OutOfReach, // the site that it lies at is lost
};

std::string_view reissueCauseName(ReissueCause cause); // "spent", "holder-left", "lost", "out-of-reach"

struct ReissueReason
{
    ReissueCause cause;
    std::vector<int> sheets; // numbers
    registry::Mark mark;     // of the first of them
};

// At most one of each cause; empty where nothing asks for it.
std::vector<ReissueReason> reissueReasons(const registry::Registry& registry, const registry::ShareSet& set);

} // namespace keyrite::drill
