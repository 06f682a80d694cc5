// Every procedure in one practice room after the other, on a real SoftHSM, through the runner: what each
// leaves in the log, on the tokens and in the registry, and that an independent replay of the whole log finds
// nothing.
#include "app/keyrite/practice_plans.h"
#include "app/keyrite/rehearsal_steps.h"
#include "core/ceremony/approved.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/missing_minutes.h"
#include "core/ceremony/papers.h"
#include "core/ceremony/replay.h"
#include "core/ceremony/rollback.h"
#include "core/log/audit_keys.h"
#include "core/paper/sheet_reading.h"
#include "tests/journeys/room_folder.h"
#include "tests/test_main.h"
#include "ui/print/image_file.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace keyrite;
using namespace keyrite::test;
using namespace keyrite::ceremony;

namespace {

ExceptionText sayingThat(std::string happened)
{
    return {"", std::move(happened), "as decided", "AD"};
}

} // namespace

class ProceduresTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::filesystem::path m_folder = std::filesystem::path(m_dir.path().toStdString()) / "room";
    std::optional<Room> m_room;
    ui::PracticePaper m_paper{m_folder};

    const registry::Registry& registry() const { return m_room->registry(); }
    const registry::Key& key() const { return registry().keys.begin()->second; }
    const registry::ShareSet& set() const { return registry().shareSets.at(key().shareSet); }

    Plan planOf(const Procedure& procedure) const
    {
        if (procedure.id == "generate")
            return app::practiceGeneration(procedure, must(Policy::parse("2of3")), {hsm::KeyType::P256});
        return procedure.isAboutShares() ? must(app::practiceOnSet(procedure, registry(), set().id))
                                         : app::practiceOnRoom(procedure);
    }

    Runner opened(const char* id)
    {
        const auto procedure = must(procedureFor(registry(), id));
        return must(Runner::open(*m_room, procedure, planOf(*procedure)));
    }

    void follow(Runner& runner, std::string_view upTo = {})
    {
        while (!runner.state().finished() && runner.state().run().id != upTo)
            must(app::rehearseStep(runner, m_paper, m_folder));
    }

    // The whole procedure; answers the id of its ceremony.
    std::string run(const char* id)
    {
        Runner runner = opened(id);
        follow(runner);
        must(runner.close());
        return runner.state().id;
    }

    std::vector<log::Entry> entries(const std::string& ceremony, const std::string& kind) const
    {
        return must(m_room->store().entries({.ceremony = ceremony, .kind = kind}));
    }

    bool holdsKey(const hsm::TokenId& token)
    {
        auto session = must(m_room->module().open(token, practicePin()));
        return session.find(key().backup.id).has_value();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_room.emplace(must(Room::create({m_folder, "Test", "practice.invalid/test", Mode::Practice, {}},
                                         practicePin(), practicePin(), systemNow, crypto::systemRandom)));
        run("generate");
        QVERIFY(key().state == registry::KeyState::Locked);
    }

    void aWholeSiteIsAttestedInOneSitting()
    {
        const std::string ceremony = run("attest");
        const auto attested = entries(ceremony, "share.attested");
        QCOMPARE(attested.size(), 3U);
        for (const log::Entry& one : attested) {
            const registry::Sheet& sheet = set().sheets.at(one.data["share"].get<int>());
            QCOMPARE(one.data["fingerprint"].get<std::string>(), sheet.fingerprint);
            QCOMPARE(one.data["source"].get<std::string>(), std::string("image"));
            QVERIFY(one.data["tries"].get<int>() >= 1 && one.data["seconds"].get<int>() >= 0);
            QVERIFY(sheet.proven == one.time);
        }
        QVERIFY(entries(ceremony, "quorum.entered").empty());
    }

    // Each sheet carries the head that the log had when it was made; brought back, it is put on record. A
    // head that this log does not give is told from the sheet of another log.
    void theHeadOnASheetComesBack()
    {
        const auto issued = must(m_room->store().find({.kind = "share.issued"}));
        Runner runner = opened("attest");
        follow(runner, "attest-1");
        must(runner.begin());
        const auto name = QString::fromStdString(m_paper.pathOf(sheetName(registry(), set().id, 1)).string());
        const auto texts =
            must(ui::readQrFile(name, [](const auto& found) { return paper::headOn(found).has_value(); }));
        const auto head = paper::headOn(texts);
        QVERIFY(head && head->size <= issued.front());
        QCOMPARE(must(m_room->store().rootAt(head->size)), head->root);
        QVERIFY(must(runner.bringHead(*head)));
        const auto brought = must(m_room->store().entries({.kind = "anchor.verified"}));
        QCOMPARE(brought.back().data["size"].get<std::uint64_t>(), head->size);
        QCOMPARE(brought.back().data["of"].get<std::string>(), runner.state().id);
        for (const log::PrintedHead& wrong :
             {log::PrintedHead{head->size - 1, head->root}, log::PrintedHead{1'000'000, head->root}}) {
            const auto refused = runner.bringHead(wrong);
            QVERIFY(!refused && refused.error().code == ErrorCode::CheckpointMismatch);
        }
        QCOMPARE(must(m_room->store().find({.kind = "anchor.verified"})).size(), brought.size());
        must(runner.attestShare(paper::agreedShare(texts).value().text().text(), Source::Image));
        must(runner.abortAfter(sayingThat("the head came back, which is enough for today")));
    }

    void anotherSheetIsNotAttested()
    {
        Runner runner = opened("attest");
        follow(runner, "attest-1");
        must(runner.begin());
        const auto texts = must(m_paper.scan(sheetName(registry(), set().id, 2)));
        const auto other = runner.attestShare(texts.front().text(), Source::Image);
        QVERIFY(!other && other.error().code == ErrorCode::WrongSheet);
        must(runner.abortAfter(sayingThat("the wrong sheet was brought")));
        QVERIFY(registry().unfinished() == nullptr);
        QVERIFY(set().sheets.at(1).state != registry::SheetState::Voided);
    }

    void aBagWithAnotherNumberIsNotOpened()
    {
        Runner runner = opened("attest");
        follow(runner, "unseal-1");
        must(runner.begin());
        const auto other = runner.unseal("BAG-9999");
        QVERIFY(!other && other.error().code == ErrorCode::StepRefused);
        ExceptionText exception = sayingThat("the bag has number BAG-9999");
        exception.starts = "compromise";
        must(runner.abortAfter(exception));
        const auto raised = entries(runner.state().id, "exception.raised");
        QCOMPARE(raised.back().data["starts"].get<std::string>(), std::string("compromise"));
    }

    void aDrillOfTheQuorumPutsNothingTogether()
    {
        const std::string ceremony = run("drill-quorum");
        QCOMPARE(entries(ceremony, "drill.started").size(), 1U);
        QCOMPARE(entries(ceremony, "drill.started").front().data["type"].get<std::string>(),
                 std::string("quorum"));
        QCOMPARE(entries(ceremony, "drill.responded").size(), 4U); // two custodians: answered, arrived
        QCOMPARE(entries(ceremony, "share.attested").size(), 2U);
        QCOMPARE(entries(ceremony, "drill.completed").front().data["outcome"].get<std::string>(),
                 std::string("passed"));
        QVERIFY(entries(ceremony, "quorum.entered").empty());
    }

    void aDrillThatOneMissedHasNotPassed()
    {
        Runner runner = opened("drill-quorum");
        follow(runner, "arrive-2");
        must(runner.begin());
        must(runner.left("C2"));
        must(runner.leaveOutAfter(sayingThat("custodian 2 did not come")));
        follow(runner, "complete");
        must(runner.begin());
        Signoff passed{
            {"AD", "WI"},
            {{"outcome", "passed"}, {"note", "n"}, {"finding", "none"}, {"owner", "none"}, {"due", "none"}}};
        const auto refused = runner.done(passed);
        QVERIFY(!refused && refused.error().message.find("quorum") != std::string::npos);
        passed.values["outcome"] = "failed";
        passed.values["finding"] = "Custodian 2 has no deputy";
        passed.values["owner"] = "Ada Administrator";
        passed.values["due"] = "2026-12-31";
        must(runner.done(passed));
        follow(runner);
        must(runner.close());
        QCOMPARE(entries(runner.state().id, "finding.opened").size(), 1U);
        QCOMPARE(entries(runner.state().id, "share.attested").size(), 1U);
    }

    void aTableTopTouchesNothing()
    {
        QCOMPARE(entries(run("drill-table-top"), "drill.completed").size(), 1U);
    }

    void aFullDrillLeavesNoCopy()
    {
        const hsm::TokenId home = key().token;
        const std::string ceremony = run("drill-restore");
        QCOMPARE(entries(ceremony, "key.challenged").size(), 1U);
        QVERIFY(key().token == home && holdsKey(home));
        for (const hsm::TokenInfo& token : must(m_room->module().tokens()))
            if (token.initialised && token.id.label == "HSM B")
                QVERIFY(!holdsKey(token.id));
    }

    // What an earlier program would have run; theWholeLogReplays reads it with the others.
    void aScriptOfAnEarlierVersionStillRuns()
    {
        const auto texts = earlierProcedureTexts();
        const auto text = std::ranges::find_if(
            texts, [](std::string_view one) { return one.find("\"drill-restore\"") != one.npos; });
        QVERIFY(text != texts.end());
        const auto procedure = must(Procedure::parse(*text));
        QVERIFY(procedure->version < must(builtinProcedure("drill-restore"))->version);
        Runner runner = must(Runner::open(*m_room, procedure, planOf(*procedure)));
        follow(runner);
        must(runner.close());
        QVERIFY(entries(runner.state().id, "hsm.inspected").empty());
        QCOMPARE(entries(runner.state().id, "key.challenged").size(), 1U);
    }

    void theClockIsAttestedByTwo()
    {
        const auto attested = entries(run("clock-attestation"), "clock.attested");
        QCOMPARE(attested.size(), 1U);
        QVERIFY(attested.front().data["differenceSeconds"].get<int>() < 120);
    }

    void aCompromiseIsRehearsedAndInvoked()
    {
        QCOMPARE(entries(run("compromise-rehearsal"), "compromise.rehearsed")
                     .front()
                     .data["outcome"]
                     .get<std::string>(),
                 std::string("pass"));
        QCOMPARE(entries(run("compromise"), "compromise.invoked").size(), 1U);
    }

    void aReissueReplacesTheOldSet()
    {
        const registry::Key before = key();
        const std::string old = before.shareSet;
        const std::string ceremony = run("re-issue");
        QVERIFY(key().shareSet != old);
        QVERIFY(key().backup.blob != before.backup.blob);
        QVERIFY(key().backup.spki == before.backup.spki);
        QVERIFY(key().token == before.token && holdsKey(before.token));
        QVERIFY(registry().shareSets.at(old).retired);
        QCOMPARE(registry().shareSets.at(old).replacedBy, key().shareSet);
        for (const auto& [number, sheet] : registry().shareSets.at(old).sheets)
            QVERIFY(sheet.state ==
                    (number <= 2 ? registry::SheetState::Destroyed : registry::SheetState::Voided));
        QCOMPARE(entries(ceremony, "share.refused").size(), 2U);
        QVERIFY(!entries(ceremony, "key.rewrapped").front().data["refusal"].get<std::string>().empty());
        QCOMPARE(set().sheets.at(1).holder, std::string("Nora Newcomer"));
    }

    // Power fails after the keys were wrapped anew: the old set counts, the new KEK is gone.
    void anInterruptedReissueGoesBackToTheOldQuorum()
    {
        const registry::Key before = key();
        std::string id;
        {
            Runner runner = opened("re-issue");
            follow(runner, "prove-share-2");
            id = runner.state().id;
        }
        QVERIFY(key().shareSet == before.shareSet && key().backup.blob == before.backup.blob);
        const auto nobody = [](const std::string& token) -> SecretBytes {
            throw std::runtime_error("opened without need: " + token);
        };
        Runner again = must(Runner::resume(*m_room, must(builtinProcedure("re-issue")), id, nobody));
        QCOMPARE(again.state().run().id, std::string("enter-old-quorum"));
        QCOMPARE(again.state().setInHand(), before.shareSet);
        follow(again, "seal-1");
        // From here the new sheets are the only backup: an abort must not void them.
        QVERIFY(rollbackTo(again.state(), 0).shares.empty());
        follow(again);
        must(again.close());
        QVERIFY(key().shareSet != before.shareSet);
        const std::string recovery = run("drill-restore");
        QCOMPARE(entries(recovery, "key.challenged").size(), 1U);
    }

    void anAbortedReissueLeavesTheOldSet()
    {
        const registry::Key before = key();
        std::string aborted;
        {
            Runner runner = opened("re-issue");
            follow(runner, "restore");
            must(runner.abortAfter(sayingThat("the fire alarm rang")));
            aborted = runner.state().shareSet;
        }
        QVERIFY(key().shareSet == before.shareSet && key().backup.blob == before.backup.blob);
        for (const auto& [number, sheet] : registry().shareSets.at(aborted).sheets)
            QVERIFY(sheet.state == registry::SheetState::Voided);
        QCOMPARE(entries(run("drill-restore"), "key.challenged").size(), 1U);
    }

    void anHsmIsReplaced()
    {
        const hsm::TokenId before = key().token;
        run("replace-hsm");
        QVERIFY(key().token != before);
        QVERIFY(holdsKey(key().token));
        QVERIFY(!holdsKey(before));
    }

    void aBreakAsksForItsBags()
    {
        Runner runner = opened("clock-attestation");
        const std::string id = runner.state().id;
        must(runner.pause({"BREAK-1", "BREAK-2"}));
        const auto procedure = must(builtinProcedure("clock-attestation"));
        const auto other =
            Runner::resume(*m_room, procedure, id, practicePins, MissingHsm::Refuse, {"BREAK-1"});
        QVERIFY(!other && other.error().code == ErrorCode::StepRefused);
        Runner again = must(
            Runner::resume(*m_room, procedure, id, practicePins, MissingHsm::Refuse, {"BREAK-1", "BREAK-2"}));
        follow(again);
        must(again.close());
        QCOMPARE(again.state().movements.size(), 2U);
    }

    void minutesThatACrashKeptBackArePrinted()
    {
        const std::string id = run("clock-attestation"); // and then the power fails, before its minutes
        const std::string name = "minutes-" + id;
        std::vector<std::string> printed;
        const auto nameOf = [](const registry::Ceremony& one) { return "minutes-" + one.id; };
        const auto isPrinted = [&](const std::string& one) {
            return one != name || std::ranges::find(printed, one) != printed.end();
        };
        const auto print = [&](const paper::Document& minutes, const std::string& one) -> Result<void> {
            if (minutes.pages.empty())
                return fail(ErrorCode::Internal, "The minutes are empty.");
            printed.push_back(one);
            return {};
        };
        const auto paperless = [](const paper::Document&, const std::string&) -> Result<void> {
            return fail(ErrorCode::PrinterNotReady, "The printer has no paper.");
        };
        const auto refused = printMissingMinutes(*m_room, nameOf, isPrinted, paperless);
        QVERIFY(!refused && refused.error().code == ErrorCode::PrinterNotReady);
        must(printMissingMinutes(*m_room, nameOf, isPrinted, print));
        QCOMPARE(printed, std::vector{name}); // and those of no other ceremony
        must(printMissingMinutes(*m_room, nameOf, isPrinted, print));
        QCOMPARE(printed.size(), 1U);
        // A ceremony that is under way has none yet.
        Runner runner = opened("clock-attestation");
        const auto ofThis = [&](const registry::Ceremony& one) {
            return one.id == runner.state().id ? std::string("of this") : name;
        };
        must(printMissingMinutes(
            *m_room, ofThis, [&](const std::string& one) { return one == name; }, print));
        QCOMPARE(printed.size(), 1U);
        must(runner.abortAfter(sayingThat("nobody came")));
        must(printMissingMinutes(
            *m_room, ofThis, [&](const std::string& one) { return one == name; }, print));
        QCOMPARE(printed.back(), std::string("of this")); // those of an aborted one
    }

    void whoIsNotHereInitialsNothing()
    {
        Runner runner = opened("clock-attestation");
        must(runner.begin());
        must(runner.left("WI"));
        QVERIFY(!runner.left("WI"));
        const Signoff signoff{{"AD", "WI"}, {{"clocks", "yes"}, {"set", "yes"}}};
        QVERIFY(!runner.done(signoff));
        must(runner.arrived("WI"));
        must(runner.done(signoff));
        follow(runner);
        must(runner.close());
    }

    void aFirmsOwnProcedureIsApprovedAndPinned()
    {
        auto json = nlohmann::json::parse(builtinProcedureText("attest"));
        nlohmann::json door = json["steps"][0];
        door["id"] = "two-keys-of-the-door";
        json["version"] = 2;
        json["steps"].insert(json["steps"].begin() + 1, door);
        const auto procedure = must(builtinProcedure("approve-procedure"));
        Plan plan = app::practiceOnRoom(*procedure);
        plan.candidate = json.dump();
        const auto own = must(Procedure::parse(plan.candidate));
        QCOMPARE(must(differences(*own)).size(), 1U);
        Runner runner = must(Runner::open(*m_room, procedure, plan));
        follow(runner);
        must(runner.close());
        QVERIFY(must(procedureFor(registry(), "attest"))->hash == own->hash);
        QVERIFY(checkApproved(registry(), *own, Mode::Live));
        QVERIFY(!checkApproved(registry(), *must(builtinProcedure("attest")), Mode::Live));
        QVERIFY(entries(run("attest"), "step.done").size() > 10);
        plan.candidate = R"({"schema":"keyrite-procedure/1"})";
        QVERIFY(!Runner::open(*m_room, procedure, plan));
        plan.candidate = std::string(builtinProcedureText("attest"));
        plan.candidate.replace(plan.candidate.find("\"id\": \"attest\""), 14, "\"id\": \"hijack\"");
        QVERIFY(!Runner::open(*m_room, procedure, plan)); // no copy of ours
    }

    // In a live room only the file that two people approved runs, byte for byte.
    void anotherHashDoesNotRunLive()
    {
        auto json = nlohmann::json::parse(builtinProcedureText("clock-attestation"));
        json["version"] = 2;
        json["steps"].insert(json["steps"].begin() + 1, json["steps"][0]);
        json["steps"][1]["id"] = "two-keys-of-the-door";
        m_room.reset(); // one module a process
        {
            const auto create = [&](SecretBytes officer) {
                return Room::create({m_folder / "live", "Live", "example.com/live", Mode::Live, {}}, officer,
                                    practicePin(), systemNow, crypto::systemRandom);
            };
            QCOMPARE(create(practicePin()).error().code, ErrorCode::PinUnusable); // one PIN for two people
            Room live = must(create(SecretBytes::copyOf(asBytes("officer-1357"))));
            const auto planFor = [&](const Procedure& procedure) {
                Plan plan = app::practiceOnRoom(procedure);
                plan.mode = Mode::Live;
                return plan;
            };
            const auto run = [&](const std::shared_ptr<const Procedure>& procedure, Plan plan) {
                Runner runner = must(Runner::open(live, procedure, std::move(plan)));
                follow(runner);
                must(runner.close());
                return runner.state().id;
            };
            const auto approve = must(builtinProcedure("approve-procedure"));
            Plan plan = planFor(*approve);
            plan.candidate = json.dump();
            run(approve, plan);
            const auto own = must(Procedure::parse(plan.candidate));
            json["version"] = 3;
            for (const auto& other :
                 {must(builtinProcedure("clock-attestation")), must(Procedure::parse(json.dump()))}) {
                const auto refused = Runner::open(live, other, planFor(*other));
                QVERIFY(!refused && refused.error().code == ErrorCode::ProcedureInvalid);
            }
            const std::string id = run(own, planFor(*own));
            QCOMPARE(live.registry().ceremonies.at(id).plan["procedure"]["sha256"].get<std::string>(),
                     toHex(own->hash));
        }
        m_room.emplace(must(Room::open(m_folder, practicePin(), systemNow, crypto::systemRandom)));
    }

    void theAuditKeyIsReplaced()
    {
        const std::string before = m_room->verifierKey().text();
        const std::string ceremony = run("replace-audit-key");
        QVERIFY(m_room->verifierKey().text() != before);
        QCOMPARE(registry().room.vkey, m_room->verifierKey().text());
        const auto keys = must(log::auditKeys(m_room->store()));
        QCOMPARE(keys.size(), 2U);
        QCOMPARE(keys.front().key.text(), before);
        m_room.reset();
        m_room.emplace(must(Room::open(m_folder, practicePin(), systemNow, crypto::systemRandom)));
        must(m_room->signCheckpoint());
    }

    void keysAreDestroyedForGood()
    {
        const hsm::TokenId token = key().token;
        run("destroy-keys");
        QVERIFY(key().state == registry::KeyState::Destroyed);
        QVERIFY(!holdsKey(token));
        for (const auto& [number, sheet] : set().sheets)
            QVERIFY(sheet.state == registry::SheetState::Destroyed);
    }

    void theWholeLogReplays()
    {
        const auto report = must(replay(m_room->store(), procedureWithHash));
        for (const log::Finding& finding : report.findings)
            qWarning("%s", finding.error.message.c_str());
        QVERIFY(report.findings.empty());
        QVERIFY(report.closed >= 18);
        QCOMPARE(report.unfinished, 0);
        const auto verified = must(log::verify(m_room->store(), {}));
        for (const log::Finding& finding : verified.findings)
            qWarning("%s", finding.error.message.c_str());
        QVERIFY(verified.sound());
    }
};

KEYRITE_GUI_TEST_MAIN(ProceduresTest)
#include "procedures_test.moc"
