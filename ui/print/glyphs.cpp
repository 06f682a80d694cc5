#include "ui/print/glyphs.h"

#include "core/paper/advance_widths.h"

#include <QFont>
#include <QGlyphRun>
#include <QPaintDevice>
#include <QPainter>
#include <algorithm>
#include <cstring>

namespace keyrite::ui {
namespace {

constexpr unsigned char kFirst = 0x20;
constexpr unsigned char kLast = 0x7E;

bool isMono(paper::Face face)
{
    return face == paper::Face::Mono || face == paper::Face::MonoStrong;
}

bool isStrong(paper::Face face)
{
    return face == paper::Face::Strong || face == paper::Face::MonoStrong;
}

QFont faceOf(paper::Face face)
{
    QFont font(isMono(face) ? QStringLiteral("JetBrains Mono") : QStringLiteral("Inter"));
    font.setStyleHint(isMono(face) ? QFont::Monospace : QFont::SansSerif);
    if (isStrong(face))
        font.setWeight(isMono(face) ? QFont::Bold : QFont::DemiBold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

QFont fontOf(const paper::TextStyle& style, const QPaintDevice& device)
{
    QFont font = faceOf(style.face);
    font.setPointSizeF(style.sizePt);
    return {font, &device};
}

bool GlyphPainter::handles(std::string_view text, paper::Face face)
{
    return isMono(face) && std::all_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) >= kFirst && static_cast<unsigned char>(c) <= kLast;
           });
}

double GlyphPainter::width(std::size_t count, double pixelSize)
{
    return static_cast<double>(count) * pixelSize * paper::kMonoAdvance / 1000.0;
}

const GlyphPainter::Loaded& GlyphPainter::load(paper::Face face, double pixelSize)
{
    const auto key = std::pair(face, pixelSize);
    if (const auto known = m_loaded.find(key); known != m_loaded.end())
        return known->second;
    QRawFont font = QRawFont::fromFont(faceOf(face));
    font.setPixelSize(pixelSize);
    QString alphabet;
    for (char16_t c = kFirst; c <= kLast; ++c)
        alphabet += QChar(c);
    return m_loaded.emplace(key, Loaded{font, font.glyphIndexesForString(alphabet)}).first->second;
}

// The glyph numbers are as secret as the characters: they stand in a SecretBytes, and the run borrows them.
void GlyphPainter::draw(QPainter& painter, QPointF baseline, ByteView characters, paper::Face face,
                        double pixelSize)
{
    if (characters.empty())
        return;
    const Loaded& loaded = load(face, pixelSize);
    SecretBytes glyphs(characters.size() * sizeof(quint32));
    QVector<QPointF> positions;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const quint32 glyph = loaded.glyphs.value(characters[i] - kFirst);
        std::memcpy(glyphs.data() + i * sizeof(quint32), &glyph, sizeof(quint32));
        positions << QPointF(width(i, pixelSize), 0);
    }
    QGlyphRun run;
    run.setRawFont(loaded.font);
    // OpenSSL's secure heap aligns to at least 16 bytes.
    run.setRawData(reinterpret_cast<const quint32*>(glyphs.data()), positions.constData(),
                   static_cast<int>(positions.size()));
    painter.drawGlyphRun(baseline, run);
}

} // namespace keyrite::ui
