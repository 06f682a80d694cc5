// Session: a logged-in session on one token, and the key operations of a ceremony. Thread rule as Module's.
#pragma once

#include "core/hsm/token.h"

#include <memory>

namespace keyrite::hsm {

class SessionState; // internal

class Session final
{
public:
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session(); // logs out; session objects die with it

    const TokenInfo& token() const;

    // Random bytes of the token's own generator.
    [[nodiscard]] Result<SecretBytes> random(std::size_t size);

    // Probe before generating: wraps a throwaway key of `type` under a throwaway KEK, opens it with OpenSSL
    // and classifies the blob. Leaves nothing on the token. Errors: KeyTypeNotBackable (with the reason),
    // MechanismUnsupported.
    [[nodiscard]] Result<WrapScheme> probe(KeyType type);

    // The same for every type, and whether the key works and stays in when it must: what a token cannot do is
    // an answer, not an error. Leaves nothing on the token, even where it fails half-way. Errors: DeviceLost,
    // DeviceFull, HsmFailed (throwaway objects that the token does not destroy).
    [[nodiscard]] Result<std::vector<ProbeResult>> probeAll();

    // Makes a key on the token: TOKEN, PRIVATE, SENSITIVE; EXTRACTABLE where `backable`. Ed25519 only with
    // backable = false (the audit key). `id` is 16 bytes and not yet in use.
    [[nodiscard]] Result<KeyInfo> generate(KeyType type, std::string_view label, ByteView id, bool backable);

    // All private and secret keys that are token objects, in the token's order.
    [[nodiscard]] Result<std::vector<KeyInfo>> keys();
    [[nodiscard]] Result<KeyInfo> find(ByteView id);

    // Wraps the key under `kek` (32 bytes), which exists on the token only as a session object during the
    // call, and proves with OpenSSL that the blob opens to a key with the same public key. Errors:
    // KeyNotExtractable, KekMismatch, HsmTemplate, ...
    [[nodiscard]] Result<WrappedKey> wrap(ByteView id, const SecretBytes& kek);

    // Unwraps inside the token, then lets the key sign a challenge (an AES key show its check value), reads
    // back SENSITIVE and EXTRACTABLE (=false), and shows that a re-wrap is refused; re-creates the public
    // object. A key that fails any of that is destroyed. Errors: UnwrapFailed, KeyAttributesUnsafe (its value
    // is open), LockIgnored (unless waived), MechanismUnsupported (the token cannot use it), KekMismatch
    // (another key), ...
    [[nodiscard]] Result<KeyInfo> restore(const WrappedKey& key, const SecretBytes& kek,
                                          Containment containment = Containment::Required);

    // Wraps a backed-up key anew: opens it inside the token as a session object that may be wrapped, wraps it
    // under `newKek`, proves with OpenSSL that the blob opens to the same key, destroys the session object,
    // and shows that the old KEK does not open the new blob. Token objects are not touched. Errors:
    // UnwrapFailed, KekMismatch, ...
    [[nodiscard]] Result<Rewrapped> rewrap(const WrappedKey& key, const SecretBytes& oldKek,
                                           const SecretBytes& newKek);

    // One-way: EXTRACTABLE true -> false, read back, and shown by a wrap that must be refused. Errors:
    // LockIgnored, NotFound.
    [[nodiscard]] Result<void> lock(ByteView id);

    // Destroys private, public and secret objects with this id. NotFound where there is none.
    [[nodiscard]] Result<void> destroy(ByteView id);

    // Destroys the private and secret token objects that `keep` does not name, and all public ones that it
    // does not name; answers how many private and secret ones. Used after a crash.
    [[nodiscard]] Result<int> destroyOthers(const std::vector<Bytes>& keep);

    // Destroys the objects without a name that SoftHSM leaves where the process dies while it writes one;
    // answers how many. They hold no key. Used after a crash.
    [[nodiscard]] Result<int> destroyUnfinished();

    // Signs a 32-byte challenge: ECDSA over SHA-256(challenge), RSASSA-PKCS1-v1_5-SHA256, Ed25519, or for AES
    // the AES-CMAC of the challenge. The answer goes to verifyResponse().
    [[nodiscard]] Result<Bytes> respond(ByteView id, ByteView challenge);

    // Signature over any message (the audit key): Ed25519, 64 bytes; for P-256 ECDSA with SHA-256, in DER.
    // Errors: InvalidArgument (a key of another type) ...
    [[nodiscard]] Result<Bytes> signMessage(ByteView id, ByteView message);

private:
    friend class Module;
    explicit Session(std::unique_ptr<SessionState> state);
    std::unique_ptr<SessionState> m_state;
};

// Checks an answer against the *stored* public key with OpenSSL. For AES, `expectedResponse` is what another
// token with the same key answered to the same challenge. Errors: SignatureInvalid.
[[nodiscard]] Result<void> verifyResponse(KeyType type, ByteView spki, ByteView challenge, ByteView response,
                                          ByteView expectedResponse = {});

} // namespace keyrite::hsm
