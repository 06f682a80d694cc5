// CameraView: shows what the camera sees and finds the codes of a sheet by itself; it says what is wrong
// while it finds none. Frames are looked at one at a time on another thread, and wiped. GUI thread only.
#pragma once

#include "core/secret_bytes.h"

#include <QImage>
#include <QTimer>
#include <QVideoFrame>
#include <QWidget>

#include <chrono>
#include <memory>

class QCamera;
class QLabel;
class QMediaCaptureSession;
class QMediaDevices;
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

    // Sheets of this share set alone are wanted (4 hex digits); another's is said and not taken. Empty: of
    // any.
    void expectSet(const std::string& shareSet) { m_shareSet = shareSet; }

    // Looks through the first camera until stop() or found(). Says so where there is none, where it stops,
    // and where it gives no picture for `patience`; goes on by itself when one is plugged in.
    void start();
    void stop();
    void setPatience(std::chrono::milliseconds patience) { m_silence.setInterval(patience); }

    // The cameras that are plugged in now, by their ids: where the system's news come in.
    void camerasAre(const QList<QByteArray>& ids);

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
    void failed(); // no picture comes any more; the sentence says why

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Look;
    void open();
    void say(const QString& sentence);
    void lookAt(const QVideoFrame& frame);
    void seen(Look& look);
    void cameraFailed(const QString& why);
    void forgetPicture();

    QVideoSink* m_sink;
    QLabel* m_sentence;
    QTimer m_silence; // since the last frame
    std::unique_ptr<QMediaDevices> m_devices;
    std::unique_ptr<QCamera> m_camera;
    std::unique_ptr<QMediaCaptureSession> m_session;
    QByteArray m_id; // of the camera in use; empty where there is none
    std::string m_shareSet;
    QImage m_picture;
    SecretBytes m_share;
    bool m_looking = false;      // a frame is being looked at; others are let go
    int m_framesWithoutNews = 0; // since the sentence was said
    bool m_done = false;
    bool m_started = false; // and not stopped since: a camera that comes is used
};

} // namespace keyrite::ui
