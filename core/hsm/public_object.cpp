#include "core/hsm/public_object.h"

#include "core/crypto/openssl_types.h"
#include "core/crypto/public_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/x509.h>

namespace keyrite::hsm {
namespace {

using BigNum = std::unique_ptr<BIGNUM, crypto::FreeWith<BN_free>>;

constexpr std::size_t kEcPointBytes = 65; // 04 | x | y
constexpr std::size_t kEdPointBytes = 32;

tl::unexpected<Error> badKey(std::string_view what)
{
    return fail(ErrorCode::BadPublicKey,
                "The public key is not one of the type " + std::string(what) + ". It is damaged.");
}

std::size_t pointBytes(KeyType type)
{
    return type == KeyType::Ed25519 ? kEdPointBytes : kEcPointBytes;
}

// The point inside CKA_EC_POINT: a DER OCTET STRING, by the standard; some tokens hand out the bare point.
ByteView barePoint(KeyType type, ByteView attribute)
{
    const std::size_t size = pointBytes(type);
    if (attribute.size() == size + 2 && attribute[0] == V_ASN1_OCTET_STRING && attribute[1] == size)
        return attribute.subspan(2);
    return attribute;
}

crypto::EvpKey parse(ByteView spki)
{
    const unsigned char* at = spki.data();
    return crypto::EvpKey(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
}

Result<Bytes> number(const EVP_PKEY* key, const char* name)
{
    BIGNUM* value = nullptr;
    if (key == nullptr || EVP_PKEY_get_bn_param(key, name, &value) != 1)
        return badKey(keyTypeName(KeyType::Rsa3072));
    const BigNum owner(value);
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(value)));
    BN_bn2bin(value, bytes.data());
    return bytes;
}

Result<Bytes> spkiFromPoint(KeyType type, ByteView point)
{
    if (point.size() != pointBytes(type))
        return badKey(keyTypeName(type));
    if (type == KeyType::Ed25519)
        return crypto::spkiFromEd25519(point);
    return crypto::spkiFromEcPoint(type == KeyType::P256 ? "prime256v1" : "secp256k1", point);
}

} // namespace

Result<Bytes> readSpki(SessionState& session, CK_OBJECT_HANDLE object, KeyType type)
{
    if (type == KeyType::Rsa3072) {
        const auto modulus = readBytes(session, object, CKA_MODULUS);
        const auto exponent = readBytes(session, object, CKA_PUBLIC_EXPONENT);
        if (!modulus || !exponent)
            return fail(modulus ? exponent.error() : modulus.error());
        return crypto::spkiFromRsa(*modulus, *exponent);
    }
    const auto attribute = readBytes(session, object, CKA_EC_POINT);
    if (!attribute)
        return fail(attribute.error());
    return spkiFromPoint(type, barePoint(type, *attribute));
}

Result<Bytes> ecPointFromSpki(KeyType type, ByteView spki)
{
    // The point is the end of every SubjectPublicKeyInfo; that the rest fits too is checked by building it
    // anew.
    const std::size_t size = pointBytes(type);
    if (!isKeyPair(type) || spki.size() <= size)
        return badKey(keyTypeName(type));
    const ByteView point = spki.last(size);
    const auto again = spkiFromPoint(type, point);
    if (!again || !std::equal(again->begin(), again->end(), spki.begin(), spki.end()))
        return badKey(keyTypeName(type));
    Bytes der{V_ASN1_OCTET_STRING, static_cast<std::uint8_t>(size)};
    der.insert(der.end(), point.begin(), point.end());
    return der;
}

Result<CK_OBJECT_HANDLE> createPublicObject(SessionState& session, const KeyChoice& key, ByteView spki)
{
    Attributes attributes;
    attributes.number(CKA_CLASS, CKO_PUBLIC_KEY)
        .number(CKA_KEY_TYPE, pkcs11KeyType(key.type))
        .flag(CKA_TOKEN, key.onToken)
        .flag(CKA_PRIVATE, false)
        .text(CKA_LABEL, key.label)
        .bytes(CKA_ID, key.id)
        .flag(CKA_VERIFY, true)
        .flag(CKA_ENCRYPT, false)
        .flag(CKA_WRAP, false);
    if (key.type == KeyType::Rsa3072) {
        const crypto::EvpKey parsed = parse(spki);
        const auto modulus = number(parsed.get(), OSSL_PKEY_PARAM_RSA_N);
        const auto exponent = number(parsed.get(), OSSL_PKEY_PARAM_RSA_E);
        if (!modulus || !exponent)
            return badKey(keyTypeName(key.type));
        attributes.bytes(CKA_MODULUS, *modulus).bytes(CKA_PUBLIC_EXPONENT, *exponent);
        return createObject(session, attributes, Action::Unwrap);
    }
    const auto point = ecPointFromSpki(key.type, spki);
    if (!point)
        return fail(point.error());
    attributes.bytes(CKA_EC_PARAMS, ecParams(key.type)).bytes(CKA_EC_POINT, *point);
    return createObject(session, attributes, Action::Unwrap);
}

} // namespace keyrite::hsm
