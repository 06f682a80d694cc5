// ShareProveStep: one sheet is read from its own paper, by its holder alone.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/message_panel.h"

namespace keyrite::ui {

class ShareInput;

// Why the sheet is read: right after it was given out; later, by its holder alone; or to show that it fails
// beside the sheets of the new set.
enum class ProvePurpose { Prove, Attest, Refute };

struct ShareProveView
{
    int sheet = 1; // counted from 1
    int sheets = 1;
    QString custodian = {};
    QString fingerprint = {}; // of the sheet that is expected
    int words = 33;
    std::string shareSet = {}; // 4 hex digits: the sheets that are wanted
    ProvePurpose purpose = ProvePurpose::Prove;
};

class ShareProveStep final : public StepView
{
    Q_OBJECT

public:
    ShareProveStep(const ShareProveView& view, QWidget* parent);

    // Where the sheet comes in: connect to its signals.
    ShareInput* input() const { return m_input; }

    // The sheet is the right one: the step is ready. `finding`: how it was refused, for Refute.
    void setProven(const QString& finding = {});

    // It is not; `wrong` names words (counted from 0) where they can be named.
    void setRefused(const Message& why, const std::vector<std::size_t>& wrong);
    QWidget* firstFocus() override;

private:
    ShareInput* m_input;
    QLabel* m_sentence = nullptr;
    MessagePanel* m_verdict;
    ShareProveView m_view;
};

} // namespace keyrite::ui
