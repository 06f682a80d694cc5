#include "core/crypto/aes_kwp.h"
#include "core/crypto/openssl_types.h"
#include "core/crypto/public_key.h"
#include "core/crypto/random.h"
#include "core/hsm/public_object.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <openssl/bn.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

SecretBytes randomKek()
{
    SecretBytes kek(32);
    crypto::systemRandom(kek.span());
    return kek;
}

constexpr std::array kBackable{KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Aes256};

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_first = m_tokens.make("FIRST").id;
        m_second = m_tokens.make("SECOND").id;
    }

    void cleanup()
    {
        for (const TokenId& token : {m_first, m_second})
            must(must(m_tokens.module.open(token, pin(kUserPin))).destroyOthers({}));
    }

    void backupAndRestore_data()
    {
        QTest::addColumn<int>("type");
        for (const KeyType type : kBackable)
            QTest::newRow(std::string(keyTypeName(type)).c_str()) << static_cast<int>(type);
    }

    // The life of a key: generate, wrap, lock, restore on the second token, the same answer to a challenge.
    void backupAndRestore()
    {
        QFETCH(int, type);
        const auto keyType = static_cast<KeyType>(type);
        const Bytes id = filled(16, static_cast<std::uint8_t>(0x10 + type));
        const Bytes challenge = filled(32, 0xc3);
        Session first = must(m_tokens.module.open(m_first, pin(kUserPin)));
        Session second = must(m_tokens.module.open(m_second, pin(kUserPin)));
        const SecretBytes kek = randomKek();

        QCOMPARE(must(first.probe(keyType)), WrapScheme::Rfc5649);
        const KeyInfo made = must(first.generate(keyType, "ops", id, true));
        QVERIFY(made.sensitive && made.extractable);
        QCOMPARE(made.spki.empty(), keyType == KeyType::Aes256);
        QCOMPARE(made.kcv.has_value(), keyType == KeyType::Aes256);
        if (!made.spki.empty()) // the one form that OpenSSL reads and writes
            QVERIFY(must(crypto::spkiFromPem(crypto::spkiToPem(made.spki))) == made.spki);

        const WrappedKey wrapped = must(first.wrap(id, kek));
        QCOMPARE(wrapped.scheme, WrapScheme::Rfc5649);
        QVERIFY(wrapped.spki == made.spki && wrapped.kcv == made.kcv && wrapped.id == id);

        must(first.lock(id));
        QVERIFY(!must(first.find(id)).extractable);
        QCOMPARE(first.wrap(id, kek).error().code, ErrorCode::KeyNotExtractable);
        must(first.lock(id)); // once more is no error

        const KeyInfo restored = must(second.restore(wrapped, kek));
        QVERIFY(restored.sensitive && !restored.extractable);
        QVERIFY(restored.spki == made.spki && restored.kcv == made.kcv);
        QCOMPARE(restored.label, std::string("ops"));

        const Bytes expected = must(first.respond(id, challenge));
        const Bytes answer = must(second.respond(id, challenge));
        must(verifyResponse(keyType, made.spki, challenge, answer, expected));
        QCOMPARE(verifyResponse(keyType, made.spki, filled(32, 0xc4), answer, filled(16, 0)).error().code,
                 ErrorCode::SignatureInvalid);
        Bytes tampered = answer;
        tampered.back() ^= 1U;
        QCOMPARE(verifyResponse(keyType, made.spki, challenge, tampered, expected).error().code,
                 ErrorCode::SignatureInvalid);

        QCOMPARE(must(second.keys()).size(), std::size_t(1));
        must(second.destroy(id));
        QCOMPARE(second.find(id).error().code, ErrorCode::NotFound);
        QCOMPARE(second.destroy(id).error().code, ErrorCode::NotFound);
    }

    // SHA-256 of the blob and the KEK's check value are compared by the caller; here all damage looks the
    // same.
    void wrongKekAndDamagedBlobsAreRefused()
    {
        const Bytes id = filled(16, 0x41);
        Session first = must(m_tokens.module.open(m_first, pin(kUserPin)));
        Session second = must(m_tokens.module.open(m_second, pin(kUserPin)));
        const SecretBytes kek = randomKek();
        must(first.generate(KeyType::Secp256k1, "k", id, true));
        const WrappedKey wrapped = must(first.wrap(id, kek));
        const auto restore = [&](const WrappedKey& key, const SecretBytes& under) {
            return second.restore(key, under).error().code;
        };
        WrappedKey flipped = wrapped;
        flipped.blob[3] ^= 1U;
        WrappedKey cut = wrapped;
        cut.blob.resize(cut.blob.size() - 8);
        WrappedKey empty = wrapped;
        empty.blob.clear();
        WrappedKey shortId = wrapped;
        shortId.id.pop_back();
        WrappedKey noPublicKey = wrapped;
        noPublicKey.spki.pop_back();
        WrappedKey otherScheme = wrapped;
        otherScheme.scheme = WrapScheme::Rfc3394Pkcs7;
        WrappedKey audit = wrapped;
        audit.type = KeyType::Ed25519;
        QCOMPARE(restore(wrapped, randomKek()), ErrorCode::UnwrapFailed);
        QCOMPARE(restore(flipped, kek), ErrorCode::UnwrapFailed);
        QCOMPARE(restore(cut, kek), ErrorCode::UnwrapFailed);
        QCOMPARE(restore(empty, kek), ErrorCode::InvalidArgument);
        QCOMPARE(restore(shortId, kek), ErrorCode::InvalidArgument);
        QCOMPARE(restore(wrapped, SecretBytes(31)), ErrorCode::InvalidArgument); // SoftHSM would take it
        QCOMPARE(restore(noPublicKey, kek), ErrorCode::BadPublicKey);
        QCOMPARE(restore(otherScheme, kek), ErrorCode::MechanismUnsupported);
        QCOMPARE(restore(audit, kek), ErrorCode::KeyTypeNotBackable);
        QCOMPARE(must(second.keys()).size(), std::size_t(0)); // nothing of all that is left
        QCOMPARE(first.wrap(id, SecretBytes(33)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(first.wrap(filled(16, 0x42), kek).error().code, ErrorCode::NotFound);
        must(first.destroy(id));
    }

    // Against OpenSSL's reading; any other form than the one that it writes is refused.
    void rsaNumbersStandInOneForm()
    {
        const crypto::EvpKey key(EVP_RSA_gen(2048));
        Bytes spki(static_cast<std::size_t>(i2d_PUBKEY(key.get(), nullptr)));
        unsigned char* end = spki.data();
        i2d_PUBKEY(key.get(), &end);
        const RsaNumbers numbers = must(rsaNumbersFromSpki(spki));
        BIGNUM* modulus = nullptr;
        QCOMPARE(EVP_PKEY_get_bn_param(key.get(), "n", &modulus), 1);
        Bytes expected(static_cast<std::size_t>(BN_num_bytes(modulus)));
        BN_bn2bin(modulus, expected.data());
        BN_free(modulus);
        QVERIFY(std::ranges::equal(numbers.modulus, expected));
        QVERIFY(std::ranges::equal(numbers.exponent, std::array<std::uint8_t, 3>{1, 0, 1}));

        const auto refused = [](ByteView damaged) {
            const auto read = rsaNumbersFromSpki(damaged);
            return !read && read.error().code == ErrorCode::BadPublicKey;
        };
        const auto start = static_cast<std::size_t>(numbers.modulus.data() - spki.data());
        for (std::size_t i = 0; i + 1 < start; ++i) { // tags, lengths, the algorithm; then the sign, 00
            Bytes damaged = spki;
            damaged[i] ^= 0x04U;
            QVERIFY2(refused(damaged), std::to_string(i).c_str());
        }
        for (std::size_t size = 0; size < spki.size(); ++size)
            QVERIFY(refused(ByteView(spki).first(size)));
        spki.push_back(0);
        QVERIFY(refused(spki));
    }

    // An AES key is proven by its check value: a blob of another key under the same KEK does not pass.
    void anotherAesKeyIsNoticed()
    {
        Session first = must(m_tokens.module.open(m_first, pin(kUserPin)));
        Session second = must(m_tokens.module.open(m_second, pin(kUserPin)));
        const SecretBytes kek = randomKek();
        must(first.generate(KeyType::Aes256, "a", filled(16, 0x51), true));
        must(first.generate(KeyType::Aes256, "b", filled(16, 0x52), true));
        WrappedKey wrapped = must(first.wrap(filled(16, 0x51), kek));
        wrapped.blob = must(first.wrap(filled(16, 0x52), kek)).blob;
        QCOMPARE(second.restore(wrapped, kek).error().code, ErrorCode::KekMismatch);
        QCOMPARE(must(second.keys()).size(), std::size_t(0));
        QCOMPARE(must(first.destroyOthers({})), 2);
    }

    // A private key's blob restored as a secret key would be there to be read.
    void keyConfusionIsRefused()
    {
        const Bytes id = filled(16, 0x61);
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        const SecretBytes kek = randomKek();
        must(session.generate(KeyType::Secp256k1, "k", id, true));
        WrappedKey wrapped = must(session.wrap(id, kek));
        must(session.destroy(id));
        wrapped.type = KeyType::Aes256;
        QVERIFY(!session.restore(wrapped, kek));
        QCOMPARE(must(session.keys()).size(), std::size_t(0));
    }

    // The KCV of a key on a token is the one that is computed from its bytes.
    void kcvIsThatOfTheKeyItself()
    {
        const Bytes id = filled(16, 0x71);
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        const SecretBytes kek = randomKek();
        const KeyInfo key = must(session.generate(KeyType::Aes256, "k", id, true));
        const SecretBytes plain = must(crypto::aesKwpUnwrap(kek, must(session.wrap(id, kek)).blob));
        QVERIFY(must(crypto::keyCheckValue(plain)) == key.kcv.value());
        const Bytes challenge = filled(32, 0x3c);
        const auto expected = must(crypto::aesCmac(plain.view(), challenge));
        QVERIFY(equalSecret(must(session.respond(id, challenge)), expected));
        must(session.destroy(id));
    }

    void keysAreNamedByTheirId()
    {
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        const Bytes a = filled(16, 0x81);
        const Bytes b = filled(16, 0x82);
        const Bytes c = filled(16, 0x83);
        must(session.generate(KeyType::P256, "a", a, true));
        must(session.generate(KeyType::Aes256, "b", b, true));
        must(session.generate(KeyType::Ed25519, "c", c, false));
        QCOMPARE(session.generate(KeyType::P256, "again", a, true).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(session.generate(KeyType::P256, "short", filled(15, 1), true).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(must(session.keys()).size(), std::size_t(3));
        for (const Bytes& wrong : {Bytes{}, filled(15, 0x81)}) {
            QVERIFY(!session.find(wrong));
            QVERIFY(!session.destroy(wrong)); // an empty ID must not mean "all"
            QVERIFY(!session.lock(wrong));
            QVERIFY(!session.respond(wrong, filled(32, 1)));
        }
        QCOMPARE(session.respond(a, filled(31, 1)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(session.signMessage(b, filled(32, 1)).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(must(session.destroyOthers({c, filled(16, 0x99)})), 2);
        QCOMPARE(must(session.keys()).front().id, c);
        QCOMPARE(must(session.destroyOthers({})), 1);
        QCOMPARE(must(session.destroyOthers({})), 0);
    }

    // What is generated without a backup cannot be given one later.
    // An attribute that is longer than Keyrite first makes room for.
    void longAttributesAreReadWhole()
    {
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        const std::string label(700, 'x');
        must(session.generate(KeyType::P256, label, filled(16, 0x66), false));
        QCOMPARE(must(session.find(filled(16, 0x66))).label, label);
        must(session.destroy(filled(16, 0x66)));
    }

    void notBackableStaysSo()
    {
        const Bytes id = filled(16, 0x91);
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        QVERIFY(!must(session.generate(KeyType::Secp256k1, "k", id, false)).extractable);
        QCOMPARE(session.wrap(id, randomKek()).error().code, ErrorCode::KeyNotExtractable);
        must(session.destroy(id));
    }

    // The audit key: signs, and is never backed up.
    void auditKeySigns()
    {
        const Bytes id = filled(16, 0xed);
        Session session = must(m_tokens.module.open(m_first, pin(kUserPin)));
        QCOMPARE(session.generate(KeyType::Ed25519, "audit", id, true).error().code,
                 ErrorCode::KeyTypeNotBackable);
        QCOMPARE(session.probe(KeyType::Ed25519).error().code, ErrorCode::KeyTypeNotBackable);
        const KeyInfo key = must(session.generate(KeyType::Ed25519, "audit", id, false));
        QVERIFY(key.sensitive && !key.extractable);
        const Bytes message = toBytes("a checkpoint of the log");
        const Bytes signature = must(session.signMessage(id, message));
        const auto raw = must(crypto::rawEd25519(key.spki));
        must(crypto::verifyEd25519(raw, message, signature));
        // Where there is no Ed25519: ECDSA over P-256, in DER.
        const KeyInfo p256 = must(session.generate(KeyType::P256, "audit", filled(16, 0xec), false));
        const Bytes der = must(session.signMessage(p256.id, message));
        must(crypto::verifyEcdsaDer(p256.spki, message, der));
        QCOMPARE(crypto::verifyEcdsaDer(p256.spki, toBytes("another"), der).error().code,
                 ErrorCode::SignatureInvalid);
        must(session.destroy(p256.id));
        const Bytes challenge = filled(32, 1);
        must(verifyResponse(KeyType::Ed25519, key.spki, challenge, must(session.respond(id, challenge))));
        QCOMPARE(session.wrap(id, randomKek()).error().code, ErrorCode::KeyNotExtractable);
        must(session.destroy(id));
    }

private:
    PracticeTokens m_tokens;
    TokenId m_first;
    TokenId m_second;
};

KEYRITE_TEST_MAIN(SessionTest)
#include "session_test.moc"
