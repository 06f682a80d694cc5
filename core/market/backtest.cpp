#include "core/market/backtest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keyrite::market {
namespace {

// Shares of the work, as measured on daily series.
constexpr double kLossesDone = 0.2;
constexpr double kClassesDone = 0.3;
constexpr double kForecastsDone = 0.4;
constexpr double kTestsDone = 0.8;

auto refuse(const std::string& what)
{
    return fail(ErrorCode::BacktestRefused, what);
}

auto stopped()
{
    return fail(ErrorCode::Cancelled, "The backtest was stopped.");
}

JobProgress part(const JobProgress& progress, double from, double to)
{
    return [&progress, from, to](double done) { return goOn(progress, from + done * (to - from)); };
}

// The bars from `from` on that a policy holds for, until the next.
struct Reign
{
    std::size_t from;
    std::size_t end;
};

Reign reignOf(const PriceSeries& series, const std::vector<DatedPolicy>& policies, std::size_t index)
{
    const auto barAt = [&](BarTime time) {
        return static_cast<std::size_t>(std::ranges::lower_bound(series.bars(), time, {}, &Bar::time) -
                                        series.bars().begin());
    };
    const bool last = index + 1 == policies.size();
    return {barAt(policies[index].from), last ? series.size() : barAt(policies[index + 1].from)};
}

// What each policy lost during its reign, and the forecasts that it made then.
class Replay final
{
public:
    Replay(const PriceSeries& series, const Position& position, const BacktestOptions& options,
           std::size_t stride)
        : m_series(series), m_position(position), m_options(options), m_stride(stride)
    {
        m_forecasts.stride = stride;
    }

    Result<void> add(const OutagePolicy& policy, Reign reign, const JobProgress& progress)
    {
        auto losses = historicalLoss(m_series, m_position, policy, m_options.forecast.decay, progress);
        if (!losses)
            return fail(losses.error());
        append(forecast(m_series, *losses, m_options.forecast, m_stride, reign.from, reign.end));
        m_losses.empty() ? void(m_losses = restricted(std::move(*losses), reign)) : join(*losses, reign);
        return {};
    }

    HistoricalLoss takeLosses() { return std::move(m_losses.losses); }
    const Forecasts& forecasts() const { return m_forecasts; }

private:
    struct Joined
    {
        HistoricalLoss losses;
        bool empty() const { return losses.loss.empty(); }
    };

    static Joined restricted(HistoricalLoss losses, Reign reign)
    {
        for (std::size_t t = 0; t < losses.loss.size(); ++t)
            if (t < reign.from || t >= reign.end)
                clear(losses, t);
        return {std::move(losses)};
    }

    static void clear(HistoricalLoss& losses, std::size_t t)
    {
        losses.usable[t] = 0;
        for (std::vector<double>* values :
             {&losses.loss, &losses.excursion, &losses.exit, &losses.endedEarly, &losses.units})
            if (!values->empty())
                (*values)[t] = 0;
    }

    // Starts that the longer of two horizons leaves open are dropped: they have not ended under every policy.
    void join(const HistoricalLoss& other, Reign reign)
    {
        HistoricalLoss& all = m_losses.losses;
        const std::size_t starts = std::min(all.loss.size(), other.loss.size());
        all.horizon = std::max(all.horizon, other.horizon);
        all.usable.resize(starts);
        for (auto values : {&HistoricalLoss::loss, &HistoricalLoss::excursion, &HistoricalLoss::exit,
                            &HistoricalLoss::endedEarly, &HistoricalLoss::units}) {
            if ((all.*values).empty())
                continue;
            (all.*values).resize(starts);
            for (std::size_t t = reign.from; t < std::min(reign.end, starts); ++t)
                (all.*values)[t] = (other.*values)[t];
        }
        for (std::size_t t = reign.from; t < std::min(reign.end, starts); ++t)
            all.usable[t] = other.usable[t];
    }

    void append(Forecasts more)
    {
        for (Forecast& one : more.all)
            one.tail += m_forecasts.tails.size();
        m_forecasts.all.insert(m_forecasts.all.end(), more.all.begin(), more.all.end());
        m_forecasts.tails.insert(m_forecasts.tails.end(), more.tails.begin(), more.tails.end());
        m_forecasts.notPossible += more.notPossible;
    }

