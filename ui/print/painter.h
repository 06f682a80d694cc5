// Painter: puts a page of core/paper on a printer, into a PDF or on the screen. Millimetres in, device units
// out; no layout is decided here. GUI application needed; one page is painted on one thread.
#pragma once

#include "core/paper/page.h"

#include <QByteArray>
#include <QImage>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace keyrite::ui {

// Paints `page` at the painter's origin, at the resolution of its device. Secret texts are painted glyph by
// glyph and exist as no Qt text.
void paintPage(QPainter& painter, const paper::Page& page, paper::SizeMm size);

// The document as PDF, in memory alone. It holds what the pages hold: wipe it (wipeBytes) when it is printed.
// Errors: Internal.
[[nodiscard]] Result<QByteArray> toPdf(const paper::Document& document);

// A page as an image (grey), for a preview. 36 <= dpi <= 600. Wipe it when it shows a share.
QImage toImage(const paper::Page& page, paper::SizeMm size, int dpi);

// The Debian packages of the fonts that pages are made for and that this system lacks. Pages still print
// without them, in another face and narrowed where needed.
QStringList missingFontPackages();

// Overwrites with zeros. The value must not be shared with another one (implicit sharing would copy it
// first).
void wipeBytes(QByteArray& bytes);
void wipeImage(QImage& image);

} // namespace keyrite::ui
