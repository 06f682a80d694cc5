#include "core/log/note.h"

#include "core/crypto/public_key.h"
#include "core/log/note_text.h"

#include <algorithm>

namespace keyrite::log {
namespace {

// C2SP tlog-checkpoint, section "Note text".
Result<Checkpoint> parseText(std::string_view text)
{
    const auto origin = cut(text, "\n");
    const auto sizeLine = cut(text, "\n");
    const auto rootLine = cut(text, "\n");
    if (!origin || origin->empty() || !sizeLine || !rootLine)
        return malformedNote("it has fewer than three lines.");
    const auto size = parseDecimal(*sizeLine);
    if (!size)
        return malformedNote("its second line is not the number of entries.");
    const auto root = fromBase64(*rootLine);
    if (!root || root->size() != 32)
        return malformedNote("its third line is not a root hash.");
    while (const auto extension = cut(text, "\n"))
        if (extension->empty())
            return malformedNote("it has an empty line among its first lines.");
    Checkpoint checkpoint{std::string(*origin), *size, {}};
    std::copy(root->begin(), root->end(), checkpoint.root.begin());
    return checkpoint;
}

SignatureType typeOf(AuditAlgorithm algorithm)
{
    return algorithm == AuditAlgorithm::Ed25519 ? SignatureType::Ed25519 : SignatureType::Ecdsa;
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
        if (!key.verify(asBytes(note.text), bytes.subspan(4)))
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
    auto key = parseKeyText(text, {SignatureType::Ed25519, SignatureType::Ecdsa});
    if (!key)
        return fail(key.error());
    return VerifierKey{std::move(key->name), std::move(key->publicKey),
                       key->type == SignatureType::Ecdsa ? AuditAlgorithm::EcdsaP256
                                                         : AuditAlgorithm::Ed25519};
}

Result<VerifierKey> VerifierKey::fromSpki(std::string name, ByteView spki)
{
    if (const auto raw = crypto::rawEd25519(spki))
        return VerifierKey{std::move(name), Bytes(raw->begin(), raw->end())};
    if (const auto p256 = crypto::checkP256(spki); !p256)
        return fail(p256.error());
    return VerifierKey{std::move(name), Bytes(spki.begin(), spki.end()), AuditAlgorithm::EcdsaP256};
}

std::uint32_t VerifierKey::keyId() const
{
    return keyIdOf(name, typeOf(algorithm), publicKey);
}

std::string VerifierKey::text() const
{
    return keyText(name, typeOf(algorithm), publicKey);
}

Result<void> VerifierKey::verify(ByteView message, ByteView signature) const
{
    switch (algorithm) {
    case AuditAlgorithm::Ed25519:
        return crypto::verifyEd25519(publicKey, message, signature);
    case AuditAlgorithm::EcdsaP256:
        return crypto::verifyEcdsaDer(publicKey, message, signature);
    }
    return fail(ErrorCode::Internal, "There is no such audit algorithm.");
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
    std::string note = text + "\n" + signatureLine(key.name, key.keyId(), *signature);
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
