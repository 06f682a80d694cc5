// CeremonyController: between the ceremony's frame in the window and its runner on the room's thread. It
// turns what was pressed into what the runner is asked, and shows the step that the runner is at. It knows no
// order of steps; what is done within a step is in token_work, check_work, key_work and share_work, what goes
// otherwise in exception_work. GUI thread only.
#pragma once

#include "ui/check_work.h"
#include "ui/exception_work.h"
#include "ui/key_work.h"
#include "ui/share_work.h"
#include "ui/token_work.h"
#include "ui/undo_pins.h"

#include <QElapsedTimer>
#include <QTimer>

namespace keyrite::ui {

class CeremonyController final : public QObject
{
    Q_OBJECT

public:
    CeremonyController(MainWindow& window, RoomThread& thread, QObject* parent);

    // Opens a new ceremony, or goes on with the unfinished one. A refusal is shown by refused().
    void start(const std::string& procedureId, ceremony::Plan plan);
    // `bags`: as read after a break. Asks for the PINs of the HSMs that a crash may have left keys on.
    void resume(const std::string& ceremonyId, std::vector<std::string> bags);

    const ceremony::State* state() const { return m_run.snapshot().ceremony.get(); }

Q_SIGNALS:
    void refused(const keyrite::Error& error); // it could not be opened
    void stepShown(const QString& stepId);
    void ended(const QString& ceremonyId, bool closed); // closed, aborted or paused
    void roomChanged(const keyrite::ui::RoomSnapshot& snapshot);
    void followUpRequested(const QString& procedureId); // an exception of the ended ceremony starts it

private:
    using Outcome = Result<RoomSnapshot>;

    void resumeWith(const std::string& ceremonyId, const std::vector<std::string>& bags,
                    const UndoPins& pins);
    void opened(Outcome outcome);
    void showStep();
    void connectStep();
    void begun();
    void reopened();
    void standAtTheBeginning();
    void mainAction();
    void advance();
    void updateClock();

    void goOn();
    void closeCeremony();
    void leave();
    void askPause();
    void askPresence();

    CeremonyRun m_run;
    TokenWork m_tokens;
    CheckWork m_checks;
    KeyWork m_keys;
    CeremonyPrinter m_printer;
    ShareWork m_shares;
    ExceptionWork m_exceptions;
    QElapsedTimer m_elapsed;
    QTimer m_clock;
};

} // namespace keyrite::ui
