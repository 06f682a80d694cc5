// A device that comes into a ceremony, looked at before a key is put on it: on a real SoftHSM, which the
// fault module lets pass for another maker's where need be.
#include "core/ceremony/replay.h"
#include "core/ceremony/runner.h"
#include "core/log/verify.h"
#include "core/registry/facts.h"
#include "tests/core/ceremony/scripted_ceremony.h"
#include "tests/core/hsm/fault_shim.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::ceremony;
using namespace keyrite::test;

namespace {

constexpr const char* kStep = "check-production";
constexpr std::string_view kYubiPin = "0002practice"; // names the key that it belongs to

// One entry, whole, as the maker's tool prints it.
const std::string kDeviceLog =
    "0 unlogged boots found\n0 unlogged authentications found\nFound 1 items\n"
    "item:     1 -- cmd: 0xff -- length:65535 -- session key: 0xffff -- target key: "
    "0xffff -- second key: 0xffff -- result: 0xff -- tick: 4294967295 -- hash: "
    "415f51f1f035a1b713e730e4464e4033\n";

// The list of its users, as the maker's tool prints it: 0x0002 and, where it is named, one more.
std::string userList(const std::string& more = "")
{
    const std::string kind = ", type: authentication-key, algo: aes128-yubico-authentication, sequence: ";
    return "Found " + std::to_string(more.empty() ? 1 : 2) + " object(s)\nid: 0x0002" + kind +
           "0, label: KEYRITE\n" + (more.empty() ? "" : "id: 0x0005" + kind + more + "\n");
}

SecretBytes practicePin()
{
    return pin(kPracticePin);
}

Signoff signedOff(const State& state)
{
    const Event done = doneEvent(state);
    return {done.data.at("initials"), done.data.at("values")};
}

} // namespace

class FreshDeviceTest : public QObject
{
    Q_OBJECT

    std::optional<FaultShim> m_shim;
    std::optional<MemoryDir> m_dir;
    std::optional<Room> m_room;
    std::optional<Runner> m_runner;

    // A generation as far as the step that opens its first HSM.
    void reach()
    {
        m_dir.emplace();
        const std::string folder = m_dir->path().toStdString();
        m_shim.emplace(KEYRITE_FAULT_MODULE, must(hsm::preparePracticeStore(folder + "/hsm")));
        m_shim->disguise();
        m_room.emplace(must(Room::create(
            {folder + "/room", "Room", "room.example/fresh", Mode::Practice, KEYRITE_FAULT_MODULE},
            practicePin(), practicePin(), systemNow, crypto::systemRandom)));
        openCeremony();
    }

    void openCeremony()
    {
        m_runner.reset();
        const auto procedure = must(builtinProcedure("generate"));
        m_runner.emplace(must(Runner::open(*m_room, procedure, samplePlan(*procedure))));
        while (m_runner->state().run().id != "open-production") {
            must(m_runner->begin());
            if (m_runner->state().spec().kind == StepKind::Preflight)
                must(m_runner->preflight());
            must(m_runner->done(signedOff(m_runner->state())));
        }
        must(m_runner->begin());
    }

    void openAndLook(const hsm::TokenId* token = nullptr, const SecretBytes& userPin = practicePin())
    {
        if (token != nullptr)
            must(m_runner->openToken(*token, userPin));
        else
            must(m_runner->setUpToken({.label = "HSM A"}, practicePin(), practicePin()));
        must(m_runner->done(signedOff(m_runner->state())));
        QCOMPARE(m_runner->state().run().id, std::string(kStep));
        must(m_runner->begin());
    }

    // Ids of what is not good.
    std::string look()
    {
        std::string ids;
        for (const DeviceCheck& check : must(m_runner->inspectDevice()))
            if (!check.good)
                ids += (ids.empty() ? "" : " ") + check.id;
        return ids;
    }

    Result<void> done() { return m_runner->done(signedOff(m_runner->state())); }

    void readLog(const hsm::TokenId& id, const std::string& text = kDeviceLog)
    {
        must(m_room->readDeviceLog(must(m_room->module().find(id)), text));
    }

