// A small log in a temporary folder, with an entry of each kind that the window has words for.
#pragma once

#include "core/log/store.h"

namespace keyrite::ui::gallery {

// A read-only store over some 300 entries; its file is removed at once, as the open store does not need its
// name.
log::Store sampleLog();
log::Store emptyLog();

// The entries themselves, without sequence numbers.
std::vector<log::Entry> sampleEntries();

} // namespace keyrite::ui::gallery
