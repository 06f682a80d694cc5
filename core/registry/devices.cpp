#include "core/registry/devices.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

using log::Entry;

constexpr std::size_t kMaxWhyBytes = 1000;

// Of which PIN the entry speaks: the user's, where it says nothing.
bool isOfficer(const Entry& entry)
{
    return textOf(entry.data, "who") == "officer";
}

void applyRegistered(Hsm& hsm, const Entry& entry)
{
    hsm.registered = markOf(entry);
    hsm.label = textOf(entry.data, "label");
    hsm.model = textOf(entry.data, "model");
    hsm.use = textOf(entry.data, "use");
    hsm.site = textOf(entry.data, "site");
    hsm.safe = textOf(entry.data, "safe");
    if (const std::string firmware = textOf(entry.data, "firmware"); !firmware.empty())
        hsm.expectedFirmware = firmware;
    if (hsm.firmware.empty())
        hsm.firmware = hsm.expectedFirmware;
}

void applyChecked(Hsm& hsm, const Entry& entry)
{
    hsm.label = textOf(entry.data, "label");
    hsm.firmware = textOf(entry.data, "firmware");
    if (hsm.expectedFirmware.empty())
        hsm.expectedFirmware = hsm.firmware;
    if (hsm.checked == TimePoint())
        hsm.firstCeremony = entry.ceremony;
    hsm.setUpHere = hsm.setUpHere || flagOf(entry.data, "fresh");
    if (hsm.model.empty())
        hsm.model = textOf(entry.data, "model");
    hsm.checked = entry.time;
    hsm.pinFailures = 0;
    if (hsm.state == HsmState::Zeroised)
        hsm.state = HsmState::InUse; // set up again
}

void applyAccepted(Hsm& hsm, const Entry& entry)
{
    hsm.expectedFirmware = textOf(entry.data, "firmware");
    hsm.acceptedIn = entry.ceremony;
    if (hsm.inspection && !hsm.inspection->users.empty())
        hsm.acceptedUsers = hsm.inspection->users;
}

void applyProbed(Hsm& hsm, const Entry& entry)
{
    if (hsm.probedFirmware != textOf(entry.data, "firmware"))
        hsm.probe.clear(); // another firmware may do otherwise
    hsm.probed = markOf(entry);
    hsm.probedFirmware = textOf(entry.data, "firmware");
    for (const log::Json& one : listOf(entry.data, "results")) {
        auto result = probeResultOf(one);
        if (!result)
            continue;
        const auto before = std::ranges::find(hsm.probe, result->type, &hsm::ProbeResult::type);
        if (before == hsm.probe.end()) {
            hsm.probe.push_back(std::move(*result));
            continue;
        }
        if (!result->locks) // a ceremony does not ask for it
            result->locks = before->locks;
        *before = std::move(*result);
    }
}

void applyPinSet(Hsm& hsm, const Entry& entry)
{
    PinWay& way = isOfficer(entry) ? hsm.officerPin : hsm.userPin;
    for (const PinWay one : {PinWay::Whole, PinWay::Halves, PinWay::PinPad})
        if (textOf(entry.data, "way") == pinWayName(one))
            way = one;
    (isOfficer(entry) ? hsm.officerPinFailures : hsm.pinFailures) = 0;
    hsm.setUpHere = hsm.setUpHere || isOfficer(entry); // the old one had to be known
}

} // namespace

log::Json probeJson(const std::vector<hsm::ProbeResult>& results)
{
    log::Json list = log::Json::array();
    for (const hsm::ProbeResult& one : results) {
        log::Json json{{"type", hsm::keyTypeName(one.type)},
                       {"found", one.scheme      ? std::string(hsm::wrapSchemeName(*one.scheme))
                                 : one.generates ? std::string("no-backup")
                                                 : std::string("nothing")}};
        if (one.locks)
            json["locks"] = *one.locks;
        if (!one.why.empty())
            json["why"] = one.why.substr(0, kMaxWhyBytes);
        list.push_back(std::move(json));
    }
    return list;
}

