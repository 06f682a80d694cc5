// HSM profiles: what single makers do otherwise than the standard, as data: resources/profiles/hsm, compiled
// in. docs/formats/hsm-profile.md. A profile says what to try; what a token can do is found out by the probe
// alone. Immutable values; safe on any thread.
#pragma once

#include "core/hsm/token.h"

namespace keyrite::hsm {

// How the key-encryption key gets into the token.
enum class KekImport {
    Object,        // C_CreateObject with its value
    RsaOaepSha256, // unwrapped by a throwaway RSA key of the token's
    RsaOaepSha1,
};
std::string_view kekImportName(KekImport way); // "object", "rsa-oaep-sha256", "rsa-oaep-sha1"

// What a PIN of this maker looks like.
enum class PinForm {
    Plain,
    KeyIdFirst, // four hexadecimal digits, then the password: "0001password" (YubiHSM)
    UserColon,  // "user:password" (CloudHSM)
};
std::string_view pinFormName(PinForm form); // "plain", "key-id-first", "user-colon"

// A mechanism of the maker's own, and the scheme that it is documented to follow.
struct VendorMechanism
{
    std::uint64_t number; // CKM_VENDOR_DEFINED and above
    std::string name;     // "CKM_AES_KWP"
    WrapScheme scheme;
    std::string source;
};

// An attribute beside, or instead of, those of the standard's template.
struct ExtraAttribute
{
    enum class On { Kek, UnwrappedEc };
    enum class Value { Number, EcPoint };
    On on;
    std::uint64_t type;
    std::string name; // "CKA_NSS_DB"
    Value value;
    std::uint64_t number; // where the value is one
    std::string source;
};

// Beginnings of the token's manufacturer and model, in any case; an empty one fits all.
struct ProfileMatch
{
    std::string manufacturer;
    std::string model;
};

struct Profile
{
    std::string id;                    // "luna"
    std::string title;                 // "Thales Luna 7"
    std::vector<ProfileMatch> matches; // one of them
    PinForm pinForm = PinForm::Plain;
    std::string defaultPin;      // that every device of the maker is shipped with, as published; or empty
    bool deviceLog = false;      // the device keeps a log that readYubiHsmLog reads (device_log.h)
    bool userList = false;       // its maker's tool lists who can open it, as readYubiHsmUsers reads it
    bool securityOfficer = true; // false: PINs and set-up only by the maker's own tool
    std::vector<KekImport> kekImport; // in the order in which they are tried; may be empty
    std::vector<VendorMechanism> mechanisms;
    std::vector<ExtraAttribute> attributes;
    std::string advice;               // a sentence for people, or empty
    std::vector<std::string> sources; // where all else comes from

    // Errors: HsmProfileInvalid, naming the field.
    [[nodiscard]] static Result<Profile> parse(std::string_view json);
};

// All that are compiled in. The last one is the standard's and fits every token.
const std::vector<Profile>& profiles();

// The first that fits.
const Profile& profileFor(const TokenInfo& token);

// Null where there is none.
const Profile* profileNamed(std::string_view id);

} // namespace keyrite::hsm
