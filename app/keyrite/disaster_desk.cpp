#include "app/keyrite/disaster_desk.h"

#include "core/paper/share_payload.h"
#include "core/paper/sheet_reading.h"
#include "ui/disaster_view.h"
#include "ui/error_text.h"
#include "ui/print/image_file.h"
#include "ui/print/painter.h"
#include "ui/steps/share_input.h"

#include <QFile>
#include <QFileDialog>

#include <algorithm>

namespace keyrite::app {

using namespace ui;

namespace {

constexpr std::string_view kBackupMagic = "KEYRITE1";
constexpr qint64 kMaxTextBytes = 2 * static_cast<qint64>(paper::kMaxBackupTextBytes);

bool isBackupLine(std::string_view text)
{
    return text.size() > kBackupMagic.size() &&
           std::equal(kBackupMagic.begin(), kBackupMagic.end(), text.begin(),
                      [](char a, char b) { return a == b || (b >= 'a' && b <= 'z' && a == b - 'a' + 'A'); });
}

// One share, or all parts of a backup document, are all that a page holds.
bool isAll(const std::vector<SecretBytes>& found)
{
    std::string lines;
    for (const SecretBytes& text : found)
        if (isBackupLine(text.text()))
            lines.append(text.text()).append("\n");
    return lines.empty() ? paper::saysMoreThanHead(found) : paper::parseBackup(lines).has_value();
}

} // namespace

// What one file holds.
struct DisasterDesk::Finds
{
    std::vector<SecretBytes> texts;
    std::optional<ceremony::SalvagedLog> log;
    std::vector<Error> errors;

    void read(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return errors.push_back(
                {ErrorCode::IoFailed,
                 "\"" + path.toStdString() + "\" cannot be read. Check the medium, or copy the file.",
                 file.errorString().toStdString()});
        QByteArray start = file.peek(kMaxTextBytes);
        if (start.startsWith("SQLite format 3"))
            return readLog(path);
        const QByteArray text = start.trimmed();
        if (isBackupLine({text.constData(), static_cast<std::size_t>(text.size())}))
            return texts.push_back(SecretBytes::copyOf(
                asBytes(std::string_view(text.constData(), static_cast<std::size_t>(text.size())))));
        auto codes = readQrFile(path, isAll);
        wipeBytes(start);
        if (!codes)
            return errors.push_back(codes.error());
        paper::leaveHeadOut(*codes);
        std::ranges::move(*codes, std::back_inserter(texts));
    }

    void readLog(const QString& path)
    {
        auto salvaged = ceremony::salvageLog(path.toStdString());
        if (!salvaged)
            return errors.push_back(salvaged.error());
        log = std::move(*salvaged);
    }
};

DisasterDesk::DisasterDesk(MainWindow& window, RoomThread& thread, const RoomSnapshot& room, RoomDoors& doors,
                           CeremonyStart& ceremonies)
    : QObject(&window), m_window(window), m_thread(thread), m_room(room), m_doors(doors),
      m_ceremonies(ceremonies)
{
}

void DisasterDesk::show()
{
    m_waiting.clear();
    m_page = new DisasterDayPage(nullptr);
    connect(m_page, &DisasterDayPage::filesRequested, this, &DisasterDesk::chooseFiles);
    connect(m_page->input(), &ShareInput::submitted, this, &DisasterDesk::takeSheet);
    connect(m_page, &DisasterDayPage::startRequested, this, [this] { start(false); });
    connect(m_page, &DisasterDayPage::rehearseRequested, this, [this] { start(true); });
    connect(m_page, &DisasterDayPage::backRequested, this, &DisasterDesk::leave);
    m_window.showAlone(m_page);
    showFinds();
}

void DisasterDesk::leave()
{
    if (m_window.inCeremony())
        m_window.showCeremony();
    else if (isOpen())
        m_window.showPage(Page::Home);
    else
        m_doors.showFirstStart();
}

void DisasterDesk::chooseFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(&m_window, tr("What there is"));
    if (!paths.isEmpty())
        readFiles(paths);
}

void DisasterDesk::readFiles(const QStringList& paths)
{
    if (m_page)
        m_page->setBusy(true);
    m_thread.ask(
        this,
        [paths](RoomState&) {
            auto finds = std::make_shared<Finds>();
            for (const QString& path : paths)
                finds->read(path);
            return finds;
        },
        [this](const std::shared_ptr<Finds>& finds) { take(std::move(*finds)); });
}

void DisasterDesk::take(Finds finds)
{
    if (m_page)
        m_page->setBusy(false);
    std::vector<Error> errors = std::move(finds.errors);
    if (finds.log) {
        m_salvage.addRegistry(finds.log->registry, ceremony::BackupSource::Log);
        m_log = std::move(finds.log);
    }
    // The two codes of a sheet say the same: the second is no news.
    const bool several = finds.texts.size() > 1;
    for (const SecretBytes& text : finds.texts)
        if (auto taken = takeText(text);
            !taken && !(several && taken.error().code == ErrorCode::DuplicateShare))
            errors.push_back(taken.error());
    if (auto backup = takeBackup(); !backup)
        errors.push_back(backup.error());
    showFinds();
    if (!errors.empty())
        refuse(errors.front());
}

