#include "app/keyrite/desktop.h"

#include "app/keyrite/practice_plans.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/environment.h"
#include "core/ceremony/replay.h"
#include "ui/certificate_dialog.h"
#include "ui/error_text.h"
#include "ui/page_builder.h"
#include "ui/pages/ceremonies_page.h"
#include "ui/pages/disaster_day_page.h"
#include "ui/pages/first_start.h"
#include "ui/pages/home_page.h"
#include "ui/pages/keys_page.h"
#include "ui/pages/log_page.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pages/set_up_page.h"
#include "ui/pages/tokens_page.h"
#include "ui/pin_dialog.h"
#include "ui/print/painter.h"

#include <QFileDialog>
#include <QMessageBox>

#include <utility>

namespace keyrite::app {

using namespace ui;
using ceremony::Room;

namespace {

constexpr const char* kPracticeFolder = "practice";
constexpr std::string_view kPracticeOrigin = "practice.invalid/room";

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(ceremony::kPracticePin));
}

Result<RoomSnapshot> kept(RoomState& state, Result<Room> room)
{
    if (!room)
        return fail(room.error());
    state.room = std::make_unique<Room>(std::move(*room));
    return snapshotOf(state);
}

bool isOffline()
{
    const auto up = ceremony::networkInterfacesUp();
    return up && up->empty();
}

} // namespace

Desktop::Desktop(std::filesystem::path home)
    : m_home(std::move(home)), m_window(std::make_unique<MainWindow>()),
      m_thread(std::make_unique<RoomThread>(nullptr)),
      m_ceremony(new CeremonyController(*m_window, *m_thread, this))
{
    // English needs its plurals.
    if (m_translation.load(QStringLiteral(":/i18n/keyrite_en.qm")))
        QCoreApplication::installTranslator(&m_translation);
    connect(m_ceremony, &CeremonyController::refused, this, &Desktop::showError);
    connect(m_ceremony, &CeremonyController::roomChanged, this, &Desktop::refresh);
    connect(m_ceremony, &CeremonyController::ended, this, &Desktop::onEnded);
    connect(m_window.get(), &MainWindow::disasterDayRequested, this, &Desktop::showDisasterDay);
}

Desktop::~Desktop() = default;

void Desktop::showFirstStart()
{
    auto* page = new FirstStart(missingFontPackages(), nullptr);
    connect(page, &FirstStart::practiseRequested, this, &Desktop::openPractice);
    connect(page, &FirstStart::disasterDayRequested, this, &Desktop::showDisasterDay);
    connect(page, &FirstStart::setUpRequested, this, &Desktop::showSetUp);
    connect(page, &FirstStart::openRequested, this, &Desktop::chooseRoom);
    m_window->showAlone(page);
    m_window->show();
}

void Desktop::openPractice()
{
    const std::filesystem::path folder = m_home / kPracticeFolder;
    m_thread->ask(
        this,
        [folder](RoomState& state) {
            if (ceremony::isRoom(folder))
                return kept(state, Room::open(folder, practicePin(), systemNow, crypto::systemRandom));
            return kept(
                state,
                Room::create({folder, "Practice room", std::string(kPracticeOrigin), Mode::Practice, {}},
                             practicePin(), practicePin(), systemNow, crypto::systemRandom));
        },
        [this](Result<RoomSnapshot> outcome) { onRoom(std::move(outcome)); });
}

void Desktop::openRoom(const std::filesystem::path& folder, SecretBytes auditPin)
{
    m_thread->ask(
        this,
        [folder, pin = std::move(auditPin)](RoomState& state) {
            return kept(state, Room::open(folder, pin, systemNow, crypto::systemRandom));
        },
        [this](Result<RoomSnapshot> outcome) { onRoom(std::move(outcome)); });
}

void Desktop::createRoom(ceremony::RoomSetup setup, SecretBytes auditPin)
{
    m_thread->ask(
        this,
        [setup = std::move(setup), pin = std::move(auditPin)](RoomState& state) {
            return kept(state, Room::create(setup, pin, pin, systemNow, crypto::systemRandom));
        },
        [this](Result<RoomSnapshot> outcome) { onRoom(std::move(outcome)); });
}

void Desktop::showSetUp()
{
    auto* page = new SetUpPage(m_home / "room", nullptr);
    connect(page, &SetUpPage::backRequested, this, &Desktop::showFirstStart);
    connect(page, &SetUpPage::setUpRequested, this, [this, page] {
        m_setUpPeople = page->people();
        createRoom(page->setup(), page->takePin());
    });
    m_window->showAlone(page);
}

void Desktop::chooseRoom()
{
    const QString folder = QFileDialog::getExistingDirectory(m_window.get(), tr("The folder of the room"));
    if (folder.isEmpty())
        return;
    PinDialog::ask(m_window.get(), tr("PIN of the audit token"),
                   tr("The audit token signs the log of the room. Insert it now."),
                   [this, folder](SecretBytes pin) { openRoom(folder.toStdString(), std::move(pin)); });
}

