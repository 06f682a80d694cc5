// What people record: the entry of each fact is of its form and folds back; what does not make sense is
// refused.
#include "core/registry/entry_kinds.h"
#include "tests/core/registry/sample_registry.h"
#include "tests/test_main.h"

#include <set>

using namespace keyrite;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

SampleRegistry sample()
{
    SampleRegistry sample;
    sample.record(SiteAdded{"zrh-1", "Zurich vault", "CH", "lake-zurich", {"s1", "s2"}});
    sample.record(PersonGranted{"Ada Okafor", {"administrator"}, "zrh-1", day("2027-01-31")});
    sample.record(PersonGranted{"Ben Sato", {"custodian"}});
    sample.shareSet("3a5f", "2of3", {"Ada Okafor", "Ben Sato", "Carla Rossi"});
    sample.record(HsmRegistered{"4711", "prod", "production", "SoftHSM", "zrh-1", "s1"});
    sample.record(DeviceRegistered{"printer-1", "printer", "LaserJet", "CN1", "zrh-1", "s2"});
    sample.record(SealApplied{"S-0001", "HSM 4711 in its bag"});
    sample.record(DrillStarted{"dr-2026-0001", DrillType::Quorum, false, {"Ada Okafor", "Ben Sato"}, "3a5f"});
    sample.record(
        FindingOpened{"f-2026-0001", "No torch in safe s1", "Ben Sato", day("2026-02-01"), "dr-2026-0001"});
    return sample;
}

const std::vector<Fact>& refused()
{
    static const std::vector<Fact> facts{
        PersonGranted{"Ada Okafor", {}},
        PersonGranted{"Ada\nOkafor", {"custodian"}},
        PersonGranted{"Ada Okafor", {"custodian"}, "nowhere"},
        PersonVetted{"Nobody Known", "HR"},
        PersonTrained{"Ada Okafor", ""},
        PersonOnLeave{"Ada Okafor", day("2026-03-02"), day("2026-03-01")},
        PersonRevoked{"Ada Okafor", ""},
        SiteAdded{"zrh-1", "Again", "CH", "r", {}},
        SiteAdded{"gva", "Geneva", "Switzerland", "r", {}},
        SiteChanged{"gva", "burnt", SiteState::Lost},
        HsmRegistered{"4711", "prod", "production"},
        HsmRegistered{"4712", "prod", "production", "", "zrh-1", "s9"},
        HsmRetired{"4712", "failed", "dead"},
        HsmRetired{"4711", "tired", "dead"},
        SheetPlaced{"3a5f", 4, "zrh-1"},
        SheetPlaced{"3a5f", 1, "zrh-1", "s3"},
        SheetLost{"3a60", 1, "gone"},
        KeyDescribed{SampleRegistry::keyOf("3a60"), "spot", 60},
        KeyDescribed{SampleRegistry::keyOf("3a5f"), "spot", -1},
        KeyDescribed{SampleRegistry::keyOf("3a5f"), "spot", 60, "", 100},
        DeviceRegistered{"printer-1", "printer", "m", "s"},
        DeviceRetired{"printer-2", "broken"},
        SealApplied{"S-0001", "something else"},
        SealChecked{"S-0001", SealState::Applied},
        SealRemoved{"S-0002", "opened"},
        ScheduleSet{0},
        DrillStarted{"dr-2026-0001", DrillType::Quorum, true, {"Ada Okafor"}},
        DrillStarted{"dr-2026-0002", DrillType::Quorum, true, {}},
        DrillResponded{"dr-2026-0002", "Ada Okafor"},
        DrillCompleted{"dr-2026-0001", DrillOutcome::Running},
        FindingOpened{"f-2026-0002", "text", "Nobody Known", day("2026-02-01")},
        FindingClosed{"f-2026-0002", "done"},
    };
    return facts;
}

} // namespace

class FactsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recordsEachKindThatPeopleWrite()
    {
        SampleRegistry all = sample();
        all.record(PersonVetted{"Ben Sato", "HR", true, day("2027-01-01")});
        all.record(PersonTrained{"Ben Sato", "recovery"});
        all.record(PersonOnLeave{"Ben Sato", day("2026-07-01"), day("2026-07-01")});
        all.record(SheetPlaced{"3a5f", 1, "zrh-1", "s1"});
        all.record(SheetLost{"3a5f", 3, "The bag was empty"});
        all.record(KeyDescribed{SampleRegistry::keyOf("3a5f"),
                                "listed-options",
                                240,
                                "Broker",
                                5,
                                "CHF",
                                {{"expiry", noon("2026-03-20")}}});
        all.record(SealChecked{"S-0001", SealState::Broken});
        all.record(SealRemoved{"S-0001", "the HSM was taken out"});
        all.record(ScheduleSet{60, 7, 180, 90, 30});
        all.record(DrillResponded{"dr-2026-0001", "Ben Sato", ResponseStage::Arrived, noon("2026-01-05")});
        all.record(DrillCompleted{"dr-2026-0001", DrillOutcome::Passed, "KC-2026-0009", "well done"});
        all.record(FindingClosed{"f-2026-0001", "A torch was bought"});
        all.record(PersonRevoked{"Ben Sato", "left the firm"});
        all.record(HsmRetired{"4711", "failed", "does not start"});
        all.record(DeviceRetired{"printer-1", "sold"});
        all.record(SiteChanged{"zrh-1", "fire", SiteState::Lost});
        QVERIFY(all.registry().problems.empty());
        std::set<std::string> written;
        for (const log::Entry& entry : all.entries())
            written.insert(entry.kind);
        for (const KindRule& rule : kindRules())
            QVERIFY2(!rule.byForm || written.contains(std::string(rule.kind)), rule.kind.data());
    }

    void refusesWhatDoesNotMakeSense()
    {
        const SampleRegistry known = sample();
        for (std::size_t i = 0; i < refused().size(); ++i) {
            const auto entry =
                compose(known.registry(), {"Ada Okafor", "administrator"}, noon("2026-02-01"), refused()[i]);
            QVERIFY2(!entry, std::to_string(i).c_str());
            QCOMPARE(entry.error().code, ErrorCode::EntryInvalid);
        }
    }

    void namesTheNextDrillAndFinding()
    {
        const SampleRegistry known = sample();
        QCOMPARE(nextDrillId(known.registry(), noon("2026-06-01")), std::string("dr-2026-0002"));
        QCOMPARE(nextDrillId(known.registry(), noon("2027-06-01")), std::string("dr-2027-0001"));
        QCOMPARE(nextFindingId(known.registry(), noon("2026-06-01")), std::string("f-2026-0002"));
    }

    void registersAnHsmThatACeremonySaw()
    {
        const SampleRegistry known = sample();
        const Hsm& hsm = known.registry().hsms.at("4711");
        QCOMPARE(hsm.site, std::string("zrh-1"));
        QCOMPARE(hsm.history.size(), std::size_t{2});
    }
};

KEYRITE_TEST_MAIN(FactsTest)
#include "facts_test.moc"
