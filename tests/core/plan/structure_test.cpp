#include "core/plan/structure.h"
#include "tests/core/plan/printed.h"
#include "tests/test_main.h"

#include <bit>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::plan;

namespace {

struct Case
{
    Policy policy;
    ShareProbabilities members;
    std::vector<double> sites;
};

double anyProbability()
{
    return *rc::gen::inRange(0, 1001) / 1000.0;
}

// At most 12 shares and 4 groups, so that every subset can be tried.
Case anyCase()
{
    std::vector<GroupPolicy> groups;
    ShareProbabilities members;
    std::vector<double> sites;
    const int groupCount = *rc::gen::inRange(1, 5);
    for (int g = 0; g < groupCount; ++g) {
        const int count = *rc::gen::inRange(1, 4);
        groups.push_back({count == 1 ? 1 : *rc::gen::inRange(2, count + 1), count});
        members.emplace_back();
        for (int m = 0; m < count; ++m)
            members.back().push_back(anyProbability());
        sites.push_back(anyProbability());
    }
    return {Policy::create(*rc::gen::inRange(1, groupCount + 1), groups).value(), members, sites};
}

// Sums the probability of every state of shares and sites in which `holds` (states as bits: shares, then
// sites).
template <typename Holds>
double overAllStates(const Case& c, Holds holds)
{
    std::vector<double> all;
    for (const auto& group : c.members)
        all.insert(all.end(), group.begin(), group.end());
    const std::size_t shares = all.size();
    all.insert(all.end(), c.sites.begin(), c.sites.end());
    double sum = 0;
    for (unsigned state = 0; state < 1U << all.size(); ++state) {
        double weight = 1;
        for (std::size_t i = 0; i < all.size(); ++i)
            weight *= (state >> i & 1U) != 0 ? all[i] : 1 - all[i];
        if (weight > 0 && holds(state, shares))
            sum += weight;
    }
    return sum;
}

// Whether enough groups are up; a group is up if its site bit and its members agree to `join`.
template <typename Join>
bool quorum(const Policy& policy, unsigned state, std::size_t shares, Join join)
{
    int up = 0;
    std::size_t share = 0;
    for (std::size_t g = 0; g < policy.groups().size(); ++g) {
        int present = 0;
        for (int m = 0; m < policy.groups()[g].count; ++m)
            present += static_cast<int>(state >> share++ & 1U);
        up += join((state >> (shares + g) & 1U) != 0, present >= policy.groups()[g].threshold) ? 1 : 0;
    }
    return up >= policy.groupThreshold();
}

} // namespace

class StructureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDesignByHand() // the model's check of design D
    {
        const std::vector<double> three(3, 0.98);
        VERIFY_PRINTS(atLeast(2, three), "%.6f", "0.998816");
        const Policy d = Policy::parse("2of(2of3,2of3,2of3)").value();
        const std::vector<double> sites(3, 0.99);
        VERIFY_PRINTS(1 - quorumProbability(d, ShareProbabilities(3, three), sites), "%.5e", "3.71663e-04");
        const ShareProbabilities by12(3, std::vector<double>(3, 0.784));
        VERIFY_PRINTS(quorumProbability(d, by12, sites), "%.5f", "0.95463");
    }

    void recoveryAgreesWithEverySubset()
    {
        rc::check([] {
            const Case c = anyCase();
            const double expected = overAllStates(c, [&](unsigned state, std::size_t shares) {
                return quorum(c.policy, state, shares,
                              [](bool site, bool members) { return site && members; });
            });
            RC_ASSERT(std::abs(quorumProbability(c.policy, c.members, c.sites) - expected) < 1e-12);
        });
    }

    void compromiseAgreesWithEverySubset()
    {
        rc::check([] {
            const Case c = anyCase();
            const double expected = overAllStates(c, [&](unsigned state, std::size_t shares) {
                return quorum(c.policy, state, shares,
                              [](bool breach, bool members) { return breach || members; });
            });
            RC_ASSERT(std::abs(compromiseProbability(c.policy, c.members, c.sites) - expected) < 1e-12);
        });
    }

    void theLargestDesignIsExact()
    {
        const Policy all = Policy::create(16, std::vector<GroupPolicy>(16, GroupPolicy{16, 16})).value();
        const ShareProbabilities members(16, std::vector<double>(16, 0.999));
        const std::vector<double> sites(16, 1.0);
        QVERIFY(std::abs(quorumProbability(all, members, sites) - std::pow(0.999, 256)) < 1e-12);
    }

    // A multisig of keys that are each 2 of 3 by hand: u = .001184, 2 of 3 keys: 3u^2 - 2u^3; then of
    // different keys against every combination of keys.
    void aMultisigIsTheThirdLevel()
    {
        const std::vector<Policy> same(3, Policy::parse("2of3").value());
        const ShareProbabilities members(3, std::vector<double>(3, 0.98));
        const std::vector<double> sites(3, 1.0);
        VERIFY_PRINTS(failureProbability(KeySet{same, 2}, members, sites), "%.5e", "4.20225e-06");
        rc::check([] {
            std::vector<Policy> keys;
            ShareProbabilities all;
            std::vector<double> allSites;
            std::vector<double> up;
            std::vector<double> fallen;
            const auto count = *rc::gen::inRange<std::size_t>(1, 4);
            for (std::size_t k = 0; k < count; ++k) {
                const Case c = anyCase();
                keys.push_back(c.policy);
                all.insert(all.end(), c.members.begin(), c.members.end());
                allSites.insert(allSites.end(), c.sites.begin(), c.sites.end());
                up.push_back(quorumProbability(c.policy, c.members, c.sites));
                fallen.push_back(compromiseProbability(c.policy, c.members, c.sites));
            }
            const int threshold = *rc::gen::inRange(1, static_cast<int>(count) + 1);
            const KeySet set{keys, threshold};
            const auto byHand = [&](const std::vector<double>& p) {
                double sum = 0;
                for (unsigned state = 0; state < 1U << p.size(); ++state) {
                    double weight = 1;
                    for (std::size_t k = 0; k < p.size(); ++k)
                        weight *= (state >> k & 1U) != 0 ? p[k] : 1 - p[k];
                    sum += std::popcount(state) >= threshold ? weight : 0;
                }
                return sum;
            };
            RC_ASSERT(std::abs(quorumProbability(set, all, allSites) - byHand(up)) < 1e-12);
            RC_ASSERT(std::abs(compromiseProbability(set, all, allSites) - byHand(fallen)) < 1e-12);
            RC_ASSERT(std::abs(failureProbability(set, all, allSites) + byHand(up) - 1) < 1e-12);
        });
    }

    void countsAreADistribution()
    {
        const std::vector<double> counts = countDistribution(std::vector<double>{0.5, 0.25});
        QCOMPARE(counts, (std::vector<double>{0.375, 0.5, 0.125}));
        QCOMPARE(atLeast(0, std::vector<double>{}), 1.0);
        QCOMPARE(atLeast(1, std::vector<double>{}), 0.0);
        QVERIFY(std::abs(atLeast(70, std::vector<double>(70, 0.99)) - std::pow(0.99, 70)) < 1e-12);
    }
};

KEYRITE_TEST_MAIN(StructureTest)
#include "structure_test.moc"
