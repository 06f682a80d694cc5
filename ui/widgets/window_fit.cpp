#include "ui/widgets/window_fit.h"

#include "ui/tokens.h"

#include <QLayout>
#include <QScreen>
#include <QScrollArea>
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

void bringIntoView(QWidget* widget)
{
    const auto scroll = [widget] {
        constexpr int kMarginPx = 16;
        for (QWidget* parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget())
            if (auto* area = qobject_cast<QScrollArea*>(parent))
                area->ensureWidgetVisible(widget, 0, px(kMarginPx));
    };
    QMetaObject::invokeMethod(widget, scroll, Qt::QueuedConnection);
}

} // namespace keyrite::ui
