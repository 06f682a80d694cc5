// PDF file: a document on disk, for its owner's eyes alone. A live share is never written: only practice and
// drill sheets, and documents without secrets.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace keyrite::ui {

// Writes a new file with mode 0600 and waits until it is on disk. An existing file is never overwritten.
// Errors: IoFailed, DiskFull.
[[nodiscard]] Result<void> writePdf(const QString& path, const QByteArray& pdf);

} // namespace keyrite::ui
