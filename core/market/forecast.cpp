#include "core/market/forecast.h"

#include "core/market/volatility.h"

#include <algorithm>
#include <deque>

namespace keyrite::market {
namespace {

// The latest losses, each over the volatility at its start, kept sorted.
class Pool final
{
public:
    explicit Pool(std::size_t most) : m_most(most) { m_sorted.reserve(most + 1); }

    void add(double value)
    {
        m_order.push_back(value);
        m_sorted.insert(std::ranges::upper_bound(m_sorted, value), value);
        if (m_order.size() <= m_most)
            return;
        m_sorted.erase(std::ranges::lower_bound(m_sorted, m_order.front()));
        m_order.pop_front();
    }

    std::span<const double> sorted() const { return m_sorted; }

private:
    std::size_t m_most;
    std::deque<double> m_order;
    std::vector<double> m_sorted;
};

// The forecast for a unit of volatility and of the position; false where its tail is 0 and cannot be tested.
bool fromPool(std::span<const double> pool, const ForecastOptions& options, Forecast& forecast,
              std::vector<double>& tails)
{
    forecast.var = valueAtRisk(pool, options.varConfidence);
    forecast.es = expectedShortfall(pool, options.esConfidence);
    forecast.varAtEs = valueAtRisk(pool, options.esConfidence);
    if (forecast.es <= 0)
        return false;
    const auto beyond = std::ranges::upper_bound(pool, forecast.varAtEs);
    forecast.tail = tails.size();
    forecast.tailSize = static_cast<std::uint32_t>(pool.end() - beyond);
    forecast.poolSize = static_cast<std::uint32_t>(pool.size());
    for (auto value = beyond; value != pool.end(); ++value)
        tails.push_back(*value / forecast.es);
    return true;
}

} // namespace

Forecasts forecast(const PriceSeries& series, const HistoricalLoss& losses, const ForecastOptions& options,
                   std::size_t stride, std::size_t from, std::size_t end)
{
    const std::vector<double> deviation = trailingDeviation(series, stride, options.decay);
    Forecasts forecasts;
    forecasts.stride = stride;
    Pool pool(options.pool);
    std::size_t ended = 0; // the next earlier start that is not in the pool yet
    for (std::size_t start = 0; start < std::min(end, losses.loss.size()); start += stride) {
        for (; ended + losses.horizon <= start; ended += stride)
            if (losses.usable[ended] != 0 && deviation[ended / stride] > 0)
                pool.add(losses.loss[ended] / (deviation[ended / stride] * losses.units[ended]));
        if (start < from || losses.usable[start] == 0)
            continue;
        const double scale = deviation[start / stride] * losses.units[start];
        Forecast one{start, 0, 0, 0, losses.loss[start]};
        if (scale <= 0 || pool.sorted().size() < std::max<std::size_t>(options.minimum, 1) ||
            !fromPool(pool.sorted(), options, one, forecasts.tails)) {
            ++forecasts.notPossible;
            continue;
        }
        for (double* value : {&one.var, &one.es, &one.varAtEs})
            *value *= scale;
        forecasts.all.push_back(one);
    }
    return forecasts;
}

} // namespace keyrite::market
