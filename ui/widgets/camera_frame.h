// The brightness of a camera's frame as a grey image. Any thread.
#pragma once

#include <QImage>
#include <QVideoFrame>

namespace keyrite::ui {

// A copy; wipe it (wipeImage). Null for a frame of a kind that no camera delivers, or that cannot be read.
QImage greyOf(QVideoFrame frame);

} // namespace keyrite::ui
