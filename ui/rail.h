// Rail: the left edge of the window, 272 px: which room this is; where one can go, or, during a ceremony,
// where one stands; and how the room is. GUI thread only.
#pragma once

#include "ui/widgets/step_rail_model.h"

#include <QFrame>

#include <map>

class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace keyrite::ui {

class StepRail;

// How the room is, in three words each.
struct RoomView
{
    QString name = {};   // "Zurich vault room"
    QString origin = {}; // the log's origin: "example.com/zurich"
    bool offline = true;
    bool auditTokenPresent = false;
    QString logHead = {}; // four groups of four hex digits; empty: no log yet
};

class Rail final : public QFrame
{
    Q_OBJECT

public:
    explicit Rail(QWidget* parent);

    void setRoom(const RoomView& room);

    // Adds a line to the navigation.
    void addEntry(int page, const QString& title, const QString& iconName);
    void selectEntry(int page);
    void selectNone();

    // Shows the acts of a ceremony in place of the navigation; `startedLine`: "Started 10:02 UTC, 40 min
    // ago".
    void showCeremony(const QString& title, const QString& id, std::vector<RailAct> acts);
    void setCeremonyActs(std::vector<RailAct> acts);
    void setStartedLine(const QString& startedLine);
    void showNavigation();

    QSize sizeHint() const override;

Q_SIGNALS:
    void pageRequested(int page);
    void disasterDayRequested();

private:
    QWidget* buildFoot();
    void fillHead(const QString& name, const QString& value);

    RoomView m_room;
    QLabel* m_name;
    QLabel* m_origin;
    QStackedLayout* m_middle;
    QVBoxLayout* m_entries;
    StepRail* m_steps;
    QButtonGroup* m_group;
    std::map<int, QPushButton*> m_buttons;
    QWidget* m_roomLines = nullptr;
    QLabel* m_offlineSign = nullptr;
    QLabel* m_offline = nullptr;
    QLabel* m_audit = nullptr;
    QLabel* m_head = nullptr;
    QLabel* m_started = nullptr;
    QPushButton* m_disaster = nullptr;
};

} // namespace keyrite::ui
