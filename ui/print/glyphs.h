// Glyphs: mono text painted character by character from the font's own table, without shaping and without any
// Qt text. No ligature can turn "->" or "==" into something else, and a share leaves no QString behind.
#pragma once

#include "core/paper/page.h"

#include <QRawFont>
#include <QVector>
#include <map>

QT_BEGIN_NAMESPACE
class QPaintDevice;
class QPainter;
class QPointF;
QT_END_NAMESPACE

namespace keyrite::ui {

// The font of a style, in the units of `device`.
QFont fontOf(const paper::TextStyle& style, const QPaintDevice& device);

class GlyphPainter final
{
public:
    // Whether text in this face is painted here: mono, and printable ASCII throughout.
    static bool handles(std::string_view text, paper::Face face);

    // Advance of `count` characters at a size, both in device units.
    static double width(std::size_t count, double pixelSize);

    // Paints printable ASCII at the left end of a baseline, with the painter's pen.
    void draw(QPainter& painter, QPointF baseline, ByteView characters, paper::Face face, double pixelSize);

private:
    // One face at one size, with the glyphs of U+0020 .. U+007E.
    struct Loaded
    {
        QRawFont font;
        QVector<quint32> glyphs;
    };
    const Loaded& load(paper::Face face, double pixelSize);

    std::map<std::pair<paper::Face, double>, Loaded> m_loaded;
};

} // namespace keyrite::ui
