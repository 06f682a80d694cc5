// Forecast of the loss of the next outage by filtered historical simulation (Barone-Adesi, Giannopoulos and
// Vosper 1999), and what then happened. Pure functions, safe on any thread.
//
// No look-ahead: the forecast at a start uses closes up to it, and of earlier outages only those that had
// *ended* by then. Their losses, each divided by the volatility known at its own start, are multiplied by the
// volatility known now.
#pragma once

#include "core/market/historical_loss.h"

namespace keyrite::market {

struct ForecastOptions
{
    double varConfidence = 0.99;
    double esConfidence = 0.975;
    std::size_t pool = 1000;   // earlier outages that are used, the latest; over minimum
    std::size_t minimum = 250; // earlier outages without which there is no forecast
    double decay = 0.94;       // of the trailing volatility
};

struct Forecast
{
    std::size_t start; // bar
    double var;        // value at risk and expected shortfall, as said before
    double es;
    double varAtEs;
    double loss;          // what happened
    std::size_t tail = 0; // where its tail begins in Forecasts::tails, and its length
    std::uint32_t tailSize = 0;
    std::uint32_t poolSize = 0;
};

// Every forecast that could be made, in time order, `stride` bars apart.
struct Forecasts
{
    std::vector<Forecast> all;
    std::vector<double>
        tails; // losses beyond varAtEs that were thought possible, divided by es: for simulation
    std::size_t stride = 1;
    std::size_t notPossible = 0; // starts without one: too few earlier outages, no volatility, or a tail of 0
};

// For the starts with from <= start < end. `stride` >= 1: bars between two starts (a day of bars, so that
// minutes do not count as independent).
Forecasts forecast(const PriceSeries& series, const HistoricalLoss& losses, const ForecastOptions& options,
                   std::size_t stride, std::size_t from, std::size_t end);

} // namespace keyrite::market
