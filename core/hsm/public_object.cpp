#include "core/hsm/public_object.h"

#include "core/crypto/public_key.h"

#include <algorithm>
#include <array>
#include <openssl/asn1.h>
#include <openssl/ec.h>

namespace keyrite::hsm {
namespace {

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

// The content of the first DER element, which is taken off; empty where there is none.
ByteView takeElement(ByteView& der)
{
    const unsigned char* at = der.data();
    long size = 0;
    int tag = 0;
    int tagClass = 0;
    constexpr int kBad = 0x80;
    if ((ASN1_get_object(&at, &size, &tag, &tagClass, static_cast<long>(der.size())) & kBad) != 0)
        return {};
    const ByteView content(at, static_cast<std::size_t>(size));
    der = der.subspan(static_cast<std::size_t>(at - der.data()) + content.size());
    return content;
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

// That each element is what it should be, and that nothing else is there, is checked by building it anew.
Result<RsaNumbers> rsaNumbersFromSpki(ByteView spki)
{
    ByteView rest = spki;
    ByteView inside = takeElement(rest);
    takeElement(inside); // the algorithm
    ByteView key = takeElement(inside);
    key = key.subspan(std::min<std::size_t>(1, key.size())); // no unused bits
    ByteView numbers = takeElement(key);
    RsaNumbers found{};
    for (ByteView* number : {&found.modulus, &found.exponent}) {
        *number = takeElement(numbers);
        while (!number->empty() && number->front() == 0)
            *number = number->subspan(1);
    }
    const auto again = spkiOfRsa(found.modulus, found.exponent);
    if (!again || !std::ranges::equal(*again, spki))
        return badKey(keyTypeName(KeyType::Rsa3072));
    return found;
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
        const auto numbers = rsaNumbersFromSpki(spki);
        if (!numbers)
            return fail(numbers.error());
        attributes.bytes(CKA_MODULUS, numbers->modulus).bytes(CKA_PUBLIC_EXPONENT, numbers->exponent);
        return createObject(session, attributes, Action::Unwrap);
    }
    const auto point = ecPointFromSpki(key.type, spki);
    if (!point)
        return fail(point.error());
    attributes.bytes(CKA_EC_PARAMS, ecParams(key.type)).bytes(CKA_EC_POINT, *point);
    return createObject(session, attributes, Action::Unwrap);
}

} // namespace keyrite::hsm
