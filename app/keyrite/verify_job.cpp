#include "app/keyrite/verify_job.h"

namespace keyrite::app {

void VerifyJob::start(const std::filesystem::path& file, ceremony::AuditOptions options)
{
    stop();
    const int run = ++m_run; // what an earlier one still says is of another log
    const auto post = [this, run](auto say) {
        QMetaObject::invokeMethod(
            this,
            [this, run, say = std::move(say)] {
                if (run == m_run)
                    say();
            },
            Qt::QueuedConnection);
    };
    m_thread = std::jthread([this, post, file, options = std::move(options),
                             before = std::move(m_thread)](const std::stop_token& stopped) mutable {
        before = {}; // the window does not wait for it
        options.log.progress = [this, post, stopped](const log::VerifyProgress& progress) {
            post([this, progress] { Q_EMIT progressed(progress); });
            return !stopped.stop_requested();
        };
        const auto store = log::Store::openReadOnly(file);
        VerifyOutcome outcome{store ? ceremony::audit(*store, options) : fail(store.error())};
        post([this, outcome = std::move(outcome)] { Q_EMIT ended(outcome); });
    });
}

} // namespace keyrite::app
