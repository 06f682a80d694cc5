#include "ui/command_line_program.h"

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

} // namespace keyrite::ui
