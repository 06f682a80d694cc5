// The whole memory of a process that has issued shares, read from outside: no byte of the KEK and no piece of
// any share is left in it once the sheets are proven, nor after the key was restored from them. Nor is there
// any in the files that it leaves, but on the sheets themselves.
#include "tests/journeys/child.h"
#include "tests/journeys/room_folder.h"
#include "tests/journeys/secret_search.h"
#include "tests/journeys/sheets.h"
#include "tests/test_main.h"

#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

namespace {

constexpr const char* kProgram = KEYRITE_BINARY "/app/keyrite/keyrite";

std::vector<std::string> command(const fs::path& folder, const std::string& stopAfter)
{
    return {kProgram, "--rehearse", folder.string(), "--policy", "2of3",
            "--key",  "secp256k1",  "--stop-after",  stopAfter};
}

SecretSearch searchFor(const std::vector<slip39::Mnemonic>& shares)
{
    SecretSearch search;
    search.addBytes("KEK", kekOf(shares).view());
    for (std::size_t i = 0; i < shares.size(); ++i)
        search.addShare("share " + std::to_string(i + 1), shares[i]);
    return search;
}

bool anyContains(const std::vector<std::string>& found, const std::string& what)
{
    return std::ranges::any_of(found, [&](const std::string& one) { return one.starts_with(what); });
}

QByteArray listed(const std::vector<std::string>& found)
{
    QByteArray list = QByteArray::number(qulonglong(found.size())) + " traces\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 40); ++i)
        list += QByteArray::fromStdString(found[i]) + "\n";
    return list;
}

} // namespace

class CoreImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (kSanitized)
            QSKIP("SKIPPED: a sanitizer keeps freed memory and maps terabytes.");
    }

    // While the shares wait to be issued they are in memory, and the search finds them: otherwise its silence
    // would mean nothing. What it finds in the files at the end is nothing.
    void searchFindsWhatIsThere_data()
    {
        QTest::addColumn<QString>("stop");
        QTest::addColumn<QByteArrayList>("traces");
        QTest::newRow("KEK") << "generate/generate" << QByteArrayList{"KEK, bytes"};
        QTest::newRow("shares") << "generate/split"
                                << QByteArrayList{"share 1, big-endian indices",
                                                  "share 2, big-endian indices",
                                                  "share 3, big-endian indices"};
    }

    void searchFindsWhatIsThere()
    {
        QFETCH(QString, stop);
        QFETCH(QByteArrayList, traces);
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "room";
        Child child(command(folder, stop.toStdString()));
        QVERIFY2(child.waitForStop(), child.output().c_str());
        const std::vector<Mapping> memory = memoryOf(child.pid());
        if (memory.empty())
            QSKIP("SKIPPED: the memory of another process cannot be read here. Run this test as root.");
        child.goOn();
        QVERIFY2(child.waitEnd() == 0, child.output().c_str());
        const SecretSearch search = searchFor(sharesOnPaper(folder));
        const auto found = findInMemory(search, memory);
        for (const QByteArray& trace : traces)
            QVERIFY2(anyContains(found, trace.toStdString()), listed(found));
        const auto inFiles = findInFiles(search, folder);
        QVERIFY2(inFiles.empty(), listed(inFiles));
    }

    void nothingIsLeft_data()
    {
        QTest::addColumn<QString>("stop");
        QTest::newRow("all sheets are proven") << "generate/prove-share-3";
        QTest::newRow("the key was restored") << "generate/restore";
        QTest::newRow("the key was recovered") << "recover/challenge";
    }

    void nothingIsLeft()
    {
        QFETCH(QString, stop);
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "room";
        Child child(command(folder, stop.toStdString()));
        QVERIFY2(child.waitForStop(), child.output().c_str());
        const std::vector<Mapping> memory = memoryOf(child.pid());
        if (memory.empty())
            QSKIP("SKIPPED: the memory of another process cannot be read here. Run this test as root.");
        const SecretSearch search = searchFor(sharesOnPaper(folder));
        const auto found = findInMemory(search, memory);
        QVERIFY2(found.empty(), listed(found));
        const auto inFiles = findInFiles(search, folder);
        QVERIFY2(inFiles.empty(), listed(inFiles));
    }
};

KEYRITE_TEST_MAIN(CoreImageTest)
#include "core_image_test.moc"
