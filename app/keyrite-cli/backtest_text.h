// A backtest as sentences and small tables, for a terminal.
#pragma once

#include "core/market/backtest.h"
#include "core/market/series_import.h"

namespace keyrite::cli {

void printBacktests(const market::SeriesImport& imported, const market::PolicyTimeline& policies,
                    const market::BacktestOptions& options, const std::vector<market::Backtest>& results);

} // namespace keyrite::cli
