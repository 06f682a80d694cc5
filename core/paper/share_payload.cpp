#include "core/paper/share_payload.h"

#include "core/paper/printed_head.h"
#include "core/slip39/words.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace keyrite::paper {
namespace {

constexpr std::string_view kKr1 = "KR1:";
constexpr std::string_view kBackup = "KEYRITE1 ";
constexpr std::string_view kSpace = " \t\r\n\v\f";
constexpr std::size_t kCrcBytes = 4;
constexpr std::size_t kMaxPacked = (slip39::kMaxWords * 10 + 7) / 8;
constexpr std::size_t kMaxDigits = ((kMaxPacked + kCrcBytes) * 8 + 4) / 5;

constexpr char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() &&
           std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, upper);
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// RFC 4648 base32, without a table: A-Z are 0-25, 2-7 are 26-31. bytes.h has the one for public data.
std::uint8_t base32Digit(unsigned value)
{
    const unsigned isNumber = (25U - value) >> 31U; // 1 from 26 on
    return static_cast<std::uint8_t>(value + 'A' - isNumber * ('A' + 26U - '2'));
}

SecretBytes base32Append(std::string_view prefix, const SecretBytes& bytes)
{
    SecretBytes text(prefix.size() + (bytes.size() * 8 + 4) / 5);
    std::memcpy(text.data(), prefix.data(), prefix.size());
    std::size_t position = prefix.size();
    unsigned pending = 0;
    unsigned pendingBits = 0;
    for (const std::uint8_t byte : bytes.view()) {
        pending = (pending << 8U) | byte;
        pendingBits += 8;
        for (; pendingBits >= 5; pendingBits -= 5)
            text[position++] = base32Digit((pending >> (pendingBits - 5)) & 31U);
        pending &= (1U << pendingBits) - 1U;
    }
    if (pendingBits > 0)
        text[position] = base32Digit((pending << (5 - pendingBits)) & 31U);
    return text;
}

Result<SecretBytes> base32Secret(std::string_view digits)
{
    SecretBytes bytes(digits.size() * 5 / 8);
    std::size_t position = 0;
    unsigned pending = 0;
    unsigned pendingBits = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const char digit = upper(digits[i]);
        const bool isLetter = digit >= 'A' && digit <= 'Z';
        if (!isLetter && (digit < '2' || digit > '7'))
            return fail(ErrorCode::BadEncoding, "Character " + std::to_string(kKr1.size() + i + 1) +
                                                    " of the KR1 text is not a letter or a digit from 2 to "
                                                    "7. Scan the sheet again or enter its words.");
        pending = (pending << 5U) | static_cast<unsigned>(isLetter ? digit - 'A' : digit - '2' + 26);
        pendingBits += 5;
        if (pendingBits < 8)
            continue;
        pendingBits -= 8;
        bytes[position++] = static_cast<std::uint8_t>(pending >> pendingBits);
        pending &= (1U << pendingBits) - 1U;
    }
    if (pending != 0 || pendingBits >= 5)
        return fail(ErrorCode::BadEncoding, "The KR1 text ends in the middle of a byte. It is cut short or "
                                            "misread: scan the sheet again or enter its words.");
    return bytes;
}

std::uint32_t bigEndian32(ByteView bytes)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = (value << 8U) | byte;
    return value;
}

Result<slip39::Mnemonic> parseKr1(std::string_view digits)
{
    if (digits.size() > kMaxDigits)
        return fail(ErrorCode::BadEncoding,
                    "The KR1 text is longer than that of any share. Scan one QR code at a time.");
    const auto bytes = base32Secret(digits);
    if (!bytes)
        return fail(bytes.error());
    const std::size_t packedSize = bytes->size() - std::min(bytes->size(), kCrcBytes);
    const ByteView packed = bytes->view().first(packedSize);
    if (packed.empty() || crc32(packed) != bigEndian32(bytes->view().last(kCrcBytes)))
        return fail(ErrorCode::PayloadChecksum, "The KR1 text was misread: its checksum differs. Scan the "
                                                "sheet again or enter its words.");
    return slip39::Mnemonic::fromPacked(packed);
}

// Whether at least half of the words are of the list: then what is wrong with the others is worth saying.
bool looksLikeWords(std::string_view text)
{
    std::size_t count = 0;
    std::size_t known = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
        const std::string_view word = text.substr(0, end);
        known += word == "?" || slip39::indexOf(word) ? 1U : 0U;
        ++count;
        text = trimmed(text.substr(end));
    }
    return known * 2 >= count;
}

auto notShare(const char* message)
{
    return fail(ErrorCode::PayloadNotShare, message);
}

} // namespace

Result<slip39::Mnemonic> parseSharePayload(std::string_view text)
{
    text = trimmed(text);
    if (text.empty())
        return notShare("The text is empty. Enter the words of a share or scan its sheet.");
    if (startsWith(text, kKr1))
        return parseKr1(text.substr(kKr1.size()));
    if (isHeadText(text))
        return notShare(
            "This is the small code of a sheet, which says the head of the log and not the share. "
            "Scan one of the two large codes.");
    if (startsWith(text, kBackup))
        return notShare("This is a line of a backup document, not a share. Scan a share sheet.");
    if (text.find("://") != std::string_view::npos)
        return notShare("This is a web address, not a share. Scan the QR code of a share sheet.");
    if (!looksLikeWords(text.substr(0, 1024)))
        return notShare("This is not the text of a share. Scan the QR code of a share sheet, or enter its "
                        "words.");
    return slip39::Mnemonic::parse(text);
}

Result<slip39::PartialMnemonic> parseSheetReading(std::string_view text)
{
    if (text.find('?') != std::string_view::npos && text.find("://") == std::string_view::npos &&
        looksLikeWords(trimmed(text).substr(0, 1024)))
        return slip39::PartialMnemonic::parse(text);
    auto words = parseSharePayload(text);
    if (!words)
        return fail(words.error());
    return slip39::PartialMnemonic(std::move(*words));
}

SecretBytes wordsText(const slip39::Mnemonic& mnemonic)
{
    SecretBytes text = mnemonic.text();
    for (std::uint8_t& character : text.span())
        character = static_cast<std::uint8_t>(upper(static_cast<char>(character)));
    return text;
}

SecretBytes kr1Text(const slip39::Mnemonic& mnemonic)
{
    const SecretBytes packed = mnemonic.packed();
    SecretBytes checked(packed.size() + kCrcBytes);
    std::memcpy(checked.data(), packed.data(), packed.size());
    const std::uint32_t crc = crc32(packed.view());
    for (std::size_t i = 0; i < kCrcBytes; ++i)
        checked[packed.size() + i] = static_cast<std::uint8_t>(crc >> (24 - 8 * i));
    return base32Append(kKr1, checked);
}

} // namespace keyrite::paper
