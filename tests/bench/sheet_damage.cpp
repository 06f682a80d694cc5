#include "tests/bench/sheet_damage.h"

#include <QBuffer>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

namespace keyrite::bench {
namespace {

constexpr double kMmPerInch = 25.4;

using Random = std::mt19937;

double uniform(Random& random, double low, double high)
{
    return std::uniform_real_distribution<double>(low, high)(random);
}

// How hard each damage is on the sheet.
struct Strength
{
    double rotationDegrees = 180;
    double perspective = 0.06; // of the page's width
    double blurMm = 0.4;
    int jpegQuality = 10;
    int stains = 3;
    int folds = 2;
    double foldMm = 1.6;   // of toner gone, at most
    double fadedInk = 190; // the grey that black has become, at most
    double tornMm = 90;
    double specks = 0.08; // of all pixels
};

constexpr Strength kAlone{};
constexpr Strength kTogether{12, 0.03, 0.2, 25, 2, 1, 0.8, 150, 45, 0.03}; // each about half as hard

class Page final
{
public:
    Page(const QImage& image, int dpi, Random& random)
        : m_image(image), m_perMm(dpi / kMmPerInch), m_random(random)
    {
    }

    QImage take() { return std::move(m_image); }

    void stain(const Strength& strength)
    {
        paint([&](QPainter& painter) {
            for (int i = 0; i < strength.stains; ++i) {
                const QPointF centre = place();
                const double radius = uniform(m_random, 15, 40) * m_perMm;
                painter.setBrush(Qt::NoBrush);
                painter.setPen(QPen(QColor(0, 0, 0, int(uniform(m_random, 60, 150))),
                                    uniform(m_random, 1.5, 4) * m_perMm));
                painter.drawEllipse(centre, radius, radius * uniform(m_random, 0.8, 1.0));
                painter.setPen(Qt::NoPen);
                painter.setBrush(QColor(0, 0, 0, int(uniform(m_random, 15, 60))));
                painter.drawEllipse(centre, radius, radius);
                painter.setBrush(QColor(40, 40, 40, 235));
                painter.drawEllipse(place(), uniform(m_random, 1.5, 5) * m_perMm,
                                    uniform(m_random, 1.5, 5) * m_perMm);
            }
        });
    }

    // The toner is gone along the fold, and the paper is shaded beside it.
    void fold(const Strength& strength)
    {
        paint([&](QPainter& painter) {
            for (int i = 0; i < 2 * strength.folds; ++i) {
                const bool across = i % 2 == 0;
                const double length = across ? m_image.height() : m_image.width();
                const double at = uniform(m_random, 0.1, 0.9) * length;
                const double slant = uniform(m_random, -0.02, 0.02) * length;
                const QPointF from = across ? QPointF(0, at) : QPointF(at, 0);
                const QPointF to =
                    across ? QPointF(m_image.width(), at + slant) : QPointF(at + slant, m_image.height());
                painter.setPen(QPen(QColor(0, 0, 0, 40), uniform(m_random, 4, 10) * m_perMm));
                painter.drawLine(from, to);
                painter.setPen(
                    QPen(QColor(235, 235, 235), uniform(m_random, 0.3, 1.0) * strength.foldMm * m_perMm));
                painter.drawLine(from, to);
            }
        });
    }

    // A corner is gone, and what lies behind it shows.
    void tear(const Strength& strength)
    {
        paint([&](QPainter& painter) {
            const double a = uniform(m_random, 0.3, 1.0) * strength.tornMm * m_perMm;
            const double b = uniform(m_random, 0.3, 1.0) * strength.tornMm * m_perMm;
            const double x = m_random() % 2 == 0 ? 0 : m_image.width();
            const double y = m_random() % 2 == 0 ? 0 : m_image.height();
            QPolygonF corner{QPointF(x, y), QPointF(x, y > 0 ? y - b : b)};
            for (int i = 1; i < 8; ++i) { // a ragged edge
                const double t = i / 8.0;
                const double ragged = uniform(m_random, -2, 2) * m_perMm;
                corner << QPointF((x > 0 ? x - a * t : a * t) + ragged,
                                  (y > 0 ? y - b * (1 - t) : b * (1 - t)) + ragged);
            }
            corner << QPointF(x > 0 ? x - a : a, y);
            painter.setPen(Qt::NoPen);
            const int behind = m_random() % 2 == 0 ? 255 : 60;
            painter.setBrush(QColor(behind, behind, behind));
            painter.drawPolygon(corner);
        });
    }

