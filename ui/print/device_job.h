// Device job: pages written straight to a printer's device. Blocks: not for the GUI thread. Internal to
// ui/print.
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyrite::ui {

// How long the device may take no byte at all.
inline constexpr int kDeviceTimeoutMs = 30000;

// Writes all of `pages`. A device is a character device or a FIFO; a regular file is refused: it is on a
// disk. Errors: InvalidArgument, PrinterUnreachable (nothing was sent), PrinterStopped (some of it was).
[[nodiscard]] Result<void> printToDevice(const std::string& device, const QByteArray& pages,
                                         int timeoutMs = kDeviceTimeoutMs);

} // namespace keyrite::ui
