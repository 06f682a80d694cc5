// Registry: what the log says exists: the room, keys, share sets, sheets, ceremonies. A fold over entries;
// nothing is stored beside the log. Values, safe to copy to any thread.
#pragma once

#include "core/hsm/token.h"
#include "core/log/store.h"
#include "core/mode.h"
#include "core/policy.h"

#include <map>

namespace keyrite::registry {

// The room, from the entry log.opened.
struct Room
{
    std::string origin; // "example.com/zurich/room-1"
    std::string name;   // for people
    std::string vkey;   // C2SP verifier key of the audit token
    hsm::TokenId auditToken;
    std::string auditKeyId; // hex
    std::string module;     // path of the PKCS#11 module
    Mode mode = Mode::Practice;
};

enum class KeyState { Planned, Generated, BackedUp, Proven, Locked, Destroyed };

struct Key
{
    std::string id; // hex
    hsm::KeyType type = hsm::KeyType::P256;
    std::string label;
    std::string ceremony; // where it was generated
    std::string shareSet;
    KeyState state = KeyState::Planned;
    hsm::WrappedKey backup;
    hsm::TokenId token; // where it lives, as far as the log knows
    TimePoint generated;
    TimePoint backedUp;
    TimePoint proven; // last challenge that a restored copy signed
};

enum class SheetState { Issued, Proven, Sealed, HandedOver, Opened, Voided };

struct Sheet
{
    int number = 0;
    SharePosition position{};
    std::string fingerprint; // hex
    std::string holder;      // name of the custodian
    std::string bag;
    SheetState state = SheetState::Issued;
    TimePoint changed;
    TimePoint proven; // last time it was read from its paper
};

struct ShareSet
{
    std::string id; // 4 hex digits
    std::string ceremony;
    Policy policy;
    std::string kcv; // hex
    std::map<int, Sheet> sheets;
    std::vector<std::string> keys; // hex ids
};

enum class CeremonyStatus { Running, Paused, Closed, Aborted };

struct Ceremony
{
    std::string id;
    std::string procedure;
    std::string title;
    Mode mode = Mode::Practice;
    CeremonyStatus status = CeremonyStatus::Running;
    TimePoint opened;
    TimePoint ended;
    std::uint64_t firstEntry = 0;
    int exceptions = 0;
    log::Json plan; // the data of ceremony.opened
};

struct Registry
{
    Room room;
    std::map<std::string, Key> keys;            // by hex id
    std::map<std::string, ShareSet> shareSets;  // by id
    std::map<std::string, Ceremony> ceremonies; // by id

    // The one that is neither closed nor aborted; null where there is none.
    const Ceremony* unfinished() const;

    // Folds one more entry in. An entry of an unknown kind changes nothing.
    void apply(const log::Entry& entry);
};

// Folds the whole log. Errors: as Store::entries.
[[nodiscard]] Result<Registry> fold(const log::Store& store);

} // namespace keyrite::registry