    // Ink gets grey and paper dark, more at one side than at the other.
    void fade(const Strength& strength)
    {
        const double ink = uniform(m_random, 100, strength.fadedInk);
        const double left = uniform(m_random, 0.75, 1.0);
        const double right = uniform(m_random, 0.75, 1.0);
        for (int y = 0; y < m_image.height(); ++y) {
            uchar* row = m_image.scanLine(y);
            for (int x = 0; x < m_image.width(); ++x) {
                const double light = left + (right - left) * x / m_image.width();
                row[x] = static_cast<uchar>((ink + (255 - ink) * row[x] / 255.0) * light);
            }
        }
    }

    void specks(const Strength& strength)
    {
        const auto count = static_cast<std::int64_t>(uniform(m_random, 0.25, 1.0) * strength.specks *
                                                     m_image.width() * m_image.height());
        for (std::int64_t i = 0; i < count; ++i) {
            const auto x = m_random() % static_cast<unsigned>(m_image.width());
            const auto y = m_random() % static_cast<unsigned>(m_image.height());
            m_image.scanLine(static_cast<int>(y))[x] = m_random() % 2 == 0 ? 0 : 255;
        }
    }

    // Seen askew and turned, by one transformation; what is beside the page is white or dark.
    void look(double degrees, double askew)
    {
        const double w = m_image.width();
        const double h = m_image.height();
        const auto corner = [&](double x, double y) {
            return QPointF(x + uniform(m_random, 0, askew) * w * (x > 0 ? -1 : 1),
                           y + uniform(m_random, 0, askew) * w * (y > 0 ? -1 : 1));
        };
        const QPolygonF from{QPointF(0, 0), QPointF(w, 0), QPointF(w, h), QPointF(0, h)};
        const QPolygonF to{corner(0, 0), corner(w, 0), corner(w, h), corner(0, h)};
        QTransform transform;
        if (!QTransform::quadToQuad(from, to, transform))
            return;
        transform *= QTransform().rotate(degrees);
        const QRectF bounds = transform.mapRect(QRectF(0, 0, w, h));
        QImage seen(bounds.size().toSize(), QImage::Format_Grayscale8);
        seen.fill(m_random() % 2 == 0 ? 255 : 90);
        QPainter painter(&seen);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setTransform(transform * QTransform::fromTranslate(-bounds.left(), -bounds.top()));
        painter.drawImage(0, 0, m_image);
        painter.end();
        m_image = std::move(seen);
    }

    // Three box blurs come close to a Gaussian one.
    void blur(double sigmaMm)
    {
        const double sigma = sigmaMm * m_perMm;
        const int radius = static_cast<int>(std::lround((std::sqrt(4 * sigma * sigma + 1) - 1) / 2));
        for (int pass = 0; pass < 3 && radius > 0; ++pass) {
            boxBlurRows(radius);
            m_image = transposed();
            boxBlurRows(radius);
            m_image = transposed();
        }
    }

    void jpeg(int quality)
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        m_image.save(&buffer, "jpg", quality);
        m_image = QImage::fromData(bytes, "jpg").convertToFormat(QImage::Format_Grayscale8);
    }

