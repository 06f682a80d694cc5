#include "core/plan/enumeration.h"
#include "tests/core/plan/printed.h"
#include "tests/core/plan/samples.h"
#include "tests/test_main.h"

#include <rapidcheck.h>
#include <set>

using namespace keyrite;
using namespace keyrite::plan;
using namespace keyrite::plan::samples;

namespace {

const Progress kGoOn = [](std::size_t, std::size_t) { return true; };

// `sites` equal sites with `members` people each.
Model search(std::size_t sites, std::size_t members)
{
    Model m = model(sites);
    for (Site& site : m.sites)
        site.shares.assign(members, share());
    return m;
}

// Differing sites, a shock, a clique, a fire, ageing sheets, a slow HSM and a vault: everything at once.
Model everything()
{
    Model m = search(3, 3);
    m.sites[1].unreachable = 0.05;
    m.sites[1].costPerYear = 10000;
    m.sites[2].shares[1].lost = 0.1;
    m.sites[0].shares[0].lossPerYear = 0.1;
    m.sites[0].shares[0].attestedEveryDays = 180;
    m.sites[0].shares[0].custodian = "Ada";
    m.sites[2].shares[0].custodian = "Ben";
    m.shocks.push_back({"Flood", 0.02, {0, 1}});
    m.cliques.push_back({"Ada and Ben", 0.001, {"Ada", "Ben"}});
    m.events.push_back({"Fire", 0.01, 2});
    m.provisioning = {ProvisioningOrder::Serial, StepDistribution::create({{6, 0.7}, {30, 0.999}}).value()};
    m.vaultDelayHours = 24;
    m.commonFault = 1e-4;
    return m;
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

Candidate measured(double cost, double loss, double compromise, double q95)
{
    Candidate c;
    c.cost = cost;
    c.loss = loss;
    c.compromise = compromise;
    c.q95Hours = q95;
    return c;
}

bool dominates(const Candidate& a, const Candidate& b)
{
    const bool notWorse =
        a.cost <= b.cost && a.loss <= b.loss && a.compromise <= b.compromise && a.q95Hours <= b.q95Hours;
    const bool differs =
        a.cost != b.cost || a.loss != b.loss || a.compromise != b.compromise || a.q95Hours != b.q95Hours;
    return notWorse && differs;
}

} // namespace

class ChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCandidateEqualsItsEvaluation()
    {
        const Model m = everything();
        const auto candidates = enumerate(m, {}, {}, kGoOn).value();
        QCOMPARE(candidates.size(),
                 std::size_t{3 * 4 * 1 + 3 * 16 * 2 + 64 * 3}); // policies of a group, thresholds
        for (const Candidate& c : candidates) {
            const Design d = designOf(m, c);
            const Evaluation e = evaluate(m, d).value();
            QVERIFY(near(c.unrecoverable, e.unrecoverable));
            QVERIFY(near(c.compromise, e.compromise));
            QVERIFY(near(c.loss, e.loss.total()));
            QVERIFY(near(c.cost, e.cost));
            QCOMPARE(c.q95Hours, e.q95Hours.value_or(std::numeric_limits<double>::infinity()));
            const ConstraintSet expected =
                broken({}, concentrationOf(m, d), e.unrecoverable, e.compromise, e.cost);
            QCOMPARE(c.broken.to_ulong(), expected.to_ulong());
        }
    }

    void everyDesignComesOnce()
    {
        // Two equal sites of up to 3 members: group policies 1of1, 2of2, 2of3, 3of3; one site: 4 designs; two
        // sites: 10 pairs, with 1 or 2 of them needed: 20.
        const Model m = search(2, 3);
        const auto candidates = enumerate(m, {}, {}, kGoOn).value();
        std::set<std::string> texts;
        for (const Candidate& c : candidates)
            texts.insert(designOf(m, c).policy().text());
        QCOMPARE(candidates.size(), std::size_t{24});
        QCOMPARE(texts.size(), std::size_t{24});
        QVERIFY(texts.contains("2of(2of3,2of2)") || texts.contains("2of(2of2,2of3)"));
    }

    void boundsAreKept()
    {
        const Model m = search(4, 5);
        const Bounds bounds{.minSites = 2,
                            .maxSites = 3,
                            .maxMembers = 3,
                            .maxShares = 7,
                            .maxCost = 110000,
                            .sameShape = true};
        const auto candidates = enumerate(m, bounds, {}, kGoOn).value();
        QVERIFY(!candidates.empty());
        for (const Candidate& c : candidates) {
            const Policy policy = designOf(m, c).policy();
            QVERIFY(policy.groups().size() == 2 || policy.groups().size() == 3);
            QVERIFY(policy.shareCount() <= 7 && c.cost <= 110000);
            for (const GroupPolicy& group : policy.groups())
                QVERIFY(group == policy.groups().front() && group.count <= 3);
        }
    }