// A room that was just made goes on with the procedure that reads its audit key aloud.
void Desktop::runSetUp()
{
    const auto procedure = ceremony::builtinProcedure("set-up");
    if (!procedure)
        return showError(procedure.error());
    ceremony::Plan plan = practiceGeneration(**procedure, Policy::parse("1of1").value(), {});
    plan.title = "Set up this room";
    plan.mode = m_room.registry.room.mode;
    plan.contact.clear();
    plan.people = std::exchange(m_setUpPeople, {});
    plan.shares.clear();
    startCeremony("set-up", std::move(plan));
}

void Desktop::onRoom(Result<RoomSnapshot> outcome)
{
    if (!outcome)
        return showError(outcome.error());
    if (m_homePage == nullptr)
        buildPages();
    m_window->setMode(outcome->registry.room.mode);
    if (auto store = log::Store::openReadOnly(outcome->folder / ceremony::kLogFile))
        m_log->setStore(std::move(*store));
    m_window->showPage(Page::Home);
    refresh(*outcome);
    m_window->show();
    Q_EMIT roomOpened();
    if (!m_setUpPeople.empty())
        runSetUp();
}

void Desktop::buildPages()
{
    m_homePage = new HomePage(m_window.get());
    m_ceremonies = new CeremoniesPage(m_window.get());
    m_keys = new KeysPage(m_window.get());
    m_log = new LogPage(m_window.get());
    m_tokens = new TokensPage(m_window.get());
    m_window->addPage(Page::Home, m_homePage);
    m_window->addPage(Page::Ceremonies, m_ceremonies);
    m_window->addPage(Page::Keys, m_keys);
    m_window->addPage(Page::Log, m_log);
    m_window->addPage(Page::Tokens, m_tokens);
    connect(m_homePage, &HomePage::mainActionRequested, this, &Desktop::mainAction);
    connect(m_homePage, &HomePage::ceremonyRequested, this, &Desktop::showCeremonyLog);
    connect(m_ceremonies, &CeremoniesPage::startRequested, this, &Desktop::startProcedure);
    connect(m_ceremonies, &CeremoniesPage::resumeRequested, this, &Desktop::resumeUnfinished);
    connect(m_ceremonies, &CeremoniesPage::logRequested, this, &Desktop::showCeremonyLog);
    connect(m_keys, &KeysPage::recoveryRequested, this, &Desktop::recover);
    connect(m_keys, &KeysPage::generateRequested, this,
            [this] { startProcedure(QStringLiteral("generate")); });
    connect(m_keys, &KeysPage::certificateRequested, this, &Desktop::requestCertificate);
    connect(m_log, &LogPage::verifyRequested, this, &Desktop::verifyLog);
    connect(m_tokens, &TokensPage::lookRequested, this, &Desktop::refreshTokens);
    connect(m_window.get(), &MainWindow::pageShown, this, [this](Page page) {
        if (page == Page::Tokens)
            refreshTokens();
        if (page == Page::Log)
            m_log->refresh();
    });
}

void Desktop::refresh(const RoomSnapshot& snapshot)
{
    m_room = snapshot;
    m_window->setRoom(railViewOf(m_room, isOffline()));
    if (m_window->inCeremony())
        return; // the pages are out of sight
    m_homePage->setView(homeViewOf(m_room, systemNow()));
    m_ceremonies->setView(ceremoniesViewOf(m_room));
    m_keys->setView(keysViewOf(m_room));
    m_log->refresh();
}

void Desktop::refreshTokens()
{
    m_thread->ask(
        this, [](RoomState& state) { return state.room->module().tokens(); },
        [this](Result<std::vector<hsm::TokenInfo>> tokens) {
            if (!tokens)
                return showError(tokens.error());
            m_tokens->setView(tokensViewOf(m_room, *tokens));
        });
}

void Desktop::startProcedure(const QString& id)
{
    if (id == QLatin1String("recover") && !m_room.registry.shareSets.empty())
        return recover(QString::fromStdString(m_room.registry.shareSets.begin()->first));
    const auto procedure = ceremony::builtinProcedure("generate");
    if (!procedure)
        return showError(procedure.error());
    startCeremony("generate", forThisRoom(practiceGeneration(**procedure, Policy::parse("2of3").value(),
                                                             {hsm::KeyType::Secp256k1})));
}

void Desktop::recover(const QString& shareSet)
{
    const auto procedure = ceremony::builtinProcedure("recover");
    if (!procedure)
        return showError(procedure.error());
    auto plan = practiceRecovery(**procedure, m_room.registry, shareSet.toLower().toStdString());
    if (!plan)
        return showError(plan.error());
    startCeremony("recover", forThisRoom(std::move(*plan)));
}

