#include "core/slip39/combine.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

namespace {

// A random quorum in random order.
std::vector<Share> anyQuorum(const std::vector<std::vector<Share>>& groups, int groupThreshold)
{
    std::mt19937 generator(*rc::gen::arbitrary<std::uint32_t>());
    std::vector<std::size_t> order(groups.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::shuffle(order, generator);
    order.resize(static_cast<std::size_t>(groupThreshold));
    std::vector<Share> quorum;
    for (const std::size_t index : order) {
        std::vector<const Share*> members;
        for (const Share& share : groups[index])
            members.push_back(&share);
        std::ranges::shuffle(members, generator);
        members.resize(static_cast<std::size_t>(members.front()->header.memberThreshold));
        for (const Share* member : members)
            quorum.push_back(member->clone());
    }
    std::ranges::shuffle(quorum, generator);
    return quorum;
}

std::vector<std::vector<Share>> splitAs(const char* policy,
                                        const SplitOptions& options = {.iterationExponent = 0})
{
    return split(SecretBytes(16), Policy::parse(policy).value(), options, seededRandom(1)).value();
}

std::vector<ShareHeader> headers(const std::vector<Share>& shares)
{
    std::vector<ShareHeader> all;
    all.reserve(shares.size());
    for (const Share& share : shares)
        all.push_back(share.header);
    return all;
}

// The share with one field of its header changed.
template <typename Change>
ErrorCode errorWith(Change change)
{
    auto shares = std::move(splitAs("2of(2of3,2of3)").front());
    change(shares[1]);
    return combine(shares).error().code;
}

} // namespace

class CombineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyQuorumRecoversAndOneLessNever()
    {
        QVERIFY(rc::check([] {
            const Policy policy = anyPolicy();
            const SecretBytes secret = anySecret();
            const std::string passphrase = anyPassphrase();
            const SplitOptions options{.iterationExponent = 0,
                                       .extendable = *rc::gen::arbitrary<bool>(),
                                       .passphrase = asBytes(passphrase)};
            const auto groups = split(secret, policy, options, anyRandom()).value();
            std::vector<Share> quorum = anyQuorum(groups, policy.groupThreshold());
            RC_ASSERT(progress(headers(quorum)).quorum());
            RC_ASSERT(exactQuorum(headers(quorum)).size() == quorum.size());
            RC_ASSERT(equalSecret(combine(quorum, asBytes(passphrase)).value().view(), secret.view()));
            quorum.pop_back();
            RC_PRE(!quorum.empty());
            const ErrorCode code = combine(quorum, asBytes(passphrase)).error().code;
            RC_ASSERT(code == ErrorCode::NotEnoughGroups || code == ErrorCode::NotEnoughMembers);
            RC_ASSERT(!progress(headers(quorum)).quorum());
            RC_ASSERT(exactQuorum(headers(quorum)).empty());
        }));
    }

    void aQuorumIsFoundInAPoolOfMore()
    {
        QVERIFY(rc::check([] {
            const Policy policy = anyPolicy();
            const SecretBytes secret = anySecret();
            auto groups = split(secret, policy, {.iterationExponent = 0}, anyRandom()).value();
            std::vector<Share> pool;
            for (auto& group : groups)
                for (Share& share : group)
                    pool.push_back(std::move(share));
            std::ranges::shuffle(pool, std::mt19937(*rc::gen::arbitrary<std::uint32_t>()));
            std::vector<Share> chosen;
            for (const std::size_t index : exactQuorum(headers(pool)))
                chosen.push_back(pool[index].clone());
            RC_ASSERT(equalSecret(combine(chosen).value().view(), secret.view()));
        }));
    }

    void theWidestPolicyWorks()
    {
        std::string policy = "16of(16of16";
        for (int i = 1; i < 16; ++i)
            policy += ",16of16";
        auto groups = splitAs((policy + ")").c_str());
        std::vector<Share> all;
        for (auto& group : groups)
            std::ranges::move(group, std::back_inserter(all));
        QCOMPARE(all.size(), std::size_t{256});
        QVERIFY(equalSecret(combine(all).value().view(), Bytes(16)));
    }

