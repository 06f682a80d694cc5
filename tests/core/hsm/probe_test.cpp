// The probe on a real token behind the fault module: what it finds, what it leaves when a call fails; and the
// ways by which a key-encryption key gets in.
#include "core/hsm/generation.h"
#include "core/hsm/kek_import.h"
#include "core/hsm/probe.h"
#include "core/hsm/restore.h"
#include "core/hsm/stored_keys.h"
#include "core/hsm/token_info.h"
#include "core/hsm/wrapping.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <dlfcn.h>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

Profile profileWith(const std::string& kekImport)
{
    return must(Profile::parse(
        R"({"schema": "keyrite-hsm-profile/1", "id": "x", "title": "X", "match": [{"manufacturer": "", "model": ""}],
            "pin": "plain", "securityOfficer": true, "sources": ["s"], "advice": "Use its own tool.",
            "kekImport": )" +
        kekImport + "}"));
}

} // namespace

class ProbeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        void* shim = dlopen(KEYRITE_FAULT_MODULE, RTLD_NOW | RTLD_LOCAL);
        QVERIFY(shim != nullptr);
        const auto target = reinterpret_cast<bool (*)(const char*)>(dlsym(shim, "keyrite_fault_target"));
        m_fault = reinterpret_cast<void (*)(const char*, CK_RV, int, int)>(dlsym(shim, "keyrite_fault"));
        QVERIFY(target != nullptr && m_fault);
        QVERIFY(target(must(preparePracticeStore(m_dir.path().toStdString())).c_str()));
        m_cryptoki = must(Cryptoki::load(KEYRITE_FAULT_MODULE, {}));
        m_module = std::make_unique<Module>(must(Module::load(KEYRITE_FAULT_MODULE)));
        m_token = must(m_module->initialiseFresh("PROBED", pin(kSoPin), pin(kUserPin))).id;
    }

    void cleanup() { m_fault("", CKR_OK, 0, 0); }

    void everyTypeIsAnswered()
    {
        Session session = must(m_module->open(m_token, pin(kUserPin)));
        const std::vector<ProbeResult> found = must(session.probeAll());
        QCOMPARE(found.size(), kKeyTypes.size());
        for (const ProbeResult& one : found) {
            QVERIFY(one.generates);
            const bool audit = one.type == KeyType::Ed25519;
            QVERIFY(one.scheme == (audit ? std::nullopt : std::optional(WrapScheme::Rfc5649)));
            QVERIFY(one.locks == (audit ? std::nullopt : std::optional(true)));
            QCOMPARE(one.why.empty(), !audit);
        }
        QVERIFY(nothingIsLeft());
    }

    // Whatever call fails, and whenever, nothing stays on the token, and the probe can be repeated.
    void nothingIsLeftAfterAFault_data()
    {
        QTest::addColumn<QString>("function");
        QTest::addColumn<qulonglong>("rv");
        for (const char* function : {"C_GenerateKeyPair", "C_GenerateKey", "C_CreateObject", "C_WrapKey",
                                     "C_SignInit", "C_Sign", "C_GetAttributeValue", "C_DestroyObject"})
            for (const CK_RV rv : {CKR_DEVICE_MEMORY, CKR_FUNCTION_FAILED})
                QTest::addRow("%s %lx", function, rv) << function << qulonglong(rv);
    }

    void nothingIsLeftAfterAFault()
    {
        QFETCH(QString, function);
        QFETCH(qulonglong, rv);
        Session session = must(m_module->open(m_token, pin(kUserPin)));
        for (const KeyType type : {KeyType::P256, KeyType::Aes256}) // an RSA key takes seconds
            for (const int skip : {0, 2}) {
                m_fault(function.toLatin1().constData(), static_cast<CK_RV>(rv), skip, 2);
                (void)session.probe(type);
                m_fault("", CKR_OK, 0, 0);
                QVERIFY(nothingIsLeft());
            }
        QVERIFY(must(session.probe(KeyType::P256)) == WrapScheme::Rfc5649);
    }

    // A device that makes a token object of what should go with the session, and says that it destroys it and
    // does not.
    void whatIsNotDestroyedIsReported()
    {
        Session session = must(m_module->open(m_token, pin(kUserPin)));
        must(session.generate(KeyType::Aes256, "keyrite kek", filled(16, 0x31), false));
        m_fault("C_DestroyObject", CKR_OK, 0, 100000);
        const auto found = session.probe(KeyType::P256);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::HsmFailed);
        QVERIFY(found.error().message.find("throwaway objects") != std::string::npos);
        m_fault("", CKR_OK, 0, 0);
        must(session.probe(KeyType::P256));
        QVERIFY(nothingIsLeft());
    }

    void aRefusedWrapIsAnAnswer()
    {
        Session session = must(m_module->open(m_token, pin(kUserPin)));
        m_fault("C_WrapKey", CKR_KEY_NOT_WRAPPABLE, 0, 100000);
        const ProbeResult first = must(session.probeAll()).front();
        QVERIFY(first.generates && !first.scheme);
        QVERIFY(first.why.find("CKR_") == std::string::npos && !first.why.empty());
    }

    void kekComesInByRsaOaep()
    {
        const Profile oaep = profileWith(R"(["rsa-oaep-sha1"])");
        const auto session = rawSession();
        session->setProfile(oaep);
        for (const KeyType type : {KeyType::Secp256k1, KeyType::Aes256}) {
            const SecretBytes kek = throwawayKek();
            const NewKey key = must(generateThrowaway(*session, type));
            const Wrapped wrapped = must(wrapAndProve(*session, kek, key.object.handle(), key.info));
            QCOMPARE(wrapped.scheme, WrapScheme::Rfc5649);
            const WrappedKey backup{.type = type,
                                    .label = "restored",
                                    .id = filled(16, 0x21),
                                    .spki = key.info.spki,
                                    .kcv = key.info.kcv,
                                    .scheme = wrapped.scheme,
                                    .blob = wrapped.blob};
            QVERIFY(must(restoreKey(*session, backup, kek, Containment::Required)).sensitive);
            QCOMPARE(restoreOther(*session, backup), ErrorCode::UnwrapFailed);
            must(destroyKey(*session, backup.id));
        }
        must(sweepThrowaways(*session));
    }

    // SoftHSM knows OAEP with SHA-1 alone: the next way of the profile is tried.
    void theNextWayIsTried()
    {
        const auto session = rawSession();
        const Profile both = profileWith(R"(["rsa-oaep-sha256", "object"])");
        session->setProfile(both);
        (void)must(importKek(*session, throwawayKek(), KekUse::Wrap));
        const Profile sha256 = profileWith(R"(["rsa-oaep-sha256"])");
        session->setProfile(sha256);
        QVERIFY(!importKek(*session, throwawayKek(), KekUse::Wrap));
        const Profile none = profileWith("[]");
        session->setProfile(none);
        const auto refused = importKek(*session, throwawayKek(), KekUse::Wrap);
        QCOMPARE(refused.error().code, ErrorCode::MechanismUnsupported);
        QVERIFY(refused.error().message.find("Use its own tool.") != std::string::npos);
    }