    const PriceSeries& m_series;
    const Position& m_position;
    const BacktestOptions& m_options;
    std::size_t m_stride;
    Joined m_losses;
    Forecasts m_forecasts;
};

RiskSummary summaryOf(const HistoricalLoss& losses, const std::vector<double>& values,
                      const ForecastOptions& options)
{
    std::vector<double> usable;
    for (std::size_t t = 0; t < values.size(); ++t)
        if (losses.usable[t] != 0)
            usable.push_back(values[t]);
    return summarise(std::move(usable), options.varConfidence, options.esConfidence);
}

void describeLosses(Backtest& result, const PriceSeries& series, const BacktestOptions& options)
{
    const HistoricalLoss& losses = result.losses;
    result.summary = summaryOf(losses, losses.loss, options.forecast);
    if (!losses.excursion.empty()) {
        result.excursion = summaryOf(losses, losses.excursion, options.forecast);
        result.exit = summaryOf(losses, losses.exit, options.forecast);
    }
    if (!losses.endedEarly.empty())
        result.endedEarly = std::accumulate(losses.endedEarly.begin(), losses.endedEarly.end(), 0.0) /
                            static_cast<double>(losses.usableCount());
    result.worst = worstStarts(losses, options.worst);
    result.stress = stressResults(series, losses);
}

// A class that cannot be held over this series (an option on a price under 0) has no row.
Result<std::vector<ClassRow>> compareClasses(const PriceSeries& series, const Position& position,
                                             const OutagePolicy& policy, const ForecastOptions& options,
                                             const JobProgress& progress)
{
    std::vector<ClassRow> rows;
    const std::vector<Instrument> instruments = typicalInstruments();
    for (std::size_t i = 0; i < instruments.size(); ++i) {
        if (!goOn(progress, static_cast<double>(i) / static_cast<double>(instruments.size())))
            return stopped();
        const Position other{{}, instruments[i], position.sizing, position.size};
        if (const auto losses = historicalLoss(series, other, policy, options.decay))
            rows.push_back({instruments[i], summaryOf(*losses, losses->loss, options)});
    }
    return rows;
}

BootstrapIntervals intervalsOf(const Backtest& result, const BacktestOptions& options)
{
    const std::vector<double> losses = result.losses.usableLosses(result.stride);
    const double overlap = static_cast<double>(result.losses.horizon) / static_cast<double>(result.stride);
    const double block = std::max({1.0, overlap, std::cbrt(static_cast<double>(losses.size()))});
    return stationaryBootstrap(losses, options.forecast.varConfidence, options.forecast.esConfidence, block,
                               options.resamples);
}

bool within(double value, double least, double most)
{
    return value >= least && value <= most;
}

} // namespace

Result<void> checkOptions(const BacktestOptions& options)
{
    const ForecastOptions& forecast = options.forecast;
    if (!within(forecast.varConfidence, 0.5, 0.9999) || !within(forecast.esConfidence, 0.5, 0.9999))
        return refuse("A confidence must be from 0.5 to 0.9999.");
    if (forecast.pool < 50 || forecast.pool > 10000 || forecast.minimum < 50 ||
        forecast.minimum > forecast.pool)
        return refuse(
            "The forecast must draw on 50 to 10000 earlier outages, and the least it is made from must be 50 "
            "to that number.");
    if (!within(forecast.decay, 0.5, 0.9999))
        return refuse("The decay of the volatility must be from 0.5 to 0.9999.");
    if (!within(options.simulations, 100, 100000) || !within(options.resamples, 100, 100000) ||
        options.worst > 1000)
        return refuse("Simulations and resamples must be 100 to 100000, worst starts at most 1000.");
    return {};
}

Result<Backtest> runBacktest(const PriceSeries& series, const Position& position,
                             const PolicyTimeline& policies, const BacktestOptions& options,
                             const JobProgress& progress)
{
    if (const auto good = checkOptions(options); !good)
        return fail(good.error());
    Backtest result{position, policies.isTodaysPolicy(), {}, {}, {}, {}, 0, {}, {},
                    {},       series.barsIn(24),         {}, {}};
    Replay replay(series, position, options, result.stride);
    const std::vector<DatedPolicy>& dated = policies.policies();
    for (std::size_t i = 0; i < dated.size(); ++i) {
        const double each = kLossesDone / static_cast<double>(dated.size());
        const double from = each * static_cast<double>(i);
        if (const auto added =
                replay.add(dated[i].policy, reignOf(series, dated, i), part(progress, from, from + each));
            !added)
            return fail(added.error());
    }
    result.losses = replay.takeLosses();
    if (result.losses.usableCount() == 0)
        return refuse(
            "No outage begins while one of the policies is known: the series ends before the first of them.");
    describeLosses(result, series, options);
    auto classes = compareClasses(series, position, dated.back().policy, options.forecast,
                                  part(progress, kLossesDone, kClassesDone));
    if (!classes)
        return fail(classes.error());
    result.classes = std::move(*classes);
    auto tests = testForecasts(replay.forecasts(), result.losses.horizon, options.forecast,
                               options.simulations, part(progress, kForecastsDone, kTestsDone));
    if (!tests)
        return fail(tests.error());
    result.tests = std::move(*tests);
    if (!goOn(progress, kTestsDone))
        return stopped();
    result.intervals = intervalsOf(result, options);
    goOn(progress, 1);
    return result;
}

} // namespace keyrite::market
