// RoomThread: the one thread on which the room lives: its log, its HSM module and its running ceremony. The
// window asks; the answer comes back to the GUI thread. Nothing else ever touches the room.
#pragma once

#include "core/ceremony/runner.h"
#include "core/hsm/worker.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QStringList>

namespace keyrite::ui {

// What lives on the thread.
struct RoomState
{
    std::unique_ptr<ceremony::Room> room;
    std::unique_ptr<ceremony::Runner> runner; // after the room: it borrows it
};

// What the window shows: values, copied out of the room.
struct RoomSnapshot
{
    registry::Registry registry;
    std::uint64_t entries = 0;
    crypto::Digest head{};
    std::filesystem::path folder;
    std::shared_ptr<const ceremony::State> ceremony; // null where none is running
};

RoomSnapshot snapshotOf(const RoomState& state);

// The tokens that the modules list now, on the room's thread. A module that fails hides nothing: what is not
// listed is asked for as one that is not there.
std::vector<hsm::TokenInfo> presentTokens(ceremony::Room& room);

class RoomThread final : public QObject
{
    Q_OBJECT

public:
    explicit RoomThread(QObject* parent);
    ~RoomThread() override; // waits for the running job, then closes the room on its own thread

    // Runs job(RoomState&) on the room's thread, then then(answer) on the GUI thread, unless `context` is
    // gone. Call from the GUI thread. Both may own secrets: they are moved, never copied. `what`: what is
    // waited for meanwhile, as waitsFor() says it; empty where whoever asks says so itself.
    template <typename Job, typename Then>
    void ask(QObject* context, Job job, Then then, const QString& what = {})
    {
        auto work = std::make_shared<std::pair<Job, Then>>(std::move(job), std::move(then));
        begin(what);
        m_worker.post([this, work, self = QPointer<RoomThread>(this), guard = QPointer<QObject>(context)] {
            using Answer = decltype(work->first(m_state));
            auto answer = std::make_shared<Answer>(work->first(m_state));
            QMetaObject::invokeMethod(
                qApp,
                [work, answer, self, guard] {
                    if (self)
                        self->end();
                    if (guard)
                        work->second(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

Q_SIGNALS:
    void waitsFor(const QString& what); // empty: for nothing that must be said

private:
    void begin(const QString& what);
    void end();

    QStringList m_pending; // what is waited for, in the order of the jobs
    RoomState m_state;     // on the worker's thread alone
    hsm::Worker m_worker;  // last: it stops first
};

} // namespace keyrite::ui
