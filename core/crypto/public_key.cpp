#include "core/crypto/public_key.h"

#include "core/crypto/openssl_types.h"

#include <algorithm>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace keyrite::crypto {
namespace {

using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using BigNum = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, FreeWith<ECDSA_SIG_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, FreeWith<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, FreeWith<OSSL_PARAM_free>>;

tl::unexpected<Error> badKey()
{
    return fail(ErrorCode::BadPublicKey,
                "The public key cannot be read. It is damaged or of a kind that Keyrite does not use.");
}

tl::unexpected<Error> badSignature()
{
    return fail(ErrorCode::SignatureInvalid, "The signature does not fit the public key. The key that signed "
                                             "is another one, or the signature is damaged.");
}

Result<Bytes> toDer(const EVP_PKEY* key)
{
    unsigned char* der = nullptr;
    const int length = key == nullptr ? 0 : i2d_PUBKEY(key, &der);
    if (length <= 0)
        return badKey();
    const std::unique_ptr<unsigned char, FreeWith<[](unsigned char* p) { OPENSSL_free(p); }>> owner(der);
    return Bytes(der, der + length);
}

EvpKey parse(ByteView spki)
{
    const unsigned char* at = spki.data();
    EvpKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    return key && at == spki.data() + spki.size() ? std::move(key) : nullptr;
}

Result<Bytes> spkiFromParams(const char* type, const Params& params)
{
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return badKey();
    return toDer(EvpKey(key).get());
}

// By the key's own algorithm: RSASSA-PKCS1-v1_5 or ECDSA.
Result<void> verifySha256(ByteView spki, ByteView message, ByteView signature)
{
    const EvpKey key = parse(spki);
    if (!key)
        return badKey();
    const EvpMdContext context(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) !=
            1)
        return badSignature();
    return {};
}

BigNum number(ByteView bigEndian)
{
    return BigNum(BN_bin2bn(bigEndian.data(), static_cast<int>(bigEndian.size()), nullptr));
}

} // namespace

std::string spkiToPem(ByteView spki)
{
    const std::string base64 = toBase64(spki);
    std::string pem = "-----BEGIN PUBLIC KEY-----\n";
    for (std::size_t i = 0; i < base64.size(); i += 64)
        pem += base64.substr(i, 64) + "\n";
    return pem + "-----END PUBLIC KEY-----\n";
}

Result<Bytes> spkiFromPem(std::string_view pem)
{
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return toDer(EvpKey(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr)).get());
}

Result<Bytes> spkiFromEcPoint(std::string_view curve, ByteView point)
{
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.data(),
                                        curve.size()) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1)
        return badKey();
    return spkiFromParams("EC", Params(OSSL_PARAM_BLD_to_param(builder.get())));
}

Result<Bytes> spkiFromEd25519(ByteView point)
{
    return toDer(
        EvpKey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, point.data(), point.size())).get());
}

Result<void> verifyEcdsa(ByteView spki, ByteView digest, ByteView signature)
{
    const EvpKey key = parse(spki);
    if (!key)
        return badKey();
    if (digest.size() != 32 || signature.size() != 64)
        return badSignature();
    const auto der = ecdsaToDer(signature);
    const KeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
    if (!der || EVP_PKEY_verify_init(context.get()) != 1 ||
        EVP_PKEY_verify(context.get(), der->data(), der->size(), digest.data(), digest.size()) != 1)
        return badSignature();
    return {};
}

Result<Bytes> ecdsaToDer(ByteView signature)
{
    if (signature.size() != 64)
        return badSignature();
    const EcdsaSignature pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), number(signature.first(32)).release(), number(signature.last(32)).release());
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &der);
    const std::unique_ptr<unsigned char, FreeWith<[](unsigned char* p) { OPENSSL_free(p); }>> owner(der);
    if (length <= 0)
        return badSignature();
    return Bytes(der, der + length);
}

Result<void> verifyEcdsaDer(ByteView spki, ByteView message, ByteView signature)
{
    return verifySha256(spki, message, signature);
}

Result<void> checkP256(ByteView spki)
{
    constexpr std::size_t kPointBytes = 65;
    if (spki.size() <= kPointBytes)
        return badKey();
    const auto written = spkiFromEcPoint("prime256v1", spki.last(kPointBytes));
    if (!written || !std::ranges::equal(*written, spki))
        return badKey();
    return {};
}

Result<void> verifyRsaSha256(ByteView spki, ByteView message, ByteView signature)
{
    return verifySha256(spki, message, signature);
}

Result<void> verifyEd25519(ByteView publicKey, ByteView message, ByteView signature)
{
    const EvpKey key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, publicKey.data(), publicKey.size()));
    if (!key)
        return badKey();
    const EvpMdContext context(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) !=
            1)
        return badSignature();
    return {};
}

Result<std::array<std::uint8_t, 32>> rawEd25519(ByteView spki)
{
    const EvpKey key = parse(spki);
    std::array<std::uint8_t, 32> raw{};
    std::size_t length = raw.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &length) != 1 || length != raw.size())
        return badKey();
    return raw;
}

} // namespace keyrite::crypto
