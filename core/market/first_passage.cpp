#include "core/market/first_passage.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace keyrite::market {
namespace {

// tables[k][i]: the minimum of 2^k values from i on.
class SparseTable final
{
public:
    SparseTable(std::span<const double> values, std::size_t most) : m_most(most)
    {
        m_levels.emplace_back(values.begin(), values.end());
        for (std::size_t half = 1; 2 * half <= most; half *= 2) {
            const std::vector<double>& last = m_levels.back();
            std::vector<double> next(last.size() - half);
            for (std::size_t i = 0; i < next.size(); ++i)
                next[i] = std::min(last[i], last[i + half]);
            m_levels.push_back(std::move(next));
        }
    }

    // The distance from `from` to the first value <= level, or `most` where it is farther.
    std::size_t distance(std::size_t from, double level) const
    {
        std::size_t skipped = 0;
        for (std::size_t k = m_levels.size(); k-- > 0;) {
            const std::size_t stretch = std::size_t{1} << k;
            if (skipped + stretch <= m_most && m_levels[k][from + skipped] > level)
                skipped += stretch;
        }
        return skipped;
    }

private:
    std::size_t m_most;
    std::vector<std::vector<double>> m_levels;
};

} // namespace

std::vector<std::uint32_t> firstPassage(std::span<const double> values, std::span<const double> levels,
                                        std::size_t most)
{
    assert(most >= 1 && values.size() >= levels.size() + most);
    const std::size_t blockStarts = std::max<std::size_t>(16384, most);
    std::vector<std::uint32_t> passage(levels.size());
    for (std::size_t block = 0; block < levels.size(); block += blockStarts) {
        const std::size_t end = std::min(block + blockStarts, levels.size());
        const SparseTable table(values.subspan(block + 1, end - block - 1 + most), most);
        for (std::size_t t = block; t < end; ++t) {
            const std::size_t skipped = table.distance(t - block, levels[t]);
            passage[t] = skipped == most ? 0 : static_cast<std::uint32_t>(skipped + 1);
        }
    }
    return passage;
}

} // namespace keyrite::market
