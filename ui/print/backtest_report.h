// The report of a backtest as PDF: what the page shows, on paper. GUI thread only.
#pragma once

#include "ui/backtest_run.h"

#include <QByteArray>

namespace keyrite::ui {

// `room` is named in the head; `entry` is the log's entry of the run, where there is one.
QByteArray backtestReport(const BacktestRun& run, const QString& room, std::optional<std::uint64_t> entry);

} // namespace keyrite::ui
