// ThingSection: a table of things, what can be recorded about the one that is selected, and its history
// below. GUI thread only.
#pragma once

#include "ui/programme/fact_forms.h"
#include "ui/widgets/history_lines.h"
#include "ui/widgets/thing_table.h"

class QPushButton;

namespace keyrite::ui {

class ThingSection final : public QWidget
{
    Q_OBJECT

public:
    struct Action
    {
        FormKind form;
        QString text;
        bool aboutSelected = true; // else it makes something new
    };

    // The sections of a page, in order of making, are named by `id` in tests and pictures.
    ThingSection(const QString& id, ThingTable* table, const std::vector<Action>& actions, QWidget* parent);

    void setRows(std::vector<TextRow> rows);
    // Below the table, a line each; shown as long as the selection stays.
    void showHistory(const QString& title, const QStringList& lines);

    ThingTable& table() { return *m_table; }

Q_SIGNALS:
    void formRequested(keyrite::ui::FormKind form, const QString& subject);
    void selected(const QString& id); // something is selected: show its history

private:
    void look();

    ThingTable* m_table;
    std::vector<std::pair<QPushButton*, bool>> m_buttons; // and whether it needs a selection
    HistoryLines* m_history;
};

} // namespace keyrite::ui
