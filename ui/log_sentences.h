// Log sentences: an entry of the log as one sentence for a person. An unknown kind is shown by its name,
// never dropped. Pure functions; GUI thread (translations).
#pragma once

#include "core/log/entry.h"

#include <QString>

namespace keyrite::ui {

// "Share 4 of set 7C2A was proven from paper by custodian Mei Tanaka, 2 tries, 41 s." One line of text;
// plain, without time and, as a rule, without who acted.
QString sentenceOf(const log::Entry& entry);

// Whether entries of this kind have a sentence of their own.
bool hasSentence(std::string_view kind);

// "22 Nov 2026, 10:42 UTC".
QString utcText(TimePoint time);

} // namespace keyrite::ui
