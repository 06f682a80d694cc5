// Keys: their life on a token and in backup, and what they control.
#pragma once

#include "core/hsm/token.h"
#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class KeyState { Planned, Generated, BackedUp, Proven, Locked, Destroyed };

// "planned", "generated", "backed-up", "proven", "locked", "destroyed".
std::string_view keyStateName(KeyState state);

struct Deadline
{
    std::string what; // "expiry of the March options"
    TimePoint at;
};

// What a key controls, as people described it last.
struct KeyUse
{
    std::string asset; // id of an asset profile: "listed-options"
    std::string counterparty;
    std::int64_t value = 0;         // whole units of `currency`
    std::string currency;           // ISO 4217, empty without a value
    std::int64_t outageMinutes = 0; // the longest that it may be out of reach
    std::vector<Deadline> deadlines;
    Mark mark;
};

// What people decided about it, in the exception that followed.
struct LockDecision
{
    std::string by;       // initials
    std::string decision; // "continue", "abort" ...
    std::string happened; // in their words
    Mark mark;
};

// A token that was told that a key must not leave it any more, and hands it out all the same.
struct LockIgnored
{
    std::string ceremony;
    std::string answers; // what it answered: "CKA_EXTRACTABLE stays true"
    Mark mark;
    std::optional<LockDecision> decision; // nothing: nobody has decided yet
};

struct Key
{
    std::string id; // hex
    hsm::KeyType type = hsm::KeyType::P256;
    std::string label;
    std::string ceremony; // where it was generated
    std::string shareSet;
    KeyState state = KeyState::Planned;
    hsm::WrappedKey backup;
    std::optional<hsm::WrappedKey>
        rewrapped;      // under a new KEK: the backup once its share set replaces the old
    hsm::TokenId token; // where it lives, as far as the log knows
    TimePoint generated;
    TimePoint backedUp;
    TimePoint proven;                               // last challenge that a restored copy signed
    std::map<std::string, LockIgnored> lockIgnored; // by the token's serial
    std::optional<KeyUse> use;
    History history;

    // What is on record of the token where it lives; null: that it keeps the key in.
    const LockIgnored* handedOut() const;
};

using Keys = std::map<std::string, Key>; // by hex id

// One key of the data of backup.imported: made elsewhere; on no token that this log knows.
Key importedKey(const log::Json& data, const log::Entry& entry);

// key.*: the entry that generates a key makes it; every other one is about a key that is there.
void applyKey(Keys& keys, const log::Entry& entry);

// exception.raised, where keys of its ceremony wait for a decision.
void applyLockDecision(Keys& keys, const log::Entry& entry);

} // namespace keyrite::registry
