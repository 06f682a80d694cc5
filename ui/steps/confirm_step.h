// ConfirmStep: a statement, and the people who each confirm it.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

namespace keyrite::ui {

struct ConfirmView
{
    QString statement = {};           // what is confirmed, one or two sentences
    std::vector<QString> people = {}; // "Mei Tanaka, custodian"
    int needed = 0;                   // how many have to; at most as many as there are people
};

class CheckList;

class ConfirmStep final : public StepView
{
    Q_OBJECT

public:
    ConfirmStep(const ConfirmView& view, QWidget* parent);

    // Places in ConfirmView::people of those who confirmed.
    std::vector<int> confirmed() const;

private:
    CheckList* m_list;
};

} // namespace keyrite::ui
