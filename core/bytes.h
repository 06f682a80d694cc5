// Bytes and their text forms: hex, base32 and base64 (RFC 4648).
// For public data only; secrets live in SecretBytes. Pure functions, safe on any thread.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keyrite {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// The bytes of a text, borrowed.
ByteView asBytes(std::string_view text);
Bytes toBytes(std::string_view text);

// Lower-case hex. Decoding takes either case, an even number of digits and nothing else.
std::string toHex(ByteView bytes);
[[nodiscard]] Result<Bytes> fromHex(std::string_view text);

// Hex in groups of four digits, joined by `separator`: "3b9f 10c4 77ae e205".
std::string toHexGroups(ByteView bytes, char separator = ' ');

// RFC 4648 base32, upper case. Encoding omits padding when `padding` is false. Decoding takes it with
// or without; non-zero trailing bits are refused, so that each value has one text.
std::string toBase32(ByteView bytes, bool padding);
[[nodiscard]] Result<Bytes> fromBase32(std::string_view text);

// RFC 4648 base64 with padding. Decoding is strict: padding required, trailing bits zero, no white space.
std::string toBase64(ByteView bytes);
[[nodiscard]] Result<Bytes> fromBase64(std::string_view text);

// CRC-32/ISO-HDLC (the CRC of zip and PNG).
std::uint32_t crc32(ByteView bytes);

} // namespace keyrite
