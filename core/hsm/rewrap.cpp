#include "core/hsm/rewrap.h"

#include "core/hsm/blob_proof.h"
#include "core/hsm/restore.h"
#include "core/hsm/wrapping.h"

namespace keyrite::hsm {
namespace {

KeyChoice sessionChoice(const WrappedKey& key, bool extractable)
{
    return {.type = key.type, .label = key.label, .id = key.id, .onToken = false, .extractable = extractable};
}

KeyInfo infoOf(const WrappedKey& key)
{
    return {.type = key.type,
            .label = key.label,
            .id = key.id,
            .spki = key.spki,
            .kcv = key.kcv,
            .sensitive = true,
            .extractable = true};
}

// The key as a session object that may be wrapped, for the one wrap under the new KEK.
Result<Wrapped> wrapAnew(SessionState& session, const WrappedKey& key, const SecretBytes& oldKek,
                         const SecretBytes& newKek)
{
    const auto kek = importKek(session, oldKek, KekUse::Rewrap);
    if (!kek)
        return fail(kek.error());
    const auto object = unwrapKey(session, key, kek->handle(), sessionChoice(key, true));
    if (!object)
        return fail(object.error());
    auto wrapped = wrapAndProve(session, newKek, object->handle(), infoOf(key));
    if (wrapped && wrapped->scheme == WrapScheme::Opaque && key.scheme != WrapScheme::Opaque)
        return fail(ErrorCode::KekMismatch,
                    "The key that was wrapped anew does not open under the new key-encryption key. The old "
                    "backup is untouched and still counts; start the step again.");
    return wrapped;
}

// What the token answers to the old KEK. Errors: Internal, where it opens the new blob all the same.
Result<std::string> refuseOldKek(SessionState& session, const WrappedKey& anew, const SecretBytes& oldKek)
{
    const auto kek = importKek(session, oldKek, KekUse::Unwrap);
    if (!kek)
        return fail(kek.error());
    const auto object = unwrapKey(session, anew, kek->handle(), sessionChoice(anew, false));
    const bool opensOutside = proveBlob(oldKek, anew.blob, infoOf(anew)).scheme != WrapScheme::Opaque;
    if (object || opensOutside)
        return fail(ErrorCode::Internal, "The old key-encryption key opens the new backup. Stop: do not use "
                                         "this backup; the old one is untouched and still counts.");
    if (object.error().code == ErrorCode::DeviceLost)
        return fail(object.error());
    return object.error().message;
}

} // namespace

Result<Rewrapped> rewrapKey(SessionState& session, const WrappedKey& key, const SecretBytes& oldKek,
                            const SecretBytes& newKek)
{
    auto wrapped = wrapAnew(session, key, oldKek, newKek);
    if (!wrapped)
        return fail(wrapped.error());
    Rewrapped rewrapped{key, {}};
    rewrapped.key.scheme = wrapped->scheme;
    rewrapped.key.blob = std::move(wrapped->blob);
    auto refusal = refuseOldKek(session, rewrapped.key, oldKek);
    if (!refusal)
        return fail(refusal.error());
    rewrapped.oldKekRefusal = std::move(*refusal);
    return rewrapped;
}

} // namespace keyrite::hsm
