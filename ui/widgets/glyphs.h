// Secret words painted letter by letter: no text of a word is ever made, on the heap or elsewhere. GUI thread
// only.
#pragma once

#include <QPainter>

#include <string_view>

namespace keyrite::ui {

// Paints `letters` (a-z; anything else is left out) in the painter's font from `baseline` on; answers where
// the next letter would stand.
QPointF paintLetters(QPainter& painter, QPointF baseline, std::string_view letters);

// Six dots, whatever the word: its length says something about it.
void paintCoveredWord(QPainter& painter, QPointF baseline);

} // namespace keyrite::ui
