#include "core/market/historical_loss.h"

#include <algorithm>
#include <numeric>

namespace keyrite::market {
namespace {

auto tooShort(const PriceSeries& series, std::size_t horizon)
{
    return fail(ErrorCode::BacktestRefused,
                "The series has " + std::to_string(series.size()) +
                    " bars, but one outage with what follows it takes " + std::to_string(horizon) +
                    ". Choose a longer series, or a policy with shorter outages.");
}

void addWeighted(std::vector<double>& sum, const std::vector<double>& values, double weight)
{
    if (values.empty())
        return;
    sum.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        sum[i] += weight * values[i];
}

void addWeighted(std::vector<double>& sum, const std::vector<std::uint8_t>& flags, double weight)
{
    if (flags.empty())
        return;
    sum.resize(flags.size());
    for (std::size_t i = 0; i < flags.size(); ++i)
        sum[i] += weight * flags[i];
}

// From each unit to the whole position; what cannot be held costs nothing.
void size(HistoricalLoss& losses, const PriceSeries& series, const Position& position)
{
    const std::size_t starts = losses.loss.size();
    losses.usable.resize(starts);
    losses.units.resize(starts);
    for (std::size_t t = 0; t < starts; ++t) {
        const double price = series[t].close;
        const bool usable =
            usableStart(series, position.instrument, t) && (position.sizing == Sizing::Units || price > 0);
        losses.usable[t] = usable ? 1 : 0;
        losses.units[t] =
            usable ? (position.sizing == Sizing::Units ? position.size : position.size / price) : 0;
        for (std::vector<double>* values : {&losses.loss, &losses.excursion, &losses.exit})
            if (!values->empty())
                (*values)[t] = usable ? (*values)[t] * losses.units[t] : 0;
        if (!losses.endedEarly.empty() && !usable)
            losses.endedEarly[t] = 0;
    }
}

BarTime day(const char* date)
{
    return parseBarTime(date, TimeFormat::Iso).value().seconds;
}

} // namespace

std::size_t HistoricalLoss::usableCount() const
{
    return static_cast<std::size_t>(std::ranges::count(usable, 1));
}

std::vector<double> HistoricalLoss::usableLosses(std::size_t stride) const
{
    std::vector<double> losses;
    losses.reserve(loss.size() / stride + 1);
    for (std::size_t t = 0; t < loss.size(); t += stride)
        if (usable[t] != 0)
            losses.push_back(loss[t]);
    return losses;
}

Result<HistoricalLoss> historicalLoss(const PriceSeries& series, const Position& position,
                                      const OutagePolicy& policy, double decay, const JobProgress& progress)
{
    const std::vector<BarBucket> buckets = toBars(policy, series);
    HistoricalLoss losses;
    losses.horizon = horizonBars(position.instrument, buckets.back().bars, series);
    if (series.size() <= losses.horizon)
        return tooShort(series, losses.horizon);
    const std::size_t starts = series.size() - losses.horizon;
    double done = 0;
    for (const BarBucket& bucket : buckets) {
        if (!goOn(progress, done))
            return fail(ErrorCode::Cancelled, "The backtest was stopped.");
        const OutageLosses one = outageLosses(series, position.instrument, bucket.bars, starts, decay);
        addWeighted(losses.loss, one.loss, bucket.weight);
        addWeighted(losses.excursion, one.excursion, bucket.weight);
        addWeighted(losses.exit, one.exit, bucket.weight);
        addWeighted(losses.endedEarly, one.endedEarly, bucket.weight);
        done += 1.0 / static_cast<double>(buckets.size());
    }
    size(losses, series, position);
    if (losses.usableCount() == 0)
        return fail(
            ErrorCode::BacktestRefused,
            "There is no bar at which this position could have been held: its terms are fractions of the "
            "price, and the price is never over 0. Give the position in units.");
    return losses;
}

std::vector<WorstStart> worstStarts(const HistoricalLoss& losses, std::size_t most)
{
    std::vector<std::size_t> order(losses.loss.size());
    std::iota(order.begin(), order.end(), 0);
    // So many hold `most` that do not overlap, whatever they are.
    const std::size_t enough = std::min(order.size(), most * (2 * losses.horizon + 1));
    std::ranges::partial_sort(
        order, order.begin() + static_cast<std::ptrdiff_t>(enough), [&](std::size_t a, std::size_t b) {
            return losses.loss[a] != losses.loss[b] ? losses.loss[a] > losses.loss[b] : a < b;
        });
    std::vector<WorstStart> worst;
    for (std::size_t i = 0; i < enough && worst.size() < most; ++i) {
        const std::size_t start = order[i];
        const auto overlaps = [&](const WorstStart& other) {
            return std::max(start, other.start) - std::min(start, other.start) <= losses.horizon;
        };
        if (losses.usable[start] != 0 && std::ranges::none_of(worst, overlaps))
            worst.push_back({start, losses.loss[start]});
    }
    return worst;
}

const std::vector<StressWindow>& stressWindows()
{
    static const std::vector<StressWindow> kWindows{
        {"Black Monday", day("1987-10-19"), day("1987-10-19")},
        {"Lehman and after", day("2008-09-01"), day("2008-10-31")},
        {"Covid crash", day("2020-03-12"), day("2020-03-12")},
        {"Negative oil", day("2020-04-20"), day("2020-04-20")},
        {"China ban", day("2021-05-19"), day("2021-05-19")},
        {"LUNA", day("2022-05-01"), day("2022-05-31")},
        {"FTX", day("2022-11-01"), day("2022-11-30")},
        {"Tariff liquidations", day("2025-10-10"), day("2025-10-10")},
    };
    return kWindows;
}

std::vector<StressResult> stressResults(const PriceSeries& series, const HistoricalLoss& losses)
{
    std::vector<StressResult> results;
    for (const StressWindow& window : stressWindows()) {
        StressResult result{&window, 0, {0, 0}};
        // Starts whose bars after the start reach into the window: the first bar after a start lies before
        // its end, the last one after its beginning.
        const auto firstAfter = std::ranges::lower_bound(series.bars(), window.first, {}, &Bar::time);
        const auto endAfter =
            std::ranges::lower_bound(series.bars(), window.last + kSecondsPerDay, {}, &Bar::time);
        const auto first = static_cast<std::size_t>(firstAfter - series.bars().begin());
        const auto end = static_cast<std::size_t>(endAfter - series.bars().begin());
        const std::size_t from = first > losses.horizon ? first - losses.horizon : 0;
        for (std::size_t t = from; first < end && t + 1 < end && t < losses.loss.size(); ++t)
            if (losses.usable[t] != 0 && (result.starts++ == 0 || losses.loss[t] > result.worst.loss))
                result.worst = {t, losses.loss[t]};
        if (result.starts > 0)
            results.push_back(result);
    }
    return results;
}

} // namespace keyrite::market
