#include "core/hsm/wrapping.h"

#include "core/hsm/blob_proof.h"
#include "core/hsm/generation.h"
#include "core/hsm/wrap_mechanisms.h"

#include <array>

namespace keyrite::hsm {
namespace {

// No size query before a wrap: NSS answers it too small. An RSA-3072 key wrapped takes 1.8 KiB.
constexpr std::size_t kMaxBlob = 8192;

// The scheme behind CKM_AES_KEY_WRAP_PAD, which vendors read in two ways; nothing where it does not work.
// Only what worked is remembered: one refusal must not stand for all that follow.
Result<std::optional<WrapScheme>> padScheme(SessionState& session)
{
    if (session.padScheme())
        return session.padScheme();
    const SecretBytes kek = throwawayKek();
    const auto kekObject = importKek(session, kek, KekUse::Wrap);
    if (!kekObject)
        return fail(kekObject.error());
    const auto key = generateThrowaway(session, KeyType::Aes256);
    if (!key)
        return fail(key.error());
    const auto blob = wrapBy(session, CKM_AES_KEY_WRAP_PAD, kekObject->handle(), key->object.handle());
    if (!blob && isOfTheDevice(blob.error().code))
        return fail(blob.error());
    if (blob)
        session.setPadScheme(proveBlob(kek, *blob, key->info).scheme);
    return session.padScheme();
}

// Those of the maker's and the standard's that the token is not known to lack for keys of this type. Never
// empty: where it lacks all, all are tried again.
std::vector<WrapMechanism> mechanismsFor(const SessionState& session, KeyType type)
{
    const std::vector<WrapMechanism> all = wrapMechanisms(session);
    std::vector<WrapMechanism> left;
    for (const WrapMechanism& one : all)
        if (!session.isUnknown(one.number, type))
            left.push_back(one);
    return left.empty() ? all : left;
}

// Whether another mechanism may do what this one did not.
bool isWorthAnother(ErrorCode code)
{
    return code == ErrorCode::MechanismUnsupported || code == ErrorCode::HsmFailed ||
           code == ErrorCode::HsmTemplate;
}

} // namespace

Result<Bytes> wrapBy(SessionState& session, CK_MECHANISM_TYPE mechanism, CK_OBJECT_HANDLE kek,
                     CK_OBJECT_HANDLE object)
{
    CK_MECHANISM chosen{mechanism, nullptr, 0};
    std::array<CK_BYTE, kMaxBlob> blob{}; // cleared: a token that writes less than it says must not get ours
    CK_ULONG size = blob.size();
    const CK_RV rv =
        session.functions().C_WrapKey(session.handle(), &chosen, kek, object, blob.data(), &size);
    if (const auto ok = session.check(rv, Action::Wrap, "C_WrapKey"); !ok)
        return fail(ok.error());
    if (size > blob.size())
        return fail(hsmError(CKR_BUFFER_TOO_SMALL, Action::Wrap, "C_WrapKey", session.token().id.label));
    return Bytes(blob.begin(), blob.begin() + static_cast<std::ptrdiff_t>(size));
}

Result<CK_OBJECT_HANDLE> unwrapBy(SessionState& session, CK_MECHANISM_TYPE mechanism, CK_OBJECT_HANDLE kek,
                                  ByteView blob, Attributes& attributes)
{
    CK_MECHANISM chosen{mechanism, nullptr, 0};
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    const CK_RV rv =
        session.functions().C_UnwrapKey(session.handle(), &chosen, kek, const_cast<CK_BYTE_PTR>(blob.data()),
                                        blob.size(), attributes.data(), attributes.count(), &object);
    return session.check(rv, Action::Unwrap, "C_UnwrapKey").map([&] { return object; });
}

Result<Wrapped> wrapAndProve(SessionState& session, const SecretBytes& kek, CK_OBJECT_HANDLE object,
                             const KeyInfo& info)
{
    const auto kekObject = importKek(session, kek, KekUse::Wrap);
    if (!kekObject)
        return fail(kekObject.error());
    std::optional<Wrapped> opaque;
    std::optional<Error> refusal;
    for (const auto& [mechanism, documented] : mechanismsFor(session, info.type)) {
        auto blob = wrapBy(session, mechanism, kekObject->handle(), object);
        if (!blob && session.lastFailure() == CKR_MECHANISM_INVALID)
            session.markUnknown(mechanism, info.type);
        if (!blob && !isWorthAnother(blob.error().code))
            return fail(blob.error());
        if (!blob) { // of several refusals, one that says more than "unknown mechanism"
            if (!refusal || refusal->code == ErrorCode::MechanismUnsupported)
                refusal = blob.error();
            continue;
        }
        const BlobProof proof = proveBlob(kek, *blob, info);
        if (proof.scheme != WrapScheme::Opaque && proof.sameKey)
            return Wrapped{proof.scheme, std::move(*blob)};
        if (proof.scheme != WrapScheme::Opaque)
            return fail(ErrorCode::KekMismatch,
                        "The wrapped key opens, but not to the key that was to be backed up. Do not use this "
                        "backup; start the step again.",
                        std::string(wrapSchemeName(proof.scheme)));
        if (!opaque)
            opaque = Wrapped{WrapScheme::Opaque, std::move(*blob)};
    }
    if (opaque)
        return std::move(*opaque);
    return fail(std::move(*refusal)); // the order is never empty: one of the two is there
}

Result<void> checkWrapRefused(SessionState& session, CK_OBJECT_HANDLE object)
{
    const auto kek = importKek(session, throwawayKek(), KekUse::Wrap);
    if (!kek)
        return fail(kek.error());
    std::string answers;
    bool refused = false;
    bool handedOut = false;
    for (const auto& [mechanism, documented] : wrapMechanisms(session)) {
        const auto blob = wrapBy(session, mechanism, kek->handle(), object);
        if (!blob && isOfTheDevice(blob.error().code))
            return fail(blob.error());
        // Only a refusal because of the key counts; that of an unknown mechanism proves nothing.
        refused = refused || (!blob && blob.error().code == ErrorCode::KeyNotExtractable);
        handedOut = handedOut || blob.has_value();
        answers += (answers.empty() ? "" : "; ") + (blob ? "C_WrapKey: CKR_OK" : blob.error().detail);
    }
    if (refused && !handedOut)
        return {};
    return fail(ErrorCode::LockIgnored,
                "The token \"" + session.token().id.label +
                    (handedOut ? "\" does not protect the key: it hands it out again although that was "
                                 "forbidden. Do not use this HSM for it."
                               : "\" could not be shown to refuse another backup of the key. Do not use this "
                                 "HSM for it."),
                answers);
}

Result<std::vector<CK_MECHANISM_TYPE>> unwrapMechanisms(SessionState& session, WrapScheme scheme)
{
    std::vector<CK_MECHANISM_TYPE> chosen;
    for (const auto& [mechanism, documented] : wrapMechanisms(session)) {
        std::optional<WrapScheme> does = documented;
        if (!does && scheme != WrapScheme::Opaque) {
            const auto found = padScheme(session);
            if (!found)
                return fail(found.error());
            does = *found;
        }
        if (scheme == WrapScheme::Opaque || does == scheme)
            chosen.push_back(mechanism);
    }
    if (chosen.empty())
        return fail(ErrorCode::MechanismUnsupported,
                    "The token \"" + session.token().id.label + "\" cannot open keys wrapped by " +
                        std::string(wrapSchemeName(scheme)) + ". Use an HSM that can.");
    return chosen;
}

} // namespace keyrite::hsm