    void splitRefusesWhatTheStandardDoesNotAllow()
    {
        const Policy policy = Policy::parse("2of3").value();
        for (const std::size_t size : {0U, 14U, 15U, 17U, 33U, 65U, 66U})
            QCOMPARE(split(SecretBytes(size), policy, {}, seededRandom(1)).error().code,
                     ErrorCode::SecretLength);
        for (const int exponent : {-1, 16})
            QCOMPARE(
                split(SecretBytes(16), policy, {.iterationExponent = exponent}, seededRandom(1)).error().code,
                ErrorCode::InvalidArgument);
        for (const char* passphrase : {"caf\xc3\xa9", "a\n", "\x7f"})
            QCOMPARE(split(SecretBytes(16), policy, {.passphrase = asBytes(passphrase)}, seededRandom(1))
                         .error()
                         .code,
                     ErrorCode::PassphraseInvalid);
        QCOMPARE(combine(splitAs("1of1").front(), asBytes("\t")).error().code, ErrorCode::PassphraseInvalid);
    }

    void aWrongPassphraseGivesAnotherSecret()
    {
        const auto groups = splitAs("1of1", {.iterationExponent = 0, .passphrase = asBytes("right")});
        QVERIFY(equalSecret(combine(groups.front(), asBytes("right")).value().view(), Bytes(16)));
        QVERIFY(!equalSecret(combine(groups.front(), asBytes("wrong")).value().view(), Bytes(16)));
    }

    void theExponentCounts()
    {
        const auto shares = std::move(splitAs("1of1", {.iterationExponent = 3}).front());
        QCOMPARE(shares.front().header.iterationExponent, 3);
        QVERIFY(equalSecret(combine(shares).value().view(), Bytes(16)));
    }

    void eachMismatchHasItsError()
    {
        QCOMPARE(errorWith([](Share& s) { s.header.identifier ^= 1U; }), ErrorCode::ShareIdentifierMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.extendable = false; }),
                 ErrorCode::ShareExtendableMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.iterationExponent = 1; }),
                 ErrorCode::ShareExponentMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.groupThreshold = 1; }),
                 ErrorCode::ShareGroupThresholdMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.groupCount = 3; }), ErrorCode::ShareGroupCountMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.memberThreshold = 3; }),
                 ErrorCode::ShareMemberThresholdMismatch);
        QCOMPARE(errorWith([](Share& s) { s.header.memberIndex = 0; }), ErrorCode::ShareDuplicateMember);
        QCOMPARE(errorWith([](Share& s) { s.value = SecretBytes(18); }), ErrorCode::ShareLengthMismatch);
    }

    void eachWrongCountHasItsError()
    {
        QCOMPARE(combine({}).error().code, ErrorCode::NotEnoughGroups);
        auto groups = splitAs("2of(2of3,2of3,1of1)");
        QCOMPARE(combine(groups[0]).error().code, ErrorCode::NotEnoughGroups);
        groups[0].push_back(groups[2][0].clone());
        QCOMPARE(combine(groups[0]).error().code, ErrorCode::TooManyShares);
        groups[0].erase(groups[0].begin(), groups[0].begin() + 2);
        QCOMPARE(combine(groups[0]).error().code, ErrorCode::NotEnoughMembers);
        groups[0].push_back(groups[1][0].clone());
        QCOMPARE(combine(groups[0]).error().code, ErrorCode::TooManyShares);
    }

    void anAlteredValueIsNoticedByTheDigest()
    {
        auto shares = std::move(splitAs("3of3").front());
        shares[2].value[9] ^= 1U;
        QCOMPARE(combine(shares).error().code, ErrorCode::ShareDigestInvalid);
    }

    void progressCountsWhatIsMissing()
    {
        const auto groups = splitAs("2of(2of3,3of3,1of1)");
        const Progress pool =
            progress({groups[0][2].header, groups[1][1].header, groups[0][0].header, groups[1][0].header});
        QCOMPARE(pool.groupThreshold, 2);
        QCOMPARE(pool.groups.size(), std::size_t{3});
        QCOMPARE(pool.completeGroups(), 1);
        QVERIFY(!pool.quorum());
        QVERIFY((pool.groups[0].members == std::vector<int>{0, 2}));
        QVERIFY(pool.groups[0].complete());
        QCOMPARE(pool.groups[1].memberThreshold, 3);
        QVERIFY(!pool.groups[1].complete());
        QCOMPARE(pool.groups[2].memberThreshold, 0);
        QVERIFY(!pool.groups[2].complete());
    }

    void aGroupBeyondTheCountIsShown()
    {
        ShareHeader header = splitAs("1of1").front().front().header;
        header.groupIndex = 15;
        QCOMPARE(progress({header}).groups.size(), std::size_t{16});
        QVERIFY(exactQuorum({}).empty());
    }
};

KEYRITE_TEST_MAIN(CombineTest)
#include "combine_test.moc"
