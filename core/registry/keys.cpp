#include "core/registry/keys.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;
using log::Json;

hsm::TokenId tokenOf(const Entry& entry)
{
    return {textOf(entry.data, "serial"), textOf(entry.data, "tokenLabel")};
}

Key generated(const Entry& entry)
{
    Key key{.id = textOf(entry.data, "key"),
            .label = textOf(entry.data, "label"),
            .ceremony = entry.ceremony,
            .state = KeyState::Generated};
    key.type = hsm::keyTypeFromName(textOf(entry.data, "type")).value_or(hsm::KeyType::P256);
    key.token = tokenOf(entry);
    key.generated = entry.time;
    return key;
}

hsm::WrappedKey wrapped(const Key& key, const Json& data)
{
    hsm::WrappedKey backup{.type = key.type, .label = key.label};
    if (auto id = fromHex(key.id))
        backup.id = *id;
    if (auto spki = fromBase64(textOf(data, "spki")))
        backup.spki = *spki;
    if (auto blob = fromBase64(textOf(data, "blob")))
        backup.blob = *blob;
    backup.scheme = hsm::wrapSchemeFromName(textOf(data, "scheme")).value_or(hsm::WrapScheme::Opaque);
    if (const auto kcv = fromHex(textOf(data, "keyKcv")); kcv && kcv->size() == 5) {
        backup.kcv.emplace();
        std::ranges::copy(*kcv, backup.kcv->begin());
    }
    return backup;
}

KeyUse described(const Entry& entry)
{
    const Json& data = entry.data;
    KeyUse use{.asset = textOf(data, "asset"),
               .counterparty = textOf(data, "counterparty"),
               .value = data.value("value", std::int64_t{0}),
               .currency = textOf(data, "currency"),
               .outageMinutes = data.value("outageMinutes", std::int64_t{0}),
               .mark = markOf(entry)};
    for (const Json& one : listOf(data, "deadlines"))
        use.deadlines.push_back({textOf(one, "what"), timeIn(one, "at").value()});
    std::ranges::sort(use.deadlines, {}, &Deadline::at);
    return use;
}

} // namespace

std::string_view keyStateName(KeyState state)
{
    switch (state) {
    case KeyState::Planned:
        return "planned";
    case KeyState::Generated:
        return "generated";
    case KeyState::BackedUp:
        return "backed-up";
    case KeyState::Proven:
        return "proven";
    case KeyState::Locked:
        return "locked";
    case KeyState::Destroyed:
        return "destroyed";
    }
    return {};
}

const LockIgnored* Key::handedOut() const
{
    const auto found = lockIgnored.find(token.serial);
    return found == lockIgnored.end() ? nullptr : &found->second;
}

Key importedKey(const Json& data, const Entry& entry)
{
    Key key{.id = textOf(data, "key"),
            .label = textOf(data, "label"),
            .ceremony = textOf(entry.data, "from"),
            .shareSet = textOf(entry.data, "set"),
            .state = KeyState::BackedUp,
            .history = {entry.seq}};
    key.type = hsm::keyTypeFromName(textOf(data, "type")).value_or(hsm::KeyType::P256);
    key.backup = wrapped(key, data);
    return key;
}

void applyKey(Keys& keys, const Entry& entry)
{
    const std::string id = textOf(entry.data, "key");
    if (entry.kind == "key.generated")
        keys[id] = generated(entry);
    const auto found = keys.find(id);
    if (found == keys.end())
        return;
    Key& key = found->second;
    key.history.push_back(entry.seq);
    if (entry.kind == "key.wrapped") {
        key.state = KeyState::BackedUp;
        key.backedUp = entry.time;
        key.backup = wrapped(key, entry.data);
    } else if (entry.kind == "key.rewrapped")
        key.rewrapped = wrapped(key, entry.data);
    else if (entry.kind == "key.lock-ignored")
        key.lockIgnored[textOf(entry.data, "serial")] = {
            entry.ceremony, textOf(entry.data, "answers"), markOf(entry), {}};
    else if (entry.kind == "key.challenged") {
        key.state = std::max(key.state, KeyState::Proven);
        key.proven = entry.time;
    } else if (entry.kind == "key.locked")
        key.state = KeyState::Locked;
    else if (entry.kind == "key.restored" && textOf(entry.data, "token") == "replacement") {
        key.token = tokenOf(entry);
        if (const LockIgnored* ignored = key.handedOut(); ignored && ignored->ceremony != entry.ceremony)
            key.lockIgnored.erase(key.token.serial); // it keeps to it now
        key.state = key.handedOut() ? KeyState::BackedUp : KeyState::Locked;
    } else if (entry.kind == "key.destroyed")
        key.state = KeyState::Destroyed;
    else if (entry.kind == "key.described")
        key.use = described(entry);
}

void applyLockDecision(Keys& keys, const Entry& entry)
{
    for (auto& [id, key] : keys)
        for (auto& [serial, ignored] : key.lockIgnored)
            if (!ignored.decision && ignored.ceremony == entry.ceremony) {
                ignored.decision = {textOf(entry.data, "by"), textOf(entry.data, "decision"),
                                    textOf(entry.data, "happened"), markOf(entry)};
                key.history.push_back(entry.seq);
            }
}

} // namespace keyrite::registry
