#include "core/ceremony/spool_check.h"
#include "tests/test_main.h"

#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::ceremony;

class SpoolCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryIsGoodAndADiskIsNamed()
    {
        const auto noSwap = file("no-swap", "Filename Type Size Used Priority\n");
        QCOMPARE(checkSpool({"/dev/shm"}, noSwap).outcome, CheckOutcome::Good);
        QCOMPARE(checkSpool({"/dev/shm", "/nowhere"}, noSwap).outcome, CheckOutcome::Good);
        const EnvironmentCheck disk = checkSpool({"/dev/shm", "/proc"}, noSwap);
        QCOMPARE(disk.outcome, CheckOutcome::Bad);
        QVERIFY(disk.finding.find("(/proc)") != std::string::npos);
    }

    void swapIsNamed()
    {
        const auto swap = file("swap", "Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n");
        const EnvironmentCheck check = checkSpool({"/dev/shm"}, swap);
        QCOMPARE(check.outcome, CheckOutcome::Bad);
        QVERIFY(check.finding.find("swapoff") != std::string::npos);
        QCOMPARE(checkSpool({"/dev/shm"}, "/nowhere").outcome, CheckOutcome::Bad); // not known is not off
    }

    void theFoldersOfTheConfiguration()
    {
        using Paths = std::vector<std::filesystem::path>;
        QCOMPARE(spoolFolders("/nowhere"),
                 (Paths{"/var/spool/cups", "/var/spool/cups/tmp", "/tmp", "/var/tmp"}));
        const auto configuration =
            file("cups-files.conf", "# RequestRoot /a\nRequestRoot /run/spool\nTempDir /run/t\n");
        QCOMPARE(spoolFolders(configuration), (Paths{"/run/spool", "/run/t", "/tmp", "/var/tmp"}));
    }

private:
    std::filesystem::path file(const char* name, const char* text)
    {
        QFile written(m_folder.filePath(QString::fromLatin1(name)));
        if (written.open(QIODevice::WriteOnly))
            written.write(text);
        return written.fileName().toStdString();
    }

    QTemporaryDir m_folder;
};

KEYRITE_TEST_MAIN(SpoolCheckTest)
#include "spool_check_test.moc"
