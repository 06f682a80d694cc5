// ChallengeStep: the stored public key beside the one on the second token, and a signature that proves it.
#pragma once

#include "ui/steps/step_view.h"

#include <QStringList>

class QLabel;

namespace keyrite::ui {

enum class ChallengeState { NotYet, Running, Verified, Refused };

struct ChallengeView
{
    QString leftName = {}; // "Recorded when the key was generated"
    QStringList leftGroups = {};
    QString rightName = {}; // "On token B now"
    QStringList rightGroups = {};
    QString challenge = {}; // public, in groups
    ChallengeState state = ChallengeState::NotYet;
};

class ChallengeStep final : public StepView
{
    Q_OBJECT

public:
    ChallengeStep(const ChallengeView& view, QWidget* parent);
    void setState(ChallengeState state);

private:
    bool m_same;
    QLabel* m_verdict;
};

} // namespace keyrite::ui
