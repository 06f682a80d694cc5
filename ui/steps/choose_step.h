// ChooseStep: one of several answers.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

class QButtonGroup;

namespace keyrite::ui {

struct Choice
{
    QString id = {};      // what is recorded
    QString title = {};   // "Two of three custodians"
    QString meaning = {}; // what follows from it
};

struct ChooseView
{
    std::vector<Choice> choices = {};
    QString chosen = {}; // id; empty: nobody chose yet
};

class ChooseStep final : public StepView
{
    Q_OBJECT

public:
    ChooseStep(const ChooseView& view, QWidget* parent);
    QString chosen() const; // id; empty while nothing is chosen

private:
    std::vector<Choice> m_choices;
    QButtonGroup* m_group;
};

} // namespace keyrite::ui
