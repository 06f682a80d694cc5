// The program's window, as large as a ceremony's screen, on the practice room of its folder.
#pragma once

#include "app/keyrite/desktop.h"

#include <QSignalSpy>
#include <QtTest>

namespace keyrite::test {

inline void openPractice(app::Desktop& desktop)
{
    desktop.window().resize(1366, 768);
    const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
    desktop.openPractice();
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
}

} // namespace keyrite::test
