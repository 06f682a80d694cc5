// RoomDoors: the ways into a room: practise, set one up, open one that is there. GUI thread only.
#pragma once

#include "ui/main_window.h"
#include "ui/room_thread.h"

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
    void open(const std::filesystem::path& folder, SecretBytes auditPin);
    // `people`: those who are there while the audit key is read aloud.
    void create(ceremony::RoomSetup setup, SecretBytes auditPin, std::vector<ceremony::Person> people);

Q_SIGNALS:
    // `people`: empty, but where the room was just made and its set-up ceremony is to follow.
    void opened(const keyrite::ui::RoomSnapshot& snapshot,
                const std::vector<keyrite::ceremony::Person>& people);
    void failed(const keyrite::Error& error);
    void collectionRequested();
    void disasterDayRequested();

private:
    // job() -> Result<Room> on the room's thread; the room is then the one the window works with.
    template <typename Job>
    void enter(Job job, std::vector<ceremony::Person> people);
    void printMissing();
    void choose();

    ui::MainWindow& m_window;
    ui::RoomThread& m_thread;
    std::filesystem::path m_home;
    bool m_isOpen = false; // a room is open
};

} // namespace keyrite::app
