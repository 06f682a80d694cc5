// Facts: what people record outside a ceremony, each as a type of its own. compose() is the only way to make
// their entries; it refuses what is not of the form of docs/formats/entries.md or names what the log does not
// know. Values, safe on any thread.
#pragma once

#include "core/registry/registry.h"

#include <variant>

namespace keyrite::registry {

struct PersonGranted
{
    std::string person; // somebody new, or a renewal
    std::vector<std::string> roles;
    std::string site = {}; // empty: none
    std::optional<Day> termEnd = {};
    std::string contact = {};
};

struct PersonVetted
{
    std::string person;
    std::string by;
    bool passed = true;
    std::optional<Day> until = {};
};

struct PersonTrained
{
    std::string person;
    std::string subject;
    std::optional<Day> until = {};
};

// Both days belong to it.
struct PersonOnLeave
{
    std::string person;
    Day from;
    Day to;
};

struct PersonRevoked
{
    std::string person;
    std::string reason;
};

struct SiteAdded
{
    std::string site; // a new id: "zrh-1"
    std::string name;
    std::string jurisdiction; // "CH"
    std::string region;       // "lake-zurich"
    std::vector<std::string> safes;
};

// What is empty stays as it is.
struct SiteChanged
{
    std::string site;
    std::string reason;
    std::optional<SiteState> state = {};
    std::string name = {};
    std::string jurisdiction = {};
    std::string region = {};
    std::optional<std::vector<std::string>> safes = {};
};

struct HsmRegistered
{
    std::string serial;
    std::string label;
    std::string use; // "production", "spare", "drill", "audit"
    std::string model = {};
    std::string site = {};
    std::string safe = {};
    std::string firmware = {}; // as the delivery note or the device says
};

struct HsmRetired
{
    std::string serial;
    std::string cause; // "failed", "replaced", "returned", "lost"
    std::string reason;
};

struct SheetPlaced
{
    std::string set;
    int share = 0;
    std::string site;
    std::string safe = {};
};

struct SheetLost
{
    std::string set;
    int share = 0;
    std::string reason;
};

struct KeyDescribed
{
    std::string key;   // hex id
    std::string asset; // id of an asset profile
    std::int64_t outageMinutes = 0;
    std::string counterparty = {};
    std::int64_t value = 0; // whole units of `currency`; 0 with no currency: not said
    std::string currency = {};
    std::vector<Deadline> deadlines = {};
};

struct DeviceRegistered
{
    std::string device; // a new id: "printer-1"
    std::string type;   // "workstation", "printer", "scanner", "camera", "reader", "other"
    std::string model;
    std::string serial;
    std::string site = {};
    std::string safe = {};
};

struct DeviceRetired
{
    std::string device;
    std::string reason;
};

struct SealApplied
{
    std::string seal; // a number that is on nothing else
    std::string on;
};

struct SealChecked
{
    std::string seal;
    SealState found = SealState::Intact; // Intact, Broken or Missing
};

struct SealRemoved
{
    std::string seal;
    std::string reason;
};

// Days, each 1 to 3660; grace 0 to 3660.
struct ScheduleSet
{
    int attestationDays = 90;
    int graceDays = 14;
    int drillDays = 365;
    int targetDays = 182;
    int tableTopDays = 91;
};

struct DrillStarted
{
    std::string drill; // a new id: "dr-2026-0001"
    DrillType type = DrillType::Quorum;
    bool announced = true;
    std::vector<std::string> people; // who is asked, now
    std::string shareSet = {};
};

enum class ResponseStage { Answered, Arrived, Declined, Unreachable };

struct DrillResponded
{
    std::string drill;
    std::string person;
    ResponseStage stage = ResponseStage::Answered;
    std::optional<TimePoint> at = {}; // empty: now
};

struct DrillCompleted
{
    std::string drill;
    DrillOutcome outcome = DrillOutcome::Passed; // not Running
    std::string ceremony = {};
    std::string note = {};
};

struct FindingOpened
{
    std::string finding; // a new id: "f-2026-0001"
    std::string text;
    std::string owner;
    Day due;
    std::string drill = {};
};

struct FindingClosed
{
    std::string finding;
    std::string how;
};

using Fact = std::variant<PersonGranted, PersonVetted, PersonTrained, PersonOnLeave, PersonRevoked, SiteAdded,
                          SiteChanged, HsmRegistered, HsmRetired, SheetPlaced, SheetLost, KeyDescribed,
                          DeviceRegistered, DeviceRetired, SealApplied, SealChecked, SealRemoved, ScheduleSet,
                          DrillStarted, DrillResponded, DrillCompleted, FindingOpened, FindingClosed>;

// Who records.
struct Author
{
    std::string person;
    std::string role;
};

// The entry, ready to append to the log that `registry` was folded from. Errors: EntryInvalid, with what is
// wrong.
[[nodiscard]] Result<log::Entry> compose(const Registry& registry, const Author& author, TimePoint now,
                                         const Fact& fact);

// The next free id of its year: "dr-2026-0002", "f-2026-0001".
std::string nextDrillId(const Registry& registry, TimePoint now);
std::string nextFindingId(const Registry& registry, TimePoint now);

} // namespace keyrite::registry
