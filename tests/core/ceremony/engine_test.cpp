#include "core/ceremony/rollback.h"
#include "tests/core/ceremony/scripted_ceremony.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::test;

class EngineTest : public QObject
{
    Q_OBJECT

    static void refused(const State& state, const Event& event, ErrorCode code = ErrorCode::StepRefused)
    {
        const auto outcome = step(state, event);
        QVERIFY2(!outcome, event.kind.c_str());
        QCOMPARE(outcome.error().code, code);
    }

    static Json exceptionData(const char* decision)
    {
        return {{"expected", "a readable sheet"},
                {"happened", "the printer jammed"},
                {"decided", decision},
                {"by", "AA"},
                {"decision", decision}};
    }

private Q_SLOTS:
    void wholeCeremoniesFoldToClosed()
    {
        for (const std::string_view id : builtinProcedureIds())
            for (const char* policy : {"1of1", "2of3", "2of(2of3,2of3,1of1)"}) {
                State state = openedCeremony(std::string(id).c_str(), policy);
                while (!state.finished())
                    state = folded(state, stepEvents(state));
                const auto closed = step(state, eventOf(state, "ceremony.closed"));
                QVERIFY(closed);
                QCOMPARE(closed->state.status, Status::Closed);
                QVERIFY((closed->commands == std::vector{Command::WipeSecrets, Command::SignCheckpoint}));
                refused(closed->state, eventOf(state, "step.started"));
            }
    }

    void earlierScriptsFoldToClosed()
    {
        for (const std::string_view text : earlierProcedureTexts()) {
            const auto procedure = Procedure::parse(text).value();
            State state = open(procedure, openedEvent(samplePlan(*procedure))).value();
            while (!state.finished())
                state = folded(state, stepEvents(state));
            QVERIFY(step(state, eventOf(state, "ceremony.closed")));
        }
    }

    // Of all events of the whole script, only the next one is accepted at each place.
    void nothingHappensOutOfOrder()
    {
        State state = openedCeremony();
        std::vector<Event> script;
        for (State walk = state; !walk.finished(); walk = folded(walk, stepEvents(walk)))
            for (Event& event : stepEvents(walk))
                script.push_back(std::move(event));
        for (std::size_t i = 0; i < script.size(); ++i) {
            for (std::size_t j = 0; j < script.size(); j += 7)
                if (script[j].step != script[i].step)
                    refused(state, script[j]);
            if (script[i].kind != "step.started")
                refused(state, eventOf(state, "step.started"));
            refused(state, eventOf(state, "ceremony.closed"));
            state = folded(state, {script[i]});
        }
    }

    void aStepIsNotDoneWithoutItsEffects()
    {
        const State state = folded(before(openedCeremony(), "generate"),
                                   {eventOf(before(openedCeremony(), "generate"), "step.started")});
        refused(state, doneEvent(state));
        std::vector<Event> effects = effectEvents(state);
        effects.pop_back(); // the second key was not wrapped
        refused(folded(state, effects), doneEvent(state));
        effects.push_back(effects.front());
        QVERIFY(!step(folded(state, {effects.front()}), effects.front())); // happened before
    }

    void pointsOfNoReturnNeedTwoPeople()
    {
        State state = before(openedCeremony(), "lock");
        state = folded(state, {eventOf(state, "step.started")});
        state = folded(state, effectEvents(state));
        Event done = doneEvent(state);
        done.data["initials"] = {"AA"};
        refused(state, done, ErrorCode::SecondPersonMissing);
        done.data["initials"] = {"AA", "AA"};
        refused(state, done, ErrorCode::SecondPersonMissing);
        done.data["initials"] = {"AA", "XX"};
        refused(state, done);
    }

