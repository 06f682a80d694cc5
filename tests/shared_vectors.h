// Loads an official vector file from the folder KEYRITE_SHARED, or skips the test loudly.
#pragma once

#include <QFile>
#include <QtTest>
#include <nlohmann/json.hpp>

namespace keyrite::test {

inline QString sharedPath(const char* relative)
{
    return QStringLiteral(KEYRITE_SHARED "/") + QString::fromLatin1(relative);
}

inline nlohmann::json readJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return nlohmann::json::parse(file.readAll().toStdString());
}

} // namespace keyrite::test

// Use at the top of a test function that reads ../shared.
#define KEYRITE_NEEDS_SHARED(relative)                                                                       \
    if (!QFile::exists(keyrite::test::sharedPath(relative)))                                                 \
    QSKIP("SKIPPED: " KEYRITE_SHARED "/" relative " is absent; the full official vectors were not run.")