// In practice the made-up people start at once; elsewhere somebody says who takes part.
void Desktop::startCeremony(const std::string& procedure, Result<ceremony::Plan> plan)
{
    if (!plan)
        return showError(plan.error());
    if (plan->mode == Mode::Practice || procedure == "set-up")
        return m_ceremony->start(procedure, std::move(*plan));
    const auto loaded = ceremony::builtinProcedure(procedure);
    if (!loaded)
        return showError(loaded.error());
    auto* page = new NewCeremonyPage(*loaded, std::move(*plan), nullptr);
    connect(page, &NewCeremonyPage::backRequested, this, [this] { m_window->showPage(Page::Home); });
    connect(page, &NewCeremonyPage::planReady, this, [this, procedure](const ceremony::Plan& made) {
        m_window->showPage(Page::Home);
        m_ceremony->start(procedure, made);
    });
    m_window->showAlone(page);
}

// The plan as a live room starts to fill it in: nobody yet, and live shares are copied by hand.
ceremony::Plan Desktop::forThisRoom(ceremony::Plan plan) const
{
    if (m_room.registry.room.mode == Mode::Practice)
        return plan;
    plan.mode = m_room.registry.room.mode;
    plan.issue = ceremony::IssueMethod::Copy;
    plan.title.clear();
    plan.contact.clear();
    plan.people.clear();
    plan.shares.clear();
    return plan;
}

void Desktop::resumeUnfinished()
{
    const registry::Ceremony* unfinished = m_room.registry.unfinished();
    if (unfinished == nullptr)
        return;
    const auto resume = [this, procedure = unfinished->procedure, id = unfinished->id](SecretBytes pin) {
        m_ceremony->resume(procedure, id, std::move(pin));
    };
    if (unfinished->mode == Mode::Practice || unfinished->procedure == "set-up")
        return resume(practicePin());
    PinDialog::ask(m_window.get(), tr("PIN of the production HSM"),
                   tr("Where the ceremony was interrupted in the middle of a secret step, keys are removed "
                      "from the HSM before it goes on."),
                   resume);
}

void Desktop::mainAction()
{
    if (m_room.registry.unfinished() != nullptr)
        return resumeUnfinished();
    if (m_room.registry.keys.empty())
        return startProcedure(QStringLiteral("generate"));
    m_window->showPage(Page::Keys);
}

void Desktop::showCeremonyLog(const QString& id)
{
    m_window->showPage(Page::Log);
    m_log->filterCeremony(id);
}

// What keyrite-cli verify does, on the room's thread.
void Desktop::verifyLog()
{
    struct Verdict
    {
        log::VerifyReport log;
        ceremony::ReplayReport replay;
    };
    m_thread->ask(
        this,
        [file = m_room.folder / ceremony::kLogFile](RoomState&) -> Result<Verdict> {
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
        },
        [this](Result<Verdict> verdict) {
            if (!verdict)
                return showError(verdict.error());
            const QString text = tr("%1 entries were hashed again, %2 checkpoints and %3 challenge "
                                    "signatures were verified, and %4 ceremonies were replayed. "
                                    "%5 entries are covered by a signature. The key is the one that this log "
                                    "names: compare it with the minutes of the set-up.")
                                     .arg(verdict->log.entries)
                                     .arg(verdict->log.checkpoints)
                                     .arg(verdict->replay.signatures)
                                     .arg(verdict->replay.ceremonies)
                                     .arg(verdict->log.coveredBySignature);
            auto* box = new QMessageBox(QMessageBox::Information, tr("The log is sound"),
                                        tr("The log is sound"), QMessageBox::Close, m_window.get());
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->setInformativeText(text);
            box->open();
        });
}

void Desktop::onEnded(const QString& id, bool closed)
{
    m_window->leaveCeremony(Page::Home);
    refresh(m_room);
    Q_UNUSED(id)
    Q_UNUSED(closed)
}

void Desktop::requestCertificate(const QString& keyId)
{
    const auto key = m_room.registry.keys.find(keyId.toStdString());
    if (key == m_room.registry.keys.end())
        return;
    auto* dialog = new CertificateDialog(key->second, m_room.registry.room, m_room.folder, m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Desktop::showDisasterDay()
{
    if (m_window->inCeremony())
        return showError(
            {ErrorCode::StepRefused,
             "A ceremony is under way. Pause or abort it first; disaster day is then one click away.",
             {}});
    auto* page = new DisasterDayPage(!m_room.registry.shareSets.empty(), nullptr);
    connect(page, &DisasterDayPage::recoverRequested, this, [this] { m_window->showPage(Page::Keys); });
    connect(page, &DisasterDayPage::openRoomRequested, this, &Desktop::showFirstStart);
    connect(page, &DisasterDayPage::backRequested, this, [this] {
        if (m_homePage == nullptr)
            showFirstStart();
        else
            m_window->showPage(Page::Home);
    });
    m_window->showAlone(page);
}

void Desktop::showError(const Error& error)
{
    const Message message = messageOf(error);
    auto* box = new QMessageBox(QMessageBox::Warning, message.headline, message.headline, QMessageBox::Close,
                                m_window.get());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(message.happened + QStringLiteral("\n\n") + message.meaning);
    box->setDetailedText(message.technical);
    box->open();
    Q_EMIT failed(message.happened);
}

} // namespace keyrite::app
