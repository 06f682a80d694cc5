// SignOffStep: at the end, each participant says that they were present and that the script was followed, or
// that they do not agree, and why.
#pragma once

#include "ui/steps/step_view.h"

#include <vector>

class QLineEdit;
class QRadioButton;

namespace keyrite::ui {

struct SignOffView
{
    std::vector<QString> people = {}; // "Ana Kovač, ceremony administrator"
    int exceptions = 0;               // how many are noted
};

struct SignOff
{
    bool agrees = false;
    QString reason = {}; // where they do not
};

class SignOffStep final : public StepView
{
    Q_OBJECT

public:
    SignOffStep(const SignOffView& view, QWidget* parent);

    // One for each of the people, in order; only while isReady().
    std::vector<SignOff> signOffs() const;

private:
    struct Row
    {
        QRadioButton* agree;
        QRadioButton* disagree;
        QLineEdit* reason;
    };

    void add(const QString& person);
    void look();
    static bool answered(const Row& row);

    std::vector<Row> m_rows;
};

} // namespace keyrite::ui