    // A token that hands out what it must keep: the step is done only once people decided to go on.
    void anIgnoredLockIsDecidedByPeople()
    {
        State state = before(openedCeremony(), "lock");
        const auto ignored = [&](const char* id) {
            return eventOf(state, "key.lock-ignored", {{"key", id}, {"serial", "1"}, {"answers", "CKR_OK"}});
        };
        const std::string first = toHex(Bytes(16, 1));
        refused(state, ignored(first.c_str())); // not begun
        state = folded(state, {eventOf(state, "step.started")});
        refused(state, ignored("00000000000000000000000000000000"));
        state = folded(state, {ignored(first.c_str())});
        refused(state, ignored(first.c_str()));
        std::vector<Event> locked = effectEvents(state);
        std::erase_if(locked, [&](const Event& one) { return one.data.value("key", "") == first; });
        state = folded(state, locked);
        refused(state, doneEvent(state));
        QVERIFY(step(folded(state, {eventOf(state, "exception.raised", exceptionData("continue"))}),
                     doneEvent(state)));
    }

    // The same at a restore, where no key stays before that.
    void anIgnoredLockAtARestoreIsDecidedFirst()
    {
        State state = before(openedCeremony("recover"), "restore");
        state = folded(state, {eventOf(state, "step.started")});
        const std::string first = toHex(Bytes(16, 1));
        state = folded(state, {eventOf(state, "key.lock-ignored",
                                       {{"key", first}, {"serial", "1"}, {"answers", "CKR_OK"}})});
        const std::vector<Event> effects = effectEvents(state);
        const auto restored = std::ranges::find_if(effects, [&](const Event& one) {
            return one.kind == "key.restored" && one.data.value("key", "") == first;
        });
        refused(state, *restored);
        const State decided = folded(state, {eventOf(state, "exception.raised", exceptionData("continue"))});
        QVERIFY(step(folded(decided, effects), doneEvent(decided)));
        // A repeated step asks again.
        State again = folded(state, {eventOf(state, "exception.raised", exceptionData("repeat"))});
        again = folded(again, {eventOf(again, "step.started")});
        QVERIFY(!again.awaitsLockDecision());
        QVERIFY(step(again, *restored));
    }

    // A device that is not as it should be: the step is done once it is, or once people decided.
    void aDeviceFindingIsDecidedByPeople()
    {
        State state = before(openedCeremony(), "check-production");
        const auto looked = [&](const char* serial, bool good) {
            return eventOf(state, "hsm.inspected",
                           {{"serial", serial}, {"asShipped", good}, {"firmware", "2.1"}});
        };
        const auto decided = [&] { return eventOf(state, "exception.raised", exceptionData("continue")); };
        const auto accepted = [&](const char* serial) {
            return eventOf(state, "hsm.accepted", {{"serial", serial}, {"firmware", "2.1"}});
        };
        state = folded(state, {eventOf(state, "step.started")});
        refused(state, doneEvent(state)); // nobody looked
        refused(state, looked("another", true));
        State found = folded(state, {decided(), looked("production", false)});
        refused(found, doneEvent(found)); // the decision came before the finding
        refused(found, accepted("production"));
        QVERIFY(step(folded(found, {looked("production", true)}), doneEvent(state))); // it was put right
        found = folded(found, {decided()});
        refused(found, accepted("another"));
        found = folded(found, {accepted("production")});
        QVERIFY(step(found, doneEvent(found)));
        refused(folded(found, {looked("production", false)}), doneEvent(found)); // a new finding
        Event untold = looked("production", true);
        untold.data.erase("asShipped");
        refused(folded(state, {untold}), doneEvent(state));
    }

    void anotherCustodianCannotInitialAShare()
    {
        State state = before(openedCeremony(), "issue-share-2");
        state = folded(state, {eventOf(state, "step.started")});
        state = folded(state, effectEvents(state));
        Event done = doneEvent(state);
        done.data["initials"][0] = "C3";
        refused(state, done);
    }

    void typedValuesMustFit()
    {
        State state = before(openedCeremony(), "clock");
        state = folded(state, {eventOf(state, "step.started")});
        for (const char* wrong : {"", "25:00", "10:15\n", "ten"}) {
            Event done = doneEvent(state);
            done.data["values"]["wall"] = wrong;
            refused(state, done);
        }
    }

