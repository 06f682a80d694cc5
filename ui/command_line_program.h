// Where keyrite-cli is: the window runs it for what must not happen in its own process.
#pragma once

#include "core/registry/registry.h"

#include <QStringList>
#include <filesystem>

namespace keyrite::ui {

// Beside this program, or at its place in a build tree; else the bare name, for the system's search path.
QString commandLineProgram();

// The options that name a key on its token for keyrite-cli; the PIN follows on its standard input. `folder`
// is the room's.
QStringList tokenKeyArguments(const registry::Key& key, const registry::Room& room,
                              const std::filesystem::path& folder);

} // namespace keyrite::ui
