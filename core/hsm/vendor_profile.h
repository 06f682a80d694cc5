// What single vendors do otherwise than the standard, as data. Internal to core/hsm.
#pragma once

#include <optional>
#include <p11-kit/pkcs11.h>
#include <string_view>

namespace keyrite::hsm {

struct VendorProfile
{
    std::string_view manufacturer; // how the token's manufacturer begins, in lower case
    // A mechanism of the vendor's own for RFC 5649.
    std::optional<CK_MECHANISM_TYPE> keyWrapKwp;
    // An unwrapped EC key needs its public point in this attribute.
    std::optional<CK_ATTRIBUTE_TYPE> ecPointOfPrivateKey;
};

// Nothing where the token follows the standard.
std::optional<VendorProfile> vendorProfile(std::string_view manufacturer);

} // namespace keyrite::hsm
