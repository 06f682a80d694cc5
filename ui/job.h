// Job: one long calculation on a thread of its own; its progress and its answer come back to the GUI thread.
// GUI thread only, but for the work itself.
#pragma once

#include "core/job_progress.h"

#include <QObject>

#include <memory>
#include <thread>

namespace keyrite::ui {

class Job final : public QObject
{
    Q_OBJECT

public:
    explicit Job(QObject* parent) : QObject(parent) {}

    bool isRunning() const { return m_running; }

    // Runs work(JobProgress) on the job's thread, then then(answer) here, unless the job is gone. Not while
    // it runs. Destroying the job asks the work to stop and waits until it says how far it is.
    template <typename Work, typename Then>
    void start(Work work, Then then)
    {
        m_running = true;
        auto after = std::make_shared<Then>(std::move(then));
        m_thread = std::jthread([this, work = std::move(work), after](const std::stop_token& stop) mutable {
            const JobProgress progress = [this, stop](double done) {
                QMetaObject::invokeMethod(
                    this, [this, done] { Q_EMIT progressed(done); }, Qt::QueuedConnection);
                return !stop.stop_requested();
            };
            auto answer = std::make_shared<decltype(work(progress))>(work(progress));
            QMetaObject::invokeMethod(
                this,
                [this, answer, after] {
                    m_running = false;
                    (*after)(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

    // Asks the work to stop; it then answers Cancelled.
    void cancel() { m_thread.request_stop(); }

Q_SIGNALS:
    void progressed(double done); // 0..1

private:
    bool m_running = false;
    std::jthread m_thread; // last: it stops first
};

} // namespace keyrite::ui
