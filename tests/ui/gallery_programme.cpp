#include "tests/ui/gallery_programme.h"

#include "tests/core/drill/sample_drill.h"

namespace keyrite::ui::gallery {

using namespace registry;
using namespace test;

registry::Registry sampleProgramme(bool longNames)
{
    const std::string ada =
        longNames ? "Adaeze Chukwuemeka-Okafor-Montgomery of Stratford-upon-Avon" : "Ada Okafor";
    const std::string zurich =
        longNames ? "Zurich, deep vault below the Bahnhofstrasse, third basement, eastern corridor"
                  : "Zurich vault";
    SampleRegistry sample;
    sample.record(SiteAdded{"zrh-1", zurich, "CH", "lake-zurich", {"s1", "s2"}});
    sample.record(SiteAdded{"sgp-1", "Singapore vault", "SG", "singapore", {"s1"}});
    sample.record(PersonGranted{ada, {"administrator", "custodian"}, "zrh-1", day("2026-12-31")});
    sample.record(PersonGranted{"Jonas Weber", {"custodian"}, "zrh-1"});
    sample.record(PersonGranted{"Mei Tanaka", {"custodian"}, "sgp-1", day("2027-06-30")});
    sample.record(PersonGranted{"Arjun Nair", {"custodian"}, "sgp-1"});
    sample.record(PersonGranted{"Ines Costa", {"custodian"}, "sgp-1"});
    sample.record(PersonGranted{"Lena Graf", {"witness", "custodian"}, "zrh-1"});
    sample.record(PersonVetted{ada, "Human resources", true, day("2027-01-31")});
    sample.record(PersonVetted{"Mei Tanaka", "Human resources", true, day("2026-06-30")});
    sample.record(PersonTrained{"Mei Tanaka", "recovery", day("2027-01-31")});
    sample.record(PersonOnLeave{"Jonas Weber", day("2026-11-20"), day("2026-12-04")});
    sample.shareSet("3a5f", "2of(2of3,2of3)",
                    {ada, "Jonas Weber", "Lena Graf", "Mei Tanaka", "Arjun Nair", "Ines Costa"});
    for (int share = 1; share <= 6; ++share)
        sample.record(SheetPlaced{"3a5f", share, share <= 3 ? "zrh-1" : "sgp-1", "s1"});
    sample.record(KeyDescribed{SampleRegistry::keyOf("3a5f"),
                               "option",
                               24 * 60,
                               "Eurex Clearing",
                               125'000'000,
                               "CHF",
                               {{"Expiry of the December options", noon("2026-12-18")}}});
    sample.record(HsmRegistered{"4711", "prod", "production", "SoftHSM v2", "zrh-1", "s2"});
    sample.record(DeviceRegistered{"printer-1", "printer", "LaserJet 4001", "CN0012", "zrh-1", "s2"});
    sample.record(SealApplied{"S-0012-3457", "HSM 4711 in its bag"});
    sample.record(SealChecked{"S-0012-3457", SealState::Intact}, noon("2026-10-01"));
    const std::vector<Came> quick{
        {ada, 1, 55}, {"Jonas Weber", 2, 200}, {"Mei Tanaka", 4, 40}, {"Arjun Nair", 5, 300}};
    holdDrill(sample, "dr-2026-0001", DrillType::Quorum, true, noon("2026-03-20"), quick);
    holdDrill(sample, "dr-2026-0002", DrillType::Restore, false, noon("2026-06-12"),
              {{ada, 1, 90},
               {"Jonas Weber", 2, 25 * 60},
               {"Mei Tanaka", 4, 240},
               {"Arjun Nair", 5, -1},
               {"Lena Graf", 3, 500},
               {"Ines Costa", 6, 700}});
    holdDrill(sample, "dr-2026-0003", DrillType::Restore, true, noon("2026-09-01"), quick);
    holdDrill(sample, "dr-2026-0004", DrillType::Quorum, false, noon("2026-10-20"), quick);
    sample.record(FindingOpened{"f-2026-0001", "Arjun Nair's number in the call list was an old one",
                                "Lena Graf", day("2026-07-01"), "dr-2026-0002"});
    sample.record(FindingClosed{"f-2026-0001", "The list is checked each month"}, noon("2026-06-20"));
    sample.record(FindingOpened{"f-2026-0002", "The spare reader was not in safe s2", "Jonas Weber",
                                day("2026-11-15"), "dr-2026-0004"});
    return sample.registry();
}

TimePoint sampleToday()
{
    return noon("2026-11-25");
}

} // namespace keyrite::ui::gallery
