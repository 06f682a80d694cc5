// Devices: HSMs, by serial, and everything else in the room that a ceremony relies on.
#pragma once

#include "core/hsm/token.h"
#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

// How the PIN of a token is given.
enum class PinWay {
    Unknown, // no entry says
    Whole,   // one person knows it
    Halves,  // two people know one half each
    PinPad,  // it is typed on the token itself
};

std::string_view pinWayName(PinWay way); // "unknown", "whole", "halves", "pin-pad"

// What a look at a device that should be as its maker ships it found.
struct Inspection
{
    bool asShipped = false;
    std::string finding; // a sentence
    Mark mark;
    std::vector<std::string> users; // of the list that was read in the same ceremony; empty: none was
};

// The last export of a device's own log.
struct DeviceLogRead
{
    int first = 0;
    int last = 0;
    bool sound = false;
    std::string finding; // empty where it is sound
    Mark mark;
};

// The last list of who can open a device, by its maker's tool.
struct DeviceUsersRead
{
    std::vector<std::string> users; // as hsm::describe says them
    Mark mark;
};

enum class HsmState { InUse, Zeroised, Retired };

std::string_view hsmStateName(HsmState state); // "in-use", "zeroised", "retired"

struct Hsm
{
    std::string serial;
    std::string label;
    std::string model;
    std::string firmware;         // as it was seen last, else as it was registered
    std::string expectedFirmware; // as registered, else as first seen; another one counts once people took it
    bool setUpHere = false;       // by this room, which therefore set the security officer's PIN
    std::string firstCeremony;    // that identified it; empty: none
    std::optional<Mark> registered; // empty: known only from ceremonies
    std::string use;                // "production", "spare", "drill", "audit", or empty
    std::string site;
    std::string safe;
    HsmState state = HsmState::InUse;
    std::string cause;          // of its retirement: "failed", "replaced", "returned", "lost"
    TimePoint checked;          // last time a ceremony identified it
    int pinFailures = 0;        // wrong PINs since it last took one: our own count, SoftHSM never locks
    TimePoint pinFailed;        // the last of them
    int officerPinFailures = 0; // the same of the security officer's PIN
    PinWay userPin = PinWay::Unknown;
    PinWay officerPin = PinWay::Unknown;
    std::vector<hsm::ProbeResult> probe; // what the last probe found; empty where there was none
    std::optional<Mark> probed;
    std::string probedFirmware;
    std::optional<Inspection> inspection;
    std::optional<DeviceLogRead> deviceLog;
    std::optional<DeviceUsersRead> users;
    std::string acceptedIn; // the ceremony in which people last took it in spite of a finding; empty: none
    std::vector<std::string> acceptedUsers; // who could open it when they did, where a list said so
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

// hsm.registered, checked, inspected, accepted, log-read, users-read, probed, pin-failed, pin-accepted,
// pin-set, zeroised, retired.
void applyHsm(Hsms& hsms, const log::Entry& entry);

// The results of a probe as the data of an entry, and one of them back; nothing where it is not of that form.
log::Json probeJson(const std::vector<hsm::ProbeResult>& results);
std::optional<hsm::ProbeResult> probeResultOf(const log::Json& json);

// device.registered, retired.
void applyDevice(Devices& devices, const log::Entry& entry);

} // namespace keyrite::registry