Result<void> DisasterDesk::takeText(const SecretBytes& text)
{
    if (isBackupLine(text.text())) {
        for (std::string_view rest = text.text(); !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
            std::string line(rest.substr(0, end + 1));
            std::erase_if(line, [](char c) { return c == '\n' || c == '\r'; });
            if (!line.empty())
                m_backupLines.insert(std::move(line));
            rest.remove_prefix(end + 1);
        }
        return {};
    }
    const auto words = paper::parseSharePayload(text.text());
    if (!words)
        return fail(words.error());
    const auto header = m_salvage.addSheet(*words);
    return header ? Result<void>() : fail(header.error());
}

// Parts come in one by one; what does not fit together is put aside, so that another document may follow.
Result<void> DisasterDesk::takeBackup()
{
    if (m_backupLines.empty())
        return {};
    std::string lines;
    for (const std::string& line : m_backupLines)
        lines.append(line).append("\n");
    auto backup = paper::parseBackup(lines);
    if (backup) {
        m_backupLines.clear();
        m_partOfBackup.clear();
        return m_salvage.addBackup(std::move(*backup));
    }
    if (backup.error().message.find("incomplete") == std::string::npos) {
        m_backupLines.clear();
        m_partOfBackup.clear();
        return fail(backup.error());
    }
    m_partOfBackup = QString::fromStdString(backup.error().message);
    return {};
}

// What was typed stays in its cells where it is refused.
void DisasterDesk::takeSheet()
{
    Result<void> taken = takeText(m_page->input()->take().payload);
    if (taken) {
        m_page->input()->clear();
        taken = takeBackup();
    }
    showFinds();
    if (!taken)
        refuse(taken.error());
}

void DisasterDesk::showFinds()
{
    if (isOpen())
        m_salvage.addRegistry(m_room.registry, ceremony::BackupSource::Room);
    if (!m_page)
        return;
    DisasterFinds finds{.salvage = m_salvage, .log = m_log, .partOfBackup = m_partOfBackup};
    for (const auto& [id, set] : m_room.registry.shareSets)
        finds.roomSet += id + ' ';
    finds.liveRoom = isOpen() && m_room.registry.room.mode != Mode::Practice;
    finds.practiceRoom = isOpen() && !finds.liveRoom;
    m_page->setView(disasterViewOf(finds));
}

void DisasterDesk::refuse(const Error& error)
{
    if (m_page)
        m_page->setRefused(messageOf(error));
    else
        Q_EMIT failed(error);
}

void DisasterDesk::start(bool rehearse)
{
    if (m_window.inCeremony() || m_room.registry.unfinished() != nullptr)
        return refuse({ErrorCode::StepRefused,
                       "A ceremony is not finished. Close or abort it first; what was put in here stays.",
                       {}});
    const auto prospects = m_salvage.prospects();
    if (prospects.empty() || !prospects.front().isRecoverable())
        return;
    m_waiting = prospects.front().set;
    const bool live = isOpen() && m_room.registry.room.mode != Mode::Practice;
    const bool known = m_room.registry.shareSets.contains(m_waiting);
    if (live || (isOpen() && (known || rehearse)))
        goOn();
    else if (rehearse)
        m_doors.practise();
    else
        m_doors.showSetUp(true);
}

void DisasterDesk::goOn()
{
    if (m_waiting.empty())
        return;
    if (m_room.registry.shareSets.contains(m_waiting))
        return recover();
    for (const ceremony::Prospect& one : m_salvage.prospects())
        if (one.set == m_waiting && one.found != nullptr)
            return importKeys(one);
}

// The room learns keys that it has never seen: by an entry of its log, as everything.
void DisasterDesk::importKeys(const ceremony::Prospect& prospect)
{
    const auto policy = ceremony::policyOf(prospect.found->backup, m_salvage.sheetsOf(prospect.set));
    if (!policy)
        return Q_EMIT failed(policy.error());
    m_thread.ask(
        this,
        [data = ceremony::importedJson(*prospect.found, *policy)](RoomState& state) -> Result<RoomSnapshot> {
            const log::Entry imported{.time = state.room->now(), .kind = "backup.imported", .data = data};
            if (auto appended = state.room->append({imported}); !appended)
                return fail(appended.error());
            return snapshotOf(state);
        },
        [this](const Result<RoomSnapshot>& snapshot) {
            if (!snapshot)
                return Q_EMIT failed(snapshot.error());
            Q_EMIT roomChanged(*snapshot);
            recover();
        });
}

void DisasterDesk::recover()
{
    const std::string set = std::exchange(m_waiting, {});
    std::vector<int> sheets;
    for (const ceremony::Prospect& one : m_salvage.prospects())
        if (one.set == set)
            sheets = one.sheets;
    m_window.showPage(Page::Home);
    m_ceremonies.recoverWith(QString::fromStdString(set), sheets);
}

} // namespace keyrite::app
