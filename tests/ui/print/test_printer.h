// TestPrinter: an IPP printer for tests: ippeveprinter (Debian cups-ipp-utils), which keeps what it printed
// in a folder. It insists on a message bus with which it could find Avahi; it gets an empty one of its own,
// so that it runs without either, as any user and in a container.
#pragma once

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <cups/cups.h>
#include <string>
#include <vector>

namespace keyrite::test {

using namespace Qt::StringLiterals;

class TestPrinter final
{
public:
    static constexpr const char* kMissing =
        "SKIPPED: ippeveprinter (Debian cups-ipp-utils) or dbus-daemon is missing. IPP IS NOT TESTED.";

    // Takes these formats. `command`: what it does with a page, in the shell; it may say "STATE:
    // +media-empty" on its error output, and the page counts as printed when it ends with 0.
    explicit TestPrinter(const char* formats, const QByteArray& command = {})
    {
        if (!startBus())
            return;
        m_port = freePort();
        QStringList options{u"-r"_s, u"off"_s, u"-n"_s, u"localhost"_s, u"-k"_s};
        options += {u"-p"_s, QString::number(m_port), u"-d"_s, m_folder.path()};
        options += {u"-f"_s, QString::fromLatin1(formats)};
        if (!command.isEmpty())
            options += {u"-c"_s, script(command)};
        m_printer.setProcessEnvironment(withBus());
        start(m_printer, "ippeveprinter", options + QStringList{u"Keyrite test"_s});
        m_ready = answers();
    }
    ~TestPrinter()
    {
        for (QProcess* process : {&m_printer, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }
    TestPrinter(const TestPrinter&) = delete;
    TestPrinter& operator=(const TestPrinter&) = delete;

    // Of this machine; nobody listens there.
    static int freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    bool ready() const { return m_ready; }
    std::string address() const { return "ipp://localhost:" + std::to_string(m_port) + "/ipp/print"; }
    void send(int signal) { ::kill(static_cast<pid_t>(m_printer.processId()), signal); }

    // The one job's file; empty where there are none or several.
    QString printed(const char* suffix) const
    {
        const QStringList files =
            QDir(m_folder.path()).entryList({u"*"_s + QLatin1String(suffix)}, QDir::Files);
        return files.size() == 1 ? m_folder.filePath(files.front()) : QString();
    }

    // Of all jobs that the printer ever took (RFC 8011, section 5.3.7).
    std::vector<int> jobStates() const
    {
        std::vector<int> states;
        for (const char* which : {"completed", "not-completed"})
            addStates(which, states);
        return states;
    }

private:
    void addStates(const char* which, std::vector<int>& states) const
    {
        http_t* http = httpConnect2("localhost", m_port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1,
                                    5000, nullptr);
        ipp_t* request = ippNewRequest(IPP_OP_GET_JOBS);
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, address().c_str());
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nullptr,
                     "job-state");
        ipp_t* answer = cupsDoRequest(http, request, "/ipp/print");
        for (ipp_attribute_t* one = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM); one != nullptr;
             one = ippFindNextAttribute(answer, "job-state", IPP_TAG_ENUM))
            states.push_back(ippGetInteger(one, 0));
        ippDelete(answer);
        httpClose(http);
    }

    static void start(QProcess& process, const char* name, const QStringList& arguments)
    {
        const QString program =
            QStandardPaths::findExecutable(QLatin1String(name), {u"/usr/sbin"_s, u"/usr/bin"_s});
        process.setProcessChannelMode(QProcess::MergedChannels);
        if (!program.isEmpty())
            process.start(program, arguments);
    }

    bool startBus()
    {
        QFile config(m_folder.filePath(u"bus.conf"_s));
        if (!config.open(QIODevice::WriteOnly))
            return false;
        config.write("<busconfig><listen>unix:path=" + busPath().toUtf8() +
                     "</listen><policy context='default'><allow send_destination='*'/><allow own='*'/>"
                     "<allow receive_type='method_call'/><allow receive_type='method_return'/>"
                     "<allow receive_type='error'/><allow receive_type='signal'/></policy></busconfig>");
        config.close();
        start(m_bus, "dbus-daemon",
              {u"--nofork"_s, u"--print-address"_s, u"--config-file="_s + m_folder.filePath(u"bus.conf"_s)});
        while (m_bus.state() != QProcess::NotRunning && !m_bus.canReadLine())
            m_bus.waitForReadyRead(5000);
        return m_bus.state() == QProcess::Running;
    }

    QString busPath() const { return m_folder.filePath(u"bus"_s); }

    QProcessEnvironment withBus() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path="_s + busPath());
        return environment;
    }

    QString script(const QByteArray& command) const
    {
        QFile file(m_folder.filePath(u"print"_s));
        if (file.open(QIODevice::WriteOnly)) {
            file.write("#!/bin/sh\n" + command + "\n");
            file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        return file.fileName();
    }

    bool answers()
    {
        QDeadlineTimer deadline(20000);
        while (m_printer.state() != QProcess::NotRunning && !deadline.hasExpired()) {
            QTcpSocket socket;
            socket.connectToHost(u"localhost"_s, static_cast<quint16>(m_port));
            if (socket.waitForConnected(1000))
                return true;
            m_printer.waitForReadyRead(50);
        }
        return false;
    }

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_printer;
    int m_port = 0;
    bool m_ready = false;
};

} // namespace keyrite::test
