// Where keyrite-cli is: the window runs it for what must not happen in its own process.
#pragma once

#include <QString>

namespace keyrite::ui {

// Beside this program, or at its place in a build tree; else the bare name, for the system's search path.
QString commandLineProgram();

} // namespace keyrite::ui
