// Sheets as they come back: stained, folded, turned, copied badly. Damage is drawn on the rasterised PDF.
#include "core/paper/share_payload.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/print/image_file.h"
#include "ui/print/painter.h"
#include "ui/print/rasterise.h"

#include <QBuffer>
#include <QPainter>
#include <random>

using namespace keyrite;
using namespace keyrite::paper;
using namespace keyrite::ui;

namespace {

constexpr double kPerMm = kScanDpi / 25.4;

using Damage = std::function<QImage(const QImage&)>;

QImage painted(const QImage& page, const std::function<void(QPainter&)>& paint)
{
    QImage image = page.convertToFormat(QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
    painter.end();
    return image;
}

// Coffee: a brown ring of 80 mm and drops, over the lower QR code.
QImage stained(const QImage& page)
{
    return painted(page, [](QPainter& painter) {
        painter.setPen(QPen(QColor(90, 60, 30, 150), 3 * kPerMm));
        painter.drawEllipse(QPointF(60 * kPerMm, 240 * kPerMm), 40 * kPerMm, 40 * kPerMm);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(60, 40, 20, 230));
        painter.drawEllipse(QPointF(45 * kPerMm, 250 * kPerMm), 5 * kPerMm, 4 * kPerMm);
        painter.drawEllipse(QPointF(150 * kPerMm, 40 * kPerMm), 4 * kPerMm, 5 * kPerMm);
    });
}

// Folded in four: the toner is gone along two lines, one through each code.
QImage folded(const QImage& page)
{
    return painted(page, [&](QPainter& painter) {
        painter.setPen(QPen(QColor(235, 235, 235), 1.2 * kPerMm));
        painter.drawLine(QPointF(0, 50 * kPerMm), QPointF(page.width(), 50 * kPerMm));
        painter.drawLine(QPointF(45 * kPerMm, 0), QPointF(45 * kPerMm, page.height()));
    });
}

QImage turned(const QImage& page, double degrees)
{
    const QImage turnedPage = page.convertToFormat(QImage::Format_ARGB32)
                                  .transformed(QTransform().rotate(degrees), Qt::SmoothTransformation);
    QImage image(turnedPage.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter(&image).drawImage(0, 0, turnedPage);
    return image;
}

QImage jpeg(const QImage& page, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    page.save(&buffer, "jpg", quality);
    return QImage::fromData(bytes, "jpg");
}

// Dust of the scanner: dark and light specks of a pixel.
QImage specked(const QImage& page)
{
    QImage image = page.convertToFormat(QImage::Format_Grayscale8);
    std::mt19937 random(5);
    for (int i = 0; i < image.width() * image.height() / 25; ++i)
        image.scanLine(static_cast<int>(
            random() %
            static_cast<unsigned>(image.height())))[random() % static_cast<unsigned>(image.width())] =
            random() % 2 == 0 ? 0 : 255;
    return image;
}

// A corner torn off with the finder pattern of one code.
QImage torn(const QImage& page)
{
    return painted(page, [&](QPainter& painter) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawPolygon(QPolygonF{QPointF(page.width(), 0), QPointF(page.width() - 70 * kPerMm, 0),
                                      QPointF(page.width(), 70 * kPerMm)});
    });
}

// One kind of damage by its name in the test's table.
QImage damaged(const QImage& page, const QByteArray& kind)
{
    if (kind == "stain")
        return stained(page);
    if (kind == "fold")
        return folded(page);
    if (kind == "turned by 5")
        return turned(page, 5);
    if (kind == "on its side")
        return turned(page, 90);
    if (kind == "upside down")
        return turned(page, 180);
    if (kind == "jpeg 20")
        return jpeg(page, 20);
    if (kind == "dust")
        return specked(page);
    if (kind == "torn")
        return torn(page);
    return jpeg(turned(folded(stained(page)), 3), 40); // all together
}

} // namespace

class DamagedPaperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto sheet =
            shareSheet(test::sampleSheet(PaperSize::A4, Mode::Practice), test::sampleMnemonic(1));
        m_page = rasterisePdf(toPdf(*sheet).value(), kScanDpi).value().front();
    }

    void theShareIsReadBack_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char* kind : {"stain", "fold", "turned by 5", "on its side", "upside down", "jpeg 20",
                                 "dust", "torn", "all together"})
            QTest::newRow(kind) << QByteArray(kind);
    }

    void theShareIsReadBack()
    {
        QFETCH(QByteArray, kind);
        const QString fingerprint =
            QString::fromStdString(toHexGroups(slip39::fingerprint(test::sampleMnemonic(1))));
        QString read;
        const auto enough = [&](const std::vector<SecretBytes>& texts) {
            for (const SecretBytes& text : texts)
                if (const auto mnemonic = parseSharePayload(text.text()))
                    read = QString::fromStdString(toHexGroups(slip39::fingerprint(*mnemonic)));
            return !read.isEmpty();
        };
        (void)readQrImage(damaged(m_page, kind), enough);
        QCOMPARE(read, fingerprint);
    }

private:
    QImage m_page;
};

KEYRITE_GUI_TEST_MAIN(DamagedPaperTest)
#include "damaged_paper_test.moc"
