#include "app/keyrite/collection_desk.h"

#include "app/keyrite/verify_job.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/room.h"
#include "ui/error_text.h"
#include "ui/log_sentences.h"
#include "ui/main_window.h"
#include "ui/pages/collection_page.h"
#include "ui/pages/log_page.h"
#include "ui/read_aloud.h"

#include <QFileDialog>

#include <algorithm>

namespace keyrite::app {

using namespace ui;

namespace {

constexpr std::size_t kHeadBytes = 8; // that are shown

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString idOf(const registry::CollectedRoom& room)
{
    return qt(room.file.string());
}

LogPageView logViewOf(const registry::CollectedRoom& room)
{
    LogPageView view{.firstNew = room.reviews.firstNew(), .savedFilters = room.reviews.filters};
    if (!room.reviews.all.empty())
        view.lastReview = CollectionDesk::tr("reviewed in the room up to entry %1 by %2")
                              .arg(room.reviews.all.back().last)
                              .arg(qt(room.reviews.all.back().reviewer));
    return view;
}

} // namespace

CollectionDesk::CollectionDesk(MainWindow& window)
    : QObject(&window), m_window(window), m_verify(new VerifyJob(this)), m_read(new Job(this)),
      m_openLog(new Job(this))
{
    connect(m_verify, &VerifyJob::progressed, this, [this](const log::VerifyProgress& progress) {
        if (m_page)
            m_page->showProgress(progress.done, progress.of);
    });
    connect(m_verify, &VerifyJob::ended, this, [this](const VerifyOutcome& outcome) {
        const QString id = std::exchange(m_verifying, {});
        if (id.isEmpty())
            return; // of a collection that is closed
        if (outcome.audit)
            note(id, *outcome.audit);
        else if (outcome.audit.error().code != ErrorCode::Cancelled)
            m_verdicts[id] = {false, messageOf(outcome.audit.error()).happened};
        verifyNext();
    });
}

void CollectionDesk::choose()
{
    auto* dialog = new QFileDialog(&m_window, tr("The folder of the collection"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { open(path.toStdString()); });
    dialog->open();
}

void CollectionDesk::open(const std::filesystem::path& chosen)
{
    if (m_read->isRunning())
        return;
    const std::filesystem::path path = ceremony::isRoom(chosen) ? chosen / ceremony::kLogFile : chosen;
    m_read->start([path](const JobProgress&) { return registry::collectedRooms(path); },
                  [this, path](Result<std::vector<registry::CollectedRoom>> rooms) {
                      if (!rooms)
                          return Q_EMIT failed(rooms.error());
                      m_path = path;
                      show(std::move(*rooms));
                  });
}

void CollectionDesk::showPage()
{
    if (!m_page) {
        m_page = new CollectionPage(&m_window);
        connect(m_page, &CollectionPage::roomChosen, this, &CollectionDesk::showLog);
        connect(m_page, &CollectionPage::verifyAllRequested, this, &CollectionDesk::verifyAll);
        const auto stop = [this] {
            m_toVerify.clear();
            m_verify->stop();
        };
        connect(m_page, &CollectionPage::stopRequested, this, stop);
        connect(m_page, &CollectionPage::leaveRequested, this, stop);
        connect(m_page, &CollectionPage::openRequested, this, &CollectionDesk::choose);
        connect(m_page, &CollectionPage::leaveRequested, this, &CollectionDesk::left);
        m_reading = new LogReading(LogReading::Of::Elsewhere, m_page->logPage());
        connect(m_reading, &LogReading::failed, this, &CollectionDesk::failed);
        connect(m_reading, &LogReading::verified, this, [this](const VerifiedLog& verified) {
            note(qt(m_reading->file().string()), verified.audit);
            refresh();
        });
    }
    m_window.showAlone(m_page);
    m_window.show();
}

void CollectionDesk::show(std::vector<registry::CollectedRoom> rooms)
{
    m_toVerify.clear();
    m_verifying.clear();
    m_verify->stop();
    m_verdicts.clear();
    m_rooms = std::move(rooms);
    showPage();
    refresh();
    m_page->showRooms();
    if (m_rooms.size() == 1 && m_rooms.front().isReadable())
        showLog(idOf(m_rooms.front()));
    Q_EMIT opened();
}

void CollectionDesk::showLog(const QString& id)
{
    const registry::CollectedRoom* room = roomOf(id);
    if (room == nullptr || m_openLog->isRunning())
        return;
    m_openLog->start([file = room->file](const JobProgress&) { return log::Store::openReadOnly(file); },
                     [this, id](Result<log::Store> store) {
                         const registry::CollectedRoom* chosen = roomOf(id);
                         if (!store)
                             return Q_EMIT failed(store.error());
                         if (!m_page || chosen == nullptr)
                             return;
                         m_reading->show(chosen->file, std::move(*store));
                         m_page->logPage().setView(logViewOf(*chosen));
                         m_page->showLog(id);
                     });
}

const registry::CollectedRoom* CollectionDesk::roomOf(const QString& id) const
{
    const auto found =
        std::ranges::find_if(m_rooms, [&](const registry::CollectedRoom& room) { return idOf(room) == id; });
    return found == m_rooms.end() ? nullptr : &*found;
}

CollectedRow CollectionDesk::rowOf(const registry::CollectedRoom& room) const
{
    CollectedRow row{.id = idOf(room),
                     .origin = qt(room.room.origin),
                     .name = qt(room.room.name),
                     .entries = room.entries,
                     .opens = room.isReadable()};
    if (row.opens)
        row.head = hexGroups(ByteView(room.head).first(kHeadBytes)).join(u' ');
    if (room.taken) {
        row.taken = utcText(*room.taken);
        row.takenIso = qt(toIsoTime(*room.taken));
    }
    if (room.lastEntry)
        row.newest = utcText(*room.lastEntry);
    const auto verdict = m_verdicts.find(row.id);
    if (room.problem) {
        const bool forked = room.problem->code == ErrorCode::LogForked;
        row.state = forked ? tr("✗ Forked") : row.opens ? tr("✗ Refused") : tr("✗ Cannot be read");
        row.why = messageOf(*room.problem).happened;
        row.tone = Tone::Bad;
    } else if (verdict != m_verdicts.end()) {
        row.state = verdict->second.sound ? tr("✓ Verified") : tr("✗ Not sound");
        row.why = verdict->second.words;
        row.tone = verdict->second.sound ? Tone::Good : Tone::Bad;
    } else {
        row.state = row.id == m_verifying ? tr("Being verified") : tr("Not verified yet");
        row.why = row.opens ? tr("Nothing of it was checked since it was opened. Verify it first.")
                            : tr("The log is empty: no bundle of this room was taken.");
    }
    return row;
}

void CollectionDesk::refresh()
{
    if (!m_page)
        return;
    CollectionView view{.path = qt(m_path.string())};
    for (const registry::CollectedRoom& room : m_rooms)
        view.rooms.push_back(rowOf(room));
    if (const registry::CollectedRoom* one = roomOf(m_verifying))
        view.verifying = qt(one->room.origin);
    m_page->setView(view);
}

void CollectionDesk::verifyAll()
{
    m_toVerify.clear();
    for (const registry::CollectedRoom& room : m_rooms)
        if (room.isReadable())
            m_toVerify.insert(m_toVerify.begin(), idOf(room));
    verifyNext();
}

void CollectionDesk::verifyNext()
{
    if (!m_page)
        m_toVerify.clear();
    if (!m_toVerify.empty()) {
        m_verifying = m_toVerify.back();
        m_toVerify.pop_back();
        m_verify->start(m_verifying.toStdString(), {.log = {}, .procedures = ceremony::procedureWithHash});
    }
    refresh();
}

void CollectionDesk::note(const QString& id, const ceremony::Audit& audit)
{
    m_verdicts[id] = {audit.sound(), qt(ceremony::inWords(audit).verdict)};
}

} // namespace keyrite::app
