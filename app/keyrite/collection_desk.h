// CollectionDesk: the presenter of the logs of other rooms: a collection that keyrite-cli collect made, or
// one log by itself. It only reads. It is no entry of the navigation, and is there without a room. GUI thread
// only.
#pragma once

#include "app/keyrite/log_reading.h"
#include "core/registry/collected_room.h"
#include "ui/job.h"

#include <QPointer>

#include <map>

namespace keyrite::ui {
struct CollectedRow;
class CollectionPage;
class MainWindow;
} // namespace keyrite::ui

namespace keyrite::app {

class CollectionDesk final : public QObject
{
    Q_OBJECT

public:
    // Borrows the window.
    explicit CollectionDesk(ui::MainWindow& window);

    // Asks for the folder.
    void choose();
    // Reads what is there and shows it: a collection, one log by itself, or a room's folder, of which the log
    // is read without its audit token. Of one log by itself the log is shown at once.
    void open(const std::filesystem::path& chosen);

Q_SIGNALS:
    void opened();
    void left(); // back to where one came from
    void failed(const keyrite::Error& error);

private:
    // What a verification showed; nothing of a room that was not verified since it was opened.
    struct Verdict
    {
        bool sound;
        QString words;
    };

    void showPage();
    void show(std::vector<registry::CollectedRoom> rooms);
    void showLog(const QString& id);
    void refresh();
    ui::CollectedRow rowOf(const registry::CollectedRoom& room) const;
    const registry::CollectedRoom* roomOf(const QString& id) const;
    void verifyAll();
    void verifyNext();
    void note(const QString& id, const ceremony::Audit& audit);

    ui::MainWindow& m_window;
    QPointer<ui::CollectionPage> m_page; // the window may delete it for another
    QPointer<LogReading> m_reading;      // of the page
    std::filesystem::path m_path;
    std::vector<registry::CollectedRoom> m_rooms;
    std::map<QString, Verdict> m_verdicts; // by id
    std::vector<QString> m_toVerify;       // the last one first
    QString m_verifying;                   // id; empty: none
    VerifyJob* m_verify;
    ui::Job* m_read;
    ui::Job* m_openLog;
};

} // namespace keyrite::app
