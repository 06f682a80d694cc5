// CeremonyStart: makes the plan of a ceremony, asks who takes part, and opens it, or goes on with the
// unfinished one. GUI thread only.
#pragma once

#include "ui/break_dialog.h"
#include "ui/ceremony_controller.h"
#include "ui/main_window.h"

namespace keyrite::app {

class CeremonyStart final : public QObject
{
    Q_OBJECT

public:
    // Borrows all three; `room` is the room as it is now.
    CeremonyStart(ui::MainWindow& window, ui::CeremonyController& controller, const ui::RoomSnapshot& room);

    void start(const QString& procedureId);
    void recover(const QString& shareSet) { recoverWith(shareSet, {}); }
    // With the custodians of these sheets; of the first quorum where none is named.
    void recoverWith(const QString& shareSet, const std::vector<int>& sheets);
    // The procedure that reads the audit key of a new room aloud.
    void setUp(std::vector<ceremony::Person> people);
    void resume();

Q_SIGNALS:
    void failed(const keyrite::Error& error);

private:
    ceremony::Plan forThisRoom(const ceremony::Procedure& procedure, ceremony::Plan plan) const;
    std::string currentSet() const;
    void startOnSet(const ceremony::Procedure& procedure, const std::string& shareSet,
                    const std::vector<int>& sheets);
    void approve(const ceremony::Procedure& procedure);
    void generate(const ceremony::Procedure& procedure);
    void open(const ceremony::Procedure& procedure, ceremony::Plan plan);
    void askWho(const std::shared_ptr<const ceremony::Procedure>& procedure, ceremony::Plan plan);

    ui::MainWindow& m_window;
    ui::CeremonyController& m_controller;
    const ui::RoomSnapshot& m_room;
};

} // namespace keyrite::app
