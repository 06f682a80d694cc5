// DisasterDayPage: what do you still have? What is possible with it, and one button.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace keyrite::ui {

class CheckList;

class DisasterDayPage final : public QWidget
{
    Q_OBJECT

public:
    // `roomHasShares`: the open room's log holds a share set that can be recovered.
    DisasterDayPage(bool roomHasShares, QWidget* parent);

Q_SIGNALS:
    void recoverRequested(); // with the log of the room that is open
    void openRoomRequested();
    void backRequested();

private:
    void look();

    bool m_roomHasShares;
    CheckList* m_have;
    QLabel* m_verdict;
    QLabel* m_missing;
    QPushButton* m_main;
};

} // namespace keyrite::ui
