// The camera's view, with frames of our own in place of a camera's.
#include "core/paper/qr.h"
#include "core/paper/share_payload.h"
#include "tests/core/paper/samples.h"
#include "tests/test_main.h"
#include "ui/widgets/camera_view.h"

#include <QSignalSpy>
#include <QVideoSink>

using namespace keyrite;
using namespace keyrite::ui;

namespace {

constexpr QSize kFrame(1280, 720);

// A grey picture with a QR code in its middle.
QImage pictureWith(std::string_view text)
{
    QImage picture(kFrame, QImage::Format_Grayscale8);
    picture.fill(200);
    const paper::QrMatrix matrix = paper::qr(text, paper::Ecc::High).value();
    const int scale = 560 / matrix.size();
    const int left = (kFrame.width() - scale * matrix.size()) / 2;
    const int top = (kFrame.height() - scale * matrix.size()) / 2;
    for (int y = 0; y < scale * matrix.size(); ++y)
        for (int x = 0; x < scale * matrix.size(); ++x)
            if (matrix.dark(x / scale, y / scale))
                picture.scanLine(top + y)[left + x] = 30;
    return picture;
}

QVideoFrame frameOf(const QImage& picture, QVideoFrameFormat::PixelFormat format)
{
    QVideoFrame frame(QVideoFrameFormat(picture.size(), format));
    if (!frame.map(QVideoFrame::WriteOnly))
        return {};
    const int step = format == QVideoFrameFormat::Format_YUYV       ? 2
                     : format == QVideoFrameFormat::Format_BGRX8888 ? 4
                                                                    : 1;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            for (int channel = 0; channel < (step == 4 ? 4 : 1); ++channel)
                frame.bits(0)[y * frame.bytesPerLine(0) + x * step + channel] = picture.constScanLine(y)[x];
    frame.unmap();
    return frame;
}

std::string setOf(const slip39::Mnemonic& share)
{
    return slip39::setId(slip39::Share::decode(share)->header);
}

// Shows one frame and waits until it was looked at.
void show(CameraView& view, const QVideoFrame& frame)
{
    QSignalSpy looked(&view, &CameraView::looked);
    view.sink()->setVideoFrame(frame);
    QVERIFY(looked.wait());
}

void show(CameraView& view, const QImage& picture)
{
    show(view, frameOf(picture, QVideoFrameFormat::Format_Y8));
}

} // namespace

class CameraViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSheetIsFoundByItself_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("grey") << int(QVideoFrameFormat::Format_Y8);
        QTest::newRow("NV12") << int(QVideoFrameFormat::Format_NV12);
        QTest::newRow("YUYV") << int(QVideoFrameFormat::Format_YUYV);
        QTest::newRow("BGRX") << int(QVideoFrameFormat::Format_BGRX8888);
    }

    void aSheetIsFoundByItself()
    {
        QFETCH(int, format);
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        CameraView view(nullptr);
        const QSignalSpy found(&view, &CameraView::found);
        show(view,
             frameOf(pictureWith(paper::kr1Text(share).text()), QVideoFrameFormat::PixelFormat(format)));
        QCOMPARE(found.count(), 1);
        QCOMPARE(std::string(view.take().text()), std::string(share.text().text()));
        QVERIFY(view.take().empty());
    }

    void itSaysWhatIsWrong()
    {
        CameraView view(nullptr);
        const QSignalSpy found(&view, &CameraView::found);
        show(view, pictureWith("KEYRITE1 1/2 AAAA"));
        QVERIFY2(view.sentence().contains(QLatin1String("backup document, not a share")),
                 qPrintable(view.sentence()));
        QImage dark(kFrame, QImage::Format_Grayscale8);
        dark.fill(10);
        show(view, dark);
        QVERIFY(view.sentence().contains(QLatin1String("too dark")));
        QImage bright(kFrame, QImage::Format_Grayscale8);
        bright.fill(255);
        show(view, bright);
        QVERIFY(view.sentence().contains(QLatin1String("too bright")));
        QCOMPARE(found.count(), 0);
    }

    void aSheetOfAnotherSetIsSaidAndNotTaken()
    {
        const slip39::Mnemonic other = test::sampleMnemonic(2);
        CameraView view(nullptr);
        const QSignalSpy found(&view, &CameraView::found);
        view.expectSet(setOf(test::sampleMnemonic(1)));
        show(view, pictureWith(paper::wordsText(other).text()));
        QVERIFY2(view.sentence().startsWith(QLatin1String("This sheet belongs to another set, ")) &&
                     view.sentence().contains(QString::fromStdString(slip39::setName(setOf(other)))),
                 qPrintable(view.sentence()));
        QCOMPARE(found.count(), 0);
        show(view, pictureWith(paper::wordsText(test::sampleMnemonic(1)).text()));
        QCOMPARE(found.count(), 1);
    }

    // What was wrong is not said for ever.
    void theSentenceGoesWhenItIsTrueNoMore()
    {
        CameraView view(nullptr);
        QImage dark(kFrame / 8, QImage::Format_Grayscale8);
        dark.fill(10);
        show(view, dark);
        QVERIFY(view.sentence().contains(QLatin1String("too dark")));
        QImage table(kFrame / 8, QImage::Format_Grayscale8);
        table.fill(128);
        for (int frame = 0; frame < 30; ++frame)
            show(view, table);
        QVERIFY(view.sentence().startsWith(QLatin1String("Hold the sheet")));
    }

    // Pulled out in mid-read: a sentence, nothing of the picture stays, and it goes on where it comes back.
    void anUnpluggedCameraIsASentence()
    {
        if (CameraView::isThere())
            QSKIP("SKIPPED: this machine has a camera, which would be used.");
        const slip39::Mnemonic share = test::sampleMnemonic(1);
        CameraView view(nullptr);
        const QSignalSpy failed(&view, &CameraView::failed);
        const QSignalSpy found(&view, &CameraView::found);
        view.start();
        show(view, pictureWith("KEYRITE1 1/2 AAAA"));
        const QImage seen = view.grab().toImage();
        view.camerasAre({});
        QCOMPARE(failed.count(), 1);
        QCOMPARE(view.sentence(),
                 QStringLiteral("The camera was unplugged. Plug it in again, or read the sheet "
                                "in another way."));
        QVERIFY(view.grab().toImage() != seen);
        show(view, pictureWith(paper::kr1Text(share).text()));
        QCOMPARE(found.count(), 1);
        QCOMPARE(std::string(view.take().text()), std::string(share.text().text()));
    }

    // Some cameras that are pulled out only fall silent.
    void aSilentCameraIsASentence()
    {
        CameraView view(nullptr);
        QSignalSpy failed(&view, &CameraView::failed);
        show(view, pictureWith("KEYRITE1 1/2 AAAA"));
        view.setPatience(std::chrono::milliseconds(1));
        QVERIFY(failed.wait());
        QVERIFY(view.sentence().startsWith(QLatin1String("The camera gives no picture.")));
        view.setPatience(std::chrono::seconds(60));
        show(view, pictureWith("KEYRITE1 1/2 AAAA"));
        QVERIFY(view.sentence().contains(QLatin1String("backup document, not a share")));
    }

    void nothingIsSeenAfterItStopped()
    {
        CameraView view(nullptr);
        view.stop();
        QSignalSpy looked(&view, &CameraView::looked);
        view.sink()->setVideoFrame(frameOf(pictureWith("X"), QVideoFrameFormat::Format_Y8));
        QCoreApplication::processEvents();
        QCOMPARE(looked.count(), 0);
    }

    void aMissingCameraIsASentence()
    {
        if (CameraView::isThere())
            QSKIP("this machine has a camera");
        CameraView view(nullptr);
        view.start();
        QVERIFY(view.sentence().contains(QLatin1String("There is no camera")));
    }

    void anEmptyFrameIsNoCrash()
    {
        CameraView view(nullptr);
        show(view, QVideoFrame(QVideoFrameFormat(QSize(2, 2), QVideoFrameFormat::Format_Y8)));
        QVERIFY(!view.sentence().contains(QLatin1String("share")));
    }
};

KEYRITE_GUI_TEST_MAIN(CameraViewTest)
#include "camera_view_test.moc"
