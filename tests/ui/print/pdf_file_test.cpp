#include "tests/test_main.h"
#include "ui/print/pdf_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <sys/stat.h>

using namespace keyrite;
using namespace keyrite::ui;

class PdfFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheOwnerReadsIt()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("sheet.pdf"));
        const mode_t before = ::umask(0);
        QVERIFY(writePdf(path, "%PDF-1.4"));
        ::umask(before);
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0600U);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("%PDF-1.4"));
    }

    void nothingIsOverwritten()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("sheet.pdf"));
        QVERIFY(writePdf(path, "first"));
        QCOMPARE(writePdf(path, "second").error().code, ErrorCode::IoFailed);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("first"));
    }

    // A link to somewhere else is not followed either.
    void linksAreNotFollowed()
    {
        const QTemporaryDir dir;
        const QString link = dir.filePath(QStringLiteral("link.pdf"));
        QVERIFY(QFile::link(dir.filePath(QStringLiteral("elsewhere.pdf")), link));
        QCOMPARE(writePdf(link, "x").error().code, ErrorCode::IoFailed);
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("elsewhere.pdf"))));
    }

    void aFolderThatIsNotThere()
    {
        const auto written = writePdf(QStringLiteral("/nonexistent/sheet.pdf"), "x");
        QCOMPARE(written.error().code, ErrorCode::IoFailed);
        QVERIFY(written.error().message.find("/nonexistent/sheet.pdf") != std::string::npos);
    }
};

KEYRITE_TEST_MAIN(PdfFileTest)
#include "pdf_file_test.moc"
