#include "core/registry/registry.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

std::string text(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_string() ? data[name].get<std::string>() : std::string();
}

int number(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_number_integer() ? data[name].get<int>() : 0;
}

Json list(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_array() ? data[name] : Json::array();
}

void applyRoom(Room& room, const Json& data)
{
    room = {text(data, "origin"),
            text(data, "name"),
            text(data, "vkey"),
            {text(data, "serial"), text(data, "label")},
            text(data, "auditKey"),
            text(data, "module"),
            modeFromName(text(data, "mode")).value_or(Mode::Practice)};
}

// Events of the ceremony as a whole. True where the entry was one.
bool applyCeremony(Registry& registry, const Entry& entry)
{
    if (entry.kind == "ceremony.opened") {
        const Json procedure = entry.data.value("procedure", Json::object());
        registry.ceremonies[entry.ceremony] = {
            .id = entry.ceremony,
            .procedure = text(procedure, "id"),
            .title = text(entry.data, "title"),
            .mode = modeFromName(text(entry.data, "mode")).value_or(Mode::Practice),
            .opened = entry.time,
            .firstEntry = entry.seq,
            .plan = entry.data};
        return true;
    }
    const auto found = registry.ceremonies.find(entry.ceremony);
    if (found == registry.ceremonies.end())
        return false;
    Ceremony& ceremony = found->second;
    if (entry.kind == "exception.raised")
        ++ceremony.exceptions;
    else if (entry.kind == "ceremony.paused")
        ceremony.status = CeremonyStatus::Paused;
    else if (entry.kind == "ceremony.resumed")
        ceremony.status = CeremonyStatus::Running;
    else if (entry.kind == "ceremony.closed" || entry.kind == "ceremony.aborted") {
        ceremony.status = entry.kind == "ceremony.closed" ? CeremonyStatus::Closed : CeremonyStatus::Aborted;
        ceremony.ended = entry.time;
    } else
        return false;
    return true;
}

void applyWrapped(Key& key, const Entry& entry)
{
    key.state = KeyState::BackedUp;
    key.backedUp = entry.time;
    key.backup.type = key.type;
    key.backup.label = key.label;
    if (auto id = fromHex(key.id))
        key.backup.id = *id;
    if (auto spki = fromBase64(text(entry.data, "spki")))
        key.backup.spki = *spki;
    if (auto blob = fromBase64(text(entry.data, "blob")))
        key.backup.blob = *blob;
    key.backup.scheme = hsm::wrapSchemeFromName(text(entry.data, "scheme")).value_or(hsm::WrapScheme::Opaque);
    if (const auto kcv = fromHex(text(entry.data, "keyKcv")); kcv && kcv->size() == 5) {
        key.backup.kcv.emplace();
        std::ranges::copy(*kcv, key.backup.kcv->begin());
    }
}

hsm::TokenId tokenOf(const Entry& entry)
{
    return {text(entry.data, "serial"), text(entry.data, "tokenLabel")};
}

void applyKey(Registry& registry, const Entry& entry)
{
    const std::string id = text(entry.data, "key");
    if (entry.kind == "key.generated") {
        Key key{.id = id,
                .label = text(entry.data, "label"),
                .ceremony = entry.ceremony,
                .state = KeyState::Generated};
        key.type = hsm::keyTypeFromName(text(entry.data, "type")).value_or(hsm::KeyType::P256);
        key.token = tokenOf(entry);
        key.generated = entry.time;
        registry.keys[id] = std::move(key);
        return;
    }
    const auto found = registry.keys.find(id);
    if (found == registry.keys.end())
        return;
    Key& key = found->second;
    if (entry.kind == "key.wrapped")
        applyWrapped(key, entry);
    else if (entry.kind == "key.challenged") {
        key.state = std::max(key.state, KeyState::Proven);
        key.proven = entry.time;
    } else if (entry.kind == "key.locked")
        key.state = KeyState::Locked;
    else if (entry.kind == "key.restored" && text(entry.data, "token") == "replacement") {
        key.token = tokenOf(entry);
        key.state = KeyState::Locked; // a restored key is never extractable
    } else if (entry.kind == "key.destroyed")
        key.state = KeyState::Destroyed;
}

void applySplit(Registry& registry, const Entry& entry)
{
    const auto policy = Policy::parse(text(entry.data, "policy"));
    if (!policy)
        return;
    ShareSet set{.id = text(entry.data, "set"),
                 .ceremony = entry.ceremony,
                 .policy = *policy,
                 .kcv = text(entry.data, "kcv")};
    for (auto& [id, key] : registry.keys)
        if (key.ceremony == entry.ceremony) {
            key.shareSet = set.id;
            set.keys.push_back(id);
        }
    registry.shareSets.insert_or_assign(set.id, std::move(set));
}

void applySheet(Registry& registry, const Entry& entry)
{
    const auto set = registry.shareSets.find(text(entry.data, "set"));
    const int share = number(entry.data, "share");
    if (set == registry.shareSets.end() || share < 1 || share > set->second.policy.shareCount())
        return;
    Sheet& sheet = set->second.sheets[share];
    sheet.changed = entry.time;
    if (entry.kind == "share.issued")
        sheet = {.number = share,
                 .position = sharePosition(set->second.policy, share - 1),
                 .fingerprint = text(entry.data, "fingerprint"),
                 .holder = text(entry.data, "holder"),
                 .state = SheetState::Issued,
                 .changed = entry.time};
    else if (entry.kind == "share.proven") {
        sheet.proven = entry.time;
        sheet.state = SheetState::Proven;
    } else if (entry.kind == "share.sealed") {
        sheet.bag = text(entry.data, "bag");
        sheet.state = SheetState::Sealed;
    } else if (entry.kind == "share.unsealed")
        sheet.state = SheetState::Opened;
    else if (entry.kind == "share.handed-over")
        sheet.state = SheetState::HandedOver;
    else if (entry.kind == "share.voided")
        sheet.state = SheetState::Voided;
}

// The sheets that a quorum was read from are proven once more.
void applyQuorum(Registry& registry, const Entry& entry)
{
    const auto set = registry.shareSets.find(text(entry.data, "set"));
    if (set == registry.shareSets.end())
        return;
    for (const Json& share : list(entry.data, "shares"))
        if (const auto sheet = share.is_number_integer() ? set->second.sheets.find(share.get<int>())
                                                         : set->second.sheets.end();
            sheet != set->second.sheets.end())
            sheet->second.proven = entry.time;
}

} // namespace

const Ceremony* Registry::unfinished() const
{
    for (const auto& [id, ceremony] : ceremonies)
        if (ceremony.status == CeremonyStatus::Running || ceremony.status == CeremonyStatus::Paused)
            return &ceremony;
    return nullptr;
}

void Registry::apply(const Entry& entry)
{
    if (entry.kind == "log.opened" && entry.seq == 0)
        applyRoom(room, entry.data);
    else if (applyCeremony(*this, entry))
        return;
    else if (entry.kind.starts_with("key."))
        applyKey(*this, entry);
    else if (entry.kind == "shareset.split")
        applySplit(*this, entry);
    else if (entry.kind.starts_with("share."))
        applySheet(*this, entry);
    else if (entry.kind == "quorum.entered")
        applyQuorum(*this, entry);
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
