#include "ui/programme/thing_section.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace keyrite::ui {

ThingSection::ThingSection(const QString& id, ThingTable* table, const std::vector<Action>& actions,
                           QWidget* parent)
    : QWidget(parent), m_table(table), m_history(new HistoryLines(this))
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
    column->addWidget(m_history);
    connect(m_table, &ThingTable::selectionChanged, this, &ThingSection::look);
    look();
}

void ThingSection::setRows(std::vector<TextRow> rows)
{
    m_table->setRows(std::move(rows));
}

void ThingSection::showHistory(const QString& title, const QStringList& lines)
{
    m_history->setLines(title, lines);
}

void ThingSection::look()
{
    const QString id = m_table->selectedId();
    for (const auto& [button, needsSelection] : m_buttons)
        button->setEnabled(!needsSelection || !id.isEmpty());
    m_history->setLines({}, {});
    if (!id.isEmpty())
        Q_EMIT selected(id);
}

} // namespace keyrite::ui
