#include "core/hsm/restore.h"

#include "core/crypto/random.h"
#include "core/hsm/generation.h"
#include "core/hsm/public_object.h"
#include "core/hsm/response.h"
#include "core/hsm/session.h"
#include "core/hsm/stored_keys.h"
#include "core/hsm/wrapping.h"

namespace keyrite::hsm {
namespace {

constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kMaxBlob = 16384;
constexpr std::size_t kChallengeBytes = 32;
constexpr std::size_t kOctetStringHeader = 2;

Result<void> checkWrapped(SessionState& session, const WrappedKey& key)
{
    if (key.type == KeyType::Ed25519)
        return fail(ErrorCode::KeyTypeNotBackable,
                    "Ed25519 keys have no backup and cannot be restored. Generate a new one.");
    if (key.id.size() != kIdBytes || key.blob.empty() || key.blob.size() > kMaxBlob)
        return fail(ErrorCode::InvalidArgument,
                    "The backup's key ID has 16 bytes and its wrapped key 1 to 16384 bytes. The backup "
                    "document was not read completely.");
    const auto present =
        findSome(session, findTemplate(isKeyPair(key.type) ? CKO_PRIVATE_KEY : CKO_SECRET_KEY, key.id));
    if (!present)
        return fail(present.error());
    if (!present->empty())
        return fail(ErrorCode::InvalidArgument, "The token \"" + session.token().id.label +
                                                    "\" already holds a key with the ID " + toHex(key.id) +
                                                    ". Destroy that key first, or use another token.");
    return {};
}

// The key signs a challenge, and the answer fits the public key of the backup.
Result<void> checkKeyPair(SessionState& session, const WrappedKey& key, CK_OBJECT_HANDLE object)
{
    Bytes challenge(kChallengeBytes);
    crypto::systemRandom(challenge);
    const auto response = respondWith(session, object, key.type, challenge);
    // NSS says that the memory is full where it does not know the curve.
    if (!response && isOfTheDevice(response.error().code) && response.error().code != ErrorCode::DeviceFull)
        return fail(response.error());
    if (!response)
        return fail(
            ErrorCode::MechanismUnsupported,
            "The token \"" + session.token().id.label + "\" took the " + std::string(keyTypeName(key.type)) +
                " key but cannot sign with it, so it was removed again. Try again; where it stays so, "
                "restore it on an HSM that supports keys of this type.",
            response.error().detail);
    auto fits = verifyResponse(key.type, key.spki, challenge, *response);
    if (fits || fits.error().code != ErrorCode::SignatureInvalid)
        return fits;
    return fail(
        ErrorCode::KekMismatch,
        "The restored key is not the one that the backup names: its signature does not fit the public "
        "key. It was removed again. Check that the backup document is complete.");
}

// The key's check value is that of the backup.
Result<void> checkSecretKey(SessionState& session, const WrappedKey& key, CK_OBJECT_HANDLE object)
{
    const auto kcv = tokenKcv(session, object);
    if (!kcv)
        return fail(kcv.error());
    if (key.kcv && *kcv == *key.kcv)
        return {};
    return fail(ErrorCode::KekMismatch,
                "The restored AES key is not the one that the backup names: its check value differs. It was "
                "destroyed. Check that the backup document is complete.",
                "KCV " + toHex(*kcv));
}

// An unwrap that succeeds proves nothing: NSS takes a key on a curve that it does not know.
Result<void> checkUsable(SessionState& session, const WrappedKey& key, CK_OBJECT_HANDLE object)
{
    return isKeyPair(key.type) ? checkKeyPair(session, key, object) : checkSecretKey(session, key, object);
}

// An empty guard for a secret key.
Result<ObjectGuard> restorePublicHalf(SessionState& session, const WrappedKey& key)
{
    if (!isKeyPair(key.type))
        return ObjectGuard(session, CK_INVALID_HANDLE);
    const KeyChoice choice{
        .type = key.type, .label = key.label, .id = key.id, .onToken = true, .extractable = false};
    return createPublicObject(session, choice, key.spki).map([&](CK_OBJECT_HANDLE object) {
        return ObjectGuard(session, object);
    });
}

Result<void> harden(SessionState& session, CK_OBJECT_HANDLE object)
{
    auto safe = checkAttributes(session, object, false);
    if (safe ||
        (safe.error().code != ErrorCode::KeyAttributesUnsafe && safe.error().code != ErrorCode::LockIgnored))
        return safe;
    const auto sensitive = readFlag(session, object, CKA_SENSITIVE);
    if (!sensitive)
        return fail(sensitive.error());
    Attributes attributes;
    attributes.flag(CKA_EXTRACTABLE, false);
    if (!*sensitive)
        attributes.flag(CKA_SENSITIVE, true);
    const CK_RV rv = session.functions().C_SetAttributeValue(session.handle(), object, attributes.data(),
                                                             attributes.count());
    if (const auto ok = session.check(rv, Action::Lock, "C_SetAttributeValue"); !ok)
        return fail(ok.error());
    return checkAttributes(session, object, false);
}

} // namespace

Result<ObjectGuard> unwrapKey(SessionState& session, const WrappedKey& key, CK_OBJECT_HANDLE kek,
                              const KeyChoice& choice)
{
    Attributes attributes = unwrapTemplate(choice);
    Result<Bytes> point = Bytes{};
    if (pkcs11KeyType(key.type) == CKK_EC && !session.profile().attributes.empty()) {
        point = ecPointFromSpki(key.type, key.spki);
        if (!point)
            return fail(point.error());
        addExtra(attributes, session.profile(), ExtraAttribute::On::UnwrappedEc,
                 ByteView(*point).subspan(kOctetStringHeader)); // the bare point: NSS wraps it again as it is
    }
    const auto mechanisms = unwrapMechanisms(session, key.scheme);
    if (!mechanisms)
        return fail(mechanisms.error());
    Result<CK_OBJECT_HANDLE> object = CK_INVALID_HANDLE;
    for (const CK_MECHANISM_TYPE mechanism : *mechanisms) {
        object = unwrapBy(session, mechanism, kek, key.blob, attributes);
        if (object)
            return ObjectGuard(session, *object);
        if (key.scheme != WrapScheme::Opaque && object.error().code != ErrorCode::MechanismUnsupported)
            break;
    }
    return fail(object.error());
}

Result<void> keepIn(SessionState& session, CK_OBJECT_HANDLE object)
{
    return harden(session, object).and_then([&] { return checkWrapRefused(session, object); });
}

Result<KeyInfo> restoreKey(SessionState& session, const WrappedKey& key, const SecretBytes& kek,
                           Containment containment)
{
    if (const auto ok = checkWrapped(session, key); !ok)
        return fail(ok.error());
    const auto kekObject = importKek(session, kek, KekUse::Unwrap);
    if (!kekObject)
        return fail(kekObject.error());
    const KeyChoice choice{
        .type = key.type, .label = key.label, .id = key.id, .onToken = true, .extractable = false};
    auto unwrapped = unwrapKey(session, key, kekObject->handle(), choice);
    if (!unwrapped)
        return fail(unwrapped.error());
    const CK_OBJECT_HANDLE object = unwrapped->handle();
    if (const auto ok = checkUsable(session, key, object); !ok)
        return fail(ok.error());
    const bool waived = containment == Containment::Waived;
    if (const auto kept = keepIn(session, object);
        !kept && !(waived && kept.error().code == ErrorCode::LockIgnored))
        return fail(kept.error());
    auto publicHalf = restorePublicHalf(session, key);
    if (!publicHalf)
        return fail(publicHalf.error());
    auto restored = findKey(session, key.id);
    if (!restored)
        return fail(restored.error());
    unwrapped->release();
    publicHalf->release();
    return std::move(restored->info);
}

} // namespace keyrite::hsm
