#include "core/log/cosignature.h"

#include "core/crypto/public_key.h"
#include "core/log/note_text.h"

#include <algorithm>
#include <limits>

namespace keyrite::log {
namespace {

constexpr std::size_t kIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kSignatureBytes = 64;

// Section "Ed25519 signed message".
std::string message(std::int64_t timeSeconds, std::string_view text)
{
    return ("cosignature/v1\ntime " + std::to_string(timeSeconds) + "\n").append(text);
}

Bytes bigEndian64(std::int64_t value)
{
    Bytes bytes = bigEndian(static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) >> 32U));
    const Bytes low = bigEndian(static_cast<std::uint32_t>(static_cast<std::uint64_t>(value)));
    bytes.insert(bytes.end(), low.begin(), low.end());
    return bytes;
}

// The time, where the signature holds over the text.
std::optional<std::int64_t> holds(const Signature& signature, std::string_view text, const WitnessKey& key)
{
    const ByteView bytes(signature.keyIdAndBytes);
    if (bytes.size() != kIdBytes + kTimeBytes + kSignatureBytes)
        return std::nullopt;
    std::uint64_t time = 0;
    for (const std::uint8_t byte : bytes.subspan(kIdBytes, kTimeBytes))
        time = time << 8U | byte;
    if (time > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto seconds = static_cast<std::int64_t>(time);
    const std::string signedText = message(seconds, text);
    const auto valid =
        crypto::verifyEd25519(key.publicKey, asBytes(signedText), bytes.subspan(kIdBytes + kTimeBytes));
    return valid ? std::optional(seconds) : std::nullopt;
}

bool isOf(const Signature& signature, const WitnessKey& key)
{
    const Bytes id = bigEndian(key.keyId());
    return signature.name == key.name && std::equal(id.begin(), id.end(), signature.keyIdAndBytes.begin());
}

} // namespace

Result<WitnessKey> WitnessKey::parse(std::string_view text)
{
    auto key = parseKeyText(text, {SignatureType::Cosignature});
    if (!key)
        return fail(key.error());
    return WitnessKey{std::move(key->name), std::move(key->publicKey)};
}

std::uint32_t WitnessKey::keyId() const
{
    return keyIdOf(name, SignatureType::Cosignature, publicKey);
}

std::string WitnessKey::text() const
{
    return keyText(name, SignatureType::Cosignature, publicKey);
}

Result<std::string> cosign(std::string_view note, const WitnessKey& key, std::int64_t timeSeconds,
                           const NoteSigner& sign)
{
    if (!isKeyName(key.name) || timeSeconds < 0)
        return fail(ErrorCode::InvalidArgument,
                    "The name of a witness is one word without '+', and the clock is later than 1970.");
    if (const auto checkpoint = parseCheckpoint(note); !checkpoint)
        return fail(checkpoint.error());
    const auto parsed = parseNote(note);
    const auto signature = sign(asBytes(message(timeSeconds, parsed->text)));
    if (!signature)
        return fail(signature.error());
    Bytes dated = bigEndian64(timeSeconds);
    dated.insert(dated.end(), signature->begin(), signature->end());
    const std::string line = signatureLine(key.name, key.keyId(), dated);
    // What leaves here must open for everyone: a token that answers with another key is noticed now.
    const auto signedNote = withSignature(note, line);
    if (!signedNote)
        return fail(signedNote.error());
    if (const auto opened = openCosignatures(*signedNote, key); !opened)
        return fail(opened.error());
    return line;
}

Result<std::vector<std::int64_t>> openCosignatures(std::string_view note, const WitnessKey& key)
{
    const auto parsed = parseNote(note);
    if (!parsed)
        return fail(parsed.error());
    std::vector<std::int64_t> times;
    for (const Signature& signature : parsed->signatures) {
        if (!isOf(signature, key))
            continue;
        const auto time = holds(signature, parsed->text, key);
        if (!time)
            return fail(ErrorCode::SignatureInvalid,
                        "The signature of the witness " + key.name +
                            " does not hold: the checkpoint was changed after it was signed, or another key "
                            "signed it. Ask the witness for the copy that they kept.",
                        key.text());
        times.push_back(*time);
    }
    return times;
}

Result<std::string> withSignature(std::string_view note, std::string_view line)
{
    std::string whole = std::string(note).append(line);
    if (line.empty() || line.find('\n') != line.size() - 1)
        return malformedNote("a signature is not one line.");
    if (const auto parsed = parseNote(whole); !parsed)
        return fail(parsed.error());
    const std::size_t at = note.find(line);
    return at != std::string_view::npos ? std::string(note) : std::move(whole);
}

} // namespace keyrite::log
