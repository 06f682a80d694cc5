// CommonCauses: what several sites or several people have in common: a name, a probability and who. Rows can
// be added, changed and taken away. GUI thread only.
#pragma once

#include "ui/plan_inputs_view.h"

#include <QWidget>

class QVBoxLayout;

namespace keyrite::ui {

class CommonCauses final : public QWidget
{
    Q_OBJECT

public:
    struct Words
    {
        QString title;
        QString meaning;
        QString add; // "Add a disaster"
        QString none;
        QString noCandidates; // there is nobody, or no site, to choose from
    };

    CommonCauses(const Words& words, std::vector<PlanCause> causes, QStringList candidates, QWidget* parent);

Q_SIGNALS:
    void edited(const std::vector<keyrite::ui::PlanCause>& causes);

private:
    void showRows();
    QWidget* row(std::size_t index);
    QWidget* members(std::size_t index, QWidget* parent);

    Words m_words;
    std::vector<PlanCause> m_causes;
    QStringList m_candidates;
    QVBoxLayout* m_column;
    QWidget* m_rows = nullptr;
};

} // namespace keyrite::ui
