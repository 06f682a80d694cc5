#include "ui/exception_work.h"

#include "core/ceremony/rollback.h"
#include "ui/minutes_printing.h"
#include "ui/steps/seal_step.h"
#include "ui/undo_pins.h"

namespace keyrite::ui {

using namespace ceremony;

void ExceptionWork::ask(const QString& expected)
{
    if (!m_run.isUnderWay() || m_run.state().finished())
        return;
    auto* dialog = new ExceptionDialog(m_run.state(), expected, &m_run.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // A bag with another number than that of the log may have been exchanged.
    if (const auto* bag = m_run.step<SealStep>(); bag != nullptr && bag->isExchanged())
        dialog->startCompromise(
            tr("The bag has the number %1; the log says %2.").arg(bag->bagNumber(), bag->expectedNumber()));
    connect(dialog, &ExceptionDialog::decided, this, &ExceptionWork::decided);
    dialog->open();
}

// A repeat and an abort may have to remove keys from an HSM that is not open: its PIN first.
void ExceptionWork::decided(const ExceptionText& text, ExceptionDialog::Decision decision)
{
    using Decision = ExceptionDialog::Decision;
    if (decision != Decision::Repeat && decision != Decision::Abort)
        return record(text, decision, {});
    if (m_run.isPractice())
        return record(text, decision, practiceUndoPins().pinOf);
    const bool abort = decision == Decision::Abort;
    m_run.run(
        tr("Keyrite looks what must be undone …"),
        [abort](Runner& runner) -> Result<UndoTokens> {
            return UndoTokens{runner.closedTokensToClean(abort ? 0 : failPoint(runner.state())),
                              presentTokens(runner.room())};
        },
        [this, text, decision](const UndoTokens& tokens) {
            askUndoPins(&m_run.window(), tokens, m_run.snapshot().registry,
                        tr("This HSM may hold keys of this ceremony. They are removed from it first."),
                        [this, text, decision](const UndoPins& pins) { record(text, decision, pins.pinOf); });
        });
}

void ExceptionWork::record(const ExceptionText& text, ExceptionDialog::Decision decision, const PinOf& pinOf)
{
    using Decision = ExceptionDialog::Decision;
    m_run.run(
        tr("The exception is recorded …"),
        [text, decision, pinOf, folder = m_run.snapshot().folder](Runner& runner) -> Result<void> {
            switch (decision) {
            case Decision::Continue:
                return runner.continueAfter(text);
            case Decision::Repeat:
                return runner.repeatAfter(text, pinOf);
            case Decision::LeaveOut:
                return runner.leaveOutAfter(text);
            case Decision::Abort: {
                const auto note = runner.abortAfter(text, pinOf);
                return note ? printMinutesOf(runner, *note, folder) : Result<void>(fail(note.error()));
            }
            }
            return {};
        },
        [this, decision] {
            switch (decision) {
            case Decision::Continue:
                return Q_EMIT continued();
            case Decision::Repeat:
            case Decision::LeaveOut:
                return Q_EMIT moved();
            case Decision::Abort:
                return Q_EMIT aborted();
            }
        });
}

} // namespace keyrite::ui
