// Desk: the presenter of one page. It makes the page, shows it the room as it is now, answers what is pressed
// on it and asks the room's thread. One desk a page; Desktop knows all of them by this alone. GUI thread
// only.
#pragma once

#include "ui/main_window.h"
#include "ui/room_thread.h"

namespace keyrite::app {

class CeremonyStart;

// What every desk works with; all of it outlives the desks.
struct DeskContext
{
    ui::MainWindow& window;
    ui::RoomThread& thread;
    const ui::RoomSnapshot& room; // as it is now
    CeremonyStart& ceremonies;
};

class Desk : public QObject
{
    Q_OBJECT

public:
    virtual ui::Page page() const = 0;
    virtual QWidget* widget() const = 0; // made in the constructor; the window owns it

    // Shows the room as it is now: after each change of it, but not during a ceremony, when pages are out of
    // sight.
    virtual void refresh() = 0;
    // The page came into sight.
    virtual void shown() {}

Q_SIGNALS:
    void failed(const keyrite::Error& error);                    // to be told to the person
    void roomChanged(const keyrite::ui::RoomSnapshot& snapshot); // every desk is refreshed
    void logRequested(const QString& ceremonyId); // the log's page with this ceremony's entries

protected:
    explicit Desk(const DeskContext& context) : QObject(&context.window), m_context(context) {}

    ui::MainWindow& window() const { return m_context.window; }
    const ui::RoomSnapshot& room() const { return m_context.room; }
    CeremonyStart& ceremonies() const { return m_context.ceremonies; }

    // job(RoomState&) -> Result<T> on the room's thread, then then(T) here. A refusal is told to the person.
    // `what` is waited for meanwhile.
    template <typename Job, typename Then>
    void ask(Job job, Then then, const QString& what = tr("The log or the HSM is at work."))
    {
        m_context.thread.ask(
            this, std::move(job),
            [this, then = std::move(then)](auto answer) mutable {
                if (!answer)
                    return Q_EMIT failed(answer.error());
                then(std::move(*answer));
            },
            what);
    }

    // The same, where a refusal is told otherwise: then(Result<T>).
    template <typename Job, typename Then>
    void askThread(Job job, Then then, const QString& what = {})
    {
        m_context.thread.ask(this, std::move(job), std::move(then), what);
    }

    // job(ceremony::Room&) -> Result<void>, which appends to the log; then every page shows the room anew,
    // and then() is called.
    template <typename Job, typename Then>
    void change(Job job, Then then)
    {
        ask(
            [job = std::move(job)](ui::RoomState& state) mutable -> Result<ui::RoomSnapshot> {
                if (Result<void> done = job(*state.room); !done)
                    return fail(done.error());
                return ui::snapshotOf(state);
            },
            [this, then = std::move(then)](const ui::RoomSnapshot& snapshot) mutable {
                Q_EMIT roomChanged(snapshot);
                then();
            });
    }

    // A dialog in which another program logs in to a token: the room counts the tries, and the dialog asks as
    // the token stands afterwards.
    template <typename Dialog>
    void countPins(Dialog& dialog)
    {
        connect(&dialog, &Dialog::pinTried, this, [this, &dialog](const hsm::TokenId& token, bool right) {
            change([token, right](ceremony::Room& room) { return room.countUserPin(token, right); },
                   [this, guard = QPointer<Dialog>(&dialog)] { showTokensIn(guard); });
        });
    }

private:
    template <typename Dialog>
    void showTokensIn(QPointer<Dialog> dialog)
    {
        ask([](ui::RoomState& state) { return state.room->module().tokens(); },
            [this, dialog](const std::vector<hsm::TokenInfo>& present) {
                if (dialog)
                    dialog->setTokens(present, room().registry);
            },
            tr("Keyrite looks for tokens."));
    }

    DeskContext m_context;
};

} // namespace keyrite::app
