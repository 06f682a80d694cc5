#include "core/hsm/blob_proof.h"

#include "core/crypto/aes_kwp.h"
#include "core/crypto/openssl_types.h"
#include "core/hsm/key_templates.h"
#include "core/hsm/public_object.h"

#include <algorithm>
#include <array>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/x509.h>

namespace keyrite::hsm {
namespace {

using crypto::FreeWith;
using SecretNumber = std::unique_ptr<BIGNUM, FreeWith<BN_clear_free>>;
using NumberContext = std::unique_ptr<BN_CTX, FreeWith<BN_CTX_free>>;
using Group = std::unique_ptr<EC_GROUP, FreeWith<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, FreeWith<EC_POINT_clear_free>>;

constexpr std::size_t kAesBytes = 32;
constexpr std::size_t kMaxBlob = 16384;
constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kBitString = 0x03;
constexpr std::uint8_t kOctetString = 0x04;
constexpr std::uint8_t kObjectId = 0x06;
constexpr std::uint8_t kSequence = 0x30;
constexpr std::uint8_t kContext0 = 0xa0;
constexpr std::uint8_t kContext1 = 0xa1;
constexpr std::array<std::uint8_t, 2> kNull{0x05, 0x00};
constexpr std::array<std::uint8_t, 9> kRsaEncryption{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01};
constexpr std::array<std::uint8_t, 7> kEcPublicKey{0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};

// Reads definite-length DER in place. OpenSSL's own PKCS#8 decoders leave copies of the private key in freed
// ordinary memory, so they are not used here.
class DerReader final
{
public:
    explicit DerReader(ByteView bytes) : m_rest(bytes) {}

    // The content of the next element; nothing where its tag is another or its length is not there.
    std::optional<ByteView> take(std::uint8_t tag)
    {
        if (m_rest.size() < 2 || m_rest[0] != tag)
            return std::nullopt;
        std::size_t header = 2;
        std::size_t length = m_rest[1];
        if (length >= 0x80) {
            const std::size_t lengthBytes = length & 0x7fU;
            if (lengthBytes < 1 || lengthBytes > 2 || m_rest.size() < 2 + lengthBytes)
                return std::nullopt;
            length = 0;
            for (std::size_t i = 0; i < lengthBytes; ++i)
                length = (length << 8U) | m_rest[2 + i];
            if (length < (lengthBytes == 1 ? 0x80U : 0x100U)) // X.690, 10.1: the fewest octets
                return std::nullopt;
            header += lengthBytes;
        }
        if (m_rest.size() < header + length)
            return std::nullopt;
        const ByteView content = m_rest.subspan(header, length);
        m_rest = m_rest.subspan(header + length);
        return content;
    }

