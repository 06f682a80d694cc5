// Tokens of a room outside a ceremony: probes, PINs and modules are entries; and the audit key on a token
// that knows no Ed25519.
#include "core/ceremony/audit.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/room.h"
#include "core/log/verify.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

using namespace keyrite;
using namespace keyrite::ceremony;
using namespace keyrite::test;

namespace {

SecretBytes practicePin()
{
    return pin(kPracticePin);
}

Room makeRoom(const std::filesystem::path& folder, const std::filesystem::path& module = {})
{
    return must(Room::create({folder, "Room", "room.example/tokens", Mode::Practice, module}, practicePin(),
                             practicePin(), systemNow, crypto::systemRandom));
}

std::uint64_t countOf(const Room& room, const std::string& kind)
{
    return must(room.store().entries({.kind = kind})).size();
}

} // namespace

class RoomTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProbeIsOnRecord()
    {
        const MemoryDir dir;
        Room room = makeRoom(dir.path().toStdString() + "/room");
        const auto audit = room.registry().room.auditToken;
        QCOMPARE(must(room.probe(audit, {})).size(), hsm::kKeyTypes.size());
        const hsm::TokenId id = must(room.module().initialiseFresh("HSM", practicePin(), practicePin())).id;
        QCOMPARE(room.probe(id, pin("not the right one")).error().code, ErrorCode::PinWrong);
        QCOMPARE(room.registry().pinFailures(id), 1);
        must(room.probe(id, practicePin()));
        QCOMPARE(room.registry().pinFailures(id), 0);
        const auto& found = room.registry().hsms.at(id.serial);
        QVERIFY(found.probed && found.probe.size() == hsm::kKeyTypes.size());
        QVERIFY(found.probe.front().scheme == hsm::WrapScheme::Rfc5649);
        QVERIFY(found.probe.front().locks == std::optional(true));
        QVERIFY(must(registry::fold(room.store())).problems.empty());
    }

    void pinsAreChangedAndCounted()
    {
        const MemoryDir dir;
        const std::string folder = dir.path().toStdString() + "/room";
        using What = PinChange::What;
        {
            Room room = makeRoom(folder);
            const hsm::TokenId id =
                must(room.module().initialiseFresh("HSM", practicePin(), practicePin())).id;
            const auto change = [&](const hsm::TokenId& token, What what, std::string_view old,
                                    std::string_view fresh) {
                return room.changePin({token, what, pin(old), pin(fresh), registry::PinWay::Halves});
            };
            QCOMPARE(change(id, What::User, "wrong-wrong", "new-user-pin").error().code, ErrorCode::PinWrong);
            QCOMPARE(change(id, What::Officer, "wrong-wrong", "new-so-pin").error().code,
                     ErrorCode::PinWrong);
            QCOMPARE(room.registry().hsms.at(id.serial).pinFailures, 1);
            QCOMPARE(room.registry().hsms.at(id.serial).officerPinFailures, 1);
            must(change(id, What::User, kPracticePin, "new-user-pin"));
            must(change(id, What::Officer, kPracticePin, "new-so-pin"));
            must(change(id, What::ResetUser, "new-so-pin", "newer-user-pin"));
            const auto& known = room.registry().hsms.at(id.serial);
            QVERIFY(known.userPin == registry::PinWay::Halves &&
                    known.officerPin == registry::PinWay::Halves);
            QCOMPARE(known.pinFailures + known.officerPinFailures, 0);
            QVERIFY(room.module().open(id, pin("newer-user-pin")).has_value());
            // The audit token goes on signing under its new PIN, and under its old one where the change
            // failed.
            const hsm::TokenId audit = room.registry().room.auditToken;
            QCOMPARE(change(audit, What::User, "wrong-wrong", "new-audit-pin").error().code,
                     ErrorCode::PinWrong);
            QCOMPARE(change(audit, What::Officer, kPracticePin, "new-so-pin").error().code,
                     ErrorCode::InvalidArgument);
            must(room.signCheckpoint());
            must(change(audit, What::User, kPracticePin, "new-audit-pin"));
            must(room.signCheckpoint());
        }
        QCOMPARE(Room::open(folder, practicePin(), systemNow, crypto::systemRandom).error().code,
                 ErrorCode::PinWrong);
        QVERIFY(Room::open(folder, pin("new-audit-pin"), systemNow, crypto::systemRandom).has_value());
    }

    void modulesAreRemembered()
    {
        const MemoryDir dir;
        const std::string folder = dir.path().toStdString() + "/room";
        const auto softHsm = must(hsm::preparePracticeStore(dir.path().toStdString() + "/hsm"));
        QVERIFY(qputenv("KEYRITE_PAD_TARGET", softHsm.c_str()));
        {
            Room room = makeRoom(folder);
            QCOMPARE(room.addModule("/nowhere.so").error().code, ErrorCode::ModuleUnusable);
            QCOMPARE(countOf(room, "module.added"), 0U);
            must(room.addModule(KEYRITE_PIN_PAD_MODULE));
            QCOMPARE(room.addModule(KEYRITE_PIN_PAD_MODULE).error().code, ErrorCode::InvalidArgument);
        }
        Room room = must(Room::open(folder, practicePin(), systemNow, crypto::systemRandom));
        QCOMPARE(room.module().status().size(), 2U);
        must(room.removeModule(KEYRITE_PIN_PAD_MODULE));
        QCOMPARE(room.removeModule(KEYRITE_PIN_PAD_MODULE).error().code, ErrorCode::NotFound);
        QVERIFY(room.registry().room.moreModules.empty());
    }

    // A P-256 audit key, then an Ed25519 one: what each signed holds in its place.
    void anAuditKeyOfP256IsReplacedByEd25519()
    {
        const MemoryDir dir;
        void* shim = dlopen(KEYRITE_FAULT_MODULE, RTLD_NOW | RTLD_LOCAL);
        QVERIFY(shim != nullptr);
        const auto target = reinterpret_cast<bool (*)(const char*)>(dlsym(shim, "keyrite_fault_target"));
        const auto fault =
            reinterpret_cast<void (*)(const char*, CK_RV, int, int)>(dlsym(shim, "keyrite_fault"));
        QVERIFY(target(must(hsm::preparePracticeStore(dir.path().toStdString() + "/hsm")).c_str()));
        fault("C_GenerateKeyPair", CKR_MECHANISM_INVALID, 0, 1); // as an HSM without Ed25519 answers
        Room room = makeRoom(dir.path().toStdString() + "/room", KEYRITE_FAULT_MODULE);
        fault("", CKR_OK, 0, 0);
        const log::VerifierKey first = room.verifierKey();
        QCOMPARE(first.algorithm, log::AuditAlgorithm::EcdsaP256);
        QVERIFY(log::VerifierKey::parse(room.registry().room.vkey).value() == first);
        QVERIFY(log::openCheckpoint(must(room.signCheckpoint()), first).has_value());
        const auto append = [&](const log::Json& data) {
            return room.append({{.time = room.now(), .kind = "audit.key-replaced", .data = data}})
                .map([](const auto&) {});
        };
        must(room.replaceAuditKey("Audit 2", practicePin(), practicePin(), append));
        const log::VerifierKey second = room.verifierKey();
        QCOMPARE(second.algorithm, log::AuditAlgorithm::Ed25519);
        const log::VerifyReport report = must(log::verify(room.store(), {.key = first}));
        QVERIFY2(report.sound(),
                 report.findings.empty() ? "" : report.findings.front().error.message.c_str());
        QCOMPARE(log::openCheckpoint(must(room.signCheckpoint()), first).error().code,
                 ErrorCode::SignatureInvalid);
    }
};

KEYRITE_TEST_MAIN(RoomTokensTest)
#include "room_tokens_test.moc"