private:
    std::unique_ptr<SessionState> rawSession()
    {
        const SlotToken token = must(findToken(m_cryptoki->functions(), m_token));
        const auto* userPin = reinterpret_cast<const CK_UTF8CHAR*>(kUserPin.data());
        CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
        m_cryptoki->functions().C_OpenSession(token.slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr,
                                              nullptr, &handle);
        m_cryptoki->functions().C_Login(handle, CKU_USER, const_cast<CK_UTF8CHAR*>(userPin), kUserPin.size());
        return std::make_unique<SessionState>(m_cryptoki, token.slot, handle, token.info);
    }

    static ErrorCode restoreOther(SessionState& session, WrappedKey backup)
    {
        backup.id = filled(16, 0x22);
        const auto refused = restoreKey(session, backup, throwawayKek(), Containment::Required);
        return refused ? ErrorCode::Internal : refused.error().code;
    }

    // Seen from a session of its own. Call while another session holds the login.
    bool nothingIsLeft()
    {
        const SlotToken token = must(findToken(m_cryptoki->functions(), m_token));
        CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
        m_cryptoki->functions().C_OpenSession(token.slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr,
                                              nullptr, &handle);
        std::array<CK_OBJECT_HANDLE, 4> found{};
        CK_ULONG count = 0;
        m_cryptoki->functions().C_FindObjectsInit(handle, nullptr, 0);
        m_cryptoki->functions().C_FindObjects(handle, found.data(), found.size(), &count);
        m_cryptoki->functions().C_CloseSession(handle);
        return count == 0;
    }

    MemoryDir m_dir;
    void (*m_fault)(const char*, CK_RV, int, int) = nullptr;
    std::shared_ptr<Cryptoki> m_cryptoki;
    std::unique_ptr<Module> m_module;
    TokenId m_token;
};

KEYRITE_TEST_MAIN(ProbeTest)
#include "probe_test.moc"