    ByteView rest() const { return m_rest; }

private:
    ByteView m_rest;
};

// Whether the next element is this version, as one octet.
bool takesVersion(DerReader& reader, std::uint8_t version)
{
    const auto content = reader.take(kInteger);
    return content && content->size() == 1 && content->front() == version;
}

SecretNumber secretNumber(ByteView bigEndian)
{
    SecretNumber number(BN_secure_new());
    return number && BN_bin2bn(bigEndian.data(), static_cast<int>(bigEndian.size()), number.get()) != nullptr
               ? std::move(number)
               : nullptr;
}

bool equalBytes(ByteView a, ByteView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// AlgorithmIdentifier: rsaEncryption with NULL (RFC 8017, A.1) or id-ecPublicKey with the curve (RFC 5480).
bool isAlgorithm(ByteView identifier, KeyType type)
{
    DerReader reader(identifier);
    const auto algorithm = reader.take(kObjectId);
    if (!algorithm)
        return false;
    if (type == KeyType::Rsa3072)
        return equalBytes(*algorithm, kRsaEncryption) && equalBytes(reader.rest(), kNull);
    if (type == KeyType::Secp256k1 || type == KeyType::P256)
        return equalBytes(*algorithm, kEcPublicKey) && equalBytes(reader.rest(), ecParams(type));
    return false;
}

// RFC 5915: parameters [0] and publicKey [1] may follow the private key. Where they do they must be right:
// other software refuses the key else, and so would the token that is to restore it.
bool isEcRest(ByteView rest, KeyType type, const EC_GROUP* group, const EC_POINT* expected, BN_CTX* context)
{
    DerReader fields(rest);
    if (const auto parameters = fields.take(kContext0);
        parameters && !equalBytes(*parameters, ecParams(type)))
        return false;
    const auto publicKey = fields.take(kContext1);
    if (!publicKey || !fields.rest().empty())
        return fields.rest().empty();
    DerReader inner(*publicKey);
    const auto bits = inner.take(kBitString);
    const Point point(EC_POINT_new(group));
    return bits && inner.rest().empty() && !bits->empty() && bits->front() == 0 && point &&
           EC_POINT_oct2point(group, point.get(), bits->data() + 1, bits->size() - 1, context) == 1 &&
           EC_POINT_cmp(group, point.get(), expected, context) == 0;
}

// RFC 5915: version, privateKey, ... The public point is computed, not believed.
bool isEcHalf(ByteView ecPrivateKey, KeyType type, ByteView spki)
{
    DerReader outer(ecPrivateKey);
    const auto body = outer.take(kSequence);
    if (!body || !outer.rest().empty())
        return false;
    DerReader fields(*body);
    if (!takesVersion(fields, 1)) // ecPrivkeyVer1
        return false;
    const auto scalar = fields.take(kOctetString);
    const auto expected = ecPointFromSpki(type, spki);
    if (!scalar || !expected)
        return false;
    const Group group(
        EC_GROUP_new_by_curve_name(type == KeyType::P256 ? NID_X9_62_prime256v1 : NID_secp256k1));
    const NumberContext context(BN_CTX_secure_new());
    const SecretNumber number = secretNumber(*scalar);
    const Point point(group ? EC_POINT_new(group.get()) : nullptr);
    if (!number || !point || !context ||
        EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, context.get()) != 1)
        return false;
    Bytes encoded(expected->size() - 2); // without the OCTET STRING's header
    return EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(),
                              encoded.size(), context.get()) == encoded.size() &&
           equalBytes(encoded, ByteView(*expected).subspan(2)) &&
           isEcRest(fields.rest(), type, group.get(), point.get(), context.get());
}

// left * right mod modulus == expected
bool productIs(const BIGNUM* left, const BIGNUM* right, const BIGNUM* modulus, const BIGNUM* expected,
               BN_CTX* context)
{
    const SecretNumber product(BN_secure_new());
    return product && BN_mod_mul(product.get(), left, right, modulus, context) == 1 &&
           BN_cmp(product.get(), expected) == 0;
}

// The numbers of an RSAPrivateKey (RFC 8017, A.1.2), in its order.
enum RsaField { kModulus, kPublicExponent, kPrivateExponent, kPrime1, kPrime2, kExponent1, kExponent2 };

bool isRsaConsistent(const std::vector<SecretNumber>& fields, const EVP_PKEY* publicKey)
{
    const auto at = [&fields](RsaField field) { return fields[field].get(); };
    BIGNUM* modulus = nullptr;
    BIGNUM* exponent = nullptr;
    const bool haveBoth = EVP_PKEY_get_bn_param(publicKey, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1 &&
                          EVP_PKEY_get_bn_param(publicKey, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1;
    const SecretNumber modulusOwner(modulus);
    const SecretNumber exponentOwner(exponent);
    const NumberContext context(BN_CTX_secure_new());
    const SecretNumber product(BN_secure_new());
    if (!haveBoth || !context || !product || BN_cmp(at(kModulus), modulus) != 0 ||
        BN_cmp(at(kPublicExponent), exponent) != 0 ||
        BN_mul(product.get(), at(kPrime1), at(kPrime2), context.get()) != 1 ||
        BN_cmp(product.get(), modulus) != 0)
        return false;
    // e*d == 1 and e*dp == 1 modulo p - 1, and so for q: RFC 8017, section 3.2.
    const auto fits = [&](RsaField prime, RsaField crtExponent) {
        const SecretNumber order(BN_secure_new());
        return order && BN_copy(order.get(), at(prime)) != nullptr && BN_sub_word(order.get(), 1) == 1 &&
               productIs(exponent, at(kPrivateExponent), order.get(), BN_value_one(), context.get()) &&
               productIs(exponent, at(crtExponent), order.get(), BN_value_one(), context.get());
    };
    return fits(kPrime1, kExponent1) && fits(kPrime2, kExponent2);
}

bool isRsaHalf(ByteView rsaPrivateKey, ByteView spki)
{
    DerReader outer(rsaPrivateKey);
    const auto body = outer.take(kSequence);
    if (!body || !outer.rest().empty())
        return false;
    DerReader reader(*body);
    if (!takesVersion(reader, 0)) // two-prime
        return false;
    std::vector<SecretNumber> fields;
    for (int i = kModulus; i <= kExponent2; ++i) {
        const auto content = reader.take(kInteger);
        SecretNumber number = content ? secretNumber(*content) : nullptr;
        if (!number)
            return false;
        fields.push_back(std::move(number));
    }
    const unsigned char* at = spki.data();
    const crypto::EvpKey publicKey(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    return publicKey && isRsaConsistent(fields, publicKey.get());
}

// RFC 3394 without padding: the padded forms are told apart by what comes out.
SecretBytes unwrapRfc3394(const SecretBytes& kek, ByteView blob)
{
    const crypto::EvpCipherContext context(EVP_CIPHER_CTX_new());
    if (!context || blob.size() < 24 || blob.size() % 8 != 0 || blob.size() > kMaxBlob)
        return {};
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    SecretBytes plain(blob.size());
    int length = 0;
    if (EVP_CipherInit_ex(context.get(), EVP_aes_256_wrap(), nullptr, kek.data(), nullptr, 0) != 1 ||
        EVP_CipherUpdate(context.get(), plain.data(), &length, blob.data(), static_cast<int>(blob.size())) !=
            1)
        return {};
    return SecretBytes::copyOf(plain.view().first(static_cast<std::size_t>(length)));
}

// What stands after the key: its PKCS#8 ends where its DER says, an AES key after 32 bytes.
std::optional<ByteView> tailOf(ByteView plain, KeyType type)
{
    if (!isKeyPair(type))
        return plain.size() >= kAesBytes ? std::optional(plain.subspan(kAesBytes)) : std::nullopt;
    DerReader reader(plain);
    return reader.take(kSequence) ? std::optional(reader.rest()) : std::nullopt;
}

bool isZeroTail(ByteView tail)
{
    return tail.size() < 8 && std::all_of(tail.begin(), tail.end(), [](auto byte) { return byte == 0; });
}

bool isPkcs7Tail(ByteView tail)
{
    return !tail.empty() && tail.size() <= 16 &&
           std::all_of(tail.begin(), tail.end(), [&tail](auto byte) { return byte == tail.size(); });
}

bool isSameKey(ByteView plain, const KeyInfo& key)
{
    if (isKeyPair(key.type))
        return isPrivateHalf(plain, key.type, key.spki);
    const auto kcv = crypto::keyCheckValue(SecretBytes::copyOf(plain));
    return kcv && key.kcv && *kcv == *key.kcv;
}

} // namespace

bool isPrivateHalf(ByteView privateKeyInfo, KeyType type, ByteView spki)
{
    DerReader outer(privateKeyInfo);
    const auto body = outer.take(kSequence);
    if (!body || !outer.rest().empty())
        return false;
    DerReader fields(*body);
    const auto version = fields.take(kInteger); // RFC 5958: 0, or 1 with a public key behind
    const auto algorithm = fields.take(kSequence);
    const auto inner = fields.take(kOctetString);
    if (!version || version->size() != 1 || version->front() > 1 || !algorithm || !inner)
        return false;
    if (!isAlgorithm(*algorithm, type))
        return false;
    return type == KeyType::Rsa3072 ? isRsaHalf(*inner, spki) : isEcHalf(*inner, type, spki);
}

BlobProof proveBlob(const SecretBytes& kek, ByteView blob, const KeyInfo& key)
{
    const auto proof = [&key](WrapScheme scheme, ByteView plain, ByteView tail) {
        return BlobProof{scheme, isSameKey(plain.first(plain.size() - tail.size()), key)};
    };
    if (const auto plain = crypto::aesKwpUnwrap(kek, blob)) {
        const auto tail = tailOf(plain->view(), key.type);
        return tail && isZeroTail(*tail) ? proof(WrapScheme::Rfc5649, plain->view(), *tail)
                                         : BlobProof{WrapScheme::Rfc5649, false};
    }
    const SecretBytes plain = unwrapRfc3394(kek, blob);
    const auto tail = tailOf(plain.view(), key.type);
    if (tail && isPkcs7Tail(*tail))
        return proof(WrapScheme::Rfc3394Pkcs7, plain.view(), *tail);
    if (tail && isZeroTail(*tail))
        return proof(WrapScheme::Rfc3394, plain.view(), *tail);
    return {plain.empty() ? WrapScheme::Opaque : WrapScheme::Rfc3394, false};
}

} // namespace keyrite::hsm
