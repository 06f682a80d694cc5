#include "ui/programme/thing_section.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace keyrite::ui {

ThingSection::ThingSection(const QString& id, ThingTable* table, const std::vector<Action>& actions,
                           QWidget* parent)
    : QWidget(parent), m_table(table), m_history(new QVBoxLayout)
{
    setObjectName(id);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, px(16));
    column->setSpacing(px(10));
    column->addWidget(m_table);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(8));
    for (const Action& action : actions) {
        auto* button = makeButton(action.text, ButtonRole::Ordinary, this);
        row->addWidget(button);
        m_buttons.emplace_back(button, action.aboutSelected);
        connect(button, &QPushButton::clicked, this, [this, action] {
            Q_EMIT formRequested(action.form, action.aboutSelected ? m_table->selectedId() : QString());
        });
    }
    row->addStretch(1);
    column->addLayout(row);
    column->addLayout(m_history);
    connect(m_table, &ThingTable::selectionChanged, this, &ThingSection::look);
    look();
}

void ThingSection::setRows(std::vector<TextRow> rows)
{
    m_table->setRows(std::move(rows));
}

void ThingSection::showHistory(const QString& title, const QStringList& lines)
{
    delete m_lines;
    m_lines = new QWidget(this);
    auto* column = new QVBoxLayout(m_lines);
    column->setContentsMargins(px(12), 0, 0, 0);
    column->setSpacing(px(2));
    column->addWidget(makeText(title, TextRole::Strong, m_lines));
    for (const QString& line : lines)
        column->addWidget(makeText(line, TextRole::Small, m_lines));
    m_history->addWidget(m_lines);
}

void ThingSection::look()
{
    const QString id = m_table->selectedId();
    for (const auto& [button, needsSelection] : m_buttons)
        button->setEnabled(!needsSelection || !id.isEmpty());
    delete m_lines;
    m_lines = nullptr;
    if (!id.isEmpty())
        Q_EMIT selected(id);
}

} // namespace keyrite::ui
