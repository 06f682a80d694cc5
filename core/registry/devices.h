// Devices: HSMs, by serial, and everything else in the room that a ceremony relies on.
#pragma once

#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class HsmState { InUse, Zeroised, Retired };

std::string_view hsmStateName(HsmState state); // "in-use", "zeroised", "retired"

struct Hsm
{
    std::string serial;
    std::string label;
    std::string model;
    std::string firmware;
    std::optional<Mark> registered; // empty: known only from ceremonies
    std::string use;                // "production", "spare", "drill", "audit", or empty
    std::string site;
    std::string safe;
    HsmState state = HsmState::InUse;
    std::string cause;   // of its retirement: "failed", "replaced", "returned", "lost"
    TimePoint checked;   // last time a ceremony identified it
    int pinFailures = 0; // wrong PINs since it last took one: our own count, SoftHSM never locks
    TimePoint pinFailed; // the last of them
    History history;
};

struct Device
{
    std::string id; // "printer-1"
    std::string type;
    std::string model;
    std::string serial;
    std::string site;
    std::string safe;
    bool retired = false;
    TimePoint changed;
    History history;
};

using Hsms = std::map<std::string, Hsm>;       // by serial
using Devices = std::map<std::string, Device>; // by id

// hsm.registered, checked, pin-failed, pin-accepted, zeroised, retired.
void applyHsm(Hsms& hsms, const log::Entry& entry);

// device.registered, retired.
void applyDevice(Devices& devices, const log::Entry& entry);

} // namespace keyrite::registry
