// TokenWork: the token of a step: which one is inserted, opening it, and opening it again. GUI thread only.
#pragma once

#include "ui/ceremony_run.h"

namespace keyrite::ui {

class TokenWork final : public QObject
{
    Q_OBJECT

public:
    TokenWork(CeremonyRun& run, QObject* parent) : QObject(parent), m_run(run) {}

    // Shows the token with the step's label, else the first one that is not set up yet.
    void look();
    void open();
    // For a step that needs a token whose session a restart has closed.
    void reopen();

Q_SIGNALS:
    void reopened();

private:
    CeremonyRun& m_run;
};

} // namespace keyrite::ui