    void aSheetThatReadsDifferentlyIsNotProven()
    {
        State state = before(openedCeremony(), "prove-share-1");
        state = folded(state, {eventOf(state, "step.started")});
        refused(state, eventOf(state, "share.proven", {{"share", 1}, {"fingerprint", "ffff"}}));
        refused(state, eventOf(state, "share.proven", {{"share", 2}, {"fingerprint", "002"}}));
    }

    void twoSheetsCannotShareABag()
    {
        State state = before(openedCeremony(), "seal-2");
        state = folded(state, {eventOf(state, "step.started")});
        refused(state, eventOf(state, "share.sealed", {{"share", 2}, {"bag", "BAG-1"}}));
        refused(state, eventOf(state, "share.sealed", {{"share", 2}, {"bag", ""}}));
    }

    void aCrashInsideTheSecretSpanGoesBackToItsStart()
    {
        State state = before(openedCeremony(), "issue-share-2");
        state = folded(state, {eventOf(state, "step.started")});
        state = folded(state, effectEvents(state));
        QCOMPARE(state.runs[resumePoint(state)].id, std::string("generate"));
        const Rollback rollback = rollbackTo(state, resumePoint(state));
        QVERIFY((rollback.shares == std::vector{1, 2}));
        QCOMPARE(rollback.keys.size(), 2U);
        // It cannot go on before the sheets are voided and the keys destroyed.
        const Event resumed{.ceremony = state.id, .kind = "ceremony.resumed", .data = {{"to", "generate"}}};
        refused(state, resumed);
        std::vector<Event> events;
        for (const int share : rollback.shares)
            events.push_back(eventOf(state, "share.voided", {{"share", share}}));
        for (const Bytes& key : rollback.keys)
            events.push_back(eventOf(state, "key.destroyed", {{"key", toHex(key)}}));
        events.push_back(resumed);
        state = folded(state, events);
        QCOMPARE(state.run().id, std::string("generate"));
        while (!state.finished())
            state = folded(state, stepEvents(state));
        QVERIFY(step(state, eventOf(state, "ceremony.closed")));
    }

    void aCrashOutsideTheSpanGoesOnWhereItStood()
    {
        State state = before(openedCeremony(), "print-documents");
        state = folded(state, {eventOf(state, "step.started")});
        QCOMPARE(state.runs[resumePoint(state)].id, std::string("print-documents"));
        QVERIFY(rollbackTo(state, resumePoint(state)).shares.empty());
        state = before(openedCeremony(), "restore");
        QCOMPARE(state.runs[resumePoint(state)].id, std::string("enter-quorum"));
        QVERIFY(rollbackTo(state, resumePoint(state)).keys.empty());
    }

    // Only what a token may hold by then makes it one to open: a wrong PIN counts against it.
    void tokensToCleanAreThoseWithKeys()
    {
        using Names = std::set<std::string>;
        const auto begun = [](const char* step) {
            const State state = before(openedCeremony(), step);
            return folded(state, {eventOf(state, "step.started")});
        };
        const auto atResume = [](const State& state) { return tokensToClean(state, resumePoint(state)); };
        State state = before(openedCeremony(), "generate");
        QCOMPARE(atResume(state), Names{});
        QCOMPARE(tokensToClean(state, 0), Names{});
        state = begun("generate"); // whatever it did is not in the log
        QCOMPARE(atResume(state), Names{"production"});
        state = begun("print-documents");
        QCOMPARE(atResume(state), Names{});
        QCOMPARE(tokensToClean(state, 0), Names{"production"}); // to abort it
        state = begun("restore");
        QCOMPARE(atResume(state), Names{"second"});
        QCOMPARE(tokensToClean(state, 0), (Names{"production", "second"}));
        state = folded(state, effectEvents(state));
        QCOMPARE(atResume(state), Names{}); // the log says what is where
        QCOMPARE(tokensToClean(state, 0), (Names{"production", "second"}));
        state = before(openedCeremony(), "seal-1"); // the second one was erased since
        QCOMPARE(tokensToClean(state, 0), Names{"production"});
        state = before(openedCeremony("recover"), "restore");
        QCOMPARE(tokensToClean(state, 0), Names{}); // no key was made here
        state = folded(state, {eventOf(state, "step.started")});
        QCOMPARE(atResume(state), Names{"replacement"});
    }

