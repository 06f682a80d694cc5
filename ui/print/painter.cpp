#include "ui/print/painter.h"

#include "core/paper/frame.h"
#include "core/paper/text_layout.h"
#include "ui/print/glyphs.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QHashFunctions>
#include <QPainter>
#include <QPainterPath>
#include <QPdfWriter>
#include <cmath>

namespace keyrite::ui {
namespace {

using paper::Ink;

constexpr int kPdfDpi = 1200;
constexpr double kWatermarkPt = 130;   // at most; longer words are made to fit
constexpr double kCapHeightEm = 0.728; // Inter and JetBrains Mono agree to the third place
const QColor kWatermark(0xEA, 0xEA, 0xEA);

QColor colourOf(Ink ink)
{
    switch (ink) {
    case Ink::Black:
        return Qt::black;
    case Ink::Grey:
        return {0x58, 0x58, 0x58};
    case Ink::Faint:
        return {0xBE, 0xBE, 0xBE};
    case Ink::White:
        return Qt::white;
    }
    return Qt::black;
}

// Inter replaces characters by their neighbours: "->" becomes an arrow, "0x12" a product, and the hyphen of
// "KC-2026" a glyph that no copying from the PDF gives back. In pieces it has no neighbours to go by: words
// with their punctuation, numbers, and every other sign alone. Texts beyond Latin, Greek and Cyrillic stay
// whole.
QStringList inPieces(const QString& text)
{
    enum class Kind { Word, Number, Sign };
    const auto kindOf = [](QChar c) {
        if (c.isDigit())
            return Kind::Number;
        return c.isLetter() || c.isSpace() || QStringView(u".,;'\"?!").contains(c) ? Kind::Word : Kind::Sign;
    };
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x590 && c.isLetter(); }))
        return {text};
    QStringList pieces;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool goesOn = i > 0 && kindOf(text[i]) != Kind::Sign && kindOf(text[i]) == kindOf(text[i - 1]);
        if (goesOn)
            pieces.last() += text[i];
        else
            pieces += QString(text[i]);
    }
    return pieces;
}

// One page on one painter.
class PagePainter final
{
public:
    explicit PagePainter(QPainter& painter)
        : m_painter(painter), m_perMm(painter.device()->logicalDpiX() / 25.4)
    {
    }

    void watermark(const std::string& text, paper::SizeMm size);
    void operator()(const paper::Text& text);
    void operator()(const paper::SecretText& text);
    void operator()(const paper::Qr& qr);
    void operator()(const paper::Line& line);
    void operator()(const paper::Box& box);

private:
    double units(double mm) const { return mm * m_perMm; }
    QRectF units(const paper::RectMm& r) const
    {
        return {units(r.x), units(r.y), units(r.width), units(r.height)};
    }
    double pixelSize(const paper::TextStyle& style) const { return units(style.sizePt * paper::kMmPerPoint); }

    // Left end of the baseline of a line of this width; capitals stand in the middle of the box.
    QPointF baseline(const paper::RectMm& rect, const paper::TextStyle& style, double width) const;
    void shaped(const paper::Text& text);

    QPainter& m_painter;
    double m_perMm;
    GlyphPainter m_glyphs;
};

QPointF PagePainter::baseline(const paper::RectMm& rect, const paper::TextStyle& style, double width) const
{
    const double y = units(rect.y + rect.height / 2) + pixelSize(style) * kCapHeightEm / 2;
    const double slack = units(rect.width) - width;
    switch (style.align) {
    case paper::Align::Left:
        return {units(rect.x), y};
    case paper::Align::Centre:
        return {units(rect.x) + slack / 2, y};
    case paper::Align::Right:
        return {units(rect.x) + slack, y};
    }
    return {units(rect.x), y};
}

// Through Qt's shaping: kerning, and any script that the system has a font for. In pieces, see inPieces().
void PagePainter::shaped(const paper::Text& text)
{
    const QStringList pieces = inPieces(QString::fromStdString(text.text));
    const QFont font = fontOf(text.style, *m_painter.device());
    const QFontMetricsF metrics(font, m_painter.device());
    double natural = 0;
    for (const QString& piece : pieces)
        natural += metrics.horizontalAdvance(piece);
    const double narrowing = std::min(1.0, units(text.rect.width) / std::max(natural, 1e-6));
    m_painter.save();
    m_painter.setFont(font);
    m_painter.translate(baseline(text.rect, text.style, natural * narrowing));
    m_painter.scale(narrowing, 1);
    double x = 0;
    for (const QString& piece : pieces) {
        m_painter.drawText(QPointF(x, 0), piece);
        x += metrics.horizontalAdvance(piece);
    }
    m_painter.restore();
}

void PagePainter::operator()(const paper::Text& text)
{
    m_painter.setPen(colourOf(text.style.ink));
    if (!GlyphPainter::handles(text.text, text.style.face)) {
        shaped(text);
        return;
    }
    const double size = pixelSize(text.style);
    const double natural = GlyphPainter::width(text.text.size(), size);
    const double narrowing = std::min(1.0, units(text.rect.width) / std::max(natural, 1e-6));
    m_painter.save();
    m_painter.translate(baseline(text.rect, text.style, natural * narrowing));
    m_painter.scale(narrowing, 1);
    m_glyphs.draw(m_painter, {0, 0}, asBytes(text.text), text.style.face, size);
    m_painter.restore();
}