    void apply(Damage damage, const Strength& strength)
    {
        switch (damage) {
        case Damage::None:
            return;
        case Damage::Rotation:
            return look(uniform(m_random, -strength.rotationDegrees, strength.rotationDegrees), 0);
        case Damage::Perspective:
            return look(0, strength.perspective);
        case Damage::Blur:
            return blur(uniform(m_random, 0.3, 1.0) * strength.blurMm);
        case Damage::Jpeg:
            return jpeg(strength.jpegQuality + static_cast<int>(m_random() % 21));
        case Damage::Stain:
            return stain(strength);
        case Damage::Fold:
            return fold(strength);
        case Damage::Fade:
            return fade(strength);
        case Damage::TornCorner:
            return tear(strength);
        case Damage::Specks:
            return specks(strength);
        case Damage::All:
            stain(kTogether), fold(kTogether), fade(kTogether), tear(kTogether);
            look(uniform(m_random, -kTogether.rotationDegrees, kTogether.rotationDegrees),
                 kTogether.perspective);
            blur(uniform(m_random, 0, 1) * kTogether.blurMm);
            specks(kTogether);
            return jpeg(kTogether.jpegQuality + static_cast<int>(m_random() % 31));
        }
    }

private:
    template <typename Paint>
    void paint(Paint paint)
    {
        QPainter painter(&m_image);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(painter);
    }

    // Half of all places are on a QR code: damage beside them is none.
    QPointF place()
    {
        const double w = m_image.width();
        const double h = m_image.height();
        switch (m_random() % 4) {
        case 0:
            return {w - uniform(m_random, 15, 80) * m_perMm, uniform(m_random, 15, 80) * m_perMm};
        case 1:
            return {uniform(m_random, 15, 70) * m_perMm, h - uniform(m_random, 20, 75) * m_perMm};
        default:
            return {uniform(m_random, 0, w), uniform(m_random, 0, h)};
        }
    }

    void boxBlurRows(int radius)
    {
        std::vector<uchar> line(static_cast<std::size_t>(m_image.width()));
        const int width = m_image.width();
        const int span = 2 * radius + 1;
        for (int y = 0; y < m_image.height(); ++y) {
            uchar* row = m_image.scanLine(y);
            int sum = 0;
            for (int x = -radius; x <= radius; ++x)
                sum += row[std::clamp(x, 0, width - 1)];
            for (int x = 0; x < width; ++x) {
                line[static_cast<std::size_t>(x)] = static_cast<uchar>(sum / span);
                sum += row[std::min(x + radius + 1, width - 1)] - row[std::max(x - radius, 0)];
            }
            std::copy(line.begin(), line.end(), row);
        }
    }

    QImage transposed() const
    {
        QImage result(m_image.height(), m_image.width(), QImage::Format_Grayscale8);
        for (int y = 0; y < result.height(); ++y) {
            uchar* row = result.scanLine(y);
            for (int x = 0; x < result.width(); ++x)
                row[x] = m_image.constScanLine(x)[y];
        }
        return result;
    }

    QImage m_image;
    double m_perMm;
    Random& m_random;
};

} // namespace

std::string_view nameOf(Damage damage)
{
    switch (damage) {
    case Damage::None:
        return "none";
    case Damage::Rotation:
        return "rotation";
    case Damage::Perspective:
        return "perspective";
    case Damage::Blur:
        return "blur";
    case Damage::Jpeg:
        return "JPEG 10-30";
    case Damage::Stain:
        return "stain";
    case Damage::Fold:
        return "fold";
    case Damage::Fade:
        return "fade";
    case Damage::TornCorner:
        return "torn corner";
    case Damage::Specks:
        return "salt and pepper";
    case Damage::All:
        return "all together";
    }
    return {};
}

const std::vector<Damage>& allDamage()
{
    static const std::vector<Damage> all{
        Damage::None, Damage::Rotation, Damage::Perspective, Damage::Blur,   Damage::Jpeg, Damage::Stain,
        Damage::Fold, Damage::Fade,     Damage::TornCorner,  Damage::Specks, Damage::All};
    return all;
}

QImage damaged(const QImage& page, int dpi, Damage damage, std::mt19937& random)
{
    Page paper(page, dpi, random);
    paper.apply(damage, kAlone);
    return paper.take();
}

} // namespace keyrite::bench
