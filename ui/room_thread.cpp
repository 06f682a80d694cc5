#include "ui/room_thread.h"

namespace keyrite::ui {

RoomThread::RoomThread(QObject* parent) : QObject(parent) {}

RoomThread::~RoomThread()
{
    m_worker
        .ask([this] {
            m_state.runner.reset();
            m_state.room.reset();
            return true;
        })
        .wait();
}

void RoomThread::begin(const QString& what)
{
    m_pending << what;
    if (m_pending.size() == 1)
        Q_EMIT waitsFor(what);
}

void RoomThread::end()
{
    m_pending.removeFirst();
    Q_EMIT waitsFor(m_pending.isEmpty() ? QString() : m_pending.front());
}

std::vector<hsm::TokenInfo> presentTokens(ceremony::Room& room)
{
    return room.module().tokens().value_or(std::vector<hsm::TokenInfo>());
}

RoomSnapshot snapshotOf(const RoomState& state)
{
    RoomSnapshot snapshot;
    if (!state.room)
        return snapshot;
    snapshot.registry = state.room->registry();
    snapshot.entries = state.room->store().size();
    snapshot.head = state.room->store().root();
    snapshot.folder = state.room->folder();
    if (state.runner)
        snapshot.ceremony = std::make_shared<const ceremony::State>(state.runner->state());
    return snapshot;
}

} // namespace keyrite::ui