std::optional<hsm::ProbeResult> probeResultOf(const log::Json& json)
{
    const auto type = json.is_object() ? hsm::keyTypeFromName(textOf(json, "type")) : std::nullopt;
    if (!type)
        return std::nullopt;
    const std::string found = textOf(json, "found");
    hsm::ProbeResult result{.type = *type,
                            .generates = found != "nothing",
                            .scheme = hsm::wrapSchemeFromName(found),
                            .locks = {},
                            .why = textOf(json, "why")};
    if (!result.scheme && found != "no-backup" && found != "nothing")
        return std::nullopt;
    if (json.contains("locks"))
        result.locks = flagOf(json, "locks");
    return result;
}

std::string_view pinWayName(PinWay way)
{
    switch (way) {
    case PinWay::Unknown:
        return "unknown";
    case PinWay::Whole:
        return "whole";
    case PinWay::Halves:
        return "halves";
    case PinWay::PinPad:
        return "pin-pad";
    }
    return {};
}

std::string_view hsmStateName(HsmState state)
{
    switch (state) {
    case HsmState::InUse:
        return "in-use";
    case HsmState::Zeroised:
        return "zeroised";
    case HsmState::Retired:
        return "retired";
    }
    return {};
}

void applyHsm(Hsms& hsms, const Entry& entry)
{
    Hsm& hsm = hsms[textOf(entry.data, "serial")];
    hsm.serial = textOf(entry.data, "serial");
    hsm.history.push_back(entry.seq);
    if (entry.kind == "hsm.registered")
        applyRegistered(hsm, entry);
    else if (entry.kind == "hsm.checked")
        applyChecked(hsm, entry);
    else if (entry.kind == "hsm.pin-failed") {
        ++(isOfficer(entry) ? hsm.officerPinFailures : hsm.pinFailures);
        hsm.pinFailed = entry.time;
    } else if (entry.kind == "hsm.probed")
        applyProbed(hsm, entry);
    else if (entry.kind == "hsm.pin-set")
        applyPinSet(hsm, entry);
    else if (entry.kind == "hsm.log-read")
        hsm.deviceLog = {numberOf(entry.data, "first").value_or(0), numberOf(entry.data, "last").value_or(0),
                         flagOf(entry.data, "sound"), textOf(entry.data, "finding"), markOf(entry)};
    else if (entry.kind == "hsm.users-read")
        hsm.users = {textsOf(entry.data, "users"), markOf(entry)};
    else if (entry.kind == "hsm.inspected")
        hsm.inspection = {flagOf(entry.data, "asShipped"), textOf(entry.data, "finding"), markOf(entry),
                          textsOf(entry.data, "users")};
    else if (entry.kind == "hsm.accepted")
        applyAccepted(hsm, entry);
    else if (entry.kind == "hsm.pin-accepted")
        (isOfficer(entry) ? hsm.officerPinFailures : hsm.pinFailures) = 0;
    else if (entry.kind == "hsm.zeroised") {
        hsm.state = HsmState::Zeroised;
        hsm.setUpHere = true;
        hsm.pinFailures = 0;
        hsm.officerPinFailures = 0;
    } else if (entry.kind == "hsm.retired") {
        hsm.state = HsmState::Retired;
        hsm.cause = textOf(entry.data, "cause");
    }
}

void applyDevice(Devices& devices, const Entry& entry)
{
    Device& device = devices[textOf(entry.data, "device")];
    device.id = textOf(entry.data, "device");
    device.changed = entry.time;
    device.history.push_back(entry.seq);
    if (entry.kind == "device.registered") {
        device.type = textOf(entry.data, "type");
        device.model = textOf(entry.data, "model");
        device.serial = textOf(entry.data, "serial");
        device.site = textOf(entry.data, "site");
        device.safe = textOf(entry.data, "safe");
    } else if (entry.kind == "device.retired")
        device.retired = true;
}

} // namespace keyrite::registry
