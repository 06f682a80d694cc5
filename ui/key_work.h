// KeyWork: what the HSM does with keys in a step, and the points of no return. GUI thread only.
#pragma once

#include "ui/ceremony_run.h"
#include "ui/widgets/set_up_pins.h"

namespace keyrite::ui {

class KeyWork final : public QObject
{
    Q_OBJECT

public:
    KeyWork(CeremonyRun& run, QObject* parent) : QObject(parent), m_run(run) {}

    void generate();
    void split();
    void restore();
    void challenge();
    void rewrap();
    // What the kind of the step destroys or replaces for good.
    void noReturn();

private:
    template <typename Job>
    void runNoReturn(const QString& busy, Job job);

    void zeroise();
    void eraseWith(SetUpGiven given);
    void replaceAuditKey();
    void replaceAuditWith(SetUpGiven given);

    CeremonyRun& m_run;
};

} // namespace keyrite::ui
