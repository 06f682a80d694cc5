#include "core/hsm/vendor_profile.h"

#include <algorithm>
#include <array>

namespace keyrite::hsm {
namespace {

constexpr CK_MECHANISM_TYPE kLunaKwp = CKM_VENDOR_DEFINED | 0x171UL;          // CKM_AES_KWP
constexpr CK_MECHANISM_TYPE kCloudHsmZeroPad = CKM_VENDOR_DEFINED | 0x216FUL; // ..._AES_KEY_WRAP_ZERO_PAD
constexpr CK_ATTRIBUTE_TYPE kNssDb = 0xD5A0DB00UL;                            // CKA_NSS_DB

// From the vendors' documents; NSS is the one that was run.
constexpr std::array<VendorProfile, 6> kProfiles{{
    {"safenet", kLunaKwp, {}},
    {"thales", kLunaKwp, {}},
    {"cavium", kCloudHsmZeroPad, {}},
    {"marvell", kCloudHsmZeroPad, {}},
    {"aws", kCloudHsmZeroPad, {}},
    {"mozilla", {}, kNssDb},
}};

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

} // namespace

std::optional<VendorProfile> vendorProfile(std::string_view manufacturer)
{
    for (const VendorProfile& profile : kProfiles) {
        const std::string_view begin = manufacturer.substr(0, profile.manufacturer.size());
        if (std::equal(begin.begin(), begin.end(), profile.manufacturer.begin(), profile.manufacturer.end(),
                       [](char a, char b) { return lower(a) == b; }))
            return profile;
    }
    return std::nullopt;
}

} // namespace keyrite::hsm
