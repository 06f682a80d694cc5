#include "core/slip39/combine.h"
#include "core/slip39/share_pool.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

#include <numeric>

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

namespace {

constexpr SplitOptions kQuick{.iterationExponent = 0};

struct Set
{
    SecretBytes secret;
    std::vector<std::vector<Share>> groups;
};

Set setOf(const char* policy, std::uint32_t seed)
{
    SecretBytes secret(32);
    seededRandom(seed)(secret.span());
    auto groups = split(secret, Policy::parse(policy).value(), kQuick, seededRandom(seed + 1)).value();
    return {std::move(secret), std::move(groups)};
}

// Right by its checksum, and false.
Share altered(const Share& share)
{
    Share changed = share.clone();
    changed.value[5] ^= 1U;
    return changed;
}

using Pool = std::vector<const Share*>;

SecretBytes secretOf(const Pool& pool, const PooledSet& set)
{
    std::vector<Share> quorum;
    for (const std::size_t index : exactQuorum(pool, set))
        quorum.push_back(pool[index]->clone());
    return combine(quorum).value();
}

} // namespace

class SharePoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsAreTakenApart()
    {
        const Set old = setOf("2of3", 10);
        const Set now = setOf("2of3", 20);
        const Pool pool{&old.groups[0][0], &now.groups[0][2], nullptr, &now.groups[0][0], &now.groups[0][2]};
        const SortedPool sorted = sortPool(pool);
        QCOMPARE(sorted.sets.size(), std::size_t{2});
        const bool oldFirst = old.groups[0][0].header.identifier < now.groups[0][0].header.identifier;
        const PooledSet& oldSet = sorted.sets[oldFirst ? 0 : 1];
        const PooledSet& nowSet = sorted.sets[oldFirst ? 1 : 0];
        QCOMPARE(oldSet.shares, std::vector<std::size_t>{0});
        QVERIFY(!oldSet.complete());
        QCOMPARE(nowSet.shares, (std::vector<std::size_t>{1, 3}));
        QVERIFY(nowSet.complete());
        QCOMPARE(nowSet.groupDigests.front(), DigestCheck::Agrees);
        QCOMPARE(sorted.firstCopy, (std::vector<std::size_t>{0, 1, 2, 3, 1}));
        QVERIFY(equalSecret(secretOf(pool, nowSet).view(), now.secret.view()));
        QVERIFY(exactQuorum(pool, oldSet).empty());
    }

    void aFalseShareAmongEnoughTrueOnesIsDisputed()
    {
        const Set set = setOf("2of3", 30);
        const Share lie = altered(set.groups[0][1]);
        const Pool pool{&lie, &set.groups[0][0], &set.groups[0][2]};
        const SortedPool sorted = sortPool(pool);
        QCOMPARE(sorted.sets.size(), std::size_t{1});
        QCOMPARE(sorted.sets[0].shares, (std::vector<std::size_t>{1, 2}));
        QCOMPARE(sorted.sets[0].disputed, std::vector<std::size_t>{0});
        QVERIFY(equalSecret(secretOf(pool, sorted.sets[0]).view(), set.secret.view()));
    }

    // Whichever comes first to a place, the digest decides.
    void theTrueClaimToAPlaceWins()
    {
        const Set set = setOf("2of3", 40);
        const Share lie = altered(set.groups[0][1]);
        const Pool pool{&lie, &set.groups[0][1], &set.groups[0][0]};
        const SortedPool sorted = sortPool(pool);
        QCOMPARE(sorted.sets[0].shares, (std::vector<std::size_t>{1, 2}));
        QCOMPARE(sorted.sets[0].disputed, std::vector<std::size_t>{0});
        QVERIFY(sorted.sets[0].complete());
    }

    void aFalseShareAmongTooFewIsSaidOfAll()
    {
        const Set set = setOf("2of3", 50);
        const Share lie = altered(set.groups[0][1]);
        const Pool pool{&lie, &set.groups[0][0]};
        const PooledSet found = std::move(sortPool(pool).sets.front());
        QVERIFY(found.progress.quorum());
        QVERIFY(!found.complete());
        QCOMPARE(found.groupDigests.front(), DigestCheck::Differs);
        QVERIFY(exactQuorum(pool, found).empty());
    }

    void groupsThatDoNotBelongTogether()
    {
        Set one = setOf("2of(2of3,2of3,1of1)", 60);
        Set other = setOf("2of(2of3,2of3,1of1)", 70);
        // The second group of another set under the number of this one.
        for (Share& share : other.groups[1])
            share.header.identifier = one.groups[0][0].header.identifier;
        Pool pool{&one.groups[0][0], &one.groups[0][1], &other.groups[1][0], &other.groups[1][1]};
        PooledSet two = std::move(sortPool(pool).sets.front());
        QCOMPARE(two.digest, DigestCheck::Differs);
        QVERIFY(two.progress.quorum() && !two.complete());
        // With the third group it is clear which one is foreign.
        pool.push_back(&one.groups[2][0]);
        const PooledSet three = std::move(sortPool(pool).sets.front());
        QCOMPARE(three.digest, DigestCheck::Agrees);
        QCOMPARE(three.groupDigests[1], DigestCheck::Differs);
        QVERIFY(three.complete());
        QVERIFY(equalSecret(secretOf(pool, three).view(), one.secret.view()));
    }

    void nothingGivesNothing()
    {
        QVERIFY(sortPool({}).sets.empty());
        QVERIFY(sortPool(Pool{nullptr, nullptr}).sets.empty());
    }

    // Quorums of three sets, copies and false shares with the numbers of the sets, in any order.
    void everyQuorumIsFoundInAnyOrder()
    {
        QVERIFY(rc::check([] {
            const auto seed = *rc::gen::arbitrary<std::uint32_t>();
            std::vector<Set> sets;
            std::vector<Share> owned;
            for (std::uint32_t i = 0; i < 3; ++i) {
                sets.push_back(setOf(i == 0 ? "2of(2of3,3of4)" : "3of5", seed + 100 * i));
                for (const auto& group : sets.back().groups)
                    for (const Share& share : group)
                        owned.push_back(share.clone());
                owned.push_back(altered(sets.back().groups[0][0]));
                owned.push_back(sets.back().groups[0][1].clone());
            }
            Pool pool;
            for (const Share& share : owned)
                pool.push_back(&share);
            std::mt19937 random(seed);
            std::ranges::shuffle(pool, random);
            const SortedPool sorted = sortPool(pool);
            RC_ASSERT(sorted.sets.size() == 3U);
            for (const PooledSet& found : sorted.sets) {
                RC_ASSERT(found.complete());
                RC_ASSERT(found.disputed.size() == 1U);
                const SecretBytes secret = secretOf(pool, found);
                RC_ASSERT(std::ranges::any_of(
                    sets, [&](const Set& set) { return equalSecret(set.secret.view(), secret.view()); }));
            }
        }));
    }
};

KEYRITE_TEST_MAIN(SharePoolTest)
#include "share_pool_test.moc"
