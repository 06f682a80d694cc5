// The main of a core test: secure memory first, then Qt Test without a GUI.
#pragma once

#include "core/secret_bytes.h"

#include <QCoreApplication>
#include <QtTest>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#endif

#define KEYRITE_TEST_MAIN(TestClass)                                                                         \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        if (const auto ready = keyrite::prepareSecureMemory(); !ready)                                       \
            qFatal("%s", ready.error().message.c_str());                                                     \
        const QCoreApplication application(argc, argv);                                                      \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }

// The main of a test with widgets or painting: needs keyrite_ui; ctest sets QT_QPA_PLATFORM=offscreen.
#define KEYRITE_GUI_TEST_MAIN(TestClass)                                                                     \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        if (const auto ready = keyrite::prepareSecureMemory(); !ready)                                       \
            qFatal("%s", ready.error().message.c_str());                                                     \
        const QApplication application(argc, argv);                                                          \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