    void readUsers(const hsm::TokenId& id, const std::string& text)
    {
        must(m_room->readDeviceUsers(must(m_room->module().find(id)), text));
    }

    void decide() { must(m_runner->continueAfter({"", "it is not as it should be", "we take it", "AA"})); }

    log::Entry last(const std::string& kind) { return must(m_room->store().entries({.kind = kind})).back(); }

    // The ceremony is given up; the log is sound and replays.
    void closeAndReplay(int aborted = 1)
    {
        must(m_runner->abortAfter({"", "the test is over", "stop", "AA"}));
        const auto replayed = must(replay(m_room->store(), procedureWithHash));
        QVERIFY2(replayed.findings.empty(),
                 replayed.findings.empty() ? "" : replayed.findings.front().error.message.c_str());
        QCOMPARE(replayed.aborted, aborted);
        QVERIFY(must(log::verify(m_room->store(), {})).sound());
        QVERIFY(must(registry::fold(m_room->store())).problems.empty());
    }

    const registry::Hsm& device() { return m_room->registry().hsms.at(last("hsm.inspected").data["serial"]); }

private Q_SLOTS:
    void aCleanOne()
    {
        reach();
        openAndLook();
        QVERIFY(!done()); // nobody looked
        QCOMPARE(look(), std::string());
        const log::Entry entry = last("hsm.inspected");
        QCOMPARE(entry.data["asShipped"], log::Json(true));
        QCOMPARE(entry.data["checks"].size(), 5U);
        QCOMPARE(entry.step, std::string(kStep));
        must(done());
        QVERIFY(must(m_room->store().entries({.kind = "hsm.accepted"})).empty());
        closeAndReplay();
    }

    // Somebody set it up before, left a key on it, and knows its security officer's PIN.
    void aStrangersObjectAndUser()
    {
        reach();
        const hsm::TokenId id =
            must(m_room->module().initialiseFresh("HSM A", practicePin(), practicePin())).id;
        must(must(m_room->module().open(id, practicePin()))
                 .generate(hsm::KeyType::P256, "rogue admin", filled(16, 9), false));
        openAndLook(&id);
        QCOMPARE(look(), std::string("objects users"));
        QVERIFY(last("hsm.inspected").data["finding"].get<std::string>().find("\"rogue admin\"") !=
                std::string::npos);
        QVERIFY(!done());
        QCOMPARE(look(), std::string("objects users")); // it stays so
        QVERIFY(!done());
        decide();
        must(done());
        QCOMPARE(last("hsm.accepted").data["serial"].get<std::string>(), id.serial);
        QVERIFY(!device().inspection->asShipped);
        closeAndReplay();
    }

    // Registered with one firmware, delivered with another: both are named, and people decide.
    void anotherFirmware()
    {
        reach();
        m_shim->disguise({.firmwareMajor = 7});
        const hsm::TokenInfo token =
            must(m_room->module().initialiseFresh("HSM A", practicePin(), practicePin()));
        must(m_room->append({must(registry::compose(
            m_room->registry(), {"Ada", "administrator"}, m_room->now(),
            registry::HsmRegistered{
                .serial = token.id.serial, .label = "HSM A", .use = "production", .firmware = "6.0"}))}));
        must(m_runner->setUpToken({.label = "HSM A", .chosen = token}, practicePin(), practicePin()));
        must(m_runner->done(signedOff(m_runner->state())));
        must(m_runner->begin());
        QCOMPARE(look(), std::string("firmware"));
        QCOMPARE(last("hsm.inspected").data["finding"].get<std::string>(),
                 std::string("Its firmware is 7.0; the log has 6.0."));
        QVERIFY(!done());
        decide();
        must(done());
        QCOMPARE(last("hsm.accepted").data["firmware"].get<std::string>(), std::string("7.0"));
        QCOMPARE(device().expectedFirmware, std::string("7.0"));
        closeAndReplay();
    }

