// MemoryDir: a temporary folder in memory where there is one, so that a loaded disk does not make a test
// slow.
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace keyrite::test {

class MemoryDir final : public QTemporaryDir
{
public:
    MemoryDir() : QTemporaryDir(nameTemplate()) {}

private:
    static QString nameTemplate()
    {
        const QFileInfo memory(QStringLiteral("/dev/shm"));
        return (memory.isDir() && memory.isWritable() ? memory.filePath() : QDir::tempPath()) +
               QStringLiteral("/keyrite-XXXXXX");
    }
};

} // namespace keyrite::test
