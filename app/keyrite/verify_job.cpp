#include "app/keyrite/verify_job.h"

namespace keyrite::app {

void VerifyJob::start(const std::filesystem::path& file, ceremony::AuditOptions options)
{
    stop();
    m_thread = {}; // waits for the one before
    m_stopped = false;
    options.log.progress = [this](const log::VerifyProgress& progress) {
        QMetaObject::invokeMethod(
            this, [this, progress] { Q_EMIT progressed(progress); }, Qt::QueuedConnection);
        return !m_stopped;
    };
    m_thread = std::jthread([this, file, options = std::move(options)] {
        const auto store = log::Store::openReadOnly(file);
        VerifyOutcome outcome{store ? ceremony::audit(*store, options) : fail(store.error())};
        QMetaObject::invokeMethod(
            this, [this, outcome = std::move(outcome)] { Q_EMIT ended(outcome); }, Qt::QueuedConnection);
    });
}

} // namespace keyrite::app