    // As a YubiHSM: the maker's credential works beside the new one, and the device's own log is unread.
    void aDefaultCredentialAndAnUnreadLog()
    {
        reach();
        const hsm::TokenId id =
            must(m_room->module().initialiseFresh("HSM A", practicePin(), pin(kYubiPin))).id;
        Disguise yubiHsm{.manufacturer = "Yubico",
                         .model = "YubiHSM",
                         .alsoTakes = "0001password",
                         .pin = std::string(kYubiPin)};
        m_shim->disguise(yubiHsm);
        openAndLook(&id, pin(kYubiPin));
        QCOMPARE(look(), std::string("users credential device-log"));
        QVERIFY(m_runner->sessionNeeded().has_value()); // the default is tried before a login
        QVERIFY(!done());
        yubiHsm.alsoTakes.clear(); // removed with the maker's tool
        m_shim->disguise(yubiHsm);
        must(m_runner->reopenToken(pin(kYubiPin)));
        readUsers(id, userList());
        QCOMPARE(look(), std::string("device-log"));
        readLog(id);
        QCOMPARE(look(), std::string());
        std::string gap = kDeviceLog;
        readLog(id, gap.replace(0, 1, "3")); // boots that the device could not log
        QCOMPARE(look(), std::string("device-log"));
        QVERIFY(!done());
        readLog(id);
        QCOMPARE(look(), std::string());
        must(done());
        m_shim->disguise();
        closeAndReplay();
    }

    // A key that somebody left on a YubiHSM opens it long after the default one was removed. Taken once with
    // its name, it is known; another one in its place is not.
    void aRogueAuthenticationKey()
    {
        reach();
        const hsm::TokenId id =
            must(m_room->module().initialiseFresh("HSM A", practicePin(), pin(kYubiPin))).id;
        m_shim->disguise({.manufacturer = "Yubico", .model = "YubiHSM"});
        openAndLook(&id, pin(kYubiPin));
        readLog(id);
        QCOMPARE(look(), std::string("users")); // no list was read
        const auto cut = m_room->readDeviceUsers(must(m_room->module().find(id)), userList().substr(0, 60));
        QCOMPARE(cut.error().code, ErrorCode::DeviceUsersInvalid);
        readUsers(id, userList());
        QCOMPARE(look(), std::string());
        readUsers(id, userList("0, label: rogue"));
        QCOMPARE(look(), std::string("users"));
        const std::string rogue = "0x0005 \"rogue\" (sequence 0)";
        QCOMPARE(last("hsm.inspected").data["finding"].get<std::string>(),
                 "It can be opened by users that nobody here took: " + rogue + ".");
        QVERIFY(!done());
        decide();
        must(done());
        QCOMPARE(device().acceptedUsers.size(), std::size_t(2));
        QCOMPARE(device().acceptedUsers.back(), rogue);
        must(m_runner->abortAfter({"", "another one is needed", "stop", "AA"}));

        openCeremony();
        openAndLook(&id, pin(kYubiPin));
        readLog(id);
        QCOMPARE(look(), std::string("users")); // the list of the other ceremony is an old one
        readUsers(id, userList("0, label: rogue"));
        QCOMPARE(look(), std::string());
        readUsers(id, userList("1, label: rogue"));
        QCOMPARE(look(), std::string("users"));
        m_shim->disguise();
        QVERIFY(
            !m_room->readDeviceUsers(must(m_room->module().find(id)), userList())); // no list of SoftHSM's
        closeAndReplay(2);
    }

    // Seen in a ceremony that was given up: nobody took it.
    void whatWasOnlySeenIsNotTaken()
    {
        reach();
        const hsm::TokenId id =
            must(m_room->module().initialiseFresh("HSM A", practicePin(), practicePin())).id;
        for (int ceremony = 1; ceremony <= 2; ++ceremony) {
            openAndLook(&id);
            QCOMPARE(look(), std::string("users"));
            must(m_runner->abortAfter({"", "nobody knows who set it up", "stop", "AA"}));
            openCeremony();
        }
        closeAndReplay(3);
    }

    void cleanup()
    {
        m_runner.reset();
        m_room.reset();
        m_shim.reset();
    }
};

KEYRITE_TEST_MAIN(FreshDeviceTest)
#include "fresh_device_test.moc"
