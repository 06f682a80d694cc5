// Image file: what a person hands in as a scan or a photograph. Untrusted: bounded in bytes, pixels and
// kinds. Blocks: not for the GUI thread.
#pragma once

#include "core/paper/scan.h"

#include <QImage>
#include <vector>

namespace keyrite::ui {

inline constexpr qint64 kMaxImageBytes = 256 << 20; // of a file that is read

// The pages of a PDF at `pdfDpi`, or the one image of a PNG, JPEG, BMP, TIFF or PNM file, as 8-bit grey; what
// the file is is read from its content, not its name. Errors: IoFailed (cannot be read), ImageUnreadable
// (another kind of file, damaged, or more than paper::kMaxImagePixels).
[[nodiscard]] Result<std::vector<QImage>> loadImages(const QString& path, int pdfDpi);

// The contents of all QR codes of the file, as paper::readQrCodes does for one image; a PDF is looked at with
// 150 and then with 300 dots per inch. All images are wiped. Errors: as loadImages and readQrCodes.
[[nodiscard]] Result<std::vector<SecretBytes>> readQrFile(const QString& path, const paper::Enough& enough);

// The same for one image in memory, which stays as it is.
[[nodiscard]] Result<std::vector<SecretBytes>> readQrImage(const QImage& image, const paper::Enough& enough);

} // namespace keyrite::ui
