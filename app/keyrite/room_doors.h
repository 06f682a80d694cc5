// RoomDoors: the ways into a room: practise, set one up, open one that is there. GUI thread only.
#pragma once

#include "ui/main_window.h"
#include "ui/room_thread.h"
#include "ui/widgets/set_up_pins.h"

namespace keyrite::app {

// A module that a person chose is first loaded by a process that may crash.
ceremony::ModuleCheck moduleCheck();

class RoomDoors final : public QObject
{
    Q_OBJECT

public:
    // `home`: the folder that holds the practice room and, by default, live ones. Borrows window and thread.
    RoomDoors(ui::MainWindow& window, ui::RoomThread& thread, std::filesystem::path home);

    void showFirstStart();
    // The form for a new room; of a recovery room its set-up ceremony waits, the recovery is first.
    void showSetUp(bool forRecovery);
    void practise(); // opens the practice room, and makes it the first time
    // Looks at its audit token, asks for the PIN, and opens it.
    void open(const std::filesystem::path& folder);
    // `people`: those who are there while the audit key is read aloud.
    void create(ceremony::RoomSetup setup, ui::SetUpGiven pins, std::vector<ceremony::Person> people);

Q_SIGNALS:
    // `people`: empty, but where the room was just made and its set-up ceremony is to follow.
    void opened(const keyrite::ui::RoomSnapshot& snapshot,
                const std::vector<keyrite::ceremony::Person>& people);
    void failed(const keyrite::Error& error);
    void collectionRequested();
    void disasterDayRequested();

private:
    // job() -> Result<Room> on the room's thread; the room is then the one the window works with.
    // `what` is waited for meanwhile.
    template <typename Job>
    void enter(Job job, const QString& what, std::vector<ceremony::Person> people);
    void printMissing();
    void choose();
    void openWith(const std::filesystem::path& folder, ui::GivenPin auditPin);

    ui::MainWindow& m_window;
    ui::RoomThread& m_thread;
    std::filesystem::path m_home;
    bool m_isOpen = false; // a room is open
};

} // namespace keyrite::app
