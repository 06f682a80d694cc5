#include "core/market/sliding_extremum.h"

#include "core/market/first_passage.h"
#include "tests/test_main.h"

#include <deque>
#include <random>
#include <rapidcheck.h>

using namespace keyrite::market;

namespace {

// The oracle: a deque whose values rise, its front the minimum of the window.
std::vector<float> byMonotonicDeque(const std::vector<float>& in, std::size_t window)
{
    std::vector<float> out;
    std::deque<std::size_t> rising;
    for (std::size_t i = 0; i < in.size(); ++i) {
        while (!rising.empty() && in[rising.back()] >= in[i])
            rising.pop_back();
        rising.push_back(i);
        if (rising.front() + window <= i)
            rising.pop_front();
        if (i + 1 >= window)
            out.push_back(in[rising.front()]);
    }
    return out;
}

std::vector<float> negated(std::vector<float> values)
{
    for (float& value : values)
        value = -value;
    return values;
}

std::vector<float> minima(const std::vector<float>& in, std::size_t window)
{
    std::vector<float> out(in.size() - window + 1);
    slidingMinimum<float>(in, window, out);
    return out;
}

std::vector<float> maxima(const std::vector<float>& in, std::size_t window)
{
    std::vector<float> out(in.size() - window + 1);
    slidingMaximum<float>(in, window, out);
    return out;
}

} // namespace

class SlidingExtremumTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWindowOfEverySmallArray()
    {
        std::mt19937 random(1);
        for (std::size_t size = 1; size <= 40; ++size) {
            std::vector<float> in(size);
            for (float& value : in)
                value = static_cast<float>(random() % 9);
            for (std::size_t window = 1; window <= size; ++window) {
                QCOMPARE(minima(in, window), byMonotonicDeque(in, window));
                QCOMPARE(maxima(in, window), negated(byMonotonicDeque(negated(in), window)));
            }
        }
    }

    void longArraysAgreeWithTheMonotonicDeque()
    {
        std::mt19937 random(2);
        std::vector<float> in(20011);
        for (float& value : in)
            value = static_cast<float>(random()) - 2e9F;
        for (const std::size_t window : {1U, 2U, 7U, 63U, 64U, 1000U, 19999U, 20011U})
            QCOMPARE(minima(in, window), byMonotonicDeque(in, window));
    }

    void firstPassageIsWhatALoopFinds()
    {
        QVERIFY(rc::check([](std::vector<int> prices) {
            RC_PRE(prices.size() >= 2U);
            const std::size_t most = *rc::gen::inRange<std::size_t>(1, prices.size());
            std::vector<double> values(prices.begin(), prices.end());
            std::vector<double> levels;
            for (std::size_t t = 0; t + most < values.size(); ++t)
                levels.push_back(values[t] - *rc::gen::inRange(-3, 20));
            const auto passage = firstPassage(values, levels, most);
            for (std::size_t t = 0; t < levels.size(); ++t) {
                std::size_t expected = 0;
                for (std::size_t d = most; d >= 1; --d)
                    if (values[t + d] <= levels[t])
                        expected = d;
                RC_ASSERT(passage[t] == expected);
            }
        }));
    }

    void firstPassageGoesOnFromBlockToBlock()
    {
        std::vector<double> values(50000, 10);
        values[40000] = 1;
        const std::vector<double> levels(49000, 5);
        const auto passage = firstPassage(values, levels, 1000);
        for (std::size_t t = 0; t < levels.size(); ++t)
            QCOMPARE(passage[t], t < 40000 && t >= 39000 ? static_cast<std::uint32_t>(40000 - t) : 0U);
    }
};

KEYRITE_TEST_MAIN(SlidingExtremumTest)
#include "sliding_extremum_test.moc"
