#include "core/ceremony/subsets.h"
#include "tests/test_main.h"

#include <random>
#include <set>

using namespace keyrite;
using namespace keyrite::ceremony;

class SubsetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreBinomial()
    {
        QCOMPARE(countQuorums(Policy::parse("2of3").value()), 3U);
        QCOMPARE(countQuorums(Policy::parse("3of5").value()), 10U);
        QCOMPARE(countQuorums(Policy::parse("8of16").value()), 12870U);
        QCOMPARE(countQuorums(Policy::parse("2of(2of3,2of3,1of1)").value()), 9U + 3U + 3U);
    }

    void everyQuorumAppearsOnce()
    {
        for (const char* text : {"1of1", "2of3", "3of5", "2of(2of3,2of3,1of1)", "2of(2of2,3of4)"}) {
            const Policy policy = Policy::parse(text).value();
            const auto all = quorums(policy, 100000);
            QCOMPARE(all.size(), countQuorums(policy));
            QCOMPARE(std::set(all.begin(), all.end()).size(), all.size());
        }
    }

    void stopsAtTheLimit()
    {
        QCOMPARE(quorums(Policy::parse("8of16").value(), 500).size(), 500U);
        QCOMPARE(quorums(Policy::parse("2of3").value(), 0).size(), 0U);
    }

    void hugeDesignsSaturate()
    {
        std::string text = "8of(8of16";
        for (int i = 1; i < 16; ++i)
            text += ",8of16";
        QCOMPARE(countQuorums(Policy::parse(text + ")").value()), UINT64_MAX);
    }

    // Drawn quorums are quorums, and all of them come up.
    void randomQuorumsAreQuorums()
    {
        const Policy policy = Policy::parse("2of(2of3,1of1,2of3)").value();
        const auto all = quorums(policy, 1000);
        std::mt19937 generator(1);
        const crypto::RandomSource random = [&](std::span<std::uint8_t> bytes) {
            for (std::uint8_t& byte : bytes)
                byte = static_cast<std::uint8_t>(generator());
        };
        std::set<std::vector<int>> drawn;
        for (int i = 0; i < 1000; ++i)
            drawn.insert(randomQuorum(policy, random));
        QCOMPARE(drawn, (std::set<std::vector<int>>(all.begin(), all.end())));
        const Policy large = Policy::parse("8of16").value();
        QCOMPARE(randomQuorum(large, random).size(), std::size_t{8});
    }
};

KEYRITE_TEST_MAIN(SubsetsTest)
#include "subsets_test.moc"
