// ShareEnterStep: a pool of sheets fills up until a quorum is there; who is still missing is always said.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/message_panel.h"
#include "ui/widgets/policy_view.h"

namespace keyrite::ui {

class PoolView;
class ShareInput;

struct ShareEnterView
{
    PolicyPicture pool = {}; // a sheet that is here has Tone::Good
    QString missing = {};    // "One more sheet from Zurich, or one from Singapore"; empty: a quorum is there
    QString couldBring = {}; // who, and from where
    int words = 33;
    std::string shareSet = {}; // 4 hex digits: the sheets that are wanted
};

class ShareEnterStep final : public StepView
{
    Q_OBJECT

public:
    ShareEnterStep(const ShareEnterView& view, QWidget* parent);
    ShareInput* input() const { return m_input; }

    // A sheet was taken in: shows the new pool and empties the input.
    void setView(const ShareEnterView& view);
    void setRefused(const Message& why, const std::vector<std::size_t>& wrong);
    QWidget* firstFocus() override;

private:
    PoolView* m_pool;
    QLabel* m_missing;
    QLabel* m_couldBring;
    MessagePanel* m_verdict;
    ShareInput* m_input;
};

} // namespace keyrite::ui
