// The index against reading everything, over logs longer than a block.
#include "core/log/search_index.h"
#include "core/log/store.h"
#include "core/log/verify.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;
using test::Intruder;
namespace fs = std::filesystem;

namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr int kEntries = 2100;      // two full blocks and a rest
constexpr int kShortEntries = 1100; // one, and a rest

const std::vector<std::string> kKinds{"share.issued", "share.proven", "step.done", "key.challenged",
                                      "ceremony.opened"};
const std::vector<std::string> kPeople{"Ana Kovač", "Mei Tanaka", "Ben", ""};
const std::vector<std::string> kWords{"lamp", "Lampe", "fire alarm", "über", "3b9f", "+"};

// Times mostly rise; the clock is set back now and then.
Entry someEntry(std::uint32_t i)
{
    const std::uint32_t mixed = i * 2654435761U;
    const auto pick = [&](const auto& list, unsigned shift) { return list[(mixed >> shift) % list.size()]; };
    Entry entry{.time = fromIsoTime("2026-11-22T00:00:00.000Z").value() +
                        std::chrono::minutes(i % 700 == 699 ? 5 : i),
                .ceremony = i % 9 == 0 ? "" : "KC-2026-000" + std::to_string(i / 400),
                .step = "step-" + std::to_string(i % 40),
                .kind = pick(kKinds, 3),
                .actor = pick(kPeople, 7),
                .role = "custodian",
                .data = {{"note", pick(kWords, 11)}, {"number", i}}};
    if (entry.kind.starts_with("share."))
        entry.data.update(
            {{"set", i % 2 == 0 ? "7c2a" : "0b11"}, {"share", i % 5 + 1}, {"holder", pick(kPeople, 13)}});
    if (entry.kind.starts_with("key."))
        entry.data["key"] = "aa0" + std::to_string(i % 3);
    return entry;
}

std::vector<Entry> someEntries(std::uint32_t from, std::uint32_t count)
{
    std::vector<Entry> entries;
    entries.reserve(count);
    for (std::uint32_t i = from; i < from + count; ++i)
        entries.push_back(someEntry(i));
    return entries;
}

std::vector<Entry> everythingIn(const Store& store)
{
    return store.entries({}).value();
}

Numbers scanned(const std::vector<Entry>& entries, const Filter& filter)
{
    static const WordBreaker breaker = WordBreaker::create().value();
    Numbers found;
    for (const Entry& entry : entries)
        if (matches(entry, filter, breaker))
            found.push_back(entry.seq);
    return found;
}

Numbers found(const Store& store, const char* line)
{
    return store.find(parseFilter(line).value()).value();
}

// Each condition is there or not; most values exist.
rc::Gen<Filter> anyFilter()
{
    const auto orNone = [](std::vector<std::string> values) {
        const std::size_t count = values.size();
        for (std::size_t i = 0; i < 2 * count; ++i)
            values.emplace_back();
        return rc::gen::elementOf(values);
    };
    const auto time = rc::gen::map(rc::gen::inRange(-3000, 3000), [](int minute) {
        return minute < 0 ? std::optional<TimePoint>()
                          : std::optional(fromIsoTime("2026-11-22T00:00:00.000Z").value() +
                                          std::chrono::minutes(minute));
    });
    const auto seq = rc::gen::map(rc::gen::inRange(-4000, 1200), [](int number) {
        return number < 0 ? std::optional<std::uint64_t>()
                          : std::optional(static_cast<std::uint64_t>(number));
    });
    return rc::gen::build<Filter>(
        rc::gen::set(&Filter::ceremony, orNone({"KC-2026-0000", "KC-2026-0003", "KC-2026-0009"})),
        rc::gen::set(&Filter::kind, orNone({"share.issued", "share.", "s", "step.", "ceremony.opened"})),
        rc::gen::set(&Filter::person, orNone({"Ana Kovač", "Mei Tanaka", "Nobody"})),
        rc::gen::set(&Filter::key, orNone({"aa01", "ff"})),
        rc::gen::set(&Filter::sheet, orNone({"7c2a", "7c2a/3", "0b11/1", "7c2a/9"})),
        rc::gen::set(&Filter::text, orNone({"lamp", "lampe", "ala fir", "uber", "+", "custodian", "17"})),
        rc::gen::set(&Filter::from, time), rc::gen::set(&Filter::to, time), rc::gen::set(&Filter::first, seq),
        rc::gen::set(&Filter::last, seq));
}

} // namespace

class FindTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        Store store = Store::create(file()).value();
        store.append(someEntries(0, kEntries)).value();
        Store shorter = Store::create(shortFile()).value();
        shorter.append(someEntries(0, kShortEntries)).value();
    }

    void equalsALinearScan()
    {
        const Store store = Store::openReadOnly(shortFile()).value();
        const std::vector<Entry> entries = everythingIn(store);
        QVERIFY(rc::check("the index finds what reading finds", [&] {
            const Filter filter = *anyFilter();
            const Numbers found = store.find(filter).value();
            RC_ASSERT(found == scanned(entries, filter));
            const auto from = *rc::gen::inRange<std::uint64_t>(0, kShortEntries + 10);
            Numbers later;
            std::ranges::copy_if(found, std::back_inserter(later),
                                 [&](std::uint64_t seq) { return seq >= from; });
            RC_ASSERT(store.find(filter, from).value() == later);
        }));
    }

    void theSamplesAreNoEmptyOnes()
    {
        const Store store = Store::openReadOnly(file()).value();
        const std::vector<Entry> entries = everythingIn(store);
        for (const char* line : {"kind:share.", "person:\"Mei Tanaka\"", "sheet:7c2a/3", "key:aa01", "lamp",
                                 "uber", "ceremony:KC-2026-0003", "from:2026-11-23 to:2026-11-23"})
            QVERIFY2(found(store, line).size() > 10 &&
                         found(store, line) == scanned(entries, parseFilter(line).value()),
                     line);
        QCOMPARE(store.find({}).value().size(), std::size_t{kEntries});
        QCOMPARE(store.entries({.kind = "share."}, 5, 3).value().size(), std::size_t{3});
    }

    void namesOfSubjects()
    {
        const Store store = Store::openReadOnly(file()).value();
        QCOMPARE(store.subjects("kind").value(),
                 (std::vector<std::string>{"ceremony.opened", "key.challenged", "share.issued",
                                           "share.proven", "step.done"}));
        QCOMPARE(store.subjects("set").value(), (std::vector<std::string>{"0b11", "7c2a"}));
        QCOMPARE(store.subjects("person").value(),
                 (std::vector<std::string>{"Ana Kovač", "Ben", "Mei Tanaka"}));
        QCOMPARE(store.subjects("nothing").value(), std::vector<std::string>{});
    }

    // A reader that stays open finds what is appended, before its block is full and after.
    void stableUnderAppend()
    {
        const QTemporaryDir folder;
        const fs::path path = folder.filePath(QStringLiteral("room.log")).toStdString();
        Store writer = Store::create(path).value();
        writer.append(someEntries(0, 1000)).value();
        const Store reader = Store::openReadOnly(path).value();
        const Filter filter{.kind = "share.", .text = "lamp"};
        Numbers found = reader.find(filter).value();
        for (std::uint32_t size = 1000; size < 1200; size += 50) {
            writer.append(someEntries(size, 50)).value();
            const Numbers later = reader.find(filter, size).value();
            found.insert(found.end(), later.begin(), later.end());
        }
        QCOMPARE(found, reader.find(filter).value());
        QCOMPARE(found, scanned(everythingIn(reader), filter));
        QCOMPARE(indexed(path), std::string("1"));
    }

    // A crash between the entries and their index: the next full block catches up.
    void catchesUp()
    {
        const fs::path path = copy(file());
        Intruder(path).run("DELETE FROM search_block WHERE first = 1024");
        Intruder(path).run("DELETE FROM search_subject WHERE first = 1024");
        Store store = Store::openForAppend(path).value();
        QCOMPARE(indexed(path), std::string("1"));
        const Filter filter{.kind = "share.", .text = "lamp"};
        QVERIFY(store.find(filter).value() == scanned(everythingIn(store), filter));
        store.append(someEntries(kEntries, 1000)).value();
        QCOMPARE(indexed(path), std::string("3"));
        QVERIFY(store.find(filter).value() == scanned(everythingIn(store), filter));
        QCOMPARE(store.searchProblems(2).value(), std::vector<std::string>{});
    }

    void aBlockSetIsWrittenInOneWay()
    {
        QVERIFY(rc::check("what is read back is what was written", [] {
            BlockSet set;
            for (const auto place :
                 *rc::gen::nonEmpty(rc::gen::container<Numbers>(rc::gen::inRange<std::uint64_t>(0, 1024))))
                set.insert(place);
            RC_ASSERT(BlockSet::fromBytes(set.bytes()) == set);
        }));
        BlockSet last;
        last.insert(kBlockEntries - 1);
        QCOMPARE(toHex(last.bytes()), std::string("7f80"));
        for (const Bytes& other : {Bytes{}, Bytes{0}, Bytes{0, 0}, Bytes{0, 0, 1}, Bytes{0, 1, 0},
                                   Bytes{127, 1, 1}, Bytes{128, 1}, Bytes(200, 1)})
            QVERIFY2(!BlockSet::fromBytes(other), toHex(other).c_str());
    }

    void aGoodIndexIsGood()
    {
        const Store store = Store::openReadOnly(file()).value();
        QCOMPARE(store.searchProblems(2).value(), std::vector<std::string>{});
        QCOMPARE(store.searchProblems(2).value(), std::vector<std::string>{});
        QVERIFY(verify(store, {}).value().sound());
        Intruder(copy(shortFile())).run("DELETE FROM search_subject WHERE subject = 'person/Ben'");
        QVERIFY(!verify(Store::openReadOnly(copyPath()).value(), {}).value().sound());
    }

    // Every way to hide an entry from a search, or to show a wrong one.
    void aBentIndexIsFound()
    {
        for (const auto& [sql, sentence] : std::vector<std::pair<std::string, std::string>>{
                 {"DELETE FROM search_subject WHERE subject = 'person/Ben' AND first = 0",
                  "A search for person/Ben may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"UPDATE search_subject SET entries = x'0001' WHERE subject = 'set/7c2a' AND first = 0",
                  "A search for set/7c2a may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"UPDATE search_subject SET entries = x'00' WHERE subject = 'set/7c2a' AND first = 0",
                  "A search for set/7c2a may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"INSERT INTO search_subject VALUES (0, 'person/Eve', x'0001')",
                  "A search for person/Eve may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"INSERT INTO search_subject VALUES (0, 'a', x'0001')",
                  "A search for a may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"INSERT INTO search_subject VALUES (0, 'zzz', x'0001')",
                  "A search for zzz may miss entries, or show wrong ones, among entries 0 to 1023."},
                 {"INSERT INTO search_subject VALUES (4096, 'person/Ben', x'0001')",
                  "The search index holds more than the entries say."},
                 {"UPDATE search_block SET latest = '2026-11-22T00:00:00.000Z' WHERE first = 0",
                  "A search by time may miss entries among entries 0 to 1023."},
                 {"INSERT INTO search_block VALUES (102400, '', '')",
                  "The search index of the log speaks of entries that are not there."},
                 {"INSERT INTO search_block VALUES (4611686018427387904, '', '')",
                  "The search index of the log speaks of entries that are not there."},
                 {"INSERT INTO search_block VALUES (-1024, '', '')",
                  "The search index holds more than the entries say."},
                 {"DELETE FROM search_block", "The search index holds more than the entries say."},
                 {"DELETE FROM search_subject WHERE subject = 'word/lamp'",
                  "A search for the word \"lamp\" may miss entries, or show wrong ones, among entries 0 to "
                  "1023."},
                 {"UPDATE search_subject SET entries = x'0001' WHERE subject = 'word/lamp'",
                  "A search for the word \"lamp\" may miss entries"},
                 {"INSERT INTO search_subject VALUES (0, 'word/smuggled', x'0001')",
                  "A search for the word \"smuggled\" may miss entries, or show wrong ones"},
                 {"INSERT INTO search_subject VALUES (7, 'word/smuggled', x'0001')",
                  "The search index holds more than the entries say."}}) {
            const fs::path path = copy(shortFile());
            Intruder(path).run(sql);
            const Store store = Store::openReadOnly(path).value();
            const auto problems = store.searchProblems(2).value();
            QVERIFY2(!problems.empty(), sql.c_str());
            QVERIFY2(
                std::ranges::any_of(
                    problems, [&said = sentence](const std::string& one) { return one.starts_with(said); }),
                (sql + ": " + problems.front()).c_str());
        }
    }

    // A damaged index never crashes a search or hides that it is damaged from verify.
    void searchesInABentIndex()
    {
        const Numbers all =
            Store::openReadOnly(shortFile()).value().find({.kind = "share.", .text = "lamp"}).value();
        for (const char* sql : {"UPDATE search_subject SET entries = zeroblob(500)",
                                "UPDATE search_block SET first = first + 1",
                                "UPDATE search_block SET first = 4611686018427387904",
                                "UPDATE search_block SET first = -1024 WHERE first = 0",
                                "UPDATE search_subject SET entries = x'8001' WHERE subject = 'word/lamp'",
                                "UPDATE search_subject SET entries = x'00' WHERE subject = 'word/lamp'",
                                "DELETE FROM search_subject WHERE subject = 'word/lamp'"}) {
            const fs::path path = copy(shortFile());
            Intruder(path).run(sql);
            const Store store = Store::openReadOnly(path).value();
            const Filter filter{.kind = "share.", .text = "lamp"};
            // Without its only block everything is read, and rightly found.
            const bool readAll = std::string_view(sql).find("first = -1024") != std::string_view::npos;
            const auto found = store.find(filter);
            QVERIFY2(readAll ? found == all : !found || *found != all, sql);
            const auto problems = store.searchProblems(2);
            QVERIFY2(!problems || !problems->empty(), sql);
        }
    }

private:
    fs::path shortFile() const { return m_folder->filePath(QStringLiteral("short.log")).toStdString(); }
    fs::path file() const { return m_folder->filePath(QStringLiteral("room.log")).toStdString(); }

    // A fresh copy, to be bent.
    fs::path copy(const fs::path& original) const
    {
        const fs::path path = copyPath();
        fs::copy_file(original, path, fs::copy_options::overwrite_existing);
        return path;
    }

    fs::path copyPath() const { return m_folder->filePath(QStringLiteral("bent.log")).toStdString(); }

    static std::string indexed(const fs::path& path)
    {
        return Intruder(path).rows("SELECT count(*) FROM search_block").at(0).at(0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

KEYRITE_TEST_MAIN(FindTest)
#include "find_test.moc"
