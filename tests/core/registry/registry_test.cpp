// The fold: each concept as its entries leave it; what is unknown or malformed changes nothing.
#include "tests/core/registry/sample_registry.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::registry;
using namespace keyrite::test;
using log::Json;

namespace {

SampleRegistry sample()
{
    SampleRegistry sample;
    sample.record(SiteAdded{"zrh-1", "Zurich vault", "CH", "lake-zurich", {"s1", "s2"}});
    sample.record(SiteAdded{"gva-1", "Geneva vault", "CH", "rhone", {"s1"}});
    sample.record(PersonGranted{"Ada Okafor", {"administrator"}, "zrh-1", day("2026-06-30")});
    sample.shareSet("3a5f", "2of3", {"Ada Okafor", "Ben Sato", "Carla Rossi"});
    return sample;
}

} // namespace

class RegistryTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsPeopleOfCeremonies()
    {
        const SampleRegistry all = sample();
        const Person& ben = all.registry().people.at("Ben Sato");
        QVERIFY(!ben.granted);
        QCOMPARE(ben.ceremonies, std::vector<std::string>{"KC-2026-3a5f"});
        QVERIFY(all.registry().people.at("Ada Okafor").granted);
    }

    void knowsWhoServesWhen()
    {
        SampleRegistry all = sample();
        all.record(PersonOnLeave{"Ada Okafor", day("2026-03-01"), day("2026-03-07")});
        const auto ada = [&]() -> const Person& { return all.registry().people.at("Ada Okafor"); };
        QVERIFY(ada().isAvailable(day("2026-02-28")));
        QVERIFY(!ada().isAvailable(day("2026-03-01")));
        QVERIFY(!ada().isAvailable(day("2026-03-07")));
        QVERIFY(ada().isAvailable(day("2026-03-08")));
        QVERIFY(ada().serves(day("2026-06-30")));
        QVERIFY(!ada().serves(day("2026-07-01")));
        all.record(PersonRevoked{"Ada Okafor", "left"});
        QVERIFY(!ada().serves(day("2026-02-28")));
        all.record(PersonGranted{"Ada Okafor", {"auditor"}});
        QVERIFY(ada().serves(day("2029-01-01")));
        QCOMPARE(ada().site, std::string());
        QCOMPARE(ada().history.size(), std::size_t{5});
    }

    void findsASheetWhereItIsKept()
    {
        SampleRegistry all = sample();
        const auto sheet = [&](int number) -> const Sheet& {
            return all.registry().shareSets.at("3a5f").sheets.at(number);
        };
        QCOMPARE(all.registry().siteOf(sheet(1))->id, std::string("zrh-1")); // where Ada works
        QVERIFY(all.registry().siteOf(sheet(2)) == nullptr);
        all.record(SheetPlaced{"3a5f", 2, "gva-1", "s1"});
        QCOMPARE(all.registry().siteOf(sheet(2))->id, std::string("gva-1"));
        all.record(SiteChanged{"gva-1", "fire", SiteState::Lost});
        QVERIFY(sheet(2).exists());
        QVERIFY(!all.registry().canBeReached(sheet(2)));
        all.record(SheetLost{"3a5f", 3, "gone"});
        QVERIFY(!sheet(3).exists());
        QVERIFY(all.registry().canBeReached(sheet(1)));
    }

    void datesWhatWasRead()
    {
        SampleRegistry all = sample();
        const auto sheet = [&](int number) -> const Sheet& {
            return all.registry().shareSets.at("3a5f").sheets.at(number);
        };
        all.add("share.attested", {{"set", "3a5f"}, {"share", 1}}, noon("2026-04-01"), "KC-2026-3a5f");
        all.add("quorum.entered", {{"set", "3a5f"}, {"shares", {2, 3}}}, noon("2026-05-01"), "KC-2026-3a5f");
        QCOMPARE(sheet(1).attested, noon("2026-04-01"));
        QCOMPARE(sheet(1).proven, noon("2026-04-01"));
        QCOMPARE(sheet(1).state, SheetState::HandedOver);
        QCOMPARE(sheet(3).proven, noon("2026-05-01"));
        const Ceremony& ceremony = all.registry().ceremonies.at("KC-2026-3a5f");
        QCOMPARE(ceremony.readings.size(), std::size_t{6});
        QCOMPARE(ceremony.readings.back().mark.time, noon("2026-05-01"));
    }

    void aRecoverySpendsSheetsAndADrillDoesNot()
    {
        SampleRegistry all = sample();
        const auto spent = [&](int number) {
            return all.registry().spentBy(all.registry().shareSets.at("3a5f").sheets.at(number));
        };
        const log::Json quorum{{"set", "3a5f"}, {"shares", {1, 2}}};
        all.add("quorum.entered", quorum, noon("2026-02-01"), "KC-2026-3a5f"); // its own proof
        QVERIFY(spent(1) == nullptr);
        all.add("ceremony.opened", {{"mode", "drill"}, {"title", "Drill"}}, noon("2026-03-01"), "KC-2026-7");
        all.add("quorum.entered", quorum, noon("2026-03-01"), "KC-2026-7");
        QVERIFY(spent(1) == nullptr);
        all.add("quorum.entered", quorum, noon("2026-04-01"), "KC-2026-8");
        all.add("quorum.entered", quorum, noon("2026-05-01"), "KC-2026-9");
        QCOMPARE(spent(1)->ceremony, std::string("KC-2026-8"));
        QCOMPARE(spent(2)->mark.time, noon("2026-04-01"));
        QVERIFY(spent(3) == nullptr);
        QVERIFY(all.registry().canBeReached(all.registry().shareSets.at("3a5f").sheets.at(1)));
    }

    void changesOnlyWhatASiteEntryNames()
    {
        SampleRegistry all = sample();
        all.record(SiteChanged{"zrh-1", "renamed", {}, "Zurich, Bahnhofstrasse"});
        const Site& site = all.registry().sites.at("zrh-1");
        QCOMPARE(site.name, std::string("Zurich, Bahnhofstrasse"));
        QCOMPARE(site.safes.size(), std::size_t{2});
        QCOMPARE(site.state, SiteState::Open);
    }

    void describesAKeyWhole()
    {
        SampleRegistry all = sample();
        const std::string key = SampleRegistry::keyOf("3a5f");
        all.record(KeyDescribed{key,
                                "otc",
                                1440,
                                "Bank",
                                7,
                                "EUR",
                                {{"later", noon("2026-09-01")}, {"sooner", noon("2026-08-01")}}});
        QCOMPARE(all.registry().keys.at(key).use->deadlines.front().what, std::string("sooner"));
        all.record(KeyDescribed{key, "spot", 60});
        QCOMPARE(all.registry().keys.at(key).use->counterparty, std::string());
        QCOMPARE(all.registry().keys.at(key).use->value, std::int64_t{0});
    }

    // A token that hands a key out taints the key only where it lives there, and until it does better.
    void aKeyIsHandedOutByTheTokenWhereItLives()
    {
        SampleRegistry all = sample();
        const std::string id = SampleRegistry::keyOf("3a5f");
        const TimePoint time = noon("2026-02-01");
        const auto key = [&]() -> const Key& { return all.registry().keys.at(id); };
        const auto ignored = [&](const std::string& serial, const std::string& ceremony) {
            all.add("key.lock-ignored", {{"key", id}, {"serial", serial}, {"answers", "CKR_OK"}}, time,
                    ceremony);
        };
        const auto decided = [&](const std::string& decision, const std::string& ceremony) {
            all.add("exception.raised",
                    {{"happened", "it leaks"}, {"by", "AO"}, {"decision", decision}, {"decided", decision}},
                    time, ceremony);
        };
        const auto restored = [&](const std::string& token, const std::string& serial,
                                  const std::string& ceremony) {
            all.add("key.restored",
                    {{"key", id}, {"token", token}, {"serial", serial}, {"tokenLabel", "HSM " + serial}},
                    time, ceremony);
        };
        restored("replacement", "2", "KC-2026-0007");
        QVERIFY(key().state == KeyState::Locked);
        ignored("1", "KC-2026-0008"); // a drill token
        decided("continue", "KC-2026-0008");
        restored("drill", "1", "KC-2026-0008");
        QVERIFY(key().handedOut() == nullptr);
        QVERIFY(key().state == KeyState::Locked);
        ignored("3", "KC-2026-0009"); // another HSM, which was not taken
        decided("abort", "KC-2026-0009");
        QVERIFY(key().handedOut() == nullptr);
        ignored("3", "KC-2026-0010");
        QVERIFY(!key().lockIgnored.at("3").decision);
        decided("continue", "KC-2026-0010");
        restored("replacement", "3", "KC-2026-0010");
        QVERIFY(key().handedOut() != nullptr);
        QCOMPARE(key().handedOut()->decision->decision, std::string("continue"));
        QVERIFY(key().state != KeyState::Locked);
        restored("replacement", "3", "KC-2026-0011"); // after an update of its firmware
        QVERIFY(key().handedOut() == nullptr);
        QVERIFY(key().state == KeyState::Locked);
    }

    void followsADrill()
    {
        SampleRegistry all = sample();
        all.record(DrillStarted{"dr-1", DrillType::Restore, false, {"Ada Okafor", "Ben Sato"}, "3a5f"},
                   noon("2026-04-01"));
        const auto later = [](int minutes) { return noon("2026-04-01") + std::chrono::minutes{minutes}; };
        all.record(DrillResponded{"dr-1", "Ada Okafor", ResponseStage::Answered}, later(5));
        all.record(DrillResponded{"dr-1", "Ada Okafor", ResponseStage::Arrived, later(40)}, later(60));
        all.record(DrillResponded{"dr-1", "Ben Sato", ResponseStage::Unreachable}, later(70));
        all.record(DrillCompleted{"dr-1", DrillOutcome::Failed, "KC-2026-0002"}, later(90));
        const Drill& drill = all.registry().drills.at("dr-1");
        QCOMPARE(drill.responses[0].answered->time, later(5));
        QCOMPARE(drill.responses[0].arrived->time, later(40));
        QVERIFY(drill.responses[1].unreachable);
        QCOMPARE(drill.outcome, DrillOutcome::Failed);
        QCOMPARE(drill.ceremony, std::string("KC-2026-0002"));
    }

    void reportsWhatIsMalformed()
    {
        SampleRegistry all = sample();
        const std::size_t people = all.registry().people.size();
        const std::uint64_t seq = all.add("custodian.granted", {{"person", "Eve"}, {"roles", "all"}});
        all.add("site.changed", {{"site", "zrh-1"}, {"state", "burnt"}, {"reason", "fire"}});
        all.add("custodian.leave", {{"person", "Ada Okafor"}, {"from", "soon"}, {"to", "later"}});
        QCOMPARE(all.registry().people.size(), people);
        QCOMPARE(all.registry().sites.at("zrh-1").state, SiteState::Open);
        QCOMPARE(all.registry().problems.size(), std::size_t{3});
        QCOMPARE(all.registry().problems.front().seq, seq);
    }

    void passesOverUnknownKinds()
    {
        SampleRegistry all = sample();
        const std::size_t people = all.registry().people.size();
        all.add("custodian.promoted", {{"person", "Eve"}});
        all.add("nonsense.happened", Json::array());
        all.add("quorum.entered", {{"set", "3a5f"}, {"shares", {"one", 99, -1}}});
        QCOMPARE(all.registry().people.size(), people);
        QVERIFY(all.registry().problems.empty());
    }
};

KEYRITE_TEST_MAIN(RegistryTest)
#include "registry_test.moc"
