// Who can open a device that has no security officer, as its maker's tool lists them. Safe on any thread.
#pragma once

#include "core/hsm/profile.h"

namespace keyrite::hsm {

// An authentication key of a YubiHSM: who knows its password logs in.
struct DeviceUser
{
    std::uint16_t id;
    std::uint8_t sequence; // grows each time that a key with this ID is made: another one is another key
    std::string label;     // at most 40 bytes, printable ASCII; a '.' for every other byte
};

// As it is recorded and shown: 0x0002 "KEYRITE" (sequence 0).
std::string describe(const DeviceUser& user);

// The key that a PIN names, which is no secret: "0x0002", as a description begins, of "0002password"; empty
// where PINs of this form name none.
std::string keyIdIn(std::string_view pin, PinForm form);

// The authentication keys in what "yubihsm-shell -a list-objects -A any -t any" prints: "Found N object(s)",
// and N lines "id: 0x0002, type: authentication-key, algo: ..., sequence: 0, label: KEYRITE" (yubihsm-shell,
// src/commands.c, yh_com_list_objects). Lines of the shell before them are passed over. A label may hold a
// line break, so whatever comes after them but is no object is refused, and so is a list that is cut short.
// At most 64 KiB, 256 objects, 64 authentication keys. Errors: DeviceUsersInvalid, naming the line.
[[nodiscard]] Result<std::vector<DeviceUser>> readYubiHsmUsers(std::string_view text);

} // namespace keyrite::hsm
