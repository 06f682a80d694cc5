#include "app/keyrite/log_desk.h"

#include "app/keyrite/verify_job.h"
#include "core/ceremony/anchors.h"
#include "core/ceremony/builtin.h"
#include "ui/pages/log_page.h"

#include <utility>

namespace keyrite::app {

using namespace ui;

LogDesk::LogDesk(const DeskContext& context)
    : Desk(context), m_page(new LogPage(&window())), m_job(new VerifyJob(this))
{
    m_page->offer(true, false);
    connect(m_page, &LogPage::verifyRequested, this, &LogDesk::verify);
}

QWidget* LogDesk::widget() const
{
    return m_page;
}

void LogDesk::refresh()
{
    if (room().folder != m_folder)
        if (auto store = log::Store::openReadOnly(room().folder / ceremony::kLogFile)) {
            m_page->setStore(std::move(*store));
            m_folder = room().folder;
        }
    m_page->refresh();
}

void LogDesk::shown()
{
    m_page->refresh();
}

void LogDesk::showCeremony(const QString& id)
{
    window().showPage(Page::Log);
    m_page->filterCeremony(id);
}

void LogDesk::verify()
{
    auto* dialog = new VerifyDialog(&window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &VerifyDialog::verifyRequested, this, &LogDesk::startVerifying);
    connect(dialog, &VerifyDialog::stopRequested, m_job, &VerifyJob::stop);
    connect(m_job, &VerifyJob::progressed, dialog, &VerifyDialog::showProgress);
    connect(m_job, &VerifyJob::ended, dialog, [this, dialog](const VerifyOutcome& outcome) {
        if (!outcome.audit)
            return dialog->showRefusal(QString::fromStdString(outcome.audit.error().message));
        dialog->showOutcome(*outcome.audit);
        recordAnchor(*outcome.audit);
    });
    dialog->open();
}

void LogDesk::startVerifying(const Brought& brought)
{
    m_brought = brought;
    ceremony::AuditOptions options{.log = {.key = brought.key}, .procedures = ceremony::procedureWithHash};
    if (brought.anchor) {
        if (const auto* head = std::get_if<log::PrintedHead>(&*brought.anchor))
            options.log.heads.push_back(*head);
        else
            options.log.checkpoints.push_back(std::get<std::string>(*brought.anchor));
    }
    m_job->start(room().folder / ceremony::kLogFile, std::move(options));
}

// A head that came back and held is worth an entry.
void LogDesk::recordAnchor(const ceremony::Audit& audit)
{
    if (!m_brought.anchor || !audit.sound() || audit.log.anchors == 0)
        return;
    change(
        [anchor = *m_brought.anchor, by = m_brought.by.toStdString()](ceremony::Room& room) -> Result<void> {
            if (auto entry = ceremony::anchorVerified(anchor, by, room.now()))
                if (const auto appended = room.append({std::move(*entry)}); !appended)
                    return fail(appended.error());
            return {};
        },
        [] {});
}

} // namespace keyrite::app
