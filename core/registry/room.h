// The room: an installation, named by the first entry of its log.
#pragma once

#include "core/hsm/token.h"
#include "core/log/entry.h"
#include "core/mode.h"

#include <vector>

namespace keyrite::registry {

struct Room
{
    std::string origin; // "example.com/zurich/room-1"
    std::string name;   // for people
    std::string vkey;   // C2SP verifier key of the audit token
    hsm::TokenId auditToken;
    std::string auditKeyId; // hex
    std::string module;     // path of the PKCS#11 module; empty: a practice store of the room's own
    std::vector<std::string> moreModules; // paths of the others that people added
    Mode mode = Mode::Practice;
};

// log.opened.
void applyRoom(Room& room, const log::Entry& entry);

// module.added, module.removed.
void applyModule(Room& room, const log::Entry& entry);

// audit.key-replaced.
void applyAuditKey(Room& room, const log::Entry& entry);

} // namespace keyrite::registry
