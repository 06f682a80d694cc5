// Walking over widgets as a keyboard or a screen reader would.
#pragma once

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QWidget>

#include <vector>

namespace keyrite::ui::gallery {

// The visible, enabled widgets below `root` that Tab can reach, in the order in which it reaches them.
inline std::vector<QWidget*> tabOrder(QWidget& root)
{
    std::vector<QWidget*> order;
    for (QWidget* next = root.nextInFocusChain(); next != &root; next = next->nextInFocusChain())
        if (root.isAncestorOf(next) && next->isVisibleTo(&root) && next->isEnabled() &&
            (next->focusPolicy() & Qt::TabFocus) != 0 && !next->focusProxy())
            order.push_back(next);
    return order;
}

// What a screen reader says when it arrives at `widget`.
inline QString spokenName(QWidget* widget)
{
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

} // namespace keyrite::ui::gallery
