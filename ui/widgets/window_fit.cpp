#include "ui/widgets/window_fit.h"

#include <QLayout>
#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace keyrite::ui {

void growToContent(QWidget* window)
{
    const auto grow = [window] {
        window->layout()->activate();
        const int wanted = window->layout()->hasHeightForWidth()
                               ? window->layout()->totalHeightForWidth(window->width())
                               : window->layout()->totalSizeHint().height();
        const int most = window->screen()->availableGeometry().height();
        window->resize(window->width(), std::max(window->height(), std::min(wanted, most)));
    };
    // What was just added is shown, and counts, only then.
    QMetaObject::invokeMethod(window, grow, Qt::QueuedConnection);
}

} // namespace keyrite::ui
