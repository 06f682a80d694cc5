#include "ui/widgets/camera_frame.h"

#include <cstring>

namespace keyrite::ui {
namespace {

// Every `step`-th byte from `first` on of each row of the first plane.
QImage fromBytes(const QVideoFrame& frame, int first, int step)
{
    QImage grey(frame.width(), frame.height(), QImage::Format_Grayscale8);
    for (int y = 0; y < frame.height() && !grey.isNull(); ++y) {
        const uchar* from = frame.bits(0) + qsizetype(y) * frame.bytesPerLine(0) + first;
        uchar* to = grey.scanLine(y);
        if (step == 1)
            std::memcpy(to, from, static_cast<std::size_t>(frame.width()));
        else
            for (int x = 0; x < frame.width(); ++x)
                to[x] = from[qsizetype(x) * step];
    }
    return grey;
}

// A copy even where `image` is grey already: it may borrow the frame's memory.
QImage fromImage(const QImage& image)
{
    return image.convertToFormat(QImage::Format_Grayscale8).copy();
}

// Not QVideoFrame::toImage(), which may want a graphics context of this thread.
QImage fromMapped(const QVideoFrame& frame)
{
    switch (frame.pixelFormat()) {
    case QVideoFrameFormat::Format_Y8:
    case QVideoFrameFormat::Format_YUV420P:
    case QVideoFrameFormat::Format_YUV422P:
    case QVideoFrameFormat::Format_YV12:
    case QVideoFrameFormat::Format_NV12:
    case QVideoFrameFormat::Format_NV21:
    case QVideoFrameFormat::Format_IMC1:
    case QVideoFrameFormat::Format_IMC2:
    case QVideoFrameFormat::Format_IMC3:
    case QVideoFrameFormat::Format_IMC4:
        return fromBytes(frame, 0, 1);
    case QVideoFrameFormat::Format_YUYV:
        return fromBytes(frame, 0, 2);
    case QVideoFrameFormat::Format_UYVY:
        return fromBytes(frame, 1, 2);
    case QVideoFrameFormat::Format_Jpeg:
        return fromImage(QImage::fromData(frame.bits(0), frame.mappedBytes(0), "jpg"));
    default: {
        const QImage::Format format = QVideoFrameFormat::imageFormatFromPixelFormat(frame.pixelFormat());
        if (format == QImage::Format_Invalid)
            return {};
        return fromImage(QImage(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0), format));
    }
    }
}

} // namespace

QImage greyOf(QVideoFrame frame)
{
    if (!frame.isValid() || !frame.map(QVideoFrame::ReadOnly))
        return {};
    QImage grey = fromMapped(frame);
    frame.unmap();
    return grey;
}

} // namespace keyrite::ui
