#include "core/market/volatility.h"

#include <cmath>

namespace keyrite::market {
namespace {

constexpr double kSecondsPerYear = 365.25 * 86400;

class WeightedMeanSquare final
{
public:
    explicit WeightedMeanSquare(double decay) : m_decay(decay) {}

    void add(double square)
    {
        m_sum = m_decay * m_sum + square;
        m_weight = m_decay * m_weight + 1;
    }
    double root() const { return m_weight > 0 ? std::sqrt(m_sum / m_weight) : 0; }

private:
    double m_decay;
    double m_sum = 0;
    double m_weight = 0;
};

} // namespace

std::vector<double> trailingDeviation(const PriceSeries& series, std::size_t stride, double decay)
{
    std::vector<double> deviations{0};
    WeightedMeanSquare mean(decay);
    for (std::size_t bar = stride; bar < series.size(); bar += stride) {
        const double difference = series[bar].close - series[bar - stride].close;
        mean.add(difference * difference);
        deviations.push_back(mean.root());
    }
    return deviations;
}

std::vector<double> trailingYearlyVolatility(const PriceSeries& series, double decay)
{
    std::vector<double> volatilities{0};
    WeightedMeanSquare mean(decay);
    for (std::size_t bar = 1; bar < series.size(); ++bar) {
        const double before = series[bar - 1].close;
        const double now = series[bar].close;
        if (before > 0 && now > 0) {
            const double change = std::log(now / before);
            const double years =
                static_cast<double>(series[bar].time - series[bar - 1].time) / kSecondsPerYear;
            mean.add(change * change / years);
        }
        volatilities.push_back(mean.root());
    }
    return volatilities;
}

} // namespace keyrite::market
