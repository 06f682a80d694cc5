// CheckWork: what is looked at before anything is made: the workstation, and a device before a key is put on
// it. GUI thread only.
#pragma once

#include "ui/token_work.h"

namespace keyrite::ui {

class CheckWork final : public QObject
{
    Q_OBJECT

public:
    CheckWork(CeremonyRun& run, TokenWork& tokens, QObject* parent)
        : QObject(parent), m_run(run), m_tokens(tokens)
    {
    }

    // Answers what is pressed on the step that came into sight, where it is one of checks.
    void connectStep();

    // Begins by itself, once the step is on record as started.
    void look();

    // People decided to go on in spite of what was found.
    void decided();

private:
    bool isDevice() const;
    void preflight();
    void lookAtDevice();
    void inspectDevice();
    void showDevice();

    CeremonyRun& m_run;
    TokenWork& m_tokens;
    std::vector<ceremony::DeviceCheck> m_deviceChecks; // of the current step
};

} // namespace keyrite::ui
