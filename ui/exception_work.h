// ExceptionWork: what went otherwise than the script says: the dialog, what must be undone on an HSM first,
// and what was decided put on record. GUI thread only.
#pragma once

#include "ui/ceremony_run.h"
#include "ui/exception_dialog.h"

namespace keyrite::ui {

class ExceptionWork final : public QObject
{
    Q_OBJECT

public:
    ExceptionWork(CeremonyRun& run, QObject* parent) : QObject(parent), m_run(run) {}

    // `expected`: what the script expects; may be empty.
    void ask(const QString& expected);

Q_SIGNALS:
    void continued(); // the step goes on
    void moved();     // the ceremony stands at another step: it is repeated, or was left out
    void aborted();

private:
    void decided(const ceremony::ExceptionText& text, ExceptionDialog::Decision decision);
    void record(const ceremony::ExceptionText& text, ExceptionDialog::Decision decision,
                const ceremony::PinOf& pinOf);

    CeremonyRun& m_run;
};

} // namespace keyrite::ui
