#include "ui/command_line_program.h"

#include "core/ceremony/room.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace keyrite::ui {

QString commandLineProgram()
{
    const QString here = QCoreApplication::applicationDirPath();
    for (const char* place :
         {"/keyrite-cli", "/../keyrite-cli/keyrite-cli", "/../../app/keyrite-cli/keyrite-cli"})
        if (QString path = here + QLatin1String(place); QFileInfo(path).isFile())
            return path;
    return QStringLiteral("keyrite-cli");
}

QStringList tokenKeyArguments(const registry::Key& key, const registry::Room& room,
                              const std::filesystem::path& folder)
{
    const auto qt = [](const std::string& text) { return QString::fromStdString(text); };
    QStringList arguments{QStringLiteral("--token-serial"), qt(key.token.serial),
                          QStringLiteral("--token-label"),  qt(key.token.label),
                          QStringLiteral("--key-id"),       qt(key.id),
                          QStringLiteral("--pin-file"),     QStringLiteral("/dev/stdin")};
    if (room.module.empty())
        arguments << QStringLiteral("--practice-store")
                  << qt((folder / ceremony::kPracticeStoreFolder).string());
    else
        arguments << QStringLiteral("--module") << qt(room.module);
    return arguments;
}

} // namespace keyrite::ui
