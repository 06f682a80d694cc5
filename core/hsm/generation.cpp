#include "core/hsm/generation.h"

#include "core/crypto/random.h"
#include "core/hsm/public_object.h"
#include "core/hsm/response.h"

#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kIdBytes = 16;

Result<NewKey> generatePair(SessionState& session, const KeyChoice& choice)
{
    Attributes publicHalf = publicTemplate(choice);
    Attributes privateHalf = privateTemplate(choice);
    CK_MECHANISM mechanism{generateMechanism(choice.type), nullptr, 0};
    CK_OBJECT_HANDLE publicObject = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE privateObject = CK_INVALID_HANDLE;
    const CK_RV rv = session.functions().C_GenerateKeyPair(
        session.handle(), &mechanism, publicHalf.data(), publicHalf.count(), privateHalf.data(),
        privateHalf.count(), &publicObject, &privateObject);
    if (const auto ok = session.check(rv, Action::Generate, "C_GenerateKeyPair"); !ok)
        return fail(ok.error());
    NewKey key{.info = {},
               .object = ObjectGuard(session, privateObject),
               .publicHalf = ObjectGuard(session, publicObject)};
    auto spki = readSpki(session, publicObject, choice.type);
    if (!spki)
        return fail(spki.error());
    key.info.spki = std::move(*spki);
    return key;
}

Result<NewKey> generateSecret(SessionState& session, const KeyChoice& choice)
{
    Attributes attributes = secretTemplate(choice);
    CK_MECHANISM mechanism{generateMechanism(choice.type), nullptr, 0};
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    const CK_RV rv = session.functions().C_GenerateKey(session.handle(), &mechanism, attributes.data(),
                                                       attributes.count(), &object);
    if (const auto ok = session.check(rv, Action::Generate, "C_GenerateKey"); !ok)
        return fail(ok.error());
    NewKey key{.info = {}, .object = ObjectGuard(session, object), .publicHalf = {}};
    const auto kcv = tokenKcv(session, object);
    if (!kcv)
        return fail(kcv.error());
    key.info.kcv = *kcv;
    return key;
}

} // namespace

void NewKey::keep()
{
    object.release();
    if (publicHalf)
        publicHalf->release();
}

Result<void> checkAttributes(SessionState& session, CK_OBJECT_HANDLE object, bool extractable)
{
    const auto isSensitive = readFlag(session, object, CKA_SENSITIVE);
    const auto isExtractable = readFlag(session, object, CKA_EXTRACTABLE);
    if (!isSensitive || !isExtractable)
        return fail(isSensitive ? isExtractable.error() : isSensitive.error());
    if (*isSensitive && *isExtractable == extractable)
        return {};
    const bool mayLeave = *isSensitive && !extractable;
    return fail(mayLeave ? ErrorCode::LockIgnored : ErrorCode::KeyAttributesUnsafe,
                "The token \"" + session.token().id.label +
                    "\" did not give the key the protection that was asked for. Do not use this HSM for it.",
                *isSensitive ? "CKA_EXTRACTABLE" : "CKA_SENSITIVE");
}

Result<NewKey> generateKey(SessionState& session, const KeyChoice& choice)
{
    auto key = isKeyPair(choice.type) ? generatePair(session, choice) : generateSecret(session, choice);
    if (!key)
        return key;
    if (const auto safe = checkAttributes(session, key->object.handle(), choice.extractable); !safe)
        return fail(safe.error());
    key->info.type = choice.type;
    key->info.label = choice.label;
    key->info.id.assign(choice.id.begin(), choice.id.end());
    key->info.sensitive = true;
    key->info.extractable = choice.extractable;
    return key;
}

Result<NewKey> generateThrowaway(SessionState& session, KeyType type, bool extractable)
{
    std::array<std::uint8_t, kIdBytes> id{};
    crypto::systemRandom(id);
    return generateKey(
        session,
        {.type = type, .label = kThrowawayLabel, .id = id, .onToken = false, .extractable = extractable});
}

} // namespace keyrite::hsm
