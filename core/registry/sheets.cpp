#include "core/registry/sheets.h"

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

Sheet issued(const ShareSet& set, int share, const Entry& entry)
{
    return {.number = share,
            .position = sharePosition(set.policy, share - 1),
            .fingerprint = textOf(entry.data, "fingerprint"),
            .holder = textOf(entry.data, "holder"),
            .state = SheetState::Issued,
            .changed = entry.time,
            .lastRead = entry.seq};
}

void markRead(Sheet& sheet, const Entry& entry)
{
    sheet.proven = entry.time;
    sheet.lastRead = entry.seq;
}

void applyTo(Sheet& sheet, const Entry& entry)
{
    if (entry.kind == "share.proven") {
        markRead(sheet, entry);
        sheet.state = SheetState::Proven;
    } else if (entry.kind == "share.attested") {
        markRead(sheet, entry); // where it lies does not change by it
        sheet.attested = entry.time;
    } else if (entry.kind == "share.sealed") {
        sheet.bag = textOf(entry.data, "bag");
        sheet.state = SheetState::Sealed;
    } else if (entry.kind == "share.unsealed")
        sheet.state = SheetState::Opened;
    else if (entry.kind == "share.handed-over")
        sheet.state = SheetState::HandedOver;
    else if (entry.kind == "share.placed") {
        sheet.site = textOf(entry.data, "site");
        sheet.safe = textOf(entry.data, "safe");
    } else if (entry.kind == "share.voided")
        sheet.state = SheetState::Voided;
    else if (entry.kind == "share.lost")
        sheet.state = SheetState::Lost;
    else if (entry.kind == "share.destroyed")
        sheet.state = SheetState::Destroyed;
}

} // namespace

std::string_view sheetStateName(SheetState state)
{
    switch (state) {
    case SheetState::Issued:
        return "issued";
    case SheetState::Proven:
        return "proven";
    case SheetState::Sealed:
        return "sealed";
    case SheetState::HandedOver:
        return "handed-over";
    case SheetState::Opened:
        return "opened";
    case SheetState::Voided:
        return "voided";
    case SheetState::Lost:
        return "lost";
    case SheetState::Destroyed:
        return "destroyed";
    }
    return {};
}

bool Sheet::exists() const
{
    switch (state) {
    case SheetState::Issued:
    case SheetState::Proven:
    case SheetState::Sealed:
    case SheetState::HandedOver:
    case SheetState::Opened:
        return true;
    case SheetState::Voided:
    case SheetState::Lost:
    case SheetState::Destroyed:
        return false;
    }
    return false;
}

void applySplit(ShareSets& sets, const Entry& entry, std::vector<std::string> keys)
{
    const auto policy = Policy::parse(textOf(entry.data, "policy"));
    if (!policy)
        return;
    ShareSet set{.id = textOf(entry.data, "set"),
                 .ceremony = entry.ceremony,
                 .policy = *policy,
                 .kcv = textOf(entry.data, "kcv"),
                 .keys = std::move(keys),
                 .history = {entry.seq}};
    sets.insert_or_assign(set.id, std::move(set));
}

void applySheet(ShareSets& sets, const Entry& entry)
{
    const auto set = sets.find(textOf(entry.data, "set"));
    const int share = numberOf(entry.data, "share").value_or(0);
    if (set == sets.end() || share < 1 || share > set->second.policy.shareCount())
        return;
    std::map<int, Sheet>& sheets = set->second.sheets;
    if (entry.kind == "share.issued")
        sheets[share] = issued(set->second, share, entry);
    if (entry.kind == "share.unsealed" && !sheets.contains(share)) // of another room: it was issued there
        sheets[share] = {.number = share, .position = sharePosition(set->second.policy, share - 1)};
    const auto sheet = sheets.find(share);
    if (sheet == sheets.end())
        return;
    sheet->second.changed = entry.time;
    sheet->second.history.push_back(entry.seq);
    applyTo(sheet->second, entry);
}

ShareSet* applyRetired(ShareSets& sets, const Entry& entry)
{
    const auto set = sets.find(textOf(entry.data, "set"));
    if (set == sets.end())
        return nullptr;
    set->second.retired = true;
    set->second.replacedBy = textOf(entry.data, "replacedBy");
    set->second.history.push_back(entry.seq);
    for (auto& [number, sheet] : set->second.sheets)
        if (sheet.exists()) {
            sheet.state = SheetState::Voided;
            sheet.changed = entry.time;
            sheet.history.push_back(entry.seq);
        }
    return &set->second;
}

void applyQuorum(ShareSets& sets, const Entry& entry)
{
    const auto set = sets.find(textOf(entry.data, "set"));
    if (set == sets.end())
        return;
    for (const Json& share : listOf(entry.data, "shares"))
        if (const auto sheet = share.is_number_integer() ? set->second.sheets.find(share.get<int>())
                                                         : set->second.sheets.end();
            sheet != set->second.sheets.end()) {
            markRead(sheet->second, entry);
            sheet->second.history.push_back(entry.seq);
            if (entry.ceremony != set->second.ceremony)
                sheet->second.rebuildings.push_back({entry.ceremony, markOf(entry)});
        }
}

} // namespace keyrite::registry
