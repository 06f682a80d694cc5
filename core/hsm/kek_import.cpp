#include "core/hsm/kek_import.h"

#include "core/crypto/random.h"
#include "core/crypto/rsa_oaep.h"
#include "core/hsm/public_object.h"
#include "core/hsm/wrap_mechanisms.h"

#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kKekBytes = 32;
constexpr CK_ULONG kTransportBits = 3072; // as strong as what is carried may rely on for years
constexpr std::array<std::uint8_t, 3> kExponent65537{0x01, 0x00, 0x01};

// How much of the KEK's protection is asked for; tokens that do not know the last two are asked for less.
enum class KekTemplate { Full, WithoutMechanisms, Plain };

// The attributes of a KEK, with all that they borrow.
struct KekAttributes
{
    Attributes unwrapped;
    std::vector<CK_MECHANISM_TYPE> mechanisms;
    Attributes all;

    KekAttributes(const SessionState& session, KekUse use, KekTemplate extent)
    {
        unwrapped.flag(CKA_SENSITIVE, true);
        if (use != KekUse::Rewrap)
            unwrapped.flag(CKA_EXTRACTABLE, false);
        for (const WrapMechanism& one : wrapMechanisms(session))
            mechanisms.push_back(one.number);
        all.number(CKA_CLASS, CKO_SECRET_KEY)
            .number(CKA_KEY_TYPE, CKK_AES)
            .flag(CKA_TOKEN, false)
            .flag(CKA_PRIVATE, true)
            .text(CKA_LABEL, kKekLabel)
            .flag(CKA_SENSITIVE, true)
            .flag(CKA_EXTRACTABLE, false)
            .flag(CKA_WRAP, use == KekUse::Wrap)
            .flag(CKA_UNWRAP, use != KekUse::Wrap)
            .flag(CKA_ENCRYPT, false)
            .flag(CKA_DECRYPT, false)
            .flag(CKA_SIGN, false)
            .flag(CKA_VERIFY, false)
            .flag(CKA_DERIVE, false);
        // Unwrapped as a secret key with SENSITIVE=false, a private key would be there to be read in clear.
        if (extent != KekTemplate::Plain)
            all.nested(CKA_UNWRAP_TEMPLATE, unwrapped);
        if (extent == KekTemplate::Full)
            all.mechanisms(CKA_ALLOWED_MECHANISMS, mechanisms);
        addExtra(all, session.profile(), ExtraAttribute::On::Kek);
    }
};

// A throwaway RSA key of the token's, which can do nothing but bring one KEK in.
struct TransportKey
{
    ObjectGuard privateHalf;
    ObjectGuard publicHalf;
    Bytes spki;
};

Result<TransportKey> makeTransportKey(SessionState& session)
{
    Attributes publicHalf;
    publicHalf.number(CKA_CLASS, CKO_PUBLIC_KEY)
        .number(CKA_KEY_TYPE, CKK_RSA)
        .flag(CKA_TOKEN, false)
        .flag(CKA_PRIVATE, false)
        .text(CKA_LABEL, kKekLabel)
        .flag(CKA_VERIFY, false)
        .flag(CKA_ENCRYPT, true)
        .flag(CKA_WRAP, false)
        .number(CKA_MODULUS_BITS, kTransportBits)
        .bytes(CKA_PUBLIC_EXPONENT, kExponent65537);
    Attributes privateHalf;
    privateHalf.number(CKA_CLASS, CKO_PRIVATE_KEY)
        .number(CKA_KEY_TYPE, CKK_RSA)
        .flag(CKA_TOKEN, false)
        .flag(CKA_PRIVATE, true)
        .text(CKA_LABEL, kKekLabel)
        .flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, false)
        .flag(CKA_SIGN, false)
        .flag(CKA_DECRYPT, false)
        .flag(CKA_UNWRAP, true);
    CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE publicObject = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE privateObject = CK_INVALID_HANDLE;
    const CK_RV rv = session.functions().C_GenerateKeyPair(
        session.handle(), &mechanism, publicHalf.data(), publicHalf.count(), privateHalf.data(),
        privateHalf.count(), &publicObject, &privateObject);
    if (const auto ok = session.check(rv, Action::ImportKek, "C_GenerateKeyPair"); !ok)
        return fail(ok.error());
    TransportKey key{ObjectGuard(session, privateObject), ObjectGuard(session, publicObject), {}};
    auto spki = readSpki(session, publicObject, KeyType::Rsa3072);
    if (!spki)
        return fail(spki.error());
    key.spki = std::move(*spki);
    return key;
}

