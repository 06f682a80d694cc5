#include "core/drill/reissue.h"

namespace keyrite::drill {
namespace {

using registry::Mark;
using registry::Registry;
using registry::Sheet;

// Since when and by which entry; empty: this cause is not there.
std::optional<Mark> since(const Registry& registry, const Sheet& sheet, ReissueCause cause)
{
    switch (cause) {
    case ReissueCause::Spent: {
        const registry::Rebuilding* spent = sheet.exists() ? registry.spentBy(sheet) : nullptr;
        return spent == nullptr ? std::nullopt : std::optional(spent->mark);
    }
    case ReissueCause::HolderLeft: {
        const auto holder = registry.people.find(sheet.holder);
        return sheet.exists() && holder != registry.people.end() && holder->second.revoked
                   ? std::optional(holder->second.revoked->mark)
                   : std::nullopt;
    }
    case ReissueCause::Lost:
        return sheet.state == registry::SheetState::Lost
                   ? std::optional(Mark{sheet.changed, sheet.history.back()})
                   : std::nullopt;
    case ReissueCause::OutOfReach: {
        const registry::Site* site = registry.siteOf(sheet);
        return sheet.exists() && site != nullptr && site->state == registry::SiteState::Lost
                   ? std::optional(Mark{site->changed, site->history.back()})
                   : std::nullopt;
    }
    }
    return {};
}

} // namespace

std::string_view reissueCauseName(ReissueCause cause)
{
    switch (cause) {
    case ReissueCause::Spent:
        return "spent";
    case ReissueCause::HolderLeft:
        return "holder-left";
    case ReissueCause::Lost:
        return "lost";
    case ReissueCause::OutOfReach:
        return "out-of-reach";
    }
    return {};
}

std::vector<ReissueReason> reissueReasons(const Registry& registry, const registry::ShareSet& set)
{
    std::vector<ReissueReason> reasons;
    for (const ReissueCause cause :
         {ReissueCause::Spent, ReissueCause::HolderLeft, ReissueCause::Lost, ReissueCause::OutOfReach}) {
        ReissueReason reason{cause, {}, {}};
        for (const auto& [number, sheet] : set.sheets)
            if (const auto mark = since(registry, sheet, cause)) {
                if (reason.sheets.empty() || mark->seq < reason.mark.seq)
                    reason.mark = *mark;
                reason.sheets.push_back(number);
            }
        if (!reason.sheets.empty())
            reasons.push_back(std::move(reason));
    }
    return reasons;
}

} // namespace keyrite::drill
