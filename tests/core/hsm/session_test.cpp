#include "core/crypto/public_key.h"
#include "core/crypto/random.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

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
        const Bytes signature = must(session.signEd25519(id, message));
        const auto raw = must(crypto::rawEd25519(key.spki));
        must(crypto::verifyEd25519(raw, message, signature));
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
