#include "ui/widgets/fitting_scroll.h"

#include "ui/tokens.h"

#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <algorithm>

namespace keyrite::ui {

FittingScroll::FittingScroll(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, QWidget* now) {
        if (now != nullptr && widget() != nullptr && widget()->isAncestorOf(now))
            ensureWidgetVisible(now);
    });
}

QSize FittingScroll::sizeHint() const
{
    if (widget() == nullptr)
        return QScrollArea::sizeHint();
    const QSize wanted = widget()->sizeHint();
    return {wanted.width(), widget()->layout()->hasHeightForWidth()
                                ? widget()->layout()->totalHeightForWidth(std::max(width(), wanted.width()))
                                : wanted.height()};
}

QSize FittingScroll::minimumSizeHint() const
{
    constexpr int kLeastPx = 120;
    return {sizeHint().width(), px(kLeastPx)};
}

// What stands in it became higher or lower.
bool FittingScroll::eventFilter(QObject* object, QEvent* event)
{
    if (object == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(object, event);
}

} // namespace keyrite::ui
