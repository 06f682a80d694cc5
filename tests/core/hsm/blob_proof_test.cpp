#include "core/crypto/aes_kwp.h"
#include "core/crypto/openssl_types.h"
#include "core/crypto/random.h"
#include "core/hsm/blob_proof.h"
#include "tests/test_main.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

struct Pair
{
    KeyType type;
    Bytes pkcs8;
    KeyInfo info;
};

Bytes der(int length, unsigned char* bytes)
{
    Bytes copy(bytes, bytes + length);
    OPENSSL_free(bytes);
    return copy;
}

// A key made by OpenSSL, independent of any token.
Pair makePair(KeyType type)
{
    const crypto::EvpKey key(type == KeyType::Rsa3072 ? EVP_RSA_gen(3072)
                             : type == KeyType::P256  ? EVP_EC_gen("prime256v1")
                                                      : EVP_EC_gen("secp256k1"));
    PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key.get());
    unsigned char* out = nullptr;
    const int length = i2d_PKCS8_PRIV_KEY_INFO(info, &out);
    Pair pair{type, der(length, out), {}};
    PKCS8_PRIV_KEY_INFO_free(info);
    out = nullptr;
    const int spkiLength = i2d_PUBKEY(key.get(), &out);
    pair.info.type = type;
    pair.info.spki = der(spkiLength, out);
    return pair;
}

SecretBytes randomKek()
{
    SecretBytes kek(32);
    crypto::systemRandom(kek.span());
    return kek;
}

// RFC 3394 by OpenSSL. `plain` is a multiple of 8.
Bytes wrapRfc3394(const SecretBytes& kek, ByteView plain)
{
    const crypto::EvpCipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    Bytes blob(plain.size() + 16);
    int length = 0;
    if (EVP_EncryptInit_ex(context.get(), EVP_aes_256_wrap(), nullptr, kek.data(), nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), blob.data(), &length, plain.data(),
                          static_cast<int>(plain.size())) != 1)
        return {};
    blob.resize(static_cast<std::size_t>(length));
    return blob;
}

Bytes padded(Bytes plain, std::size_t to, bool pkcs7)
{
    const std::size_t rest = plain.size() % to;
    const std::size_t count = rest == 0 && !pkcs7 ? 0 : to - rest;
    plain.insert(plain.end(), count, pkcs7 ? static_cast<std::uint8_t>(count) : std::uint8_t{0});
    return plain;
}

} // namespace

class BlobProofTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072})
            m_pairs.push_back(makePair(type));
        Pair aes{KeyType::Aes256, Bytes(32, 0x77), {}};
        aes.info.type = KeyType::Aes256;
        aes.info.kcv = crypto::keyCheckValue(SecretBytes::copyOf(aes.pkcs8)).value();
        m_pairs.push_back(aes);
    }

    void schemesAreToldApart()
    {
        const SecretBytes kek = randomKek();
        for (const Pair& pair : m_pairs) {
            const auto check = [&](const Bytes& blob, WrapScheme scheme) {
                const BlobProof proof = proveBlob(kek, blob, pair.info);
                QCOMPARE(proof.scheme, scheme);
                QVERIFY(proof.sameKey);
            };
            check(crypto::aesKwpWrap(kek, pair.pkcs8).value(), WrapScheme::Rfc5649);
            check(crypto::aesKwpWrap(kek, padded(pair.pkcs8, 8, false)).value(), WrapScheme::Rfc5649);
            check(wrapRfc3394(kek, padded(pair.pkcs8, 8, false)), WrapScheme::Rfc3394);
            check(wrapRfc3394(kek, padded(pair.pkcs8, 8, true)), WrapScheme::Rfc3394Pkcs7);
            check(wrapRfc3394(kek, padded(pair.pkcs8, 16, true)), WrapScheme::Rfc3394Pkcs7);
        }
    }

    void anotherKeyIsNotTheSame()
    {
        const SecretBytes kek = randomKek();
        for (const Pair& pair : m_pairs) {
            Pair other = isAes(pair) ? pair : makePair(pair.type);
            if (isAes(pair))
                other.pkcs8.back() ^= 1U;
            const BlobProof proof = proveBlob(kek, crypto::aesKwpWrap(kek, other.pkcs8).value(), pair.info);
            QCOMPARE(proof.scheme, WrapScheme::Rfc5649);
            QVERIFY(!proof.sameKey);
        }
    }

    void wrongKekAndDamageAreOpaque()
    {
        const SecretBytes kek = randomKek();
        for (const Pair& pair : m_pairs) {
            Bytes blob = crypto::aesKwpWrap(kek, pair.pkcs8).value();
            QCOMPARE(proveBlob(randomKek(), blob, pair.info).scheme, WrapScheme::Opaque);
            blob.front() ^= 1U;
            QCOMPARE(proveBlob(kek, blob, pair.info).scheme, WrapScheme::Opaque);
            QCOMPARE(proveBlob(kek, ByteView(blob).first(blob.size() - 8), pair.info).scheme,
                     WrapScheme::Opaque);
        }
        QCOMPARE(proveBlob(kek, {}, m_pairs.front().info).scheme, WrapScheme::Opaque);
    }

    // Any one bit of the key in clear turned over: it is never taken for the same key, nor does it crash.
    void noDamagedKeyIsTheSame()
    {
        for (const Pair& pair : m_pairs) {
            if (isAes(pair))
                continue;
            QVERIFY(isPrivateHalf(pair.pkcs8, pair.type, pair.info.spki));
            QVERIFY(rc::check("a damaged private key", [&] {
                Bytes damaged = pair.pkcs8;
                const auto at = *rc::gen::inRange<std::size_t>(0, meaningfulBytes(pair));
                const auto bit = *rc::gen::inRange<std::size_t>(0, 8);
                damaged[at] ^= static_cast<std::uint8_t>(1U << bit);
                RC_PRE(!isOtherVersion(pair, at * 8 + bit));
                RC_ASSERT(!isPrivateHalf(damaged, pair.type, pair.info.spki));
            }));
        }
    }

    // The bit that random ones found once in a while: it turns the version's length into a long form of zero
    // octets.
    void aVersionOfNoOctetsIsRefused()
    {
        for (const Pair& pair : m_pairs) {
            if (isAes(pair))
                continue;
            Bytes damaged = pair.pkcs8;
            const std::size_t at = versionAt(pair) - 1;
            QCOMPARE(damaged[at], std::uint8_t{1});
            damaged[at] = 0x81; // 02 01 00 -> 02 81 00
            QVERIFY(!isPrivateHalf(damaged, pair.type, pair.info.spki));
        }
    }

    // Every bit, one after the other, of the keys whose check is quick.
    void noBitOfAnEcKeyMayBeWrong()
    {
        for (const Pair& pair : m_pairs) {
            if (isAes(pair) || pair.type == KeyType::Rsa3072)
                continue;
            for (std::size_t bit = 0; bit < meaningfulBytes(pair) * 8; ++bit) {
                Bytes damaged = pair.pkcs8;
                damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
                QCOMPARE(isPrivateHalf(damaged, pair.type, pair.info.spki), isOtherVersion(pair, bit));
            }
        }
    }

    // NSS 3.87 wraps what it was given as the public point without a look at it; OpenSSL and SoftHSM refuse
    // the key where that is not one.
    void aPublicPointThatIsNoneIsRefused()
    {
        const std::string point =
            "0407a2eb71e1822843a9f28710ab09b301e210521ca832f53c8318994ad0a4f1f3cb2d9d9840e335"
            "537430ed28b9aa86d7537ad89c3686fc75cfeaf00e0691a832";
        const std::string scalar = "020101042045"
                                   "8bb7ded171209789c8e1b4a365b29c0270016a48c886170a3acee5478ffb5c";
        const std::string algorithm = "020100301306072a8648ce3d020106082a8648ce3d030107";
        const Bytes spki = fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200" + point).value();
        const auto isHalf = [&](const std::string& pkcs8) {
            return isPrivateHalf(fromHex(pkcs8).value(), KeyType::P256, spki);
        };
        QVERIFY(isHalf("3041" + algorithm + "04273025" + scalar)); // without
        QVERIFY(isHalf("308187" + algorithm + "046d306b" + scalar + "a144034200" + point));
        QVERIFY(!isHalf("308189" + algorithm + "046f306d" + scalar +
                        "a14603440004"
                        "41" +
                        point)); // wrapped twice
        std::string other = point;
        other.back() = '3';
        QVERIFY(!isHalf("308187" + algorithm + "046d306b" + scalar + "a144034200" + other));
        QVERIFY(!isHalf("3043" + algorithm + "04293027" + scalar + "0500")); // something else behind it
    }

    void arbitraryBytesAreNoKey()
    {
        QVERIFY(rc::check("arbitrary bytes", [&](const Bytes& bytes) {
            for (const Pair& pair : m_pairs)
                RC_ASSERT(!isPrivateHalf(bytes, pair.type, pair.info.spki));
        }));
    }

    // A blob of one type is not accepted as another one (key confusion).
    void typesAreNotConfused()
    {
        for (const Pair& pair : m_pairs)
            for (const Pair& other : m_pairs)
                if (pair.type != other.type)
                    QVERIFY(!isPrivateHalf(pair.pkcs8, other.type, pair.info.spki));
    }

private:
    static bool isAes(const Pair& pair) { return pair.type == KeyType::Aes256; }

    // What OpenSSL appends for convenience (EC: the public point; RSA: the coefficient) is not looked at.
    static std::size_t meaningfulBytes(const Pair& pair)
    {
        return pair.type == KeyType::Rsa3072 ? pair.pkcs8.size() - 200 : pair.pkcs8.size() - 72;
    }

    // Where the version of the PKCS#8 stands: after the header of the outermost sequence and its own.
    static std::size_t versionAt(const Pair& pair)
    {
        return (pair.pkcs8[1] < 0x80 ? 2 : 2 + (pair.pkcs8[1] & 0x7fU)) + 2;
    }

    // RFC 5958 allows 0 and 1: that one bit says nothing of the key.
    static bool isOtherVersion(const Pair& pair, std::size_t bit) { return bit == versionAt(pair) * 8; }

    std::vector<Pair> m_pairs;
};

KEYRITE_TEST_MAIN(BlobProofTest)
#include "blob_proof_test.moc"
