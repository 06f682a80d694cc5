#include "core/log/note.h"

#include "core/crypto/public_key.h"
#include "core/log/utf8.h"

#include <algorithm>
#include <charconv>

namespace keyrite::log {
namespace {

constexpr std::size_t kMaxNoteBytes = 65536;
constexpr std::uint8_t kEd25519 = 0x01;                       // C2SP signed-note, section "Signature types"
constexpr std::string_view kSignatureStart = "\xE2\x80\x94 "; // em dash, space

tl::unexpected<Error> malformed(const std::string& problem)
{
    return fail(ErrorCode::NoteMalformed, "This is not a checkpoint: " + problem +
                                              " Check that the whole text was read, from the origin to the "
                                              "last signature line.");
}

tl::unexpected<Error> badKey(const char* problem)
{
    return fail(ErrorCode::NoteMalformed, std::string("This is not a verifier key: ") + problem +
                                              " It has the form name+hash+key; check that all of it was "
                                              "read.");
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

// Cuts the part before `separator` off `rest`; nothing where there is none.
std::optional<std::string_view> cut(std::string_view& rest, std::string_view separator)
{
    const std::size_t at = rest.find(separator);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view head = rest.substr(0, at);
    rest.remove_prefix(at + separator.size());
    return head;
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

Result<Signature> parseSignature(std::string_view line)
{
    if (line.substr(0, kSignatureStart.size()) != kSignatureStart)
        return malformed("a signature line does not begin with a dash.");
    line.remove_prefix(kSignatureStart.size());
    const auto name = cut(line, " ");
    const auto bytes = fromBase64(line);
    if (!name || !isKeyName(*name) || !bytes || bytes->size() < 5)
        return malformed("a signature line is damaged.");
    return Signature{*name, *bytes};
}

// C2SP signed-note, section "Format": the text ends at the last empty line.
Result<Note> parseNote(std::string_view note)
{
    if (note.size() > kMaxNoteBytes)
        return malformed("it is longer than 65536 bytes.");
    if (!hasOnlyNoteCharacters(note))
        return malformed("it has bytes that no checkpoint has.");
    const std::size_t end = note.rfind("\n\n");
    if (end == std::string_view::npos || note.back() != '\n' || end + 2 == note.size())
        return malformed("the empty line or the signature lines after it are missing.");
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

std::optional<std::uint64_t> parseSize(std::string_view text)
{
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return whole && (text == "0" || text.front() != '0') ? std::optional(size) : std::nullopt;
}

// C2SP tlog-checkpoint, section "Note text".
Result<Checkpoint> parseText(std::string_view text)
{
    const auto origin = cut(text, "\n");
    const auto sizeLine = cut(text, "\n");
    const auto rootLine = cut(text, "\n");
    if (!origin || origin->empty() || !sizeLine || !rootLine)
        return malformed("it has fewer than three lines.");
    const auto size = parseSize(*sizeLine);
    if (!size)
        return malformed("its second line is not the number of entries.");
    const auto root = fromBase64(*rootLine);
    if (!root || root->size() != 32)
        return malformed("its third line is not a root hash.");
    while (const auto extension = cut(text, "\n"))
        if (extension->empty())
            return malformed("it has an empty line among its first lines.");
    Checkpoint checkpoint{std::string(*origin), *size, {}};
    std::copy(root->begin(), root->end(), checkpoint.root.begin());
    return checkpoint;
}

std::string checkpointText(const Checkpoint& checkpoint)
{
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" + toBase64(checkpoint.root) +
           "\n";
}

// Section "Signatures": every signature under the key's name and id must hold, and there must be one.
Result<void> verifySignatures(const Note& note, const VerifierKey& key)
{
    const Bytes id = bigEndian(key.keyId());
    bool found = false;
    for (const Signature& signature : note.signatures) {
        const ByteView bytes(signature.keyIdAndBytes);
        if (signature.name != key.name || !std::equal(id.begin(), id.end(), bytes.begin()))
            continue;
        if (!crypto::verifyEd25519(key.publicKey, asBytes(note.text), bytes.subspan(4)))
            return fail(ErrorCode::SignatureInvalid,
                        "The checkpoint's signature does not hold: its text was changed after it was "
                        "signed, or another key signed it. Compare it with the printed one.",
                        key.name);
        found = true;
    }
    if (!found)
        return fail(ErrorCode::SignatureInvalid,
                    "The checkpoint is not signed by the audit key " + key.text() +
                        ". Check that it belongs to this log.",
                    key.name);
    return {};
}

} // namespace

Result<VerifierKey> VerifierKey::parse(std::string_view text)
{
    const auto name = cut(text, "+");
    const auto hash = cut(text, "+");
    if (!name || !isKeyName(*name) || !hash)
        return badKey("its name or its hash is missing.");
    const auto bytes = fromBase64(text);
    if (!bytes || bytes->size() != 33 || bytes->front() != kEd25519)
        return badKey("it does not hold an Ed25519 key.");
    VerifierKey key{std::string(*name), {}};
    std::copy(bytes->begin() + 1, bytes->end(), key.publicKey.begin());
    if (*hash != toHex(bigEndian(key.keyId())))
        return badKey("its hash does not fit its name and key.");
    return key;
}

std::uint32_t VerifierKey::keyId() const
{
    constexpr std::array<std::uint8_t, 2> kSeparator{0x0A, kEd25519};
    const crypto::Digest digest = crypto::sha256({asBytes(name), ByteView(kSeparator), ByteView(publicKey)});
    return static_cast<std::uint32_t>(digest[0]) << 24U | static_cast<std::uint32_t>(digest[1]) << 16U |
           static_cast<std::uint32_t>(digest[2]) << 8U | digest[3];
}

std::string VerifierKey::text() const
{
    Bytes typed{kEd25519};
    typed.insert(typed.end(), publicKey.begin(), publicKey.end());
    return name + "+" + toHex(bigEndian(keyId())) + "+" + toBase64(typed);
}

Result<std::string> signCheckpoint(const Checkpoint& checkpoint, const VerifierKey& key,
                                   const NoteSigner& sign)
{
    if (!isKeyName(key.name) || key.name != checkpoint.origin)
        return fail(ErrorCode::InvalidArgument, "The log " + checkpoint.origin +
                                                    " is not the one that the audit key " + key.name +
                                                    " signs for. Use the audit token of this room.");
    const std::string text = checkpointText(checkpoint);
    const auto signature = sign(asBytes(text));
    if (!signature)
        return fail(signature.error());
    Bytes bytes = bigEndian(key.keyId());
    bytes.insert(bytes.end(), signature->begin(), signature->end());
    std::string note = text + "\n" + std::string(kSignatureStart) + key.name + " " + toBase64(bytes) + "\n";
    // What leaves here must open for everyone: a token that answers with another key is noticed now.
    if (const auto opened = openCheckpoint(note, key); !opened)
        return fail(opened.error());
    return note;
}

Result<Checkpoint> openCheckpoint(std::string_view note, const VerifierKey& key)
{
    const auto parsed = parseNote(note);
    if (!parsed)
        return fail(parsed.error());
    if (const auto verified = verifySignatures(*parsed, key); !verified)
        return fail(verified.error());
    auto checkpoint = parseText(parsed->text);
    if (checkpoint && checkpoint->origin != key.name)
        return fail(ErrorCode::CheckpointMismatch, "The checkpoint is of the log " + checkpoint->origin +
                                                       ", but the audit key belongs to " + key.name +
                                                       ". Use the checkpoint and the key of one log.");
    return checkpoint;
}

Result<Checkpoint> parseCheckpoint(std::string_view note)
{
    const auto parsed = parseNote(note);
    if (!parsed)
        return fail(parsed.error());
    return parseText(parsed->text);
}

} // namespace keyrite::log
