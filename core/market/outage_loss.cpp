#include "core/market/outage_loss.h"

#include "core/market/black_scholes.h"
#include "core/market/first_passage.h"
#include "core/market/sliding_extremum.h"
#include "core/market/volatility.h"

#include <algorithm>
#include <cmath>

namespace keyrite::market {
namespace {

constexpr double kDaysPerYear = 365.25;

// Bars after which an option's trailing volatility counts as known.
constexpr std::size_t kVolatilityBars = 20;

double sign(Side side)
{
    return side == Side::Long ? 1 : -1;
}

double daysBetween(const Bar& from, const Bar& to)
{
    return static_cast<double>(to.time - from.time) / static_cast<double>(kSecondsPerDay);
}

// The prices that hurt, turned so that lower is worse: lows, or highs with their sign changed.
std::vector<double> adversePrices(const PriceSeries& series, Side side)
{
    std::vector<double> prices(series.size());
    std::ranges::transform(series.bars(), prices.begin(),
                           [side](const Bar& bar) { return side == Side::Long ? bar.low : -bar.high; });
    return prices;
}

// The mean close of every `window` bars, a running sum that is made afresh so often that no rounding builds
// up.
std::vector<double> windowMeans(const PriceSeries& series, std::size_t window)
{
    constexpr std::size_t kAfresh = 4096;
    std::vector<double> means(series.size() - window + 1);
    double sum = 0;
    for (std::size_t i = 0; i < means.size(); ++i) {
        if (i % kAfresh == 0) {
            sum = 0;
            for (std::size_t j = i; j < i + window; ++j)
                sum += series[j].close;
        } else
            sum += series[i + window - 1].close - series[i - 1].close;
        means[i] = sum / static_cast<double>(window);
    }
    return means;
}

struct LossOf
{
    const PriceSeries& series;
    std::size_t bars;
    std::size_t starts;
    double decay;

    std::vector<double> exitLosses(Side side) const
    {
        std::vector<double> losses(starts);
        for (std::size_t t = 0; t < starts; ++t)
            losses[t] = sign(side) * (series[t].close - series[t + bars].close);
        return losses;
    }

    OutageLosses operator()(const Spot& spot) const
    {
        const std::vector<double> adverse = adversePrices(series, spot.side);
        std::vector<double> excursion(starts);
        slidingMinimum<double>(std::span(adverse).subspan(1, starts + bars - 1), bars, excursion);
        for (std::size_t t = 0; t < starts; ++t)
            excursion[t] = std::max(0.0, sign(spot.side) * series[t].close - excursion[t]);
        OutageLosses losses{{}, std::move(excursion), exitLosses(spot.side), {}};
        losses.loss = spot.measure == SpotMeasure::Exit ? losses.exit : losses.excursion;
        return losses;
    }

    OutageLosses operator()(const Margined& position) const
    {
        std::vector<double> levels(starts);
        for (std::size_t t = 0; t < starts; ++t)
            levels[t] = sign(position.side) * series[t].close - position.margin * series[t].close;
        const auto passage = firstPassage(adversePrices(series, position.side), levels, bars);
        OutageLosses losses{exitLosses(position.side), {}, {}, std::vector<std::uint8_t>(starts)};
        for (std::size_t t = 0; t < starts; ++t) {
            const double price = series[t].close;
            losses.endedEarly[t] = passage[t] > 0 ? 1 : 0;
            if (passage[t] > 0)
                losses.loss[t] = (position.margin + position.penalty) * price;
            else
                losses.loss[t] += sign(position.side) * position.fundingPerDay *
                                  daysBetween(series[t], series[t + bars]) * price;
        }
        return losses;
    }

    OutageLosses operator()(const ShortOption& option) const
    {
        const std::vector<double> trailing =
            option.volatility ? std::vector<double>() : trailingYearlyVolatility(series, decay);
        const auto volatility = [&](std::size_t bar) {
            return option.volatility.value_or(trailing.empty() ? 0 : trailing[bar]);
        };
        OutageLosses losses{std::vector<double>(starts), {}, {}, std::vector<std::uint8_t>(starts)};
        for (std::size_t t = 0; t < starts; ++t) {
            if (series[t].close <= 0)
                continue;
            OptionTerms terms{option.type, option.strike * series[t].close, option.expiryDays / kDaysPerYear,
                              volatility(t), option.ratePerYear};
            const double sold = optionPrice(series[t].close, terms);
            std::size_t end = t + bars;
            losses.endedEarly[t] = daysBetween(series[t], series[end]) >= option.expiryDays ? 1 : 0;
            while (losses.endedEarly[t] != 0 && end > t + 1 &&
                   daysBetween(series[t], series[end - 1]) >= option.expiryDays)
                --end; // the first bar at which it has expired
            terms.years = (option.expiryDays - daysBetween(series[t], series[end])) / kDaysPerYear;
            terms.volatility = volatility(end);
            losses.loss[t] = optionPrice(std::max(series[end].close, 1e-12), terms) - sold;
        }
        return losses;
    }

    OutageLosses operator()(const Otc& position) const
    {
        const std::size_t window = series.barsIn(position.unwindHours);
        const std::vector<double> mean = windowMeans(series, window);
        OutageLosses losses{std::vector<double>(starts), {}, {}, {}};
        for (std::size_t t = 0; t < starts; ++t)
            losses.loss[t] = sign(position.side) * (mean[t + 1] - mean[t + bars + 1]);
        return losses;
    }
};

} // namespace

std::size_t horizonBars(const Instrument& instrument, std::size_t bars, const PriceSeries& series)
{
    const Otc* otc = std::get_if<Otc>(&instrument);
    return bars + (otc != nullptr ? series.barsIn(otc->unwindHours) : 0);
}

OutageLosses outageLosses(const PriceSeries& series, const Instrument& instrument, std::size_t bars,
                          std::size_t starts, double decay)
{
    return std::visit(LossOf{series, bars, starts, decay}, instrument);
}

bool usableStart(const PriceSeries& series, const Instrument& instrument, std::size_t start)
{
    if (const ShortOption* option = std::get_if<ShortOption>(&instrument))
        return series[start].close > 0 && (option->volatility || start >= kVolatilityBars);
    return std::holds_alternative<Margined>(instrument) ? series[start].close > 0 : true;
}

} // namespace keyrite::market
