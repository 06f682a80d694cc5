// Reach: small designs by hand, and for any holding the smallest sets against the definition.
#include "core/registry/reach.h"
#include "tests/core/registry/sample_registry.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::registry;
using namespace keyrite::test;

namespace {

using Names = std::vector<std::string>;

Reach reach(const SampleRegistry& sample, std::optional<Day> on = {})
{
    return reachOf(sample.registry(), sample.registry().shareSets.at("3a5f"), on);
}

const Holding& of(const std::vector<Holding>& holdings, const std::string& name)
{
    return *std::find_if(holdings.begin(), holdings.end(),
                         [&](const Holding& one) { return one.name == name; });
}

// Two sites, two groups; Ada works where group 2 lies.
SampleRegistry twoSites()
{
    SampleRegistry sample;
    sample.record(SiteAdded{"zrh", "Zurich", "CH", "north", {"s1"}});
    sample.record(SiteAdded{"gva", "Geneva", "CH", "west", {"s1"}});
    sample.record(PersonGranted{"Ada", {"custodian"}, "gva"});
    sample.shareSet("3a5f", "2of(2of3,2of3)", {"Ada", "Ben", "Carla", "Dora", "Emil", "Ada"});
    for (int share = 1; share <= 6; ++share)
        sample.record(SheetPlaced{"3a5f", share, share <= 3 ? "zrh" : "gva", "s1"});
    return sample;
}

} // namespace

class ReachTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsTheSheetsThatAreMissing()
    {
        const Policy policy = Policy::parse("2of(2of3,2of3,1of1)").value();
        QCOMPARE(sheetsShort(policy, {}), 3); // the single one and two of a group
        QCOMPARE(sheetsShort(policy, {1}), 2);
        QCOMPARE(sheetsShort(policy, {7}), 2);
        QCOMPARE(sheetsShort(policy, {1, 2}), 1);
        QCOMPARE(sheetsShort(policy, {1, 2, 7}), 0);
        QCOMPARE(sheetsShort(policy, {1, 2, 3, 4}), 1);
    }

    void namesWhoSufficesTogether()
    {
        SampleRegistry sample;
        sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
        const Reach all = reach(sample);
        QCOMPARE(all.byPeople.sets, (std::vector<Names>{{"Ada", "Ben"}, {"Ada", "Carla"}, {"Ben", "Carla"}}));
        QCOMPARE(all.byPeople.canMiss, 1);
        QVERIFY(all.byPeople.complete);
        QCOMPARE(all.bySites.sets, (std::vector<Names>{{""}})); // nobody said where they are
        QCOMPARE(of(all.people, "Ben").sheetsShort, 1);
    }

    void seesWhoHasTooMuch()
    {
        SampleRegistry sample;
        sample.shareSet("3a5f", "3of5", {"Ada", "Ada", "Ben", "Carla", "Dora"});
        const Reach all = reach(sample);
        QCOMPARE(of(all.people, "Ada").sheetsShort, 1);
        QCOMPARE(of(all.people, "Ben").sheetsShort, 2);
        QCOMPARE(all.byPeople.sets.front(), (Names{"Ada", "Ben"}));
        QCOMPARE(all.byPeople.canMiss, 1); // Ada alone may go; Ada and one more may not
    }

    void countsTheSafesWhereSomebodyWorks()
    {
        const SampleRegistry sample = twoSites();
        const Reach all = reach(sample);
        QCOMPARE(of(all.people, "Ada").sheets, (std::vector<int>{1, 6}));
        QCOMPARE(of(all.people, "Ada").sheetsShort, 2);
        QCOMPARE(of(all.people, "Ada").shortWithSite, 1); // all of Geneva and one sheet of Zurich
        QCOMPARE(all.bySites.sets, (std::vector<Names>{{"gva", "zrh"}}));
        QCOMPARE(all.bySites.canMiss, 0);
    }

    void leavesOutWhatIsGone()
    {
        SampleRegistry sample = twoSites();
        QVERIFY(!reach(sample).byPeople.sets.empty());
        sample.record(SiteChanged{"zrh", "fire", SiteState::Lost});
        const Reach all = reach(sample);
        QCOMPARE(all.sheetsReachable, 3);
        QVERIFY(all.byPeople.sets.empty());
        QCOMPARE(all.byPeople.canMiss, -1);
        QCOMPARE(all.sites.size(), std::size_t{1});
    }

    void asksOnADayOnlyWhoIsThere()
    {
        SampleRegistry sample;
        sample.shareSet("3a5f", "2of3", {"Ada", "Ben", "Carla"});
        sample.record(PersonOnLeave{"Ben", day("2026-07-01"), day("2026-07-14")});
        QCOMPARE(reach(sample, day("2026-07-03")).byPeople.sets, (std::vector<Names>{{"Ada", "Carla"}}));
        QCOMPARE(reach(sample, day("2026-07-15")).byPeople.sets.size(), std::size_t{3});
    }

    // Every set of people that is named suffices, and not without any one of them; every set that suffices
    // holds one.
    void findsExactlyTheSmallestSets()
    {
        QVERIFY(rc::check([] {
            const std::vector<std::string> names{"A", "B", "C", "D", "E"};
            const auto policy =
                *rc::gen::element<std::string>("3of6", "2of(2of3,2of3)", "2of(2of2,1of1,2of3)");
            std::vector<std::string> holders;
            for (int share = 0; share < 6; ++share)
                holders.push_back(*rc::gen::elementOf(names));
            SampleRegistry sample;
            sample.shareSet("3a5f", policy, holders);
            const Reach all = reach(sample);
            const Policy parsed = Policy::parse(policy).value();
            const auto suffices = [&](const std::set<std::string>& people) {
                std::vector<int> sheets;
                for (int share = 1; share <= 6; ++share)
                    if (people.contains(holders[static_cast<std::size_t>(share - 1)]))
                        sheets.push_back(share);
                return sheetsShort(parsed, sheets) == 0;
            };
            for (unsigned chosen = 0; chosen < 32; ++chosen) {
                std::set<std::string> people;
                for (unsigned i = 0; i < 5; ++i)
                    if ((chosen >> i & 1U) != 0)
                        people.insert(names[i]);
                const bool holdsOne =
                    std::any_of(all.byPeople.sets.begin(), all.byPeople.sets.end(), [&](const Names& set) {
                        return std::includes(people.begin(), people.end(), set.begin(), set.end());
                    });
                RC_ASSERT(suffices(people) == holdsOne);
            }
            for (const Names& set : all.byPeople.sets)
                for (const std::string& one : set) {
                    std::set<std::string> fewer(set.begin(), set.end());
                    fewer.erase(one);
                    RC_ASSERT(!suffices(fewer));
                }
        }));
    }
};

KEYRITE_TEST_MAIN(ReachTest)
#include "reach_test.moc"