Result<CK_OBJECT_HANDLE> unwrapKek(SessionState& session, const SecretBytes& kek, crypto::OaepHash hash,
                                   Attributes& attributes)
{
    const auto transport = makeTransportKey(session);
    if (!transport)
        return fail(transport.error());
    auto carried = crypto::encryptOaep(transport->spki, hash, kek.view());
    if (!carried)
        return fail(carried.error());
    const bool sha1 = hash == crypto::OaepHash::Sha1;
    CK_RSA_PKCS_OAEP_PARAMS parameters{
        sha1 ? CKM_SHA_1 : CKM_SHA256,
        static_cast<CK_RSA_PKCS_MGF_TYPE>(sha1 ? CKG_MGF1_SHA1 : CKG_MGF1_SHA256), CKZ_DATA_SPECIFIED,
        nullptr, 0};
    CK_MECHANISM mechanism{CKM_RSA_PKCS_OAEP, &parameters, sizeof(parameters)};
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    const CK_RV rv = session.functions().C_UnwrapKey(
        session.handle(), &mechanism, transport->privateHalf.handle(), carried->data(), carried->size(),
        attributes.data(), attributes.count(), &object);
    return session.check(rv, Action::ImportKek, "C_UnwrapKey").map([&] { return object; });
}

Result<CK_OBJECT_HANDLE> importOnce(SessionState& session, const SecretBytes& kek, KekUse use, KekImport way,
                                    KekTemplate extent)
{
    KekAttributes attributes(session, use, extent);
    switch (way) {
    case KekImport::Object:
        attributes.all.bytes(CKA_VALUE, kek.view());
        return createObject(session, attributes.all, Action::ImportKek);
    case KekImport::RsaOaepSha256:
        return unwrapKek(session, kek, crypto::OaepHash::Sha256, attributes.all);
    case KekImport::RsaOaepSha1:
        return unwrapKek(session, kek, crypto::OaepHash::Sha1, attributes.all);
    }
    return fail(ErrorCode::Internal, "There is no such way to bring a key-encryption key in.");
}

Result<CK_OBJECT_HANDLE> importBy(SessionState& session, const SecretBytes& kek, KekUse use, KekImport way)
{
    Result<CK_OBJECT_HANDLE> object = importOnce(session, kek, use, way, KekTemplate::Full);
    for (const KekTemplate less : {KekTemplate::WithoutMechanisms, KekTemplate::Plain})
        if (!object && object.error().code == ErrorCode::HsmTemplate)
            object = importOnce(session, kek, use, way, less);
    return object;
}

// Whether the token may take the KEK another way.
bool isWorthAnotherWay(ErrorCode code)
{
    return code == ErrorCode::HsmTemplate || code == ErrorCode::MechanismUnsupported ||
           code == ErrorCode::HsmFailed;
}

} // namespace

SecretBytes throwawayKek()
{
    SecretBytes kek(kKekBytes);
    crypto::systemRandom(kek.span());
    return kek;
}

Result<ObjectGuard> importKek(SessionState& session, const SecretBytes& kek, KekUse use)
{
    if (kek.size() != kKekBytes)
        return fail(ErrorCode::InvalidArgument, "A key-encryption key has 32 bytes.");
    std::optional<Error> refusal;
    for (const KekImport way : session.profile().kekImport) {
        const auto object = importBy(session, kek, use, way);
        if (object)
            return ObjectGuard(session, *object);
        if (!isWorthAnotherWay(object.error().code))
            return fail(object.error());
        if (!refusal) // of the way that should have worked first
            refusal = object.error();
    }
    if (refusal)
        return fail(std::move(*refusal));
    return fail(ErrorCode::MechanismUnsupported, "The token \"" + session.token().id.label +
                                                     "\" takes no key-encryption key through PKCS#11. " +
                                                     session.profile().advice);
}

} // namespace keyrite::hsm
