// What happens when the device fails in the middle: the shim module answers single calls with a fault.
#include "core/crypto/random.h"
#include "tests/core/hsm/fault_shim.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/memory_dir.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

const Bytes kId = filled(16, 0x0a);
const Bytes kChallenge = filled(32, 0x5c);

template <typename T>
ErrorCode codeOf(const Result<T>& result)
{
    if (result)
        throw std::runtime_error("the call was expected to fail");
    if (result.error().message.find("CKR_") != std::string::npos)
        throw std::runtime_error("a technical name in a sentence: " + result.error().message);
    return result.error().code;
}

} // namespace

class FaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_shim.emplace(KEYRITE_FAULT_MODULE, must(preparePracticeStore(m_dir.path().toStdString())));
        crypto::systemRandom(m_kek.span());
        m_module = std::make_unique<Module>(must(Module::load(KEYRITE_FAULT_MODULE)));
        m_first = must(m_module->initialiseFresh("FIRST", pin(kSoPin), pin(kUserPin))).id;
        m_second = must(m_module->initialiseFresh("SECOND", pin(kSoPin), pin(kUserPin))).id;
    }

    void cleanup() { fault("", CKR_OK, 0, 0); }

    void loginFaults_data()
    {
        QTest::addColumn<QString>("function");
        QTest::addColumn<qulonglong>("rv");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* function, CK_RV rv, ErrorCode code) {
            QTest::newRow(name) << function << qulonglong(rv) << static_cast<int>(code);
        };
        row("locked", "C_Login", CKR_PIN_LOCKED, ErrorCode::PinLocked);
        row("expired", "C_Login", CKR_PIN_EXPIRED, ErrorCode::PinUnusable);
        row("wrong", "C_Login", CKR_PIN_INCORRECT, ErrorCode::PinWrong);
        row("removed", "C_Login", CKR_DEVICE_REMOVED, ErrorCode::DeviceLost);
        row("not recognised", "C_OpenSession", CKR_TOKEN_NOT_RECOGNIZED, ErrorCode::TokenAbsent);
        row("write-protected", "C_OpenSession", CKR_TOKEN_WRITE_PROTECTED, ErrorCode::DeviceReadOnly);
        row("no slots", "C_GetSlotList", CKR_HOST_MEMORY, ErrorCode::DeviceFull);
    }

    void loginFaults()
    {
        QFETCH(QString, function);
        QFETCH(qulonglong, rv);
        QFETCH(int, code);
        fault(function.toLatin1().constData(), static_cast<CK_RV>(rv), 0, 1);
        QCOMPARE(codeOf(m_module->open(m_first, pin(kUserPin))), static_cast<ErrorCode>(code));
        (void)open(m_first); // and goes on when the fault is gone
    }

    void finalTryIsSaid()
    {
        // The token's own counter is asked after a wrong PIN; SoftHSM only says "low".
        const auto wrong = m_module->open(m_first, pin("not the pin"));
        QCOMPARE(codeOf(wrong), ErrorCode::PinWrong);
        QVERIFY(wrong.error().message.find("counts the wrong tries") != std::string::npos);
        (void)open(m_first);
    }

    void everyOperationReportsALostDevice_data()
    {
        QTest::addColumn<QString>("function");
        for (const char* function : {"C_FindObjectsInit", "C_FindObjects", "C_GetAttributeValue",
                                     "C_CreateObject", "C_WrapKey", "C_SignInit", "C_Sign"})
            QTest::newRow(function) << function;
    }

    // Wherever the device goes away, the step says so, and works again when the device is back.
    void everyOperationReportsALostDevice()
    {
        QFETCH(QString, function);
        Session session = open(m_first);
        must(session.generate(KeyType::Secp256k1, "k", kId, true));
        const auto work = [&] {
            return session.wrap(kId, m_kek).and_then([&](const WrappedKey&) {
                return session.respond(kId, kChallenge);
            });
        };
        for (const CK_RV rv :
             {CKR_DEVICE_REMOVED, CKR_DEVICE_ERROR, CKR_SESSION_HANDLE_INVALID, CKR_OBJECT_HANDLE_INVALID}) {
            fault(function.toLatin1().constData(), rv, 0, 1);
            const auto lost = work();
            QCOMPARE(codeOf(lost), ErrorCode::DeviceLost);
            must(work());
        }
        must(session.destroy(kId));
    }

    void generateLeavesNothingHalfDone()
    {
        Session session = open(m_first);
        const auto generate = [&] { return session.generate(KeyType::P256, "k", kId, true); };
        fault("C_GenerateKeyPair", CKR_DEVICE_MEMORY, 0, 1);
        QCOMPARE(codeOf(generate()), ErrorCode::DeviceFull);
        fault("C_GenerateKeyPair", CKR_CURVE_NOT_SUPPORTED, 0, 1);
        QCOMPARE(codeOf(generate()), ErrorCode::MechanismUnsupported);
        fault("C_GenerateKeyPair", CKR_TEMPLATE_INCONSISTENT, 0, 1);
        QCOMPARE(codeOf(generate()), ErrorCode::HsmTemplate);
        fault("C_GetAttributeValue", CKR_DEVICE_ERROR, 0, 1); // the key exists, its point cannot be read
        QCOMPARE(codeOf(generate()), ErrorCode::DeviceLost);
        QCOMPARE(must(session.keys()).size(), std::size_t(0));
        must(generate()); // the ID is free: no public half was left either
        must(session.destroy(kId));
    }

    void initialiseFaults()
    {
        const auto init = [&] { return m_module->initialiseFresh("THIRD", pin(kSoPin), pin(kUserPin)); };
        fault("C_InitToken", CKR_TOKEN_WRITE_PROTECTED, 0, 1);
        QCOMPARE(codeOf(init()), ErrorCode::DeviceReadOnly);
        fault("C_InitToken", CKR_DEVICE_MEMORY, 0, 1);
        QCOMPARE(codeOf(init()), ErrorCode::DeviceFull);
        fault("C_InitPIN", CKR_PIN_LEN_RANGE, 0, 1);
        QCOMPARE(codeOf(init()), ErrorCode::PinWrong);
        // That token is initialised without a user's PIN; a login must not be tried.
        const auto all = must(m_module->tokens());
        const auto third =
            std::find_if(all.begin(), all.end(), [](auto& t) { return t.id.label == "THIRD"; });
        QVERIFY(third != all.end() && !third->userPinSet);
        fault("C_Login", CKR_OK, 0, 99);
        QCOMPARE(codeOf(m_module->open(third->id, pin(kUserPin))), ErrorCode::PinUnusable);
    }

    // Two fresh devices at once: what was chosen is set up, and nothing where that is not clear.
    void theTokenThatWasChosenIsSetUp()
    {
        m_shim->disguise({.twin = true});
        const auto init = [&](const TokenInfo& chosen) {
            return m_module->initialiseFresh(chosen, "CHOSEN", pin(kSoPin), pin(kUserPin));
        };
        const auto tokens = must(m_module->tokens());
        const auto twin =
            std::ranges::find(tokens, "TWIN", [](const TokenInfo& one) { return one.id.serial; });
        const auto other = std::ranges::find_if(
            tokens, [](const TokenInfo& one) { return !one.initialised && one.id.serial != "TWIN"; });
        QVERIFY(twin != tokens.end() && other != tokens.end());
        m_shim->arm(-1, CKR_OK, FaultMode::NotDone);
        QCOMPARE(m_module->initialiseFresh("CHOSEN", pin(kSoPin), pin(kUserPin)).error().code,
                 ErrorCode::TokenUnexpected);
        TokenInfo mistaken = *twin;
        mistaken.id.serial = other->id.serial; // another one was put into its slot
        QCOMPARE(init(mistaken).error().code, ErrorCode::TokenUnexpected);
        mistaken = *twin;
        mistaken.model = "another model";
        QCOMPARE(init(mistaken).error().code, ErrorCode::TokenUnexpected);
        mistaken = *twin;
        mistaken.slot = other->slot;
        QCOMPARE(init(mistaken).error().code, ErrorCode::TokenUnexpected);
        QCOMPARE(init(must(m_module->find(m_first))).error().code, ErrorCode::TokenUnexpected);
        const auto calls = m_shim->calls();
        QVERIFY(std::ranges::none_of(calls, [](const std::string& one) { return one == "C_InitToken"; }));
        QCOMPARE(init(*twin).error().code, ErrorCode::DeviceReadOnly); // it, and not the other one
        QCOMPARE(init(*other).value().id.label, std::string("CHOSEN"));
        m_shim->disguise();
    }

    void randomFails()
    {
        Session session = open(m_first);
        QCOMPARE(must(session.random(32)).size(), std::size_t(32));
        fault("C_GenerateRandom", CKR_RANDOM_NO_RNG, 0, 1);
        QCOMPARE(codeOf(session.random(32)), ErrorCode::HsmFailed);
    }

    // A module that says CKR_OK and does nothing.
    void lockIsReadBack()
    {
        Session session = open(m_first);
        must(session.generate(KeyType::P256, "k", kId, true));
        fault("C_SetAttributeValue", CKR_OK, 0, 1);
        QCOMPARE(codeOf(session.lock(kId)), ErrorCode::LockIgnored);
        fault("C_SetAttributeValue", CKR_ATTRIBUTE_READ_ONLY, 0, 1);
        QCOMPARE(codeOf(session.lock(kId)), ErrorCode::HsmTemplate);
        fault("C_WrapKey", CKR_OK, 0, 1); // as NSS: EXTRACTABLE reads false and it wraps all the same
        QCOMPARE(codeOf(session.lock(kId)), ErrorCode::LockIgnored);
        must(session.lock(kId));
        must(session.destroy(kId));
    }

    void unsafeRestoreIsDestroyed()
    {
        const WrappedKey wrapped = wrappedKey(KeyType::Secp256k1);
        Session second = open(m_second);
        const auto expectNothingLeft = [&](ErrorCode code) {
            QCOMPARE(codeOf(second.restore(wrapped, m_kek)), code);
            QCOMPARE(must(second.keys()).size(), std::size_t(0));
        };
        fault("C_WrapKey", CKR_OK, 1, 1); // the first is padScheme's, which is known afterwards
        expectNothingLeft(ErrorCode::LockIgnored);
        fault("C_WrapKey", CKR_MECHANISM_INVALID, 0, 99); // no refusal because of the key: nothing is shown
        expectNothingLeft(ErrorCode::LockIgnored);
        fault("C_WrapKey", CKR_DEVICE_REMOVED, 0, 1);
        expectNothingLeft(ErrorCode::DeviceLost);
        fault("C_CreateObject", CKR_DEVICE_MEMORY, 2, 1); // KEK, re-wrap's KEK, public half
        expectNothingLeft(ErrorCode::DeviceFull);
        fault("C_UnwrapKey", CKR_GENERAL_ERROR, 0, 99);
        expectNothingLeft(ErrorCode::UnwrapFailed);
        fault("C_UnwrapKey", CKR_ATTRIBUTE_READ_ONLY, 0, 99);
        expectNothingLeft(ErrorCode::HsmTemplate);
        fault("", CKR_OK, 0, 0);
        must(second.restore(wrapped, m_kek));
        QCOMPARE(codeOf(second.restore(wrapped, m_kek)), ErrorCode::InvalidArgument); // it is there already
        must(second.destroy(kId));
    }

    // What people may decide to do without is that the key stays in; never that its value is secret.
    void onlyTheWayOutIsWaived()
    {
        const WrappedKey wrapped = wrappedKey(KeyType::P256);
        Session second = open(m_second);
        m_shim->disguise({.ignoresLock = true});
        QCOMPARE(codeOf(second.restore(wrapped, m_kek)), ErrorCode::LockIgnored);
        QCOMPARE(must(second.keys()).size(), std::size_t(0));
        must(second.restore(wrapped, m_kek, Containment::Waived));
        m_shim->disguise();
        must(second.wrap(kId, m_kek)); // it did hand it out
        must(second.destroy(kId));
        m_shim->disguise({.ignoresLock = true, .opensValues = true});
        QCOMPARE(codeOf(second.restore(wrapped, m_kek, Containment::Waived)), ErrorCode::KeyAttributesUnsafe);
        m_shim->disguise();
        fault("C_WrapKey", CKR_DEVICE_REMOVED, 0, 1); // nor that the token answers at all
        QCOMPARE(codeOf(second.restore(wrapped, m_kek, Containment::Waived)), ErrorCode::DeviceLost);
        QCOMPARE(must(second.keys()).size(), std::size_t(0));
    }

    // Neither memory that is not there, nor memory that is ours, becomes part of what it answers.
    void aTokenThatBoastsIsNotBelieved()
    {
        Session session = open(m_first);
        must(session.generate(KeyType::Aes256, "k", kId, true));
        m_shim->disguise({.boasts = "C_WrapKey"});
        QCOMPARE(codeOf(session.wrap(kId, m_kek)), ErrorCode::HsmFailed);
        m_shim->disguise({.boasts = "C_GetAttributeValue"});
        QCOMPARE(codeOf(session.find(kId)), ErrorCode::HsmTemplate);
        m_shim->disguise();
        must(session.wrap(kId, m_kek));
        must(session.destroy(kId));
    }

    // A token that wraps to something that does not open, once.
    void blobThatDoesNotOpenIsNotBelieved()
    {
        Session session = open(m_first);
        must(session.generate(KeyType::Aes256, "k", kId, true));
        fault("C_WrapKey", CKR_OK, 0, 4); // all four mechanisms answer 8 KiB of zeros
        QCOMPARE(codeOf(session.wrap(kId, m_kek)), ErrorCode::KekMismatch);
        fault("C_WrapKey", CKR_OK, 0, 99); // always: a token whose blobs are its own secret
        QCOMPARE(must(session.probe(KeyType::Aes256)), WrapScheme::Opaque);
        QCOMPARE(must(session.wrap(kId, m_kek)).scheme, WrapScheme::Opaque);
        fault("C_WrapKey", CKR_MECHANISM_INVALID, 0, 99);
        QCOMPARE(codeOf(session.probe(KeyType::Aes256)), ErrorCode::MechanismUnsupported);
        QCOMPARE(codeOf(session.wrap(kId, m_kek)), ErrorCode::MechanismUnsupported);
        fault("C_WrapKey", CKR_KEY_NOT_WRAPPABLE, 0, 99);
        QCOMPARE(codeOf(session.probe(KeyType::Aes256)), ErrorCode::KeyTypeNotBackable);
        fault("", CKR_OK, 0, 0);
        must(session.destroy(kId));
    }

    // Tokens that know neither ALLOWED_MECHANISMS nor UNWRAP_TEMPLATE get a plainer KEK.
    void plainerKekWhereAttributesAreUnknown()
    {
        Session session = open(m_first);
        must(session.generate(KeyType::Aes256, "k", kId, true));
        for (const int refusals : {1, 2}) {
            fault("C_CreateObject", CKR_ATTRIBUTE_TYPE_INVALID, 0, refusals);
            QCOMPARE(must(session.wrap(kId, m_kek)).scheme, WrapScheme::Rfc5649);
        }
        fault("C_CreateObject", CKR_ATTRIBUTE_TYPE_INVALID, 0, 3);
        QCOMPARE(codeOf(session.wrap(kId, m_kek)), ErrorCode::HsmTemplate);
        must(session.destroy(kId));
    }

    // Tokens without CKM_AES_CMAC compute it by CKM_AES_ECB, to the same answer.
    void cmacByEcb()
    {
        Session session = open(m_first);
        const KeyInfo key = must(session.generate(KeyType::Aes256, "k", kId, false));
        const Bytes byCmac = must(session.respond(kId, kChallenge));
        fault("C_SignInit", CKR_MECHANISM_INVALID, 0, 99);
        QVERIFY(must(session.respond(kId, kChallenge)) == byCmac);
        QVERIFY(must(session.find(kId)).kcv == key.kcv);
        fault("", CKR_OK, 0, 0);
        must(session.destroy(kId));
    }

    // A fault after C_SignInit leaves a signature half-way; the next one must not meet OPERATION_ACTIVE.
    void operationLeftActive()
    {
        Session session = open(m_first);
        must(session.generate(KeyType::P256, "k", kId, false));
        fault("C_Sign", CKR_FUNCTION_FAILED, 0, 1);
        QCOMPARE(codeOf(session.respond(kId, kChallenge)), ErrorCode::HsmFailed);
        must(session.respond(kId, kChallenge));
        must(session.destroy(kId));
    }

private:
    void fault(const char* function, CK_RV rv, int skip, int count) const
    {
        m_shim->fault(function, rv, skip, count);
    }

    Session open(const TokenId& id) { return must(m_module->open(id, pin(kUserPin))); }

    WrappedKey wrappedKey(KeyType type)
    {
        Session session = open(m_first);
        must(session.generate(type, "k", kId, true));
        WrappedKey wrapped = must(session.wrap(kId, m_kek));
        must(session.destroy(kId));
        return wrapped;
    }

    test::MemoryDir m_dir;
    SecretBytes m_kek{32};
    std::unique_ptr<Module> m_module;
    TokenId m_first;
    TokenId m_second;
    std::optional<FaultShim> m_shim;
};

KEYRITE_TEST_MAIN(FaultTest)
#include "fault_test.moc"
