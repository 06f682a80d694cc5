// What the Backtest page asks for and what comes back. Values, shared unchanged between threads.
#pragma once

#include "core/market/backtest.h"
#include "core/market/series_import.h"

#include <QString>

namespace keyrite::ui {

using SharedSeries = std::shared_ptr<const market::SeriesImport>;

struct BacktestRequest
{
    market::Position position;
    market::PolicyTimeline policies;
    QString policySource; // "Fixed hours", "An approved plan: 2 of 3 sites, approved 22 Nov 2026"
    QString approvedPlan; // hash of the plan that the policy is of, or empty
    market::BacktestOptions options;
    QString runBy; // the person's name
};

struct BacktestRun
{
    SharedSeries series;
    BacktestRequest request;
    market::Backtest result;
};

using SharedRun = std::shared_ptr<const BacktestRun>;

} // namespace keyrite::ui
