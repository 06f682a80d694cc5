#include "core/registry/devices.h"

namespace keyrite::registry {
namespace {

using log::Entry;

void applyRegistered(Hsm& hsm, const Entry& entry)
{
    hsm.registered = markOf(entry);
    hsm.label = textOf(entry.data, "label");
    hsm.model = textOf(entry.data, "model");
    hsm.use = textOf(entry.data, "use");
    hsm.site = textOf(entry.data, "site");
    hsm.safe = textOf(entry.data, "safe");
}

void applyChecked(Hsm& hsm, const Entry& entry)
{
    hsm.label = textOf(entry.data, "label");
    hsm.firmware = textOf(entry.data, "firmware");
    if (hsm.model.empty())
        hsm.model = textOf(entry.data, "model");
    hsm.checked = entry.time;
    hsm.pinFailures = 0;
    if (hsm.state == HsmState::Zeroised)
        hsm.state = HsmState::InUse; // set up again
}

} // namespace

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
        ++hsm.pinFailures;
        hsm.pinFailed = entry.time;
    } else if (entry.kind == "hsm.pin-accepted")
        hsm.pinFailures = 0;
    else if (entry.kind == "hsm.zeroised") {
        hsm.state = HsmState::Zeroised;
        hsm.pinFailures = 0;
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
