// PlanInputs: what a plan is computed from: assumptions, limits, sites, people, positions and what they have
// in common. What comes from the record is shown, what is assumed can be changed. GUI thread only.
#pragma once

#include "ui/plan_inputs_view.h"

#include <QWidget>

class QVBoxLayout;

namespace keyrite::ui {

class PlanInputs final : public QWidget
{
    Q_OBJECT

public:
    PlanInputs(const PlanInputsView& view, QWidget* parent);

Q_SIGNALS:
    void fieldEdited(const QString& pointer, const QString& value);
    void flagEdited(const QString& pointer, bool on);
    void causesEdited(keyrite::ui::CauseKind kind, const std::vector<keyrite::ui::PlanCause>& causes);

private:
    QWidget* fields(const PlanInputsView& view);
    QWidget* flags(const PlanInputsView& view);
    QWidget* causes(const PlanInputsView& view);
    QWidget* table(const QString& name, const QStringList& headers, const std::vector<int>& widths,
                   int stretched, std::vector<TextRow> rows);

    // A line that unfolds `content`, folded at first.
    void addSection(const QString& title, QWidget* content);

    QVBoxLayout* m_column;
};

} // namespace keyrite::ui
