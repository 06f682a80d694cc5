#include "ui/widgets/history_lines.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace keyrite::ui {

HistoryLines::HistoryLines(QWidget* parent) : QWidget(parent), m_place(new QVBoxLayout(this))
{
    m_place->setContentsMargins(0, 0, 0, 0);
    hide();
}

void HistoryLines::setLines(const QString& title, const QStringList& lines)
{
    delete m_lines;
    m_lines = new QWidget(this);
    auto* column = new QVBoxLayout(m_lines);
    column->setContentsMargins(px(12), 0, 0, 0);
    column->setSpacing(px(2));
    column->addWidget(makeText(title, TextRole::Strong, m_lines));
    for (const QString& line : lines)
        column->addWidget(makeText(line, TextRole::Small, m_lines));
    m_place->addWidget(m_lines);
    setVisible(!title.isEmpty());
}

} // namespace keyrite::ui
