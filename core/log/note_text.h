// The outer form of a C2SP signed-note: its text and its signature lines, before anybody says what they mean.
// Internal to core/log. Pure functions.
#pragma once

#include "core/bytes.h"

#include <initializer_list>
#include <optional>

namespace keyrite::log {

inline constexpr std::size_t kMaxNoteBytes = 65536;
inline constexpr std::string_view kSignatureStart = "\xE2\x80\x94 "; // em dash, space

// C2SP signed-note, section "Signature types".
enum class SignatureType : std::uint8_t { Ed25519 = 0x01, Ecdsa = 0x02, Cosignature = 0x04 };

struct Signature
{
    std::string_view name;
    Bytes keyIdAndBytes; // 4 bytes of key id, big-endian, then at least one
};

struct Note
{
    std::string_view text; // with its final newline: what is signed
    std::vector<Signature> signatures;
};

// Not empty, no white space, no '+'.
bool isKeyName(std::string_view name);

// First 4 bytes of SHA-256(name || 0x0A || type || key), big-endian; for Ecdsa of SHA-256(key), as the
// standard has it.
std::uint32_t keyIdOf(std::string_view name, SignatureType type, ByteView publicKey);
Bytes bigEndian(std::uint32_t value);

// "<name>+<hex key id>+<base64 of type || key>": 32 bytes, or for Ecdsa the DER SubjectPublicKeyInfo of a
// P-256 key.
struct NamedKey
{
    std::string name;
    SignatureType type;
    Bytes publicKey;
};
[[nodiscard]] Result<NamedKey> parseKeyText(std::string_view text,
                                            std::initializer_list<SignatureType> allowed);
std::string keyText(std::string_view name, SignatureType type, ByteView publicKey);

// A whole signature line with its newline.
std::string signatureLine(std::string_view name, std::uint32_t keyId, ByteView signature);

// Section "Format": the text ends at the last empty line. Borrows from `note`. Errors: NoteMalformed.
[[nodiscard]] Result<Note> parseNote(std::string_view note);
// One signature line, without its newline.
[[nodiscard]] Result<Signature> parseSignature(std::string_view line);

tl::unexpected<Error> malformedNote(const std::string& problem);

// Cuts the part before `separator` off `rest`; nothing where there is none.
std::optional<std::string_view> cut(std::string_view& rest, std::string_view separator);

// Decimal without leading zeros, as the C2SP formats have it.
std::optional<std::uint64_t> parseDecimal(std::string_view text);

} // namespace keyrite::log
