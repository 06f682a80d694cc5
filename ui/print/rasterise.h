// Practice scanner: a PDF as images of its pages, by poppler's pdftoppm through pipes: no shell, no temporary
// file. What is read back is the real PDF and not our own painting. docs/decisions/ has the reasons.
// Blocks: not for the GUI thread; no event loop needed.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QImage>
#include <vector>

namespace keyrite::ui {

inline constexpr int kScanDpi = 150;             // what a sheet must be readable at
inline constexpr qint64 kMaxPdfBytes = 64 << 20; // of a file that is read
inline constexpr int kMaxPdfPages = 128;

// The pages as 8-bit grey images, in order. 50 <= dpi <= 600. The process gets at most `timeoutMs`, 2 GiB of
// memory and no file to write to. Errors: ImageUnreadable (not a PDF, cut short, damaged, too many or too
// large pages), IoFailed (poppler-utils is not installed; the file cannot be read).
[[nodiscard]] Result<std::vector<QImage>> rasterisePdf(const QByteArray& pdf, int dpi, int timeoutMs = 60000);
[[nodiscard]] Result<std::vector<QImage>> rasterisePdfFile(const QString& path, int dpi,
                                                           int timeoutMs = 60000);

} // namespace keyrite::ui
