// What a token and a key on it are, as values. Public data, safe on any thread.
#pragma once

#include "core/crypto/cmac.h"

#include <array>
#include <optional>

namespace keyrite::hsm {

enum class KeyType { Secp256k1, P256, Rsa3072, Aes256, Ed25519 };

inline constexpr std::array kKeyTypes{KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256,
                                      KeyType::Ed25519};

// The word on the command line and in entries: "secp256k1", "p256", "rsa3072", "aes256", "ed25519".
std::string_view keyTypeName(KeyType type);
std::optional<KeyType> keyTypeFromName(std::string_view name);

// A token is named by serial and label, never by slot: slots are renumbered (hsm.md).
struct TokenId
{
    std::string serial;
    std::string label;
    bool operator==(const TokenId&) const = default;
};

struct TokenInfo
{
    TokenId id;
    std::string manufacturer;
    std::string model;
    std::string hardwareVersion;
    std::string firmwareVersion;
    bool initialised;
    bool userPinSet;
    bool pinCountLow; // a wrong PIN was given lately
    bool pinFinalTry;
    bool pinLocked;
    bool writeProtected;
    bool pinPad; // the PIN is typed on the token itself (CKF_PROTECTED_AUTHENTICATION_PATH)
    bool soPinCountLow;
    bool soPinFinalTry;
    bool soPinLocked;
    // Where it is at this moment. Only for choosing among tokens that are not initialised, which may have no
    // serial; of no use after one was plugged in or out.
    unsigned long slot;
};

// Something on a token, as it calls itself. Both are short and printable, for it may be a device that nobody
// trusts yet.
struct VisibleObject
{
    std::string label; // at most 40 bytes of printable ASCII
    Bytes id;          // CKA_ID, at most 64 bytes; empty where there is none
};

// How a blob was made, by the scheme's name and not the mechanism's number.
enum class WrapScheme { Rfc5649, Rfc3394, Rfc3394Pkcs7, Opaque };
std::string_view wrapSchemeName(WrapScheme scheme); // "rfc5649", "rfc3394", "rfc3394-pkcs7", "opaque"
std::optional<WrapScheme> wrapSchemeFromName(std::string_view name);

// What a probe found out about one type of key on one token.
struct ProbeResult
{
    KeyType type;
    bool generates;                   // and signs, or for AES computes, rightly
    std::optional<WrapScheme> scheme; // nothing: it cannot be backed up
    std::optional<bool> locks;        // whether EXTRACTABLE=false keeps it in; nothing: not found out
    std::string why;                  // what it cannot, as a sentence; empty where there is nothing
};

// A key on a token.
struct KeyInfo
{
    KeyType type;
    std::string label;
    Bytes id;                       // CKA_ID, 16 bytes
    Bytes spki;                     // DER SubjectPublicKeyInfo; empty for AES
    std::optional<crypto::Kcv> kcv; // AES only: key check value of the key itself
    bool sensitive;
    bool extractable;
};

// Whether a token must be shown to keep a restored key in.
enum class Containment {
    Required,
    Waived // people decided to take a token that hands it out; its value stays sensitive all the same
};

// A key under a KEK: ciphertext and public data only, all that a restore needs.
struct WrappedKey
{
    KeyType type;
    std::string label;
    Bytes id;
    Bytes spki;                     // empty for AES
    std::optional<crypto::Kcv> kcv; // AES only
    WrapScheme scheme;
    Bytes blob;
};

// A key under a new KEK, and what the token answered to the old one.
struct Rewrapped
{
    WrappedKey key;
    std::string oldKekRefusal;
};

} // namespace keyrite::hsm
