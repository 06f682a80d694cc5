#include "ui/widgets/camera_view.h"

#include "core/paper/sheet_reading.h"
#include "ui/print/painter.h"
#include "ui/tokens.h"
#include "ui/widgets/camera_frame.h"
#include "ui/widgets/text.h"

#include <QCamera>
#include <QCameraDevice>
#include <QCoreApplication>
#include <QLabel>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QPainter>
#include <QPointer>
#include <QThreadPool>
#include <QVBoxLayout>
#include <QVideoSink>

namespace keyrite::ui {
namespace {

// Mean brightness of a frame, 0 to 255, beyond which nobody could read it.
constexpr int kTooDark = 45;
constexpr int kTooBright = 240;

int brightnessOf(const QImage& grey)
{
    qint64 sum = 0;
    qint64 count = 0;
    for (int y = 0; y < grey.height(); y += 8)
        for (int x = 0; x < grey.width(); x += 8, ++count)
            sum += grey.constScanLine(y)[x];
    return count == 0 ? 0 : static_cast<int>(sum / count);
}

} // namespace

// What one frame showed.
struct CameraView::Look
{
    explicit Look(const QVideoFrame& frame) : picture(greyOf(frame))
    {
        const auto texts = paper::glanceAtQrCodes(
            {picture.width(), picture.height(), picture.bytesPerLine(), picture.constBits()});
        if (!texts)
            sentence = tr("The camera's picture cannot be read. Try another camera.");
        else if (!texts->empty())
            take(paper::agreedShare(*texts));
        else if (brightnessOf(picture) < kTooDark)
            sentence = tr("It is too dark. Turn on a light.");
        else if (brightnessOf(picture) > kTooBright)
            sentence = tr("It is too bright. Turn the sheet away from the light.");
    }

    void take(Result<slip39::Mnemonic> read)
    {
        if (read)
            share = read->text();
        else
            sentence = QString::fromStdString(read.error().message);
    }

    QImage picture;
    SecretBytes share;
    QString sentence;
};

CameraView::CameraView(QWidget* parent)
    : QWidget(parent), m_sink(new QVideoSink(this)), m_sentence(makeText({}, TextRole::Strong, this))
{
    setAccessibleName(tr("What the camera sees"));
    auto* column = new QVBoxLayout(this);
    column->addStretch(1);
    m_sentence->setAlignment(Qt::AlignHCenter);
    column->addWidget(m_sentence);
    connect(m_sink, &QVideoSink::videoFrameChanged, this, &CameraView::lookAt);
}

CameraView::~CameraView()
{
    forgetPicture();
}

bool CameraView::isThere()
{
    return !QMediaDevices::videoInputs().isEmpty();
}

void CameraView::start()
{
    m_done = false;
    m_sentence->setText(tr("Hold the sheet in front of the camera, one code in the middle."));
    if (!isThere())
        return cameraFailed(tr("There is no camera. Plug one in, or read the sheet in another way."));
    m_camera = std::make_unique<QCamera>(QMediaDevices::defaultVideoInput());
    m_session = std::make_unique<QMediaCaptureSession>();
    m_session->setCamera(m_camera.get());
    m_session->setVideoSink(m_sink);
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this] {
        cameraFailed(
            tr("The camera was unplugged or stopped. Plug it in again, or read the sheet in another way."));
    });
    m_camera->start();
}

void CameraView::stop()
{
    m_done = true;
    if (m_camera)
        m_camera->stop();
    m_session.reset();
    m_camera.reset();
    forgetPicture();
    update();
}

QString CameraView::sentence() const
{
    return m_sentence->text();
}

void CameraView::cameraFailed(const QString& why)
{
    forgetPicture();
    m_sentence->setText(why);
    update();
}

void CameraView::lookAt(const QVideoFrame& frame)
{
    if (m_looking || m_done)
        return;
    m_looking = true;
    QThreadPool::globalInstance()->start([frame, guard = QPointer(this)] {
        auto look = std::make_shared<Look>(frame);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [look, guard] {
                if (guard)
                    guard->seen(*look);
                else
                    wipeImage(look->picture);
            },
            Qt::QueuedConnection);
    });
}

void CameraView::seen(Look& look)
{
    m_looking = false;
    forgetPicture();
    if (m_done) {
        wipeImage(look.picture);
        Q_EMIT looked();
        return;
    }
    m_picture = std::move(look.picture);
    if (!look.sentence.isEmpty())
        m_sentence->setText(look.sentence);
    update();
    if (!look.share.empty()) {
        m_share = std::move(look.share);
        stop();
        Q_EMIT found();
    }
    Q_EMIT looked();
}

void CameraView::forgetPicture()
{
    if (!m_picture.isNull())
        wipeImage(m_picture);
    m_picture = QImage();
}

QSize CameraView::sizeHint() const
{
    return {px(480), px(300)};
}

void CameraView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), currentTokens().sunken);
    if (m_picture.isNull())
        return;
    const QSize size = m_picture.size().scaled(this->size(), Qt::KeepAspectRatio);
    const QRect place(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, m_picture);
}

} // namespace keyrite::ui
