// The head that all pages share: a scrolling column with a title, one sentence and the body below. A
// function, not a base class: pages have nothing else in common. GUI thread only.
#pragma once

#include <QString>

class QVBoxLayout;
class QWidget;

namespace keyrite::ui {

// Lays `page` out and answers the layout into which its content goes. `lead` may be empty.
QVBoxLayout* layPage(QWidget* page, const QString& title, const QString& lead);

} // namespace keyrite::ui
