// Undo PINs: before a ceremony goes back, keys are removed from the HSMs that may hold some. This asks for
// the PIN of each of them, one after the other, and of no other. GUI thread only.
#pragma once

#include "core/ceremony/runner.h"

#include <QString>

class QWidget;

namespace keyrite::ui {

using TokensByName = std::map<std::string, hsm::TokenId>; // by the procedure's name for it

// Those of which the PIN is needed, and what the modules list now.
struct UndoTokens
{
    TokensByName needed;
    std::vector<hsm::TokenInfo> present;
};

// What was typed, and whether an HSM was said to be lost or broken; its PIN is then missing.
struct UndoPins
{
    ceremony::PinOf pinOf;
    ceremony::MissingHsm missing = ceremony::MissingHsm::Refuse;
};

// Calls `then` once every token has its PIN or is said to be lost; not at all where somebody goes back.
// `why`: a sentence.
void askUndoPins(QWidget* parent, const UndoTokens& tokens, const registry::Registry& registry,
                 const QString& why, std::function<void(UndoPins)> then);

// Those of a practice room, without asking.
UndoPins practiceUndoPins();

} // namespace keyrite::ui
