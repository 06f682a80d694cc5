// RoomThread: the one thread on which the room lives: its log, its HSM module and its running ceremony. The
// window asks; the answer comes back to the GUI thread. Nothing else ever touches the room.
#pragma once

#include "core/ceremony/runner.h"
#include "core/hsm/worker.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

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

class RoomThread final : public QObject
{
    Q_OBJECT

public:
    explicit RoomThread(QObject* parent);
    ~RoomThread() override; // waits for the running job, then closes the room on its own thread

    // Runs job(RoomState&) on the room's thread, then then(answer) on the GUI thread, unless `context` is
    // gone. Call from the GUI thread. Both may own secrets: they are moved, never copied.
    template <typename Job, typename Then>
    void ask(QObject* context, Job job, Then then)
    {
        auto work = std::make_shared<std::pair<Job, Then>>(std::move(job), std::move(then));
        m_worker.post([this, work, guard = QPointer<QObject>(context)] {
            using Answer = decltype(work->first(m_state));
            auto answer = std::make_shared<Answer>(work->first(m_state));
            QMetaObject::invokeMethod(
                qApp,
                [work, answer, guard] {
                    if (guard)
                        work->second(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

private:
    RoomState m_state;    // on the worker's thread alone
    hsm::Worker m_worker; // last: it stops first
};

} // namespace keyrite::ui
