#include "core/plan/cut_sets.h"
#include "core/plan/evaluation.h"
#include "core/plan/importance.h"
#include "core/plan/simulation.h"
#include "core/plan/tornado.h"
#include "tests/core/plan/printed.h"
#include "tests/core/plan/samples.h"
#include "tests/test_main.h"

#include <limits>
#include <numeric>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::plan;
using namespace keyrite::plan::samples;

namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();

void verifyRow(const char* policy, const char* unrecoverable, const char* compromise, const char* by12,
               double q95, const char* loss, double cost)
{
    const Model m = model();
    const Evaluation e = evaluate(m, design(m, policy)).value();
    VERIFY_PRINTS(e.unrecoverable, "%.5e", unrecoverable);
    VERIFY_PRINTS(e.compromise, "%.5e", compromise);
    VERIFY_PRINTS(e.by(12), "%.6f", by12);
    QCOMPARE(e.q95Hours.value(), q95);
    VERIFY_PRINTS(e.loss.total(), "%.0f", loss);
    QCOMPARE(e.cost, cost);
}

double anyProbability()
{
    return *rc::gen::inRange(0, 101) / 100.0;
}

} // namespace

class EvaluationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableOfTheModel()
    {
        verifyRow(kDesignA, "1.11722e-02", "2.07460e-03", "0.871386", 48, "424548", 43000);
        verifyRow(kDesignB, "2.61119e-03", "1.45897e-04", "0.872118", 48, "148736", 93000);
        verifyRow(kDesignD, "3.71663e-04", "1.28940e-05", "0.954630", 12, "100804", 129000);
    }

    void aCommonFaultLiftsTheFloor()
    {
        Model m = model();
        m.commonFault = 1e-4;
        VERIFY_PRINTS(evaluate(m, design(m, kDesignD))->unrecoverable, "%.5e", "4.71625e-04");
    }

    void drillsMakeDBreachItsTime()
    {
        const Model m = model();
        Design d = design(m, kDesignD);
        const StepDistribution learnt =
            StepDistribution::create({{4, 17 / 37.}, {12, 28 / 37.}, {48, 33.5 / 37.}, {240, 1}}).value();
        for (DesignGroup& group : d.groups)
            for (ShareRisk& one : group.shares)
                one.response = learnt;
        const Evaluation e = evaluate(m, d).value();
        VERIFY_PRINTS(e.by(12), "%.6f", "0.919603");
        QCOMPARE(e.q95Hours.value(), 48.0);
    }

    void attestationsAverageThePolynomial()
    {
        Model m = model(1);
        m.sites[0].unreachable = 0;
        Design d = design(m, "2of3");
        const double rate = 0.5; // lambda tau
        for (ShareRisk& one : d.groups[0].shares)
            one = {"", 0, rate, 365.25, 0, StepDistribution()};
        // 3 p^2 - 2 p^3 with p = exp(-rate u), integrated over u by hand.
        const double mean =
            3 * (1 - std::exp(-2 * rate)) / (2 * rate) - 2 * (1 - std::exp(-3 * rate)) / (3 * rate);
        QVERIFY(std::abs(unrecoverableProbability(m, d) - (1 - mean)) < 1e-13);
        const double meanLoss = 1 - (1 - std::exp(-rate)) / rate; // of one share: not what counts
        QVERIFY(std::abs(unrecoverableProbability(m, d) - 1 +
                         atLeast(2, std::vector<double>(3, 1 - meanLoss))) > 1e-3);
        QVERIFY(std::abs(lostAt(d.groups[0].shares[0], 1) - (1 - std::exp(-rate))) < 1e-15);
    }

    void shocksCustodiansAndCliquesAreConditionedOn()
    {
        Model m = model(2);
        m.shocks.push_back({"Flood", 0.05, {0, 1}});
        Design d = design(m, "2of(1of1,1of1)");
        // Both sites stand with .95 * .99^2, both sheets read with .98^2.
        QVERIFY(std::abs(unrecoverableProbability(m, d) - (1 - 0.95 * 0.99 * 0.99 * 0.98 * 0.98)) < 1e-15);
        // One person with both sheets comes once, not twice.
        for (DesignGroup& group : d.groups)
            group.shares[0].custodian = "Ada";
        QVERIFY(std::abs(quorumBy(m, d, 12, {}) - 0.8 * 0.95 * 0.99 * 0.99 * 0.98 * 0.98) < 1e-15);
        // And is corrupted once: P = c + (1 - c) s^2.
        QVERIFY(std::abs(compromiseProbability(m, d) - (0.005 + 0.995 * 0.002 * 0.002)) < 1e-15);
        d.groups[1].shares[0].custodian = "Ben";
        m.cliques.push_back({"Ada and Ben", 0.001, {"Ada", "Ben"}});
        const double alone = 0.002 + 0.998 * 0.005;
        QVERIFY(std::abs(compromiseProbability(m, d) - (0.001 + 0.999 * alone * alone)) < 1e-15);
    }

    // Two keys of three, each 2 of 3 sheets at three sites that all keys share: a site is lost for all of
    // them at once. By hand over the eight states of the sites.
    void aMultisigLosesASiteForAllItsKeys()
    {
        const Model m = model();
        Design d = design(m, kDesignB);
        for (int more = 0; more < 2; ++more) {
            const Design next = design(m, kDesignB);
            d.keys.push_back(next.policy());
            d.groups.insert(d.groups.end(), next.groups.begin(), next.groups.end());
        }
        d.keyThreshold = 2;
        const auto byHand = [](double site, double share, bool breach) {
            double sum = 0;
            for (unsigned state = 0; state < 8; ++state) {
                double weight = 1;
                std::vector<double> groups;
                for (unsigned s = 0; s < 3; ++s) {
                    const bool happened = (state >> s & 1U) != 0;
                    weight *= happened ? site : 1 - site;
                    groups.push_back(happened ? (breach ? 1 : 0) : share);
                }
                sum += weight * atLeast(2, std::vector<double>(3, atLeast(2, groups)));
            }
            return sum;
        };
        const Evaluation e = evaluate(m, d).value();
        QVERIFY(std::abs(1 - e.unrecoverable - byHand(0.01, 0.98, false)) < 1e-14);
        QVERIFY(std::abs(e.by(12) - byHand(0.01, 0.98 * 0.8, false)) < 1e-14);
        QVERIFY(std::abs(e.compromise - byHand(0.002, 0.005, true)) < 1e-14);
        QCOMPARE(e.cost, 3 * 25000.0 + 9 * 6000.0);
        const Estimate simulated = simulateQuorum(m, design(m, "2of3"), 12, 0, 1000, 1);
        QVERIFY(simulated.standardError > 0);
        const std::vector<FailureMode> modes = failureModes(m, d);
        double all = 0;
        for (const FailureMode& mode : modes)
            all += mode.probability;
        QVERIFY(std::abs(all / e.unrecoverable - 1) < 1e-3);
        QVERIFY(std::ranges::any_of(modes, [](const FailureMode& mode) {
            return inWords(mode) ==
                   "Site 1 is out of reach and Site 2 is out of reach, and three keys of the "
                   "multisig cannot be brought back";
        }));
        // Each site is worth as much, whichever of its groups is asked for; linear in the site's hazard.
        const std::vector<double> importance = siteImportance(m, d);
        Model worse = m;
        Design atWorse = d;
        for (DesignGroup& group : atWorse.groups)
            group.unreachable += group.site == 0 ? 0.01 : 0;
        QVERIFY(std::abs(importance[0] -
                         (unrecoverableProbability(worse, atWorse) - e.unrecoverable) / 0.01) < 1e-9);
        QVERIFY(std::abs(importance[0] - importance[3]) < 1e-15);
    }

    // What one group states beyond its site's common hazard stays its own.
    void groupsAtOneSiteShareWhatTheyHaveInCommon()
    {
        const Model m = model(1);
        Design d = design(m, "2of(1of1,1of1)");
        QVERIFY(std::abs(unrecoverableProbability(m, d) - (1 - 0.99 * 0.98 * 0.98)) < 1e-15);
        d.groups[1].unreachable = 0.02;
        QVERIFY(std::abs(unrecoverableProbability(m, d) - (1 - 0.98 * 0.98 * 0.98)) < 1e-15);
    }

    void tooManyCommonCausesAreRefused()
    {
        Model m = model(2);
        m.shocks.assign(13, {"Flood", 0.05, {0, 1}});
        QCOMPARE(evaluate(m, design(m, "2of3")).error().code, ErrorCode::PlanInvalid);
    }

    void anEventTakesItsSiteWithIt()
    {
        Model m = model(2);
        m.events = {{"Fire", 0.01, 0}};
        m.positions[0].losses.clear();
        const Design d = design(m, "1of(1of1,1of1)");
        // Only the second site is left: it fails with 1 - .99 * .98.
        QVERIFY(std::abs(evaluate(m, d)->loss.unrecoverable - 0.01 * 100e6 * (1 - 0.99 * 0.98)) < 1e-6);
    }

    void provisioningIsParallelOrSerial()
    {
        Model m = model(1);
        m.sites[0].unreachable = 0;
        Design d = design(m, "1of1");
        d.groups[0].shares[0] = {"", 0, 0, 0, 0, StepDistribution::create({{4, 0.5}, {12, 1}}).value()};
        m.provisioning.time = StepDistribution::create({{6, 0.25}, {10, 1}}).value();
        const Evaluation parallel = evaluate(m, d).value();
        QCOMPARE(parallel.by(5.9), 0.0);
        QCOMPARE(parallel.by(6), 0.125);
        QCOMPARE(parallel.by(10), 0.5);
        QCOMPARE(parallel.by(12), 1.0);
        m.provisioning.order = ProvisioningOrder::Serial;
        m.vaultDelayHours = 100;
        const Evaluation serial = evaluate(m, d).value();
        QCOMPARE(serial.by(109.9), 0.0);
        QCOMPARE(serial.by(110), 0.125); // 4 + 6
        QCOMPARE(serial.by(114), 0.5);   // 4 + 10
        QCOMPARE(serial.by(118), 0.625); // 12 + 6
        QCOMPARE(serial.by(122), 1.0);
    }

    void theVaultDelayGivesTimeToAnswerATheft()
    {
        Model m = model();
        const Design d = design(m, kDesignD);
        const double certain = evaluate(m, d)->loss.compromise;
        m.vaultDelayHours = 12;
        QVERIFY(std::abs(evaluate(m, d)->loss.compromise - certain * (1 - quorumBy(m, d, 12, {}))) < 1e-6);
    }

    void simulationAgreesWithTheExactResult()
    {
        const Model m = model();
        const Design d = design(m, kDesignD);
        const Estimate independent = simulateQuorum(m, d, 12, 0, 200000, 1);
        QVERIFY(std::abs(independent.value - quorumBy(m, d, 12, {})) < 4 * independent.standardError);
        // One share of one group: whatever the correlation, its own probability stays.
        const Design one = design(m, "1of1");
        const Estimate alone = simulateQuorum(m, one, 12, 0.7, 200000, 2);
        QVERIFY(std::abs(alone.value - 0.8 * 0.98 * 0.99) < 4 * alone.standardError);
        // Two that must both come: P = P(both below their barrier) rises with correlation.
        const Design both = design(m, "2of2");
        QVERIFY(simulateQuorum(m, both, 4, 0.6, 200000, 3).value > quorumBy(m, both, 4, {}) + 0.05);
    }

    // Attestations, a flood, a person with two sheets and a bad batch: the simulation knows them, too.
    void simulationAgreesWhereMuchIsShared()
    {
        Model m = model();
        m.commonFault = 0.05;
        m.shocks.push_back({"Flood", 0.2, {0, 1}});
        Design d = design(m, kDesignD);
        d.groups[0].shares[0].custodian = d.groups[1].shares[0].custodian = "Ada";
        for (DesignGroup& group : d.groups)
            for (ShareRisk& one : group.shares)
                one.lossPerYear = 0.5, one.attestedEveryDays = 365.25;
        m.hours = {12};
        const std::vector<Simulated> all = simulate(m, d, 0.5);
        QCOMPARE(all.size(), std::size_t{1});
        for (const Simulated& at : all) {
            QCOMPARE(at.exact, quorumBy(m, d, at.hours, {}));
            QVERIFY(at.independent.standardError > 0 && at.independent.standardError < 0.002);
            QVERIFY(std::abs(at.independent.value - at.exact) < 4 * at.independent.standardError);
            QVERIFY(std::abs(at.correlated.value - at.exact) > 4 * at.correlated.standardError);
        }
    }

    void failureModesAreSharesOfTheRisk()
    {
        const Model m = model();
        const Design d = design(m, kDesignD);
        const std::vector<FailureMode> modes = failureModes(m, d);
        QCOMPARE(modes.front().sitesLost, 2);
        QCOMPARE(modes.front().groupsShort, 0);
        const double all = unrecoverableProbability(m, d);
        VERIFY_PRINTS(100 * modes.front().probability / all, "%.0f", "80");
        QCOMPARE(inWords(modes.front()), std::string("Two sites are lost in the same year"));
        double sum = 0;
        for (const FailureMode& mode : modes)
            sum += mode.probability;
        QVERIFY(std::abs(sum / all - 1) < 1e-4);
    }

    void failureModesNameCommonCauses()
    {
        Model m = model();
        m.commonFault = 1e-3;
        m.shocks.push_back({"Flood of the Rhine", 0.01, {0, 1}});
        const std::vector<FailureMode> modes = failureModes(m, design(m, kDesignD));
        QCOMPARE(inWords(modes[0]),
                 std::string("Flood of the Rhine, and two sites are lost in the same year"));
        QVERIFY(std::ranges::any_of(modes, &FailureMode::commonFault));
    }

    void importanceIsTheSlopeOfTheRisk()
    {
        const Model m = model();
        const Design d = design(m, "2of(2of3,1of1,2of2)");
        const auto importance = shareImportance(m, d);
        for (std::size_t g = 0; g < d.groups.size(); ++g)
            for (std::size_t s = 0; s < d.groups[g].shares.size(); ++s) {
                Design worse = d; // P_unrec is linear in each q
                worse.groups[g].shares[s].lost += 0.01;
                const double slope =
                    (unrecoverableProbability(m, worse) - unrecoverableProbability(m, d)) / 0.01;
                QVERIFY(std::abs(slope - importance[g][s]) < 1e-9);
            }
        QVERIFY(siteImportance(m, d)[1] > importance[0][0]);
    }

    void theTornadoIsSorted()
    {
        const Model m = model();
        const std::vector<Swing> swings = tornado(m, design(m, kDesignD)).value();
        QVERIFY(swings.size() >= 7);
        QVERIFY(std::ranges::is_sorted(swings, std::ranges::greater(), &Swing::width));
        const auto cost = std::ranges::find(swings, Input::Cost, &Swing::input);
        QCOMPARE(cost->width(), 1.5 * 129000); // twice less half of it
        QVERIFY(std::ranges::find(swings, Input::CommonFault, &Swing::input) == swings.end());
    }

    void smallProbabilitiesKeepTheirDigits()
    {
        Model m = model(16);
        for (Site& site : m.sites)
            site.unreachable = 0;
        Policy policy = Policy::create(1, std::vector<GroupPolicy>(16, GroupPolicy{2, 16})).value();
        Design d{"largest", {policy}, {}};
        for (std::size_t g = 0; g < 16; ++g)
            d.groups.push_back({g, 0.1, 0, std::vector<ShareRisk>(16, share())});
        QVERIFY(std::abs(unrecoverableProbability(m, d) / 1e-16 - 1) < 1e-6); // all 16 sites are lost
    }

    void moreHazardNeverHelps()
    {
        rc::check([] {
            Model m = model();
            Design d = design(m, "2of(2of3,1of1,3of4)");
            for (DesignGroup& group : d.groups) {
                group.unreachable = anyProbability();
                for (ShareRisk& one : group.shares)
                    one.lost = anyProbability();
            }
            const double before = unrecoverableProbability(m, d);
            RC_ASSERT(std::abs(before + quorumBy(m, d, kForever, {}) - 1) < 1e-12);
            d.groups[0].shares[1].lost = 1;
            RC_ASSERT(unrecoverableProbability(m, d) >= before - 1e-12);
        });
    }
};

KEYRITE_TEST_MAIN(EvaluationTest)
#include "evaluation_test.moc"
