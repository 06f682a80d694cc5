// VerifyJob: one audit of a log on a thread of its own; the room goes on meanwhile. GUI thread only, but for
// the work itself.
#pragma once

#include "core/ceremony/audit.h"

#include <QObject>

#include <thread>

namespace keyrite::app {

// How it ended; a type of its own, because Qt asks a signal's types whether they compare.
struct VerifyOutcome
{
    Result<ceremony::Audit> audit;
};

class VerifyJob final : public QObject
{
    Q_OBJECT

public:
    explicit VerifyJob(QObject* parent) : QObject(parent) {}
    // Destroying it stops what runs, and waits for that.

    // Where one is running it is stopped first, and says no more.
    void start(const std::filesystem::path& file, ceremony::AuditOptions options);
    void stop() { m_thread.request_stop(); }

Q_SIGNALS:
    void progressed(const keyrite::log::VerifyProgress& progress);
    void ended(const keyrite::app::VerifyOutcome& outcome);

private:
    int m_run = 0;         // counts
    std::jthread m_thread; // last: it ends first
};

} // namespace keyrite::app
