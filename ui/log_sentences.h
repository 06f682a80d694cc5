// Log sentences: an entry of the log as one sentence for a person. An unknown kind is shown by its name,
// never dropped. Pure functions; GUI thread (translations).
#pragma once

#include "core/log/entry.h"

#include <QString>

namespace keyrite::ui {

// "Sheet 3 was read back from its own paper." Never longer than one line of text; plain, without time or
// actor.
QString sentenceOf(const log::Entry& entry);

// "22 Nov 2026, 10:42 UTC".
QString utcText(TimePoint time);

} // namespace keyrite::ui
