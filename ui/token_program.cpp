#include "ui/token_program.h"

#include "core/ceremony/room.h"
#include "ui/command_line_program.h"

#include <QProcess>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace keyrite::ui {
namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QStringList keyArguments(const registry::Key& key, const registry::Room& room,
                         const std::filesystem::path& folder, bool pad)
{
    QStringList arguments{QStringLiteral("--token-serial"), qt(key.token.serial),
                          QStringLiteral("--token-label"),  qt(key.token.label),
                          QStringLiteral("--key-id"),       qt(key.id)};
    arguments << (pad ? QStringList{QStringLiteral("--pin-pad")}
                      : QStringList{QStringLiteral("--pin-file"), QStringLiteral("/dev/stdin")});
    if (room.module.empty())
        arguments << QStringLiteral("--practice-store")
                  << qt((folder / ceremony::kPracticeStoreFolder).string());
    else
        arguments << QStringLiteral("--module") << qt(room.module);
    return arguments;
}

// The end to read from of a pipe that holds `secret`, which is far shorter than a pipe; -1: there is none.
int pipeWith(const SecretBytes& secret)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return -1;
    ssize_t written = -1;
    do
        written = ::write(ends[1], secret.data(), secret.size());
    while (written < 0 && errno == EINTR);
    ::close(ends[1]);
    if (written == static_cast<ssize_t>(secret.size()))
        return ends[0];
    ::close(ends[0]);
    return -1;
}

} // namespace

TokenProgram::TokenProgram(QObject* parent) : QObject(parent), m_process(new QProcess(this))
{
    m_process->setInputChannelMode(QProcess::ForwardedInputChannel);
    connect(m_process, &QProcess::finished, this, &TokenProgram::finish);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT refused(tr("The program keyrite-cli could not be started. Install it beside this one."));
    });
}

TokenProgram::~TokenProgram()
{
    m_process->disconnect(this);
}

bool TokenProgram::isRunning() const
{
    return m_process->state() != QProcess::NotRunning;
}

void TokenProgram::start(const QStringList& task, const registry::Key& key, const registry::Room& room,
                         const std::filesystem::path& folder, const SecretBytes& pin)
{
    const int input = pipeWith(pin);
    if (input < 0)
        return Q_EMIT refused(
            tr("This computer has no room for one more pipe. Close other programs, then try "
               "again."));
    m_process->setChildProcessModifier([input] { ::dup2(input, STDIN_FILENO); });
    m_process->start(commandLineProgram(), task + keyArguments(key, room, folder, pin.empty()));
    ::close(input);
}

void TokenProgram::finish()
{
    constexpr int kWrongPin = 3; // keyrite-cli's exit code where the token refused the PIN
    const int code = m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    if (code == 0 || code == kWrongPin)
        Q_EMIT pinTried(code == 0);
    if (code == 0)
        return Q_EMIT succeeded(m_process->readAllStandardOutput());
    const QString why = QString::fromUtf8(m_process->readAllStandardError()).trimmed();
    Q_EMIT refused(why.isEmpty() ? tr("The program keyrite-cli ended without a word. Try again.") : why);
}

} // namespace keyrite::ui
