// The main of a core test: secure memory first, then Qt Test without a GUI.
#pragma once

#include "core/secret_bytes.h"

#include <QCoreApplication>
#include <QtTest>

#define KEYRITE_TEST_MAIN(TestClass)                                                                         \
    int main(int argc, char** argv)                                                                          \
    {                                                                                                        \
        if (const auto ready = keyrite::prepareSecureMemory(); !ready)                                       \
            qFatal("%s", ready.error().message.c_str());                                                     \
        const QCoreApplication application(argc, argv);                                                      \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
