// Log document: entries of a log as a report (core/paper/log_report.h), in the words of the interface.
#pragma once

#include "core/log/filter.h"
#include "core/log/store.h"
#include "core/paper/log_report.h"

namespace keyrite::ui {

// Reads what fits the filter. Not on the GUI thread. Errors: InvalidArgument (more than
// paper::kMaxReportLines), and those of the store.
[[nodiscard]] Result<paper::Document> logDocument(const log::Store& store, const log::Filter& filter);

} // namespace keyrite::ui