    void aSpoiledSheetIsVoidedAndIssuedAgain()
    {
        State state = before(openedCeremony(), "prove-share-2");
        state = folded(state, {eventOf(state, "step.started")});
        refused(state, eventOf(state, "exception.raised", exceptionData("repeat")));
        state = folded(state, {eventOf(state, "share.voided", {{"share", 2}}),
                               eventOf(state, "exception.raised", exceptionData("repeat"))});
        QCOMPARE(state.run().id, std::string("issue-share-2"));
        QCOMPARE(state.exceptions.size(), 1U);
        QVERIFY(!state.shares.contains(2));
        QVERIFY(state.shares.contains(1));
    }

    void anAbortIsClosedProperly()
    {
        State state = before(openedCeremony(), "prove-share-2");
        refused(state, eventOf(state, "ceremony.aborted"));
        state = folded(state, {eventOf(state, "exception.raised", exceptionData("abort"))});
        refused(state, eventOf(state, "step.started"));
        refused(state, eventOf(state, "ceremony.aborted")); // sheets and keys are still there
        for (const int share : {1, 2})
            state = folded(state, {eventOf(state, "share.voided", {{"share", share}})});
        const std::vector<PlannedKey> keys = state.plan.keys;
        for (const PlannedKey& key : keys)
            state = folded(state, {eventOf(state, "key.destroyed", {{"key", toHex(key.id)}})});
        const auto aborted = step(state, eventOf(state, "ceremony.aborted"));
        QVERIFY2(aborted, aborted ? "" : aborted.error().message.c_str());
        QCOMPARE(aborted->state.status, Status::Aborted);
    }

    void noPauseWhileSecretsAreInMemory()
    {
        const State secret = before(openedCeremony(), "issue-share-1");
        refused(secret, eventOf(secret, "ceremony.paused"));
        State calm = before(openedCeremony(), "lock");
        calm = folded(calm, {eventOf(calm, "ceremony.paused")});
        refused(calm, eventOf(calm, "step.started"));
        calm = folded(calm, {eventOf(calm, "ceremony.resumed", {{"to", "lock"}})});
        QCOMPARE(calm.status, Status::Running);
    }

    void plansThatDoNotFitAreRefused()
    {
        const auto procedure = builtinProcedure("generate").value();
        const auto refusedPlan = [&](const std::function<void(Plan&)>& change) {
            Plan plan = samplePlan(*procedure);
            change(plan);
            QVERIFY(!open(procedure, openedEvent(plan)));
        };
        refusedPlan([](Plan& plan) { plan.procedureHash[0] ^= 1; });
        refusedPlan([](Plan& plan) { plan.people[1].initials = "AA"; });
        refusedPlan([](Plan& plan) { plan.people[1].initials = "a"; });
        refusedPlan([](Plan& plan) { plan.people.erase(plan.people.begin()); });
        refusedPlan([](Plan& plan) { plan.people[0].name = "\n"; });
        refusedPlan([](Plan& plan) { plan.people.push_back({"ZZ", "Zoe", "king"}); });
        refusedPlan([](Plan& plan) { plan.shares[0].holder = "WW"; });
        refusedPlan([](Plan& plan) { plan.shares[0].number = 4; });
        refusedPlan([](Plan& plan) { plan.shares[0].number = 2; });
        refusedPlan([](Plan& plan) { plan.shares.pop_back(); });
        refusedPlan([](Plan& plan) { plan.keys.clear(); });
        refusedPlan([](Plan& plan) { plan.keys[1].id = plan.keys[0].id; });
        refusedPlan([](Plan& plan) { plan.title.clear(); });
        QVERIFY(open(procedure, openedEvent(samplePlan(*procedure))));
    }
};

KEYRITE_TEST_MAIN(EngineTest)
#include "engine_test.moc"
