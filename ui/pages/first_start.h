// FirstStart: two doors (practise; set up this room) and a small third (disaster day).
#pragma once

#include <QStringList>
#include <QWidget>

namespace keyrite::ui {

class FirstStart final : public QWidget
{
    Q_OBJECT

public:
    // `missingFonts`: families that this computer should have and has not; may be empty.
    FirstStart(const QStringList& missingFonts, QWidget* parent);

Q_SIGNALS:
    void practiseRequested();
    void setUpRequested();
    void openRequested();       // a room that exists already, in another folder
    void collectionRequested(); // the logs of other rooms, to be read
    void disasterDayRequested();
};

} // namespace keyrite::ui