void PagePainter::operator()(const paper::SecretText& text)
{
    m_painter.setPen(colourOf(text.style.ink));
    const double size = pixelSize(text.style);
    const ByteView all = text.characters.view();
    const std::size_t strong = std::min(text.strongCharacters, all.size());
    const QPointF start = baseline(text.rect, text.style, GlyphPainter::width(all.size(), size));
    m_glyphs.draw(m_painter, start, all.first(strong), paper::Face::MonoStrong, size);
    m_glyphs.draw(m_painter, start + QPointF(GlyphPainter::width(strong, size), 0), all.subspan(strong),
                  paper::Face::Mono, size);
}

// One path for the whole symbol: rectangles painted one by one would leave hairlines between them.
void PagePainter::operator()(const paper::Qr& qr)
{
    const int size = qr.matrix.size();
    if (size == 0)
        return;
    const double module = units(qr.rect.width) / size;
    const QPointF corner(units(qr.rect.x), units(qr.rect.y));
    const double quiet = module * paper::kQuietModules;
    m_painter.fillRect(
        QRectF(corner, QSizeF(module * size, module * size)).adjusted(-quiet, -quiet, quiet, quiet),
        Qt::white);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const int start = x;
            while (x < size && qr.matrix.dark(x, y))
                ++x;
            if (x > start)
                path.addRect(QRectF(corner + QPointF(start * module, y * module),
                                    QSizeF((x - start) * module, module)));
        }
    m_painter.fillPath(path, Qt::black);
}

void PagePainter::operator()(const paper::Line& line)
{
    m_painter.setPen(QPen(colourOf(line.ink), units(line.thicknessMm), Qt::SolidLine, Qt::FlatCap));
    m_painter.drawLine(QPointF(units(line.x1), units(line.y1)), QPointF(units(line.x2), units(line.y2)));
}

void PagePainter::operator()(const paper::Box& box)
{
    if (box.filled)
        m_painter.fillRect(units(box.rect), colourOf(box.ink));
    if (box.thicknessMm <= 0)
        return;
    const double half = units(box.thicknessMm) / 2;
    m_painter.setPen(QPen(colourOf(box.ink), 2 * half, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(units(box.rect).adjusted(half, half, -half, -half));
}

void PagePainter::watermark(const std::string& text, paper::SizeMm size)
{
    if (text.empty())
        return;
    const double room = std::hypot(size.width, size.height) * 0.7;
    const double natural = paper::textWidthMm(text, {paper::Face::Strong, kWatermarkPt});
    const double sizePt = kWatermarkPt * std::min(1.0, room / natural);
    const double length = natural * sizePt / kWatermarkPt;
    m_painter.save();
    m_painter.translate(units(size.width / 2), units(size.height / 2));
    // Downwards, because a share sheet has its QR codes on the other diagonal.
    m_painter.rotate(std::atan2(size.height, size.width) * 180 / M_PI);
    m_painter.setFont(fontOf({paper::Face::Strong, sizePt}, *m_painter.device()));
    m_painter.setPen(kWatermark);
    const double cap = units(sizePt * paper::kMmPerPoint) * kCapHeightEm;
    m_painter.drawText(QPointF(-units(length) / 2, cap / 2), QString::fromStdString(text));
    m_painter.restore();
}

// Qt writes a PDF's fonts in the order of a hash, which is another in each process. For the life of the
// object new hashes have the same order everywhere, so that a document has one PDF, but for its date.
class SameOrder final
{
public:
    SameOrder() { QHashSeed::setDeterministicGlobalSeed(); }
    SameOrder(const SameOrder&) = delete;
    SameOrder& operator=(const SameOrder&) = delete;
    ~SameOrder() { QHashSeed::resetRandomGlobalSeed(); }
};

} // namespace

void paintPage(QPainter& painter, const paper::Page& page, paper::SizeMm size)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    PagePainter paint(painter);
    paint.watermark(page.watermark, size);
    for (const paper::Item& item : page.items)
        std::visit(paint, item);
    painter.restore();
}

Result<QByteArray> toPdf(const paper::Document& document)
{
    const SameOrder order;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QString::fromStdString(document.title));
    writer.setCreator(QStringLiteral("Keyrite"));
    writer.setResolution(kPdfDpi);
    writer.setPageSize(QPageSize(document.size == paper::PaperSize::A4 ? QPageSize::A4 : QPageSize::Letter));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter;
    if (document.pages.empty() || !painter.begin(&writer))
        return fail(ErrorCode::Internal, "The document \"" + document.title +
                                             "\" could not be made into a PDF. Start the program again.");
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        if (i > 0)
            writer.newPage();
        paintPage(painter, document.pages[i], sizeOf(document.size));
    }
    painter.end();
    return bytes;
}

QImage toImage(const paper::Page& page, paper::SizeMm size, int dpi)
{
    QImage image(qRound(size.width / 25.4 * dpi), qRound(size.height / 25.4 * dpi),
                 QImage::Format_Grayscale8);
    image.setDotsPerMeterX(qRound(dpi / 0.0254));
    image.setDotsPerMeterY(qRound(dpi / 0.0254));
    image.fill(Qt::white);
    QPainter painter(&image);
    paintPage(painter, page, size);
    return image;
}

QStringList missingFontPackages()
{
    QStringList missing;
    const QStringList families = QFontDatabase::families();
    if (!families.contains(QStringLiteral("Inter")))
        missing << QStringLiteral("fonts-inter");
    if (!families.contains(QStringLiteral("JetBrains Mono")))
        missing << QStringLiteral("fonts-jetbrains-mono");
    return missing;
}

void wipeBytes(QByteArray& bytes)
{
    wipe({reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    bytes.clear();
}

void wipeImage(QImage& image)
{
    if (!image.isNull())
        wipe({image.bits(), static_cast<std::size_t>(image.sizeInBytes())});
    image = {};
}

} // namespace keyrite::ui
