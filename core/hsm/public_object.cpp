#include "core/hsm/public_object.h"

#include "core/crypto/openssl_types.h"
#include "core/crypto/public_key.h"

#include <array>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/x509.h>

namespace keyrite::hsm {
namespace {

using BigNum = std::unique_ptr<BIGNUM, crypto::FreeWith<BN_free>>;

constexpr std::size_t kEcPointBytes = 65; // 04 | x | y
constexpr std::size_t kEdPointBytes = 32;
constexpr std::size_t kMaxRsaBytes = 2048; // modulus and exponent
constexpr std::uint8_t kSequence = 0x30;

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

// One element of definite-length DER (X.690), of at most 64 KiB.
Bytes derElement(std::uint8_t tag, std::initializer_list<ByteView> parts)
{
    std::size_t size = 0;
    for (const ByteView part : parts)
        size += part.size();
    Bytes der{tag};
    if (size >= 0x100)
        der.insert(der.end(), {0x82, static_cast<std::uint8_t>(size >> 8U)});
    else if (size >= 0x80)
        der.push_back(0x81);
    der.push_back(static_cast<std::uint8_t>(size));
    for (const ByteView part : parts)
        der.insert(der.end(), part.begin(), part.end());
    return der;
}

// A positive INTEGER from big-endian bytes.
Bytes derInteger(ByteView number)
{
    while (number.size() > 1 && number[0] == 0)
        number = number.subspan(1);
    constexpr std::array<std::uint8_t, 1> kZero{0};
    return derElement(V_ASN1_INTEGER, {ByteView(kZero).first(number[0] >> 7U), number});
}

// SubjectPublicKeyInfo (RFC 5280) around the bits of a key.
Bytes spkiOf(ByteView algorithm, ByteView parameters, ByteView key)
{
    constexpr std::array<std::uint8_t, 1> kNoUnusedBits{0};
    const Bytes oid = derElement(V_ASN1_OBJECT, {algorithm});
    const Bytes identifier = derElement(kSequence, {oid, parameters});
    const Bytes bits = derElement(V_ASN1_BIT_STRING, {kNoUnusedBits, key});
    return derElement(kSequence, {identifier, bits});
}

// RFC 5480, of an uncompressed point as the token gives it. That the point is on the curve is shown where the
// key is proven, by OpenSSL: at the backup, or by a signature.
Result<Bytes> spkiOfPoint(KeyType type, ByteView point)
{
    constexpr std::array<std::uint8_t, 7> kEcPublicKey{0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};
    if (type == KeyType::Ed25519)
        return point.size() == kEdPointBytes ? crypto::spkiFromEd25519(point) : badKey(keyTypeName(type));
    if (point.size() != kEcPointBytes || point[0] != POINT_CONVERSION_UNCOMPRESSED)
        return badKey(keyTypeName(type));
    return spkiOf(kEcPublicKey, ecParams(type), point);
}

// RFC 8017, A.1.1.
Result<Bytes> spkiOfRsa(ByteView modulus, ByteView exponent)
{
    constexpr std::array<std::uint8_t, 9> kRsaEncryption{0x2a, 0x86, 0x48, 0x86, 0xf7,
                                                         0x0d, 0x01, 0x01, 0x01};
    constexpr std::array<std::uint8_t, 2> kNull{0x05, 0x00};
    if (modulus.empty() || exponent.empty() || modulus.size() + exponent.size() > kMaxRsaBytes)
        return badKey(keyTypeName(KeyType::Rsa3072));
    const Bytes n = derInteger(modulus);
    const Bytes e = derInteger(exponent);
    return spkiOf(kRsaEncryption, kNull, derElement(kSequence, {n, e}));
}

} // namespace

Result<Bytes> readSpki(SessionState& session, CK_OBJECT_HANDLE object, KeyType type)
{
    if (type == KeyType::Rsa3072) {
        const auto modulus = readBytes(session, object, CKA_MODULUS);
        const auto exponent = readBytes(session, object, CKA_PUBLIC_EXPONENT);
        if (!modulus || !exponent)
            return fail(modulus ? exponent.error() : modulus.error());
        return spkiOfRsa(*modulus, *exponent);
    }
    const auto attribute = readBytes(session, object, CKA_EC_POINT);
    if (!attribute)
        return fail(attribute.error());
    return spkiOfPoint(type, barePoint(type, *attribute));
}

Result<Bytes> ecPointFromSpki(KeyType type, ByteView spki)
{
    // The point is the end of every SubjectPublicKeyInfo; that the rest fits too is checked by building it
    // anew.
    const std::size_t size = pointBytes(type);
    if (!isKeyPair(type) || spki.size() <= size)
        return badKey(keyTypeName(type));
    const ByteView point = spki.last(size);
    const auto again = spkiOfPoint(type, point);
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
