// CeremonyRun: the ceremony under way as the window holds it: what its runner last answered, the one job in
// hand, and the step in sight. What is done in a step (share_work, key_work, token_work) works through it.
// GUI thread only.
#pragma once

#include "ui/ceremony_view.h"
#include "ui/error_text.h"
#include "ui/main_window.h"
#include "ui/room_thread.h"
#include "ui/steps/step_view.h"

namespace keyrite::ui {

// The PIN of every token of a practice room.
SecretBytes practicePin();

// Prints into the room's folder.
ceremony::PrintDocument practicePrinter(const std::filesystem::path& folder);

enum class TokenAccess {
    Open,
    Closed, // the program was started again: its PIN is needed
    Lost,   // it was taken out in mid-step: the connection must be made anew
};

class CeremonyRun final : public QObject
{
    Q_OBJECT

public:
    // Borrows both.
    CeremonyRun(MainWindow& window, RoomThread& thread, QObject* parent);

    MainWindow& window() const { return m_window; }
    CeremonyView& view() const { return *m_window.ceremonyView(); }
    RoomThread& thread() const { return m_thread; }

    const RoomSnapshot& snapshot() const { return m_snapshot; }
    void setSnapshot(RoomSnapshot snapshot) { m_snapshot = std::move(snapshot); }
    bool isUnderWay() const { return m_snapshot.ceremony != nullptr; }
    const ceremony::State& state() const { return *m_snapshot.ceremony; } // only while it is under way
    bool isPractice() const { return state().plan.mode == Mode::Practice; }

    // A second press while the first is being worked on says nothing new.
    bool isBusy() const { return view().isBusy(); }

    // The runner did what the step asks for; only the sign-off is left.
    bool isWorkDone() const { return m_workDone; }
    void setWorkDone(bool done = true) { m_workDone = done; }

    // The widget of the current step where it is of this kind, else null.
    template <typename Step>
    Step* step() const
    {
        return qobject_cast<Step*>(view().step());
    }

    // Runs job(Runner&) -> Result<T> on the room's thread and, where it succeeds, then(T); the window rests
    // meanwhile, with `busy` as the reason. A refusal is shown above the step.
    template <typename Job, typename Then>
    void run(const QString& busy, Job job, Then then)
    {
        view().clearMessage();
        view().setBusy(busy);
        using Value = typename std::invoke_result_t<Job, ceremony::Runner&>::value_type;
        struct Answer
        {
            Result<Value> value;
            RoomSnapshot snapshot;
        };
        m_thread.ask(
            this,
            [job = std::move(job)](RoomState& state) mutable {
                auto value = job(*state.runner);
                return Answer{std::move(value), snapshotOf(state)};
            },
            [this, then = std::move(then)](Answer answer) mutable {
                view().setIdle();
                m_snapshot = std::move(answer.snapshot);
                if (!answer.value)
                    return refuse(answer.value.error());
                if constexpr (std::is_void_v<Value>)
                    then();
                else
                    then(std::move(*answer.value));
            });
    }

    // Shows why it did not go, above the step.
    void refuse(const Error& error);

    // The token of the current step. Where it is not open, that comes before anything else.
    TokenAccess tokenAccess() const { return m_tokenAccess; }
    void setTokenAccess(TokenAccess access);

    // Records that the step is done, with the initials of its people.
    void finish(std::map<std::string, std::string> values = {});

Q_SIGNALS:
    void stepDone();
    void refused(); // before the reason is shown

private:
    MainWindow& m_window;
    RoomThread& m_thread;
    RoomSnapshot m_snapshot;
    bool m_workDone = false;
    TokenAccess m_tokenAccess = TokenAccess::Open;
};

} // namespace keyrite::ui
