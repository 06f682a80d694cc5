// DisasterDesk: the presenter of disaster day. It reads what people still have, says what can be recovered
// with it, and starts the recovery, in the room that is open or in one that is set up for it. It is no entry
// of the navigation: it is there before the first room. GUI thread only.
#pragma once

#include "app/keyrite/ceremony_start.h"
#include "app/keyrite/room_doors.h"
#include "core/ceremony/salvage.h"

#include <QPointer>

#include <set>

namespace keyrite::ui {
class DisasterDayPage;
}

namespace keyrite::app {

class DisasterDesk final : public QObject
{
    Q_OBJECT

public:
    // Borrows all; `room` is the room as it is now.
    DisasterDesk(ui::MainWindow& window, ui::RoomThread& thread, const ui::RoomSnapshot& room,
                 RoomDoors& doors, CeremonyStart& ceremonies);

    // Shows the page. What was put in before is still there.
    void show();

    // Reads files, each of which may be a scan, a photograph or a PDF of sheets or of a backup document, the
    // text of one, or a log.
    void readFiles(const QStringList& paths);

    // A room was opened: the recovery that was waiting for it starts.
    void goOn();

Q_SIGNALS:
    void failed(const keyrite::Error& error);
    void roomChanged(const keyrite::ui::RoomSnapshot& snapshot);

private:
    struct Finds;

    void chooseFiles();
    void take(Finds finds);
    Result<void> takeText(const SecretBytes& text);
    Result<void> takeBackup();
    void takeSheet();
    void showFinds();
    void refuse(const Error& error);
    void start(bool rehearse);
    void importKeys(const ceremony::Prospect& prospect);
    void recover();
    void leave();
    bool isOpen() const { return !m_room.folder.empty(); }

    ui::MainWindow& m_window;
    ui::RoomThread& m_thread;
    const ui::RoomSnapshot& m_room;
    RoomDoors& m_doors;
    CeremonyStart& m_ceremonies;
    QPointer<ui::DisasterDayPage> m_page;
    ceremony::Salvage m_salvage;
    std::optional<ceremony::SalvagedLog> m_log;
    std::set<std::string> m_backupLines; // of a document of which parts are missing
    QString m_partOfBackup;
    std::string m_waiting; // the share set whose recovery waits for a room
};

} // namespace keyrite::app
