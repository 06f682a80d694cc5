#include "core/ceremony/unpacking.h"

#include "core/hsm/profile.h"

#include <algorithm>
#include <iterator>

namespace keyrite::ceremony {
namespace {

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kShown; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() <= kShown ? text : text + " and " + std::to_string(names.size() - kShown) + " more";
}

const registry::Hsm* knownHsm(const UnpackedDevice& device, const registry::Registry& registry)
{
    const auto known = registry.hsms.find(device.token.id.serial);
    return known == registry.hsms.end() ? nullptr : &known->second;
}

// Whether this room keeps a register of its HSMs at all. A practice token gets its serial only when it is set
// up.
bool keepsRegister(const registry::Registry& registry)
{
    return registry.room.mode != Mode::Practice && std::ranges::any_of(registry.hsms, [](const auto& one) {
               return one.second.registered && one.second.use != "audit";
           });
}

DeviceCheck checkSerial(const UnpackedDevice& device, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(device, registry);
    const std::string serial = "Its serial " + device.token.id.serial;
    if (known != nullptr && known->state == registry::HsmState::Retired)
        return {"serial", false, "It was retired from use in this room: " + known->cause + "."};
    if (known != nullptr && known->registered)
        return {"serial", true, serial + " is in the register."};
    if (keepsRegister(registry))
        return {"serial", false,
                serial + " is not in the register of this room. Compare it with the delivery note."};
    return {"serial", true, serial + ": this room keeps no register of HSMs. Compare it with the device."};
}

DeviceCheck checkFirmware(const UnpackedDevice& device, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(device, registry);
    const std::string& now = device.token.firmwareVersion;
    if (known == nullptr || known->expectedFirmware.empty())
        return {"firmware", true, "Its firmware is " + now + ". No other one was recorded before."};
    if (known->expectedFirmware == now)
        return {"firmware", true, "Its firmware is " + now + ", as recorded."};
    return {"firmware", false, "Its firmware is " + now + "; the log has " + known->expectedFirmware + "."};
}

// A key of this room may be on the HSM that it lives on by the log, and on one that an earlier ceremony took:
// after a recovery onto another HSM it was on both.
bool isExpected(const hsm::VisibleObject& object, const UnpackedDevice& device,
                const registry::Registry& registry)
{
    const auto key = registry.keys.find(toHex(object.id));
    if (key == registry.keys.end() || key->second.state == registry::KeyState::Destroyed)
        return false;
    const registry::Hsm* known = knownHsm(device, registry);
    return key->second.token == device.token.id ||
           (known != nullptr && !known->firstCeremony.empty() && known->firstCeremony != device.ceremony);
}

DeviceCheck checkObjects(const UnpackedDevice& device, const registry::Registry& registry)
{
    std::vector<std::string> strange;
    for (const hsm::VisibleObject& object : device.objects)
        if (!isExpected(object, device, registry))
            strange.push_back("\"" + object.label + "\"");
    if (!strange.empty())
        return {"objects", false,
                "It holds objects that no ceremony of this room made: " + listed(strange) + "."};
    return {"objects", true,
            device.objects.empty() ? "Nothing is on it."
                                   : "Nothing is on it but keys that this room's log knows to be there."};
}

// Whoever is on the list is Keyrite's own login, or was there when people took the device; or is a finding.
DeviceCheck checkUserList(const UnpackedDevice& device, const registry::Registry& registry)
{
    const registry::DeviceUsersRead* list = usersRead(device, registry);
    if (list == nullptr)
        return {
            "users", false,
            "Who can open it was not read since this ceremony was opened. List its users with the maker's "
            "tool, and read the list on the page Tokens."};
    const auto isLogin = [&device](const std::string& user) {
        return !device.login.empty() && user.starts_with(device.login + " ");
    };
    if (!device.login.empty() && std::ranges::none_of(list->users, isLogin))
        return {
            "users", false,
            "Keyrite logs in with " + device.login +
                ", which the list of its users lacks: it is of another device, or was made by a login that "
                "does not see all of them."};
    const std::vector<std::string>& accepted = knownHsm(device, registry)->acceptedUsers;
    std::vector<std::string> strange;
    std::ranges::copy_if(list->users, std::back_inserter(strange), [&](const std::string& user) {
        return !isLogin(user) && std::ranges::count(accepted, user) == 0;
    });
    if (!strange.empty())
        return {"users", false, "It can be opened by users that nobody here took: " + listed(strange) + "."};
    return {"users", true, "On the list of its users are only " + listed(list->users) + "."};
}

// Who set a token up chose its security officer's PIN, and with it can set another PIN of the user. Where
// there is neither an officer nor a list, nobody but the maker's tool knows who else opens it.
DeviceCheck checkUsers(const UnpackedDevice& device, const registry::Registry& registry)
{
    const hsm::Profile& profile = hsm::profileFor(device.token);
    const registry::Hsm* known = knownHsm(device, registry);
    if (profile.userList)
        return checkUserList(device, registry);
    if (profile.securityOfficer && known != nullptr && known->setUpHere)
        return {"users", true, "It was set up in this room: nobody else chose a PIN of it."};
    const std::string unlisted =
        "Keyrite cannot list its users: list them with the maker's tool, and look that "
        "there is none but yours.";
    if (known != nullptr && !known->acceptedIn.empty())
        return {"users", true,
                "People took it as it is in ceremony " + known->acceptedIn + "." +
                    (profile.securityOfficer ? "" : " " + unlisted)};
    if (!profile.securityOfficer)
        return {"users", false, unlisted + " If so, say in an exception who looked."};
    return {
        "users", false,
        "It was set up before it came here. Whoever did that knows its security officer's PIN, and can set "
        "another PIN of its user."};
}

DeviceCheck checkCredential(const UnpackedDevice& device)
{
    if (device.takesDefault)
        return {"credential", false,
                "It still takes the credential that its maker ships every device with. The new one works: "
                "remove the default now, with the maker's tool."};
    return {"credential", true,
            hsm::profileFor(device.token).defaultPin.empty()
                ? "The new credential works. No default one of its maker is known."
                : "The new credential works, and the default one of its maker is refused."};
}

DeviceCheck checkLog(const UnpackedDevice& device, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(device, registry);
    if (known == nullptr || !known->deviceLog || known->deviceLog->mark.time < device.opened)
        return {
            "device-log", false,
            "It keeps a log of its own, which was not read since this ceremony was opened. Export it with "
            "the maker's tool, and read it on the page Tokens."};
    const registry::DeviceLogRead& log = *known->deviceLog;
    if (!log.sound)
        return {"device-log", false, "Of its own log: " + log.finding};
    return {"device-log", true,
            "Its own log is whole, entries " + std::to_string(log.first) + " to " + std::to_string(log.last) +
                "."};
}

} // namespace

const registry::DeviceUsersRead* usersRead(const UnpackedDevice& device, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(device, registry);
    return known != nullptr && known->users && known->users->mark.time >= device.opened ? &*known->users
                                                                                        : nullptr;
}

std::vector<DeviceCheck> checkDevice(const UnpackedDevice& device, const registry::Registry& registry)
{
    std::vector<DeviceCheck> checks{checkSerial(device, registry), checkFirmware(device, registry),
                                    checkObjects(device, registry), checkUsers(device, registry),
                                    checkCredential(device)};
    if (hsm::profileFor(device.token).deviceLog)
        checks.push_back(checkLog(device, registry));
    return checks;
}

std::string findingsOf(const std::vector<DeviceCheck>& checks)
{
    std::string text;
    for (const DeviceCheck& check : checks)
        if (!check.good)
            text += (text.empty() ? "" : " ") + check.finding;
    return text;
}

} // namespace keyrite::ceremony
