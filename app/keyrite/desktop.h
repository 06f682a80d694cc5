// Desktop: puts the window, the room's thread, the doors, the desks of the pages and the ceremony together.
// GUI thread only.
#pragma once

#include "app/keyrite/desk.h"
#include "app/keyrite/room_doors.h"
#include "ui/ceremony_controller.h"

#include <QTranslator>

namespace keyrite::app {

class CollectionDesk;
class DisasterDesk;

class Desktop final : public QObject
{
    Q_OBJECT

public:
    // `home`: the folder that holds the practice room and, by default, live ones.
    explicit Desktop(std::filesystem::path home);
    ~Desktop() override;

    // The doors, or the practice room at once.
    void showFirstStart() { m_doors->showFirstStart(); }
    void openPractice() { m_doors->practise(); }
    // The logs of other rooms, or one log, to be read; the doors behind it.
    void openCollection(const std::filesystem::path& path);
    // A room that is there: its audit token is looked at, and its PIN asked.
    void openRoom(const std::filesystem::path& folder) { m_doors->open(folder); }

    ui::MainWindow& window() { return *m_window; }
    ui::CeremonyController& ceremony() { return *m_ceremony; }
    DisasterDesk& disasterDay() { return *m_disaster; }
    CollectionDesk& collection() { return *m_collection; }
    const ui::RoomSnapshot& room() const { return m_room; }

Q_SIGNALS:
    void roomOpened();
    void failed(const QString& message);

private:
    void makeDesks();
    template <typename D>
    D* addDesk();
    void enter(const ui::RoomSnapshot& snapshot, const std::vector<ceremony::Person>& people);
    void refresh(const ui::RoomSnapshot& snapshot);
    void leaveCollection();
    void onEnded();
    void showError(const Error& error);

    QTranslator m_translation; // before the window, which speaks it
    ui::RoomSnapshot m_room;   // before what borrows it
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::RoomThread> m_thread;
    ui::CeremonyController* m_ceremony;
    RoomDoors* m_doors;
    CeremonyStart* m_ceremonies;
    DisasterDesk* m_disaster;
    CollectionDesk* m_collection;
    std::vector<Desk*> m_desks; // one a page; none before the first room is opened
};

} // namespace keyrite::app
