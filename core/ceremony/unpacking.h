// Unpacking: what is wrong with a device that comes out of its package, before a key is put on it. Pure
// function.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::ceremony {

struct UnpackedDevice
{
    hsm::TokenInfo token;
    std::vector<std::string> objects; // labels of all that is seen on it after a login
    bool takesDefault = false;        // its maker's published credential still opens it
};

// Sentences; none: it is as its maker ships it, with the credential of this ceremony alone.
std::vector<std::string> unpackingFindings(const UnpackedDevice& device, const registry::Registry& registry);

} // namespace keyrite::ceremony
