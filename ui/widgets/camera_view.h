// CameraView: shows what the camera sees and finds the codes of a sheet by itself; it says what is wrong
// while it finds none. Frames are looked at one at a time on another thread, and wiped. GUI thread only.
#pragma once

#include "core/secret_bytes.h"

#include <QImage>
#include <QVideoFrame>
#include <QWidget>

#include <memory>

class QCamera;
class QLabel;
class QMediaCaptureSession;
class QVideoSink;

namespace keyrite::ui {

class CameraView final : public QWidget
{
    Q_OBJECT

public:
    explicit CameraView(QWidget* parent);
    ~CameraView() override;

    // Whether a camera is plugged in.
    static bool isThere();

    // Looks through the first camera until stop() or found(). Says so where there is none.
    void start();
    void stop();

    // Where frames come in: the camera puts them there.
    QVideoSink* sink() const { return m_sink; }

    // After found(), once: the words of the share that was seen.
    SecretBytes take() { return std::move(m_share); }

    // What it says now.
    QString sentence() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    void found();
    void looked(); // at a frame, whatever it showed

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Look;
    void lookAt(const QVideoFrame& frame);
    void seen(Look& look);
    void cameraFailed(const QString& why);
    void forgetPicture();

    QVideoSink* m_sink;
    QLabel* m_sentence;
    std::unique_ptr<QCamera> m_camera;
    std::unique_ptr<QMediaCaptureSession> m_session;
    QImage m_picture;
    SecretBytes m_share;
    bool m_looking = false; // a frame is being looked at; others are let go
    bool m_done = false;
};

} // namespace keyrite::ui
