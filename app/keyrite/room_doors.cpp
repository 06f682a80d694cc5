#include "app/keyrite/room_doors.h"

#include "core/hsm/module_check.h"
#include "ui/command_line_program.h"
#include "ui/minutes_printing.h"
#include "ui/pages/first_start.h"
#include "ui/pages/set_up_page.h"
#include "ui/pin_dialog.h"
#include "ui/pin_words.h"
#include "ui/print/painter.h"

#include <QFileDialog>

namespace keyrite::app {

using namespace ui;
using ceremony::Room;

namespace {

constexpr const char* kPracticeFolder = "practice";
constexpr std::string_view kPracticeOrigin = "practice.invalid/room";

Result<Room> openOrCreatePractice(const std::filesystem::path& folder, const ceremony::ModuleCheck& check)
{
    const SecretBytes pin = SecretBytes::copyOf(asBytes(ceremony::kPracticePin));
    if (ceremony::isRoom(folder))
        return Room::open(folder, pin, systemNow, crypto::systemRandom, check);
    return Room::create({folder, "Practice room", std::string(kPracticeOrigin), Mode::Practice, {}}, pin, pin,
                        systemNow, crypto::systemRandom);
}

} // namespace

ceremony::ModuleCheck moduleCheck()
{
    return [program = std::filesystem::path(commandLineProgram().toStdString())](
               const std::filesystem::path& module) { return hsm::checkModule(program, module); };
}

RoomDoors::RoomDoors(MainWindow& window, RoomThread& thread, std::filesystem::path home)
    : QObject(&window), m_window(window), m_thread(thread), m_home(std::move(home))
{
}

template <typename Job>
void RoomDoors::enter(Job job, const QString& what, std::vector<ceremony::Person> people)
{
    m_thread.ask(
        this,
        [job = std::move(job)](RoomState& state) -> Result<RoomSnapshot> {
            state.runner.reset();
            state.room.reset(); // two rooms would share, and end, one HSM module
            Result<Room> room = job();
            if (!room)
                return fail(room.error());
            state.room = std::make_unique<Room>(std::move(*room));
            return snapshotOf(state);
        },
        [this, people = std::move(people)](const Result<RoomSnapshot>& outcome) {
            if (!outcome) {
                if (std::exchange(m_isOpen, false))
                    showFirstStart(); // the room before is closed
                return Q_EMIT failed(outcome.error());
            }
            m_isOpen = true;
            Q_EMIT opened(*outcome, people);
            printMissing();
        },
        what);
}

// A ceremony that ended right before a crash left its minutes to be printed.
void RoomDoors::printMissing()
{
    m_thread.ask(
        this, [](RoomState& state) { return printMinutes(*state.room, state.room->folder()); },
        [this](const Result<void>& printed) {
            if (!printed)
                Q_EMIT failed(printed.error());
        });
}

void RoomDoors::showFirstStart()
{
    auto* page = new FirstStart(missingFontPackages(), nullptr);
    connect(page, &FirstStart::practiseRequested, this, &RoomDoors::practise);
    connect(page, &FirstStart::collectionRequested, this, &RoomDoors::collectionRequested);
    connect(page, &FirstStart::disasterDayRequested, this, &RoomDoors::disasterDayRequested);
    connect(page, &FirstStart::setUpRequested, this, [this] { showSetUp(false); });
    connect(page, &FirstStart::openRequested, this, &RoomDoors::choose);
    m_window.showAlone(page);
    m_window.show();
}

void RoomDoors::practise()
{
    enter([folder = m_home / kPracticeFolder,
           check = moduleCheck()] { return openOrCreatePractice(folder, check); },
          tr("The practice room is opened."), {});
}

void RoomDoors::open(const std::filesystem::path& folder)
{
    m_thread.ask(
        this, [folder, check = moduleCheck()](RoomState&) { return ceremony::seeAuditToken(folder, check); },
        [this, folder](const Result<ceremony::AuditTokenSeen>& seen) {
            if (!seen)
                return Q_EMIT failed(seen.error());
            PinDialog::ask(&m_window, pinQuestion(seen->token, PinOwner::User, seen->registry),
                           tr("The audit token signs the log of the room “%1”. It is logged in to as long as "
                              "the room is open.")
                               .arg(QString::fromStdString(seen->registry.room.name)),
                           [this, folder](GivenPin given) { openWith(folder, std::move(given)); });
        },
        tr("Keyrite looks for the audit token of the room."));
}

void RoomDoors::openWith(const std::filesystem::path& folder, GivenPin auditPin)
{
    const QString what = pinWaitText(auditPin.way, tr("The audit token is opened, and the log read."));
    enter(
        [folder, given = std::move(auditPin), check = moduleCheck()] {
            return Room::open(folder, given.pin, systemNow, crypto::systemRandom, check);
        },
        what, {});
}

void RoomDoors::create(ceremony::RoomSetup setup, SetUpGiven pins, std::vector<ceremony::Person> people)
{
    const QString what = pinWaitText(pins.user.way, tr("The room is set up."));
    enter(
        [setup = std::move(setup), pins = std::move(pins), check = moduleCheck()] {
            return Room::create(setup, pins.officer.pin, pins.user.pin, systemNow, crypto::systemRandom,
                                check);
        },
        what, std::move(people));
}

void RoomDoors::showSetUp(bool forRecovery)
{
    auto* page = new SetUpPage(m_home / (forRecovery ? "recovery" : "room"), nullptr);
    connect(page, &SetUpPage::backRequested, this, &RoomDoors::showFirstStart);
    connect(page, &SetUpPage::disasterDayRequested, this, &RoomDoors::disasterDayRequested);
    connect(page, &SetUpPage::setUpRequested, this, [this, page, forRecovery] {
        SetUpGiven pins = page->takePins();
        const ceremony::RoomSetup setup = page->setup(pins);
        create(setup, std::move(pins), forRecovery ? std::vector<ceremony::Person>() : page->people());
        page->setBusy(true);
    });
    connect(page, &SetUpPage::tokensRequested, this, [this, page = QPointer(page)](const QString& module) {
        m_thread.ask(
            this,
            [path = module.toStdString(), check = moduleCheck()](RoomState&) {
                return ceremony::seeTokens(path, check);
            },
            [page](const Result<std::vector<hsm::TokenInfo>>& tokens) {
                if (page)
                    page->setTokens(tokens);
            });
    });
    connect(this, &RoomDoors::failed, page, [page] { page->setBusy(false); });
    m_window.showAlone(page);
}

void RoomDoors::choose()
{
    const QString folder = QFileDialog::getExistingDirectory(&m_window, tr("The folder of the room"));
    if (folder.isEmpty())
        return;
    open(folder.toStdString());
}

} // namespace keyrite::app
