// Anchor file: the head of a log, or the checkpoint, on a page that somebody scanned or photographed: of
// minutes, a sheet or a backup document. A share on the same page is wiped and never looked at. Blocks: not
// for the GUI thread.
#pragma once

#include "core/result.h"

#include <QString>

namespace keyrite::ui {

// As paper::parseAnchor takes it; of several the one over the most entries. Errors: those of readQrFile,
// NoQrFound where none of the codes is a head or a checkpoint.
[[nodiscard]] Result<std::string> readAnchorFile(const QString& path);

} // namespace keyrite::ui
