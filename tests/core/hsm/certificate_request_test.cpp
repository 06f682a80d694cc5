#include "core/crypto/public_key.h"
#include "core/hsm/certificate_request.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <QProcess>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

constexpr std::string_view kSubject = "CN=Vault 1,O=Example\\, Inc.,OU=Custody,C=CH";

// Runs openssl, an implementation with its own eyes; answers what it printed, or nothing where it failed.
std::optional<std::string> openssl(const QStringList& arguments, const std::string& input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start("openssl", arguments);
    process.write(input.data(), static_cast<qint64>(input.size()));
    process.closeWriteChannel();
    process.waitForFinished();
    return process.exitCode() == 0 ? std::optional(process.readAll().toStdString()) : std::nullopt;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class CertificateRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_tokens.emplace();
        m_closed = false;
        m_library = m_tokens->library;
        m_token = m_tokens->make("CSR").id;
    }

    void opensslVerifies_data()
    {
        QTest::addColumn<int>("type");
        for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072})
            QTest::newRow(std::string(keyTypeName(type)).c_str()) << static_cast<int>(type);
    }

    void opensslVerifies()
    {
        QFETCH(int, type);
        const Bytes id = filled(16, 1);
        const KeyInfo key = generate(static_cast<KeyType>(type), id);
        generate(KeyType::Aes256, filled(16, 2)); // a neighbour must not disturb
        const std::string pem = must(request(id));
        const auto text = openssl({"req", "-verify", "-noout", "-subject", "-nameopt", "RFC2253"}, pem);
        QVERIFY(text && contains(*text, "verify OK"));
        QVERIFY(contains(*text, "C=CH,OU=Custody,O=Example\\, Inc.,CN=Vault 1"));
        QCOMPARE(openssl({"req", "-noout", "-pubkey"}, pem).value_or(""), crypto::spkiToPem(key.spki));
        std::string tampered = pem;
        tampered[tampered.size() / 2] = tampered[tampered.size() / 2] == 'A' ? 'B' : 'A';
        const auto refused = openssl({"req", "-verify", "-noout"}, tampered);
        QVERIFY(!refused || !contains(*refused, "verify OK"));
    }

    // A key that was restored has its public object again; without it libp11 crashes.
    void restoredKeySigns()
    {
        const Bytes id = filled(16, 1);
        {
            Session session = must(m_tokens->module.open(m_token, pin(kUserPin)));
            must(session.generate(KeyType::Secp256k1, "k", id, true));
            const SecretBytes kek(32);
            const WrappedKey wrapped = must(session.wrap(id, kek));
            must(session.destroy(id));
            must(session.restore(wrapped, kek));
        }
        QVERIFY(contains(openssl({"req", "-verify", "-noout"}, must(request(id))).value_or(""), "verify OK"));
    }

    void refusesKeysWithTheReason()
    {
        generate(KeyType::Aes256, filled(16, 2));
        QCOMPARE(request(filled(16, 2)).error().code, ErrorCode::MechanismUnsupported);
        QCOMPARE(request(filled(16, 9)).error().code, ErrorCode::NotFound);
        generate(KeyType::P256, filled(16, 1));
        must(request(filled(16, 1)));
        generate(KeyType::Ed25519, filled(16, 3));
        QCOMPARE(request(filled(16, 3)).error().code, ErrorCode::MechanismUnsupported);
        const auto hidden = request(filled(16, 1));
        QCOMPARE(hidden.error().code, ErrorCode::MechanismUnsupported);
        QVERIFY(contains(hidden.error().message, "Ed25519"));
    }

    void refusesPinsTokensAndSubjects()
    {
        const Bytes id = filled(16, 1);
        generate(KeyType::P256, id);
        closeModule();
        const auto ask = [&](const TokenId& token, std::string_view userPin, std::string_view subject) {
            return certificateRequest(m_library, token, pin(userPin), id, subject).error().code;
        };
        QCOMPARE(ask(m_token, "not the pin", kSubject), ErrorCode::PinWrong);
        QCOMPARE(ask(m_token, std::string_view("user-pin\0x", 10), kSubject), ErrorCode::InvalidArgument);
        QCOMPARE(ask({m_token.serial, "OTHER"}, kUserPin, kSubject), ErrorCode::TokenAbsent);
        QCOMPARE(ask({"0", m_token.label}, kUserPin, kSubject), ErrorCode::TokenUnexpected);
        QCOMPARE(ask(m_token, kUserPin, "CN=x,"), ErrorCode::InvalidArgument);
        QCOMPARE(certificateRequest("/nowhere.so", m_token, pin(kUserPin), id, kSubject).error().code,
                 ErrorCode::ModuleUnusable);
    }

    // libp11 would finalise the module under our open session: that is refused, and the session lives on.
    void refusesWhileTheModuleIsInUse()
    {
        const Bytes id = filled(16, 1);
        Session session = must(m_tokens->module.open(m_token, pin(kUserPin)));
        must(session.generate(KeyType::P256, "k", id, false));
        QCOMPARE(certificateRequest(m_library, m_token, pin(kUserPin), id, kSubject).error().code,
                 ErrorCode::ModuleUnusable);
        must(session.respond(id, filled(32, 1)));
    }

private:
    KeyInfo generate(KeyType type, const Bytes& id)
    {
        reopenModule();
        Session session = must(m_tokens->module.open(m_token, pin(kUserPin)));
        return must(session.generate(type, "k", id, false));
    }

    // A request needs the module closed; the store stays.
    Result<std::string> request(const Bytes& id)
    {
        closeModule();
        return certificateRequest(m_library, m_token, pin(kUserPin), id, kSubject);
    }

    void closeModule()
    {
        if (!m_closed)
            const Module closed = std::move(m_tokens->module);
        m_closed = true;
    }

    void reopenModule()
    {
        if (m_closed)
            m_tokens->module = must(Module::load(m_library));
        m_closed = false;
    }

    std::optional<PracticeTokens> m_tokens;
    std::filesystem::path m_library;
    TokenId m_token;
    bool m_closed = false;
};

KEYRITE_TEST_MAIN(CertificateRequestTest)
#include "certificate_request_test.moc"
