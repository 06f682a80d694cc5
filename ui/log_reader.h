// LogReader: reads one log on a thread of its own, so that the window never waits for a disk. The window
// asks; the answer comes back to the GUI thread. Jobs run in the order they were asked.
#pragma once

#include "core/hsm/worker.h"
#include "core/log/store.h"

#include <QCoreApplication>
#include <QObject>
#include <QPointer>

namespace keyrite::ui {

class LogReader final : public QObject
{
    Q_OBJECT

public:
    // Takes a read-only store.
    LogReader(log::Store store, QObject* parent) : QObject(parent), m_store(std::move(store)) {}

    // Runs job(log::Store&) on the reader's thread, then then(answer) on the GUI thread, unless `context` or
    // the reader is gone. Call from the GUI thread.
    template <typename Job, typename Then>
    void ask(QObject* context, Job job, Then then)
    {
        auto work = std::make_shared<std::pair<Job, Then>>(std::move(job), std::move(then));
        m_worker.post([this, work, reader = QPointer<QObject>(this), guard = QPointer<QObject>(context)] {
            using Answer = decltype(work->first(m_store));
            auto answer = std::make_shared<Answer>(work->first(m_store));
            QMetaObject::invokeMethod(
                qApp,
                [work, answer, reader, guard] {
                    if (reader && guard)
                        work->second(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

private:
    log::Store m_store;   // on the worker's thread alone
    hsm::Worker m_worker; // last: it stops first
};

} // namespace keyrite::ui
