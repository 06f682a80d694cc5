// The plan page, the positions page and the backtest page with sample data. What they show is computed by the
// core, once a process.
#pragma once

#include "ui/pages/backtest_page.h"
#include "ui/pages/plan_page.h"

namespace keyrite::ui::gallery {

// Of resources/practice/plan-desk.json; with long names of sites, people and positions.
PlanPage* samplePlanPage(QWidget* parent, bool longNames);

// A backtest over made-up prices.
BacktestPage* sampleBacktestPage(QWidget* parent, bool longNames);

// Those pages empty and with errors, and the positions page, with their names.
std::vector<std::pair<QWidget*, QString>> riskPages(QWidget* parent, bool longNames);

} // namespace keyrite::ui::gallery
