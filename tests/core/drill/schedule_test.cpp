// The schedule: what is due when, and how each thing that happens moves it.
#include "core/drill/schedule.h"
#include "tests/core/drill/sample_drill.h"
#include "tests/test_main.h"

#include <algorithm>

using namespace keyrite;
using namespace keyrite::drill;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

SampleRegistry sample()
{
    SampleRegistry sample;
    sample.record(SiteAdded{"zrh", "Zurich", "CH", "north", {"s1"}});
    sample.record(PersonGranted{"Ada", {"custodian"}, "zrh"});
    sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"}); // on 5 January 2026
    return sample;
}

std::vector<Due> dues(const SampleRegistry& sample, DueKind kind, const char* today = "2026-02-01")
{
    std::vector<Due> all = scheduleOf(sample.registry(), day(today));
    std::erase_if(all, [&](const Due& due) { return due.kind != kind; });
    return all;
}

} // namespace

class ScheduleTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyInAnEmptyRoom() { QVERIFY(scheduleOf(Registry(), day("2026-01-01")).empty()); }

    void asksForEachSheetAfterNinetyDays()
    {
        const auto all = dues(sample(), DueKind::Attestation);
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].due, day("2026-04-05"));
        QCOMPARE(all[0].latest, day("2026-04-19"));
        QCOMPARE(all[0].people, std::vector<std::string>{"Ada"});
        QCOMPARE(all[0].sites, std::vector<std::string>{"zrh"});
        QCOMPARE(statusOn(all[0], day("2026-04-04")), DueStatus::Later);
        QCOMPARE(statusOn(all[0], day("2026-04-05")), DueStatus::Due);
        QCOMPARE(statusOn(all[0], day("2026-04-19")), DueStatus::Due);
        QCOMPARE(statusOn(all[0], day("2026-04-20")), DueStatus::Overdue);
    }

    void forgetsWhatWasDoneOrIsGone()
    {
        SampleRegistry all = sample();
        const std::uint64_t seq =
            all.add("share.attested", {{"set", "3a5f"}, {"share", 1}}, noon("2026-03-01"));
        all.record(SheetLost{"3a5f", 3, "gone"});
        const auto due = dues(all, DueKind::Attestation);
        QCOMPARE(due.size(), std::size_t{2});
        QCOMPARE(due[1].due, day("2026-05-30"));
        QCOMPARE(due[1].from, std::vector<std::uint64_t>{seq});
        all.add("key.destroyed", {{"key", SampleRegistry::keyOf("3a5f")}});
        QVERIFY(dues(all, DueKind::Attestation).empty());
        QVERIFY(dues(all, DueKind::Drill).empty());
        QVERIFY(dues(all, DueKind::TableTop).empty());
    }

    void asksForADrillWithThoseWhoAreThere()
    {
        SampleRegistry all = sample();
        all.record(PersonOnLeave{"Ada", day("2026-07-01"), day("2026-07-31")});
        const auto first = dues(all, DueKind::Drill, "2026-07-06");
        QCOMPARE(first.size(), std::size_t{1});
        QCOMPARE(first[0].due, day("2026-07-06")); // 182 days
        QCOMPARE(first[0].latest, day("2027-01-05"));
        QCOMPARE(first[0].people, (std::vector<std::string>{"Ben", "Carla"}));
        QVERIFY(first[0].announced);
        holdDrill(all, "dr-1", DrillType::Quorum, true, noon("2026-07-06"),
                  {{"Ben", 2, 30}, {"Carla", 3, 60}});
        const auto next = dues(all, DueKind::Drill, "2026-08-06");
        QCOMPARE(next[0].due, day("2027-01-04"));
        QVERIFY(!next[0].announced); // every other one comes as a surprise
        QCOMPARE(next[0].people, (std::vector<std::string>{"Ada", "Ben"}));
    }

    void asksForAReissueAndSaysWhy()
    {
        SampleRegistry all = sample();
        QVERIFY(dues(all, DueKind::Reissue).empty());
        all.add("quorum.entered", {{"set", "3a5f"}, {"shares", {1, 2}}}, noon("2026-02-01"),
                "KC-2026-3a5f"); // of its own issue
        QVERIFY(dues(all, DueKind::Reissue).empty());
        all.record(SheetLost{"3a5f", 3, "gone"}, noon("2026-03-01"));
        all.record(PersonRevoked{"Ada", "left"}, noon("2026-03-10"));
        all.add("quorum.entered", {{"set", "3a5f"}, {"shares", {1, 2}}}, noon("2026-03-20"), "KC-2026-9");
        const auto due = dues(all, DueKind::Reissue);
        QCOMPARE(due.size(), std::size_t{1});
        QCOMPARE(due[0].due, day("2026-03-01"));
        QCOMPARE(due[0].latest, day("2026-03-15"));
        QCOMPARE(due[0].reasons.size(), std::size_t{3});
        QVERIFY(due[0].reasons[0].cause == ReissueCause::Spent);
        QCOMPARE(due[0].reasons[0].sheets, (std::vector<int>{1, 2}));
        QCOMPARE(sentenceOf(due[0]),
                 std::string("Set 3A5F is to be re-issued with nobody who can be counted on: the secret was "
                             "rebuilt from sheets 1 and 2; who holds sheet 1 takes part no more; sheet 3 is "
                             "lost."));
        QVERIFY(std::ranges::is_sorted(due[0].from));
        all.add("shareset.retired", {{"set", "3a5f"}, {"replacedBy", ""}});
        QVERIFY(dues(all, DueKind::Reissue)[0].reasons.size() == 1); // only what is lost is still looked for
    }

    // A site burns; and it was a drill after all.
    void asksForAReissueAfterAFireAndNotAfterADrill()
    {
        SampleRegistry all = sample();
        all.add("quorum.entered", {{"set", "3a5f"}, {"shares", {1, 2}}}, noon("2026-03-20"), "KC-2026-9");
        all.record(DrillStarted{"dr-1", DrillType::Restore, true, {"Ada"}, "3a5f"}, noon("2026-03-20"));
        QCOMPARE(dues(all, DueKind::Reissue).size(), std::size_t{1});
        all.record(DrillCompleted{"dr-1", DrillOutcome::Passed, "KC-2026-9"}, noon("2026-03-20"));
        QVERIFY(dues(all, DueKind::Reissue).empty());
        all.record(SiteChanged{"zrh", "fire", SiteState::Lost}, noon("2026-04-01"));
        const auto due = dues(all, DueKind::Reissue);
        QVERIFY(due[0].reasons.front().cause == ReissueCause::OutOfReach);
        QCOMPARE(due[0].people, (std::vector<std::string>{"Ben", "Carla"}));
    }

    void asksForATableTopEachQuarter()
    {
        SampleRegistry all = sample();
        QCOMPARE(dues(all, DueKind::TableTop)[0].due, day("2026-04-06"));
        all.record(DrillStarted{"tt-1", DrillType::TableTop, true, {"Ada"}}, noon("2026-04-01"));
        QCOMPARE(dues(all, DueKind::TableTop)[0].due, day("2026-04-06"));
        all.record(DrillCompleted{"tt-1"}, noon("2026-04-01"));
        QCOMPARE(dues(all, DueKind::TableTop)[0].due, day("2026-07-01"));
    }

    void watchesTermsLeaveVettingTrainingFindingsAndDeadlines()
    {
        SampleRegistry all = sample();
        all.record(PersonGranted{"Ada", {"custodian"}, "zrh", day("2026-09-30")});
        all.record(PersonVetted{"Ada", "HR", true, day("2026-10-01")});
        all.record(PersonTrained{"Ada", "recovery", day("2026-05-01")});
        all.record(PersonTrained{"Ada", "recovery", day("2027-05-01")}); // the later one counts
        all.record(PersonOnLeave{"Ada", day("2026-03-01"), day("2026-03-14")});
        all.record(FindingOpened{"f-1", "No torch", "Ada", day("2026-02-15")});
        all.record(KeyDescribed{SampleRegistry::keyOf("3a5f"),
                                "listed-options",
                                240,
                                {},
                                0,
                                {},
                                {{"Expiry", noon("2026-03-20")}}});
        QCOMPARE(dues(all, DueKind::Term)[0].due, day("2026-09-30"));
        QCOMPARE(dues(all, DueKind::Vetting)[0].due, day("2026-10-01"));
        QCOMPARE(dues(all, DueKind::Training).size(), std::size_t{1});
        QCOMPARE(dues(all, DueKind::Training)[0].due, day("2027-05-01"));
        QCOMPARE(dues(all, DueKind::Leave)[0].latest, day("2026-03-14"));
        QVERIFY(dues(all, DueKind::Leave, "2026-03-15").empty());
        QCOMPARE(dues(all, DueKind::Finding)[0].due, day("2026-02-15"));
        QCOMPARE(dues(all, DueKind::Deadline)[0].due, day("2026-03-20"));
        all.record(FindingClosed{"f-1", "Bought"});
        QVERIFY(dues(all, DueKind::Finding).empty());
        all.record(PersonRevoked{"Ada", "left"});
        QVERIFY(dues(all, DueKind::Term).empty());
    }

    void followsThePolicyOfTheRoom()
    {
        SampleRegistry all = sample();
        all.record(ScheduleSet{30, 5, 100, 50, 20});
        QCOMPARE(dues(all, DueKind::Attestation)[0].due, day("2026-02-04"));
        QCOMPARE(dues(all, DueKind::Attestation)[0].latest, day("2026-02-09"));
        QCOMPARE(dues(all, DueKind::Drill)[0].due, day("2026-02-24"));
        QCOMPARE(dues(all, DueKind::TableTop)[0].due, day("2026-01-25"));
        const auto sorted = scheduleOf(all.registry(), day("2026-02-01"));
        QVERIFY(std::ranges::is_sorted(sorted, {}, &Due::due));
    }
};

KEYRITE_TEST_MAIN(ScheduleTest)
#include "schedule_test.moc"
