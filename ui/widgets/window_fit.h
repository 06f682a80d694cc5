// Window fit: a window on the screen does not grow by itself when more comes to stand in it. GUI thread only.
#pragma once

class QWidget;

namespace keyrite::ui {

// Once the layout of `window` has settled it is made high enough for it, and never lower than it is.
void growToContent(QWidget* window);

// Once the layout has settled, what scrolls around `widget` is scrolled to it.
void bringIntoView(QWidget* widget);

} // namespace keyrite::ui
