#include "ui/pages/page_frame.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keyrite::ui {

QVBoxLayout* layPage(QWidget* page, const QString& title, const QString& lead)
{
    constexpr int kTopPx = 40;
    constexpr int kBottomPx = 32;
    auto* whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* middle = new ContentColumn(kTopPx, kBottomPx, scroll);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    column->addWidget(makeText(title, TextRole::Title, middle));
    if (!lead.isEmpty())
        column->addWidget(makeText(lead, TextRole::Lead, middle));
    auto* body = new QVBoxLayout;
    body->setSpacing(px(16));
    column->addLayout(body, 1);
    scroll->setWidget(middle);
    whole->addWidget(scroll);
    return body;
}

} // namespace keyrite::ui
