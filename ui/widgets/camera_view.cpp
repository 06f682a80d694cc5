#include "ui/widgets/camera_view.h"

#include "core/paper/sheet_reading.h"
#include "core/slip39/share.h"
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
constexpr int kFramesUntilForgotten = 20;    // what was wrong is said for about a second
constexpr std::chrono::seconds kPatience{5}; // some cameras take seconds to their first picture

QString request()
{
    return CameraView::tr("Hold the sheet in front of the camera, one code in the middle.");
}

QList<QByteArray> idsOf(const QList<QCameraDevice>& devices)
{
    QList<QByteArray> ids;
    for (const QCameraDevice& device : devices)
        ids += device.id();
    return ids;
}

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
    // Takes a share of `shareSet` alone; of any where that is empty.
    Look(const QVideoFrame& frame, const std::string& shareSet) : picture(greyOf(frame))
    {
        const auto texts = paper::glanceAtQrCodes(
            {picture.width(), picture.height(), picture.bytesPerLine(), picture.constBits()});
        if (!texts)
            sentence = tr("The camera's picture cannot be read. Try another camera.");
        else if (!texts->empty())
            take(paper::agreedShare(*texts), shareSet);
        else if (brightnessOf(picture) < kTooDark)
            sentence = tr("It is too dark. Turn on a light.");
        else if (brightnessOf(picture) > kTooBright)
            sentence = tr("It is too bright. Turn the sheet away from the light.");
    }

    void take(Result<slip39::Mnemonic> read, const std::string& wanted)
    {
        if (!read) {
            sentence = QString::fromStdString(read.error().message);
            return;
        }
        const std::string set = slip39::setId(slip39::Share::decode(*read)->header);
        if (wanted.empty() || set == wanted)
            share = read->text();
        else
            sentence = tr("This sheet belongs to another set, %1. Put it aside and show one of set %2.")
                           .arg(QString::fromStdString(slip39::setName(set)),
                                QString::fromStdString(slip39::setName(wanted)));
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
    m_silence.setSingleShot(true);
    m_silence.setInterval(kPatience);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        cameraFailed(tr("The camera gives no picture. Plug it in again, or read the sheet in another way."));
    });
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
    m_started = true;
    m_devices = std::make_unique<QMediaDevices>();
    connect(m_devices.get(), &QMediaDevices::videoInputsChanged, this,
            [this] { camerasAre(idsOf(QMediaDevices::videoInputs())); });
    if (isThere())
        return open();
    say(tr("There is no camera. Plug one in, or read the sheet in another way."));
}

void CameraView::open()
{
    const QCameraDevice device = QMediaDevices::defaultVideoInput();
    m_id = device.id();
    say(request());
    m_camera = std::make_unique<QCamera>(device);
    m_session = std::make_unique<QMediaCaptureSession>();
    m_session->setCamera(m_camera.get());
    m_session->setVideoSink(m_sink);
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this] {
        cameraFailed(tr("The camera stopped. Plug it in again, or read the sheet in another way."));
    });
    m_camera->start();
    m_silence.start();
}

void CameraView::stop()
{
    m_done = true;
    m_started = false;
    m_silence.stop();
    m_devices.reset();
    if (m_camera)
        m_camera->stop();
    m_session.reset();
    m_camera.reset();
    forgetPicture();
    update();
}

void CameraView::camerasAre(const QList<QByteArray>& ids)
{
    if (!m_started || ids.contains(m_id))
        return;
    if (!ids.isEmpty())
        return open();
    m_id.clear();
    cameraFailed(tr("The camera was unplugged. Plug it in again, or read the sheet in another way."));
}

void CameraView::say(const QString& sentence)
{
    m_framesWithoutNews = 0;
    m_sentence->setText(sentence);
}

QString CameraView::sentence() const
{
    return m_sentence->text();
}

void CameraView::cameraFailed(const QString& why)
{
    m_silence.stop();
    forgetPicture();
    say(why);
    update();
    Q_EMIT failed();
}

void CameraView::lookAt(const QVideoFrame& frame)
{
    if (m_done)
        return;
    m_silence.start();
    if (m_looking)
        return;
    m_looking = true;
    QThreadPool::globalInstance()->start([frame, set = m_shareSet, guard = QPointer(this)] {
        auto look = std::make_shared<Look>(frame, set);
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
        say(look.sentence);
    else if (++m_framesWithoutNews > kFramesUntilForgotten)
        say(request());
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
