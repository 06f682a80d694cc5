// Procedure text: the texts of a procedure in the language of the interface. GUI thread only.
#pragma once

#include "core/ceremony/engine.h"

#include <QString>

namespace keyrite::ui {

// The language of the interface, as procedures name it: "en".
std::string interfaceLanguage();

QString textOf(const ceremony::Text& text);

// With the placeholders of the current step filled in.
QString filled(const ceremony::State& state, const ceremony::Text& text);

} // namespace keyrite::ui
