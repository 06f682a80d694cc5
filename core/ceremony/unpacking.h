// Unpacking: what a look at a device finds before a key is put on it. Pure function.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::ceremony {

struct UnpackedDevice
{
    hsm::TokenInfo token;
    std::vector<hsm::VisibleObject> objects; // all that is seen on it after a login
    bool takesDefault = false;               // its maker's published credential still opens it
    std::string login;    // the key that the PIN names ("0x0002"), where PINs of its maker do; empty: unknown
    std::string ceremony; // the one that looks
    TimePoint opened;     // when that ceremony was
};

// One thing that was looked at.
struct DeviceCheck
{
    std::string id; // "serial", "firmware", "objects", "users", "credential", "device-log"
    bool good;
    std::string finding; // sentences
};

// The list of its users that was read since that ceremony was opened; null: none was.
const registry::DeviceUsersRead* usersRead(const UnpackedDevice& device, const registry::Registry& registry);

// Serial and firmware against the register, what is on the device, who can open it; and, where its maker's
// devices keep one, its own log.
std::vector<DeviceCheck> checkDevice(const UnpackedDevice& device, const registry::Registry& registry);

// The findings of those that are not good, with blanks between; empty where all are.
std::string findingsOf(const std::vector<DeviceCheck>& checks);

} // namespace keyrite::ceremony
