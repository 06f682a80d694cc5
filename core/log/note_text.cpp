#include "core/log/note_text.h"

#include "core/crypto/hash.h"
#include "core/crypto/public_key.h"
#include "core/log/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace keyrite::log {
namespace {

tl::unexpected<Error> badKey(const char* problem)
{
    return fail(ErrorCode::NoteMalformed, std::string("This is not a verifier key: ") + problem +
                                              " It has the form name+hash+key; check that all of it was "
                                              "read.");
}

bool isKeyOf(SignatureType type, ByteView key)
{
    constexpr std::size_t kEd25519Bytes = 32;
    return type == SignatureType::Ecdsa ? crypto::checkP256(key).has_value() : key.size() == kEd25519Bytes;
}

bool hasOnlyNoteCharacters(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const auto codePoint = nextCodePoint(text, at);
        if (!codePoint || (*codePoint < 0x20 && *codePoint != U'\n'))
            return false;
    }
    return true;
}

} // namespace

tl::unexpected<Error> malformedNote(const std::string& problem)
{
    return fail(ErrorCode::NoteMalformed, "This is not a checkpoint: " + problem +
                                              " Check that the whole text was read, from the origin to the "
                                              "last signature line.");
}

bool isKeyName(std::string_view name)
{
    for (std::size_t at = 0; at < name.size();) {
        const auto codePoint = nextCodePoint(name, at);
        if (!codePoint || *codePoint == U'+' || *codePoint < 0x20 || isUnicodeSpace(*codePoint))
            return false;
    }
    return !name.empty();
}

Bytes bigEndian(std::uint32_t value)
{
    return {static_cast<std::uint8_t>(value >> 24U), static_cast<std::uint8_t>(value >> 16U),
            static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
}

std::uint32_t keyIdOf(std::string_view name, SignatureType type, ByteView publicKey)
{
    const std::array<std::uint8_t, 2> separator{0x0A, static_cast<std::uint8_t>(type)};
    const crypto::Digest digest = type == SignatureType::Ecdsa
                                      ? crypto::sha256(publicKey)
                                      : crypto::sha256({asBytes(name), ByteView(separator), publicKey});
    return static_cast<std::uint32_t>(digest[0]) << 24U | static_cast<std::uint32_t>(digest[1]) << 16U |
           static_cast<std::uint32_t>(digest[2]) << 8U | digest[3];
}

Result<NamedKey> parseKeyText(std::string_view text, std::initializer_list<SignatureType> allowed)
{
    const auto name = cut(text, "+");
    const auto hash = cut(text, "+");
    if (!name || !isKeyName(*name) || !hash)
        return badKey("its name or its hash is missing.");
    const auto bytes = fromBase64(text);
    const auto type =
        bytes && !bytes->empty()
            ? std::ranges::find(allowed, bytes->front(),
                                [](SignatureType one) { return static_cast<std::uint8_t>(one); })
            : allowed.end();
    if (type == allowed.end() || !isKeyOf(*type, ByteView(*bytes).subspan(1)))
        return badKey(*allowed.begin() == SignatureType::Cosignature
                          ? "it does not hold the key of a witness."
                          : "it does not hold an Ed25519 or a P-256 key.");
    NamedKey key{std::string(*name), *type, Bytes(bytes->begin() + 1, bytes->end())};
    if (*hash != toHex(bigEndian(keyIdOf(key.name, key.type, key.publicKey))))
        return badKey("its hash does not fit its name and key.");
    return key;
}

std::string keyText(std::string_view name, SignatureType type, ByteView publicKey)
{
    Bytes typed{static_cast<std::uint8_t>(type)};
    typed.insert(typed.end(), publicKey.begin(), publicKey.end());
    return std::string(name) + "+" + toHex(bigEndian(keyIdOf(name, type, publicKey))) + "+" + toBase64(typed);
}

std::string signatureLine(std::string_view name, std::uint32_t keyId, ByteView signature)
{
    Bytes bytes = bigEndian(keyId);
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return std::string(kSignatureStart).append(name) + " " + toBase64(bytes) + "\n";
}

std::optional<std::string_view> cut(std::string_view& rest, std::string_view separator)
{
    const std::size_t at = rest.find(separator);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = rest.substr(0, at);
    rest.remove_prefix(at + separator.size());
    return head;
}

std::optional<std::uint64_t> parseDecimal(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return whole && (text == "0" || text.front() != '0') ? std::optional(value) : std::nullopt;
}

Result<Signature> parseSignature(std::string_view line)
{
    if (line.substr(0, kSignatureStart.size()) != kSignatureStart)
        return malformedNote("a signature line does not begin with a dash.");
    line.remove_prefix(kSignatureStart.size());
    const auto name = cut(line, " ");
    const auto bytes = fromBase64(line);
    if (!name || !isKeyName(*name) || !bytes || bytes->size() < 5)
        return malformedNote("a signature line is damaged.");
    return Signature{*name, *bytes};
}

Result<Note> parseNote(std::string_view note)
{
    if (note.size() > kMaxNoteBytes)
        return malformedNote("it is longer than 65536 bytes.");
    if (!hasOnlyNoteCharacters(note))
        return malformedNote("it has bytes that no checkpoint has.");
    const std::size_t end = note.rfind("\n\n");
    if (end == std::string_view::npos || note.back() != '\n' || end + 2 == note.size())
        return malformedNote("the empty line or the signature lines after it are missing.");
    Note parsed{note.substr(0, end + 1), {}};
    std::string_view rest = note.substr(end + 2);
    while (const auto line = cut(rest, "\n")) {
        auto signature = parseSignature(*line);
        if (!signature)
            return fail(signature.error());
        parsed.signatures.push_back(std::move(*signature));
    }
    return parsed;
}

} // namespace keyrite::log
