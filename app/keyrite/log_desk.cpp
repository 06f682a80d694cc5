#include "app/keyrite/log_desk.h"

#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "ui/pages/log_page.h"

#include <QMessageBox>

namespace keyrite::app {

using namespace ui;

namespace {

struct Verdict
{
    log::VerifyReport log;
    ceremony::ReplayReport replay;
};

// What keyrite-cli verify does.
Result<Verdict> verdictOn(const std::filesystem::path& file)
{
    const auto store = log::Store::openReadOnly(file);
    if (!store)
        return fail(store.error());
    auto report = log::verify(*store, {});
    if (!report)
        return fail(report.error());
    if (!report->sound())
        return fail(report->findings.front().error);
    auto replay = ceremony::replay(*store, ceremony::procedureWithHash);
    if (!replay)
        return fail(replay.error());
    if (!replay->findings.empty())
        return fail(replay->findings.front().error);
    return Verdict{std::move(*report), std::move(*replay)};
}

} // namespace

LogDesk::LogDesk(const DeskContext& context) : Desk(context), m_page(new LogPage(&window()))
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
    ask([file = room().folder / ceremony::kLogFile](RoomState&) { return verdictOn(file); },
        [this](const Verdict& verdict) {
            showSound(tr("%1 entries were hashed again, %2 checkpoints and %3 challenge signatures were "
                         "verified, and %4 ceremonies were replayed. %5 entries are covered by a signature. "
                         "The key is the one that this log names: compare it with the minutes of the "
                         "set-up.")
                          .arg(verdict.log.entries)
                          .arg(verdict.log.checkpoints)
                          .arg(verdict.replay.signatures)
                          .arg(verdict.replay.ceremonies)
                          .arg(verdict.log.coveredBySignature));
        });
}

void LogDesk::showSound(const QString& findings)
{
    auto* box = new QMessageBox(QMessageBox::Information, tr("The log is sound"), tr("The log is sound"),
                                QMessageBox::Close, &window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(findings);
    box->open();
}

} // namespace keyrite::app
