#include "core/log/merkle.h"
#include "core/log/store.h"
#include "tests/core/log/audit_key.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <sys/stat.h>

using namespace keyrite;
using namespace keyrite::log;
namespace fs = std::filesystem;

namespace {

Entry sampleEntry(const std::string& kind = "step.done", int number = 0)
{
    return {.time = fromIsoTime("2026-11-22T10:15:30.123Z").value(),
            .ceremony = "KC-2026-0001",
            .step = "step-" + std::to_string(number),
            .kind = kind,
            .actor = number % 2 == 0 ? "Ada" : "Ben",
            .role = "administrator",
            .data = {{"number", number}}};
}

Digest rootOfBodies(const Store& store)
{
    CompactRange range;
    const auto read = store.forEachBody([&](std::int64_t, std::string_view body) {
        range.append(leafHash(asBytes(body)));
        return true;
    });
    return read ? range.root() : Digest{};
}

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void appendReopenAndReadBack()
    {
        Digest root{};
        {
            Store store = Store::create(path()).value();
            QCOMPARE(store.size(), std::uint64_t{0});
            QVERIFY(store.root() == emptyRoot());
            QCOMPARE(store.append({sampleEntry("log.opened", 0)}).value().front().seq, std::uint64_t{0});
            std::vector<Entry> more;
            for (int i = 1; i < 20; ++i)
                more.push_back(sampleEntry("step.done", i));
            QCOMPARE(store.append(more).value().back().seq, std::uint64_t{19});
            root = store.root();
            QVERIFY(root == rootOfBodies(store));
        }
        Store store = Store::openForAppend(path()).value();
        QCOMPARE(store.size(), std::uint64_t{20});
        QVERIFY(store.root() == root);
        QCOMPARE(store.entry(19)->step, std::string("step-19"));
        QCOMPARE(store.entry(20).error().code, ErrorCode::NotFound);
        QVERIFY(store.append({sampleEntry()}));
        QVERIFY(store.root() == rootOfBodies(store));
    }

    void aSecondWriterIsRefusedAndReadersAreNot()
    {
        Store store = Store::create(path()).value();
        QVERIFY(store.append({sampleEntry()}));
        QCOMPARE(Store::openForAppend(path()).error().code, ErrorCode::LogInUse);
        Store reader = Store::openReadOnly(path()).value();
        QCOMPARE(reader.size(), std::uint64_t{1});
        QVERIFY(store.append({sampleEntry()}));
        QVERIFY(reader.refresh());
        QCOMPARE(reader.size(), std::uint64_t{2});
        QVERIFY(reader.root() == store.root());
        QCOMPARE(reader.append({sampleEntry()}).error().code, ErrorCode::InvalidArgument);
    }

private:
    fs::path path() const { return m_folder->filePath(QStringLiteral("room.log")).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

KEYRITE_TEST_MAIN(StoreTest)
#include "store_test.moc"
