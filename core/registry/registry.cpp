#include "core/registry/registry.h"

#include "core/registry/entry_kinds.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;

// A new share set protects the keys that were made in its ceremony.
void split(Registry& registry, const Entry& entry)
{
    std::vector<std::string> keys;
    for (auto& [id, key] : registry.keys)
        if (key.ceremony == entry.ceremony) {
            key.shareSet = textOf(entry.data, "set");
            keys.push_back(id);
        }
    applySplit(registry.shareSets, entry, std::move(keys));
}

// The keys of a retired set go on under the one in its place, where there is one.
void retire(Registry& registry, const Entry& entry)
{
    const ShareSet* old = applyRetired(registry.shareSets, entry);
    if (old == nullptr)
        return;
    const auto next = registry.shareSets.find(old->replacedBy);
    for (auto& [id, key] : registry.keys)
        if (next != registry.shareSets.end() && key.shareSet == old->id && key.rewrapped) {
            key.shareSet = next->first;
            next->second.keys.push_back(id);
            key.backup = *std::exchange(key.rewrapped, std::nullopt);
            key.backedUp = entry.time;
            key.history.push_back(entry.seq);
        }
}

// A share set of another room, by its backup document or its log.
void importSet(Registry& registry, const Entry& entry)
{
    if (registry.shareSets.contains(textOf(entry.data, "set")))
        return;
    std::vector<std::string> keys;
    for (const log::Json& one : listOf(entry.data, "keys")) {
        Key key = importedKey(one, entry);
        keys.push_back(key.id);
        registry.keys.try_emplace(key.id, std::move(key));
    }
    applySplit(registry.shareSets, entry, std::move(keys));
}

// An entry with a rule, which its data follows.
void applyKnown(Registry& registry, const Entry& entry)
{
    const auto family = [&](std::string_view prefix) { return entry.kind.starts_with(prefix); };
    if (family("custodian."))
        applyPerson(registry.people, entry);
    else if (family("site."))
        applySite(registry.sites, entry);
    else if (family("hsm."))
        applyHsm(registry.hsms, entry);
    else if (family("module."))
        applyModule(registry.room, entry);
    else if (family("share."))
        applySheet(registry.shareSets, entry);
    else if (family("key."))
        applyKey(registry.keys, entry);
    else if (family("device."))
        applyDevice(registry.devices, entry);
    else if (family("seal."))
        applySeal(registry.seals, entry);
    else if (family("schedule."))
        applySchedule(registry.schedule, entry);
    else if (family("drill."))
        applyDrill(registry.drills, entry);
    else if (family("finding."))
        applyFinding(registry.findings, entry);
}

} // namespace

const Ceremony* Registry::unfinished() const
{
    for (const auto& [id, ceremony] : ceremonies)
        if (ceremony.status == CeremonyStatus::Running || ceremony.status == CeremonyStatus::Paused)
            return &ceremony;
    return nullptr;
}

int Registry::pinFailures(const hsm::TokenId& token) const
{
    const auto hsm = hsms.find(token.serial);
    return hsm == hsms.end() ? 0 : hsm->second.pinFailures;
}

const Site* Registry::siteOf(const Sheet& sheet) const
{
    const auto holder = people.find(sheet.holder);
    const std::string& id = sheet.site.empty() && holder != people.end() ? holder->second.site : sheet.site;
    const auto site = sites.find(id);
    return site == sites.end() ? nullptr : &site->second;
}

bool Registry::canBeReached(const Sheet& sheet) const
{
    const Site* site = siteOf(sheet);
    return sheet.exists() && (site == nullptr || site->state != SiteState::Lost);
}

bool Registry::isDrill(const std::string& ceremony) const
{
    const auto held = ceremonies.find(ceremony);
    return (held != ceremonies.end() && held->second.mode == Mode::Drill) ||
           std::ranges::any_of(drills, [&](const auto& drill) { return drill.second.ceremony == ceremony; });
}

const Rebuilding* Registry::spentBy(const Sheet& sheet) const
{
    const auto spent = std::ranges::find_if(sheet.rebuildings,
                                            [&](const Rebuilding& one) { return !isDrill(one.ceremony); });
    return spent == sheet.rebuildings.end() ? nullptr : &*spent;
}

void Registry::apply(const Entry& entry)
{
    const KindRule* rule = ruleOf(entry.kind);
    if (const auto checked = rule != nullptr ? checkFields(*rule, entry.data) : Result<void>(); !checked) {
        problems.push_back({entry.seq, entry.kind, checked.error().message});
        return;
    }
    applyCeremony(ceremonies, entry);
    if (rule != nullptr)
        applyKnown(*this, entry);
    else if (entry.kind == "log.opened" && entry.seq == 0)
        applyRoom(room, entry);
    else if (entry.kind == "ceremony.opened")
        applyPerson(people, entry);
    else if (entry.kind == "plan.approved")
        applyPlan(plans, entry);
    else if (entry.kind == "shareset.split")
        split(*this, entry);
    else if (entry.kind == "shareset.retired")
        retire(*this, entry);
    else if (entry.kind == "key.rewrapped")
        applyKey(keys, entry);
    else if (entry.kind == "exception.raised")
        applyLockDecision(keys, entry);
    else if (entry.kind == "backup.imported")
        importSet(*this, entry);
    else if (entry.kind == "quorum.entered")
        applyQuorum(shareSets, entry);
    else if (entry.kind.starts_with("log."))
        applyReview(reviews, entry);
    else if (entry.kind == "audit.key-replaced")
        applyAuditKey(room, entry);
    else if (entry.kind == "procedure.approved")
        applyApproved(procedures, ceremonies, entry);
}

Result<Registry> fold(const log::Store& store)
{
    const auto entries = store.entries({});
    if (!entries)
        return fail(entries.error());
    Registry registry;
    for (const Entry& entry : *entries)
        registry.apply(entry);
    return registry;
}

} // namespace keyrite::registry
