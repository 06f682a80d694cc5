#include "app/keyrite/desktop.h"

#include "app/keyrite/backtest_desk.h"
#include "app/keyrite/ceremonies_desk.h"
#include "app/keyrite/ceremony_start.h"
#include "app/keyrite/collection_desk.h"
#include "app/keyrite/disaster_desk.h"
#include "app/keyrite/drills_desk.h"
#include "app/keyrite/home_desk.h"
#include "app/keyrite/keys_desk.h"
#include "app/keyrite/log_desk.h"
#include "app/keyrite/people_desk.h"
#include "app/keyrite/plan_desk.h"
#include "app/keyrite/tokens_desk.h"
#include "core/ceremony/anchors.h"
#include "core/ceremony/environment.h"
#include "ui/error_text.h"
#include "ui/page_builder.h"

#include <QMessageBox>

namespace keyrite::app {

using namespace ui;

namespace {

bool isOffline()
{
    const auto up = ceremony::networkInterfacesUp();
    return up && up->empty();
}

} // namespace

Desktop::Desktop(std::filesystem::path home)
    : m_window(std::make_unique<MainWindow>()), m_thread(std::make_unique<RoomThread>(nullptr)),
      m_ceremony(new CeremonyController(*m_window, *m_thread, this)),
      m_doors(new RoomDoors(*m_window, *m_thread, std::move(home))),
      m_ceremonies(new CeremonyStart(*m_window, *m_ceremony, m_room)),
      m_disaster(new DisasterDesk(*m_window, *m_thread, m_room, *m_doors, *m_ceremonies)),
      m_collection(new CollectionDesk(*m_window))
{
    // English needs its plurals.
    if (m_translation.load(QStringLiteral(":/i18n/keyrite_en.qm")))
        QCoreApplication::installTranslator(&m_translation);
    connect(m_ceremony, &CeremonyController::refused, this, &Desktop::showError);
    connect(m_ceremony, &CeremonyController::roomChanged, this, &Desktop::refresh);
    connect(m_ceremony, &CeremonyController::ended, this, &Desktop::onEnded);
    connect(m_ceremony, &CeremonyController::followUpRequested, m_ceremonies, &CeremonyStart::start);
    connect(m_ceremonies, &CeremonyStart::failed, this, &Desktop::showError);
    connect(m_disaster, &DisasterDesk::failed, this, &Desktop::showError);
    connect(m_disaster, &DisasterDesk::roomChanged, this, &Desktop::refresh);
    connect(m_doors, &RoomDoors::opened, this, &Desktop::enter);
    connect(m_doors, &RoomDoors::failed, this, &Desktop::showError);
    connect(m_doors, &RoomDoors::collectionRequested, m_collection, &CollectionDesk::choose);
    connect(m_collection, &CollectionDesk::failed, this, &Desktop::showError);
    connect(m_collection, &CollectionDesk::left, this, &Desktop::leaveCollection);
    connect(m_doors, &RoomDoors::disasterDayRequested, m_disaster, &DisasterDesk::show);
    connect(m_window.get(), &MainWindow::disasterDayRequested, m_disaster, &DisasterDesk::show);
    connect(m_thread.get(), &RoomThread::waitsFor, m_window.get(), &MainWindow::setWait);
    connect(m_window.get(), &MainWindow::pageShown, this, [this](Page page) {
        for (Desk* desk : m_desks)
            if (desk->page() == page)
                desk->shown();
    });
}

Desktop::~Desktop() = default;

// The navigation, from top to bottom. A new page is one more line here.
void Desktop::makeDesks()
{
    const auto* home = addDesk<HomeDesk>();
    connect(home, &HomeDesk::collectionRequested, m_collection, &CollectionDesk::choose);
    addDesk<CeremoniesDesk>();
    addDesk<KeysDesk>();
    addDesk<PeopleDesk>();
    addDesk<DrillsDesk>();
    addDesk<PlanDesk>();
    addDesk<BacktestDesk>();
    const auto* log = addDesk<LogDesk>();
    addDesk<TokensDesk>();
    for (Desk* desk : m_desks)
        connect(desk, &Desk::logRequested, log, &LogDesk::showCeremony);
}

void Desktop::openCollection(const std::filesystem::path& path)
{
    m_doors->showFirstStart();
    m_collection->open(path);
}

void Desktop::leaveCollection()
{
    if (m_desks.empty())
        m_doors->showFirstStart();
    else
        m_window->showPage(Page::Home);
}

template <typename D>
D* Desktop::addDesk()
{
    auto* desk = new D(DeskContext{*m_window, *m_thread, m_room, *m_ceremonies});
    m_desks.push_back(desk);
    m_window->addPage(desk->page(), desk->widget());
    connect(desk, &Desk::failed, this, &Desktop::showError);
    connect(desk, &Desk::roomChanged, this, &Desktop::refresh);
    return desk;
}

void Desktop::enter(const RoomSnapshot& snapshot, const std::vector<ceremony::Person>& people)
{
    if (m_desks.empty())
        makeDesks();
    m_window->setMode(snapshot.registry.room.mode);
    m_window->showPage(Page::Home);
    refresh(snapshot);
    m_window->show();
    Q_EMIT roomOpened();
    if (!people.empty())
        m_ceremonies->setUp(people);
    m_disaster->goOn(); // where a recovery waits for this room
}

void Desktop::refresh(const RoomSnapshot& snapshot)
{
    m_room = snapshot;
    m_window->setRoom(railViewOf(m_room, isOffline()));
    if (m_window->inCeremony())
        return; // the pages are out of sight
    for (Desk* desk : m_desks)
        desk->refresh();
}

void Desktop::onEnded()
{
    m_window->leaveCeremony(Page::Home);
    refresh(RoomSnapshot(m_room));
    // What may leave the room lies ready in its folder, "bundles".
    m_thread->ask(
        this,
        [](RoomState& state) -> Result<RoomSnapshot> {
            if (const auto bundle = ceremony::exportBundle(*state.room); !bundle)
                return fail(bundle.error());
            return snapshotOf(state);
        },
        [this](const Result<RoomSnapshot>& snapshot) {
            if (!snapshot)
                return showError(snapshot.error());
            refresh(*snapshot);
        });
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
