// A pool of sheets at the command line: read from text, one sheet a line, and said in sentences.
#pragma once

#include "core/ceremony/sheet_pool.h"

namespace keyrite::cli {

// Takes in words or KR1 text, one sheet a line; blank lines are skipped. Labels are "Line 3".
ceremony::SheetPool readPool(std::string_view text);

// "Set 1f09", as the log and the sheets name it.
std::string setName(const ceremony::PoolSet& set);

// One line for each group, with the sheets that are absent and who holds them by the log, and one for the
// whole: what is missing for a quorum.
std::vector<std::string> describe(const ceremony::PoolReport& report, const ceremony::PoolSet& set);

// "1 share", "2 shares".
std::string counted(int count, const std::string& noun);

} // namespace keyrite::cli
