// CeremonyController: between the ceremony's frame in the window and its runner on the room's thread. It
// turns what was pressed into what the runner is asked, and what the runner answers into what is shown. It
// knows no order of steps. GUI thread only.
#pragma once

#include "ui/print/practice_paper.h"
#include "ui/room_thread.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keyrite::ui {

class MainWindow;
class ShareInput;
class StepView;

class CeremonyController final : public QObject
{
    Q_OBJECT

public:
    CeremonyController(MainWindow& window, RoomThread& thread, QObject* parent);

    // Opens a new ceremony, or goes on with the unfinished one. A refusal is shown by refused().
    void start(const std::string& procedureId, ceremony::Plan plan);
    void resume(const std::string& procedureId, const std::string& ceremonyId, SecretBytes productionPin);

    const ceremony::State* state() const { return m_snapshot.ceremony.get(); }

Q_SIGNALS:
    void refused(const keyrite::Error& error); // it could not be opened
    void stepShown(const QString& stepId);
    void ended(const QString& ceremonyId, bool closed); // closed, aborted or paused
    void roomChanged(const keyrite::ui::RoomSnapshot& snapshot);

private:
    using Outcome = Result<RoomSnapshot>;

    // Runs job(Runner&) -> Result<T> and, where it succeeds, then(T); the window rests meanwhile, with `busy`
    // as the reason.
    template <typename Job, typename Then>
    void run(const QString& busy, Job job, Then then);

    void opened(Outcome outcome);
    void showStep();
    void connectStep(StepView* step);
    void connectInput(ShareInput* input);
    void begun();
    void mainAction();
    void finish(std::map<std::string, std::string> values = {});
    void advance();
    void showError(const Error& error);
    void updateClock();

    void preflight();
    void lookForToken();
    void openToken();
    void generate();
    void split();
    void issue();
    void readFile();
    void readText(SecretBytes text, ceremony::Source source);
    void readTexts(std::shared_ptr<std::vector<SecretBytes>> texts);
    void restore();
    void challenge();
    void noReturn();
    template <typename Job>
    void runNoReturn(const QString& busy, Job job);
    void reopenToken();
    void printDocuments();
    void seal();
    void closeCeremony();
    void leave();
    bool isBusy() const;
    void showPool();

    void askPause();
    void askException(const QString& expected);

    MainWindow& m_window;
    RoomThread& m_thread;
    RoomSnapshot m_snapshot;
    std::vector<int> m_entered;
    bool m_workDone = false; // the runner did what the step asks for; only the sign-off is left
    QElapsedTimer m_elapsed;
    QTimer m_clock;
};

} // namespace keyrite::ui
