#include "core/bytes.h"

#include <array>

namespace keyrite {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// RFC 4648: both base32 and base64 are the same walk with 5 or 6 bits a digit.
std::string encode(ByteView bytes, std::string_view digits, unsigned bitsPerDigit)
{
    std::string text;
    unsigned pending = 0;
    unsigned pendingBits = 0;
    for (const std::uint8_t byte : bytes) {
        pending = (pending << 8U) | byte;
        pendingBits += 8;
        while (pendingBits >= bitsPerDigit) {
            pendingBits -= bitsPerDigit;
            text += digits[(pending >> pendingBits) & ((1U << bitsPerDigit) - 1U)];
        }
        pending &= (1U << pendingBits) - 1U;
    }
    if (pendingBits > 0)
        text += digits[(pending << (bitsPerDigit - pendingBits)) & ((1U << bitsPerDigit) - 1U)];
    return text;
}

Result<Bytes> decode(std::string_view text, std::string_view digits, unsigned bitsPerDigit, const char* name)
{
    Bytes bytes;
    bytes.reserve(text.size() * bitsPerDigit / 8);
    unsigned pending = 0;
    unsigned pendingBits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t value = digits.find(text[i]);
        if (value == std::string_view::npos)
            return fail(ErrorCode::BadEncoding, std::string("Character ") + std::to_string(i + 1) +
                                                    " is not a " + name +
                                                    " digit. Check the text and enter it again.");
        pending = (pending << bitsPerDigit) | static_cast<unsigned>(value);
        pendingBits += bitsPerDigit;
        if (pendingBits >= 8) {
            pendingBits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(pending >> pendingBits));
        }
        pending &= (1U << pendingBits) - 1U;
    }
    if (pending != 0 || pendingBits >= bitsPerDigit)
        return fail(ErrorCode::BadEncoding,
                    std::string("The ") + name +
                        " text ends in the middle of a byte. It is cut short or mistyped.");
    return bytes;
}

std::string_view withoutPadding(std::string_view text)
{
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    return text;
}

} // namespace

ByteView asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Bytes toBytes(std::string_view text)
{
    const ByteView view = asBytes(text);
    return {view.begin(), view.end()};
}

std::string toHex(ByteView bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += kHexDigits[byte >> 4U];
        text += kHexDigits[byte & 15U];
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return fail(ErrorCode::BadEncoding,
                    "The hex text has an odd number of digits. One is missing or one is too many.");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hexValue(text[i]);
        const int low = hexValue(text[i + 1]);
        if (high < 0 || low < 0)
            return fail(ErrorCode::BadEncoding, "Characters " + std::to_string(i + 1) + " and " +
                                                    std::to_string(i + 2) + " are not two hex digits.");
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string toHexGroups(ByteView bytes, char separator)
{
    const std::string hex = toHex(bytes);
    std::string text;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i != 0 && i % 4 == 0)
            text += separator;
        text += hex[i];
    }
    return text;
}

std::string toBase32(ByteView bytes, bool padding)
{
    std::string text = encode(bytes, kBase32Digits, 5);
    while (padding && text.size() % 8 != 0)
        text += '=';
    return text;
}

Result<Bytes> fromBase32(std::string_view text)
{
    const std::string_view digits = withoutPadding(text);
    if (digits.size() != text.size() && (text.size() % 8 != 0 || text.size() - digits.size() > 6))
        return fail(ErrorCode::BadEncoding,
                    "The base32 padding is wrong. The text is cut short or mistyped.");
    return decode(digits, kBase32Digits, 5, "base32");
}

std::string toBase64(ByteView bytes)
{
    std::string text = encode(bytes, kBase64Digits, 6);
    while (text.size() % 4 != 0)
        text += '=';
    return text;
}

Result<Bytes> fromBase64(std::string_view text)
{
    const std::string_view digits = withoutPadding(text);
    if (text.size() % 4 != 0 || text.size() - digits.size() > 2)
        return fail(ErrorCode::BadEncoding,
                    "The base64 padding is wrong. The text is cut short or mistyped.");
    return decode(digits, kBase64Digits, 6, "base64");
}

std::uint32_t crc32(ByteView bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ (0xEDB88320U & (0U - (crc & 1U)));
    }
    return ~crc;
}

} // namespace keyrite
