#include "core/crypto/aes_kwp.h"
#include "core/crypto/cmac.h"
#include "core/crypto/hash.h"
#include "core/crypto/kdf.h"
#include "core/crypto/public_key.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::crypto;

namespace {

Bytes hex(const nlohmann::json& value)
{
    return fromHex(value.get<std::string>()).value();
}

// Calls check(group, test, expectedValid) for every Wycheproof case whose result is not "acceptable".
template <typename Check>
int forEachCase(const char* file, Check check)
{
    int count = 0;
    const nlohmann::json vectors = test::readJson(test::sharedPath(file));
    for (const auto& group : vectors.at("testGroups"))
        for (const auto& one : group.at("tests"))
            if (one.at("result") != "acceptable") {
                check(group, one, one.at("result") == "valid");
                ++count;
            }
    return count;
}

} // namespace

class CryptoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: FIPS 180-4 example; RFC 4231 test case 2; RFC 5869 test case 1; RFC 5649 section 6 (with a
    // 192-bit key there, so KWP is covered by the Wycheproof set and the round trip below); RFC 4493 uses a
    // 128-bit key.
    void standardVectors()
    {
        QCOMPARE(toHex(sha256(asBytes("abc"))),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QVERIFY(sha256({asBytes("a"), asBytes("bc")}) == sha256(asBytes("abc")));
        QCOMPARE(toHex(hmacSha256(asBytes("Jefe"), asBytes("what do ya want for nothing?")).view()),
                 std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        const Bytes inputKey(22, 0x0b);
        QCOMPARE(toHex(hkdfSha256(inputKey, fromHex("000102030405060708090a0b0c").value(),
                                  fromHex("f0f1f2f3f4f5f6f7f8f9").value(), 42)
                           .view()),
                 std::string(
                     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        QCOMPARE(toHex(aesCmac(fromHex("2b7e151628aed2a6abf7158809cf4f3c").value(), {}).value()),
                 std::string("bb1d6929e95937287fa37d129b756746"));
    }

    void keyWrapRoundTripAndTamper()
    {
        const SecretBytes kek = SecretBytes::copyOf(Bytes(32, 7));
        for (std::size_t size : {1U, 7U, 8U, 9U, 32U, 139U, 1800U}) {
            const Bytes plain(size, 0x5a);
            Bytes blob = aesKwpWrap(kek, plain).value();
            QVERIFY(equalSecret(aesKwpUnwrap(kek, blob).value().view(), plain));
            blob[blob.size() / 2] ^= 1U;
            QCOMPARE(aesKwpUnwrap(kek, blob).error().code, ErrorCode::UnwrapFailed);
            blob[blob.size() / 2] ^= 1U;
            QCOMPARE(aesKwpUnwrap(kek, ByteView(blob).first(blob.size() - 8)).error().code,
                     ErrorCode::UnwrapFailed);
            QCOMPARE(aesKwpUnwrap(SecretBytes(32), blob).error().code, ErrorCode::UnwrapFailed);
        }
        QVERIFY(!aesKwpWrap(SecretBytes(31), Bytes(8)));
    }

    void wycheproofKeyWrap()
    {
        KEYRITE_NEEDS_SHARED("vectors/wycheproof/aes_kwp_test.json");
        const int count = forEachCase(
            "vectors/wycheproof/aes_kwp_test.json", [](const auto& group, const auto& one, bool valid) {
                if (group.at("keySize") != 256)
                    return;
                const auto plain = aesKwpUnwrap(SecretBytes::copyOf(hex(one.at("key"))), hex(one.at("ct")));
                QCOMPARE(plain.has_value(), valid);
                if (valid)
                    QVERIFY(equalSecret(plain.value().view(), hex(one.at("msg"))));
            });
        QVERIFY(count > 50);
    }

    void wycheproofCmac()
    {
        KEYRITE_NEEDS_SHARED("vectors/wycheproof/aes_cmac_test.json");
        const int count = forEachCase(
            "vectors/wycheproof/aes_cmac_test.json", [](const auto& group, const auto& one, bool valid) {
                const auto tag = aesCmac(hex(one.at("key")), hex(one.at("msg")));
                if (!tag) {
                    QVERIFY(!valid);
                    return;
                }
                const std::size_t length = group.at("tagSize").template get<std::size_t>() / 8;
                QCOMPARE(ByteView(*tag).first(length).size() == hex(one.at("tag")).size() &&
                             equalSecret(ByteView(*tag).first(length), hex(one.at("tag"))),
                         valid);
            });
        QVERIFY(count > 50);
    }

    void wycheproofKdf()
    {
        KEYRITE_NEEDS_SHARED("vectors/wycheproof/hkdf_sha256_test.json");
        forEachCase("vectors/wycheproof/hkdf_sha256_test.json", [](const auto&, const auto& one, bool valid) {
            if (valid)
                QVERIFY(equalSecret(
                    hkdfSha256(hex(one.at("ikm")), hex(one.at("salt")), hex(one.at("info")), one.at("size"))
                        .view(),
                    hex(one.at("okm"))));
        });
        forEachCase("vectors/wycheproof/pbkdf2_hmacsha256_test.json",
                    [](const auto&, const auto& one, bool valid) {
                        if (valid)
                            QVERIFY(equalSecret(pbkdf2Sha256(hex(one.at("password")), hex(one.at("salt")),
                                                             one.at("iterationCount"), one.at("dkLen"))
                                                    .view(),
                                                hex(one.at("dk"))));
                    });
    }

    void wycheproofEd25519()
    {
        KEYRITE_NEEDS_SHARED("vectors/wycheproof/ed25519_test.json");
        const int count = forEachCase(
            "vectors/wycheproof/ed25519_test.json", [](const auto& group, const auto& one, bool valid) {
                const Bytes key = hex(group.at("publicKey").at("pk"));
                QCOMPARE(verifyEd25519(key, hex(one.at("msg")), hex(one.at("sig"))).has_value(), valid);
            });
        QVERIFY(count > 50);
    }
};

KEYRITE_TEST_MAIN(CryptoTest)
#include "crypto_test.moc"
