// Compares a computed number with a printed one: to the digits that are printed, no more and no fewer.
#pragma once

#include <QString>
#include <QtTest>

// QVERIFY that `value`, formatted as printf `format` would, is `text`.
#define VERIFY_PRINTS(value, format, text) QCOMPARE(QString::asprintf(format, value), QString(text))