    void theSearchStopsWhenTold()
    {
        const Model m = search(8, 5);
        int calls = 0;
        const auto stopped = enumerate(m, {}, {}, [&](std::size_t done, std::size_t all) {
            ++calls;
            return done > all; // never
        });
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(calls, 1);
    }

    void whatCannotBeSearchedIsRefused()
    {
        QCOMPARE(enumerate(model(), {}, {}, kGoOn).error().code,
                 ErrorCode::PlanInvalid); // nobody at the sites
        Model twice = search(2, 1);
        twice.sites[0].shares[0].custodian = twice.sites[1].shares[0].custodian = "Ada";
        QVERIFY(enumerate(twice, {}, {}, kGoOn).error().message.find("\"Ada\"") != std::string::npos);
        Model vast = search(12, 16);
        QVERIFY(enumerate(vast, {}, {}, kGoOn).error().message.find("1,500,000") != std::string::npos);
        QCOMPARE(enumerate(search(2, 2), {.maxCost = 1}, {}, kGoOn).error().code, ErrorCode::PlanInvalid);
    }

    void theParetoSetIsExactlyWhatNothingBeats()
    {
        rc::check([] {
            std::vector<Candidate> candidates;
            const int count = *rc::gen::inRange(1, 60);
            for (int i = 0; i < count; ++i)
                candidates.push_back(measured(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 5),
                                              *rc::gen::inRange(0, 5), *rc::gen::inRange(0, 3)));
            const Choice choice = choose(candidates, model());
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                const bool beaten = std::ranges::any_of(
                    candidates, [&](const Candidate& other) { return dominates(other, candidates[i]); });
                const bool shown = std::ranges::any_of(choice.pareto, [&](std::size_t at) {
                    return !dominates(candidates[at], candidates[i]) &&
                           !dominates(candidates[i], candidates[at]) &&
                           candidates[at].cost == candidates[i].cost &&
                           candidates[at].loss == candidates[i].loss &&
                           candidates[at].compromise == candidates[i].compromise;
                });
                RC_ASSERT(beaten != shown);
            }
        });
    }

    void theLeastSumIsRecommended()
    {
        std::vector<Candidate> candidates{measured(10, 90, 0, 4), measured(20, 60, 0, 4),
                                          measured(20, 60, 0, 4), measured(50, 35, 0, 4),
                                          measured(0, 1, 0, 4)};
        candidates[4].broken.set(1); // the cheapest breaks SurviveAnySite
        const Choice choice = choose(candidates, model());
        QCOMPARE(choice.recommended, std::size_t{1});
        QCOMPARE(choice.runnerUp, std::size_t{3}); // not its twin
        QCOMPARE(choice.allowed, std::size_t{4});
        QVERIFY(choice.binding == Constraint::SurviveAnySite);
        QCOMPARE(choice.unbound, std::size_t{4});
        QCOMPARE(choice.outageLimitHours, 72.0);
    }

    void aLimitThatNoDesignMeetsNeedsOtherControls()
    {
        Model m = model();
        m.positions.push_back({"Perpetual", "perpetual", 1e6, 0.25, {}});
        std::vector<Candidate> candidates{measured(10, 10, 0, 48), measured(20, 20, 0, 100)};
        const Choice choice = choose(candidates, m);
        QCOMPARE(choice.beyondRedundancy, std::vector<std::size_t>{1});
        QCOMPARE(choice.outageLimitHours, 72.0);
        QCOMPARE(choice.recommended, std::size_t{0});
        QVERIFY(candidates[1].broken.any()); // slower than 72 h
    }

    void noneAllowedIsSaid()
    {
        std::vector<Candidate> candidates{measured(10, 10, 0, 4), measured(20, 20, 0, 4)};
        candidates[0].broken.set(1);
        candidates[1].broken.set(4);
        const Choice choice = choose(candidates, model());
        QCOMPARE(choice.recommended, kNone);
        QCOMPARE(choice.pareto.size(), std::size_t{1});
        QVERIFY(choice.binding == Constraint::SurviveAnySite); // lifting it would help most
    }

    void theModelsDesignsAreAmongAll()
    {
        const Model m = search(3, 3);
        auto candidates = enumerate(m, {}, {}, kGoOn).value();
        const Choice choice = choose(candidates, m);
        const auto d = std::ranges::find_if(
            candidates, [&](const Candidate& c) { return designOf(m, c).policy().text() == kDesignD; });
        VERIFY_PRINTS(d->loss, "%.0f", "100804");
        QVERIFY(candidates[choice.recommended].total() <= d->total());
        QVERIFY(d->broken.none());
    }
};

KEYRITE_TEST_MAIN(ChoiceTest)
#include "choice_test.moc"
