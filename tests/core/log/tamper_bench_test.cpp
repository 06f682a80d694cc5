// How much of what an intruder with write access can do to a log is found. Each kind prints how often it was
// tried, how often it was detected, and how often the first bad entry was named rightly; all must be equal.
// The short form runs with all tests; every byte of every body, each changed in three ways, is
//   QTEST_FUNCTION_TIMEOUT=7200000 KEYRITE_TAMPER=full build/release/tests/core/log/log_tamper_bench_test
#include "tests/core/log/sample_log.h"
#include "tests/core/log/verified.h"
#include "tests/test_main.h"

#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::log;
using test::Intruder;
namespace fs = std::filesystem;

namespace {

constexpr int kEntries = 20;
const std::vector<std::uint64_t> kCheckpoints{8, 13, 20};

bool full()
{
    const char* text = std::getenv("KEYRITE_TAMPER");
    return text != nullptr && std::string_view(text) == "full";
}

struct Tally
{
    int tried = 0;
    int detected = 0;
    int named = 0;

    void count(bool isDetected, bool isNamed)
    {
        ++tried;
        detected += isDetected ? 1 : 0;
        named += isNamed ? 1 : 0;
    }
};

std::string readFile(const fs::path& file)
{
    QFile in(QString::fromStdString(file.string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll().toStdString() : std::string();
}

void writeFile(const fs::path& file, const std::string& bytes)
{
    QFile out(QString::fromStdString(file.string()));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
        out.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
        throw std::runtime_error("no file");
}

// SQLite may have left an older copy of a row in the unused part of a page.
std::string everywhere(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string seqIs(std::uint64_t seq)
{
    return " WHERE seq = " + std::to_string(seq);
}

} // namespace

class TamperBenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path("sound.log"), m_key, kEntries, kCheckpoints);
        m_bodies.clear();
        const auto read =
            Store::openReadOnly(path("sound.log"))->forEachBody([&](std::int64_t, std::string_view body) {
                m_bodies.emplace_back(body);
                return true;
            });
        QVERIFY(read);
    }

    void everyByteOfEveryBody()
    {
        const std::string file = readFile(path("sound.log"));
        const std::vector<int> changes = full() ? std::vector<int>{0x01, 0x20, 0x80} : std::vector<int>{0x01};
        Tally tally;
        for (std::size_t seq = 0; seq < m_bodies.size(); ++seq)
            for (std::size_t at = full() ? 0 : seq % 11; at < m_bodies[seq].size(); at += full() ? 1U : 11U)
                for (const int change : changes) {
                    std::string changed = m_bodies[seq];
                    changed[at] = static_cast<char>(changed[at] ^ change);
                    writeFile(path("changed.log"), everywhere(file, m_bodies[seq], changed));
                    judge(tally, seq);
                }
        print("bytes of bodies", tally);
    }

    // By somebody who makes every hash fit: the stretch between two checkpoints is named.
    void everyBodyReplacedWithAllHashes()
    {
        Tally tally;
        for (std::uint64_t seq = 0; seq < kEntries; ++seq) {
            tamper(true, [&](Intruder& intruder) {
                std::string changed = m_bodies[seq];
                changed.replace(changed.find("administrator"), 13, "administratrr");
                intruder.run("UPDATE entry SET body = ?1" + seqIs(seq), changed);
            });
            judge(tally, seq < 8 ? 0 : seq < 13 ? 8 : 13);
        }
        print("entries replaced, every hash recomputed", tally);
    }

    void everyRowOperation()
    {
        const auto shift = [](Intruder& intruder, std::uint64_t from, int by) {
            // Through negative numbers, because no two rows may have the same.
            intruder.run("UPDATE entry SET seq = -1000 - seq WHERE seq >= " + std::to_string(from));
            intruder.run("UPDATE entry SET seq = -1000 - seq + " + std::to_string(by) + " WHERE seq < 0");
        };
        for (const bool rehash : {false, true}) {
            Tally tally;
            for (std::uint64_t k = 0; k < kEntries; ++k) {
                tamper(rehash, [&](Intruder& i) { i.run("DELETE FROM entry" + seqIs(k)); });
                judge(tally, k); // deleted
                tamper(rehash, [&](Intruder& i) {
                    i.run("DELETE FROM entry" + seqIs(k));
                    shift(i, k + 1, -1);
                });
                judge(tally, k); // deleted, and the rest moved up
                tamper(rehash, [&](Intruder& i) {
                    shift(i, k + 1, 1);
                    i.run("INSERT INTO entry(seq, body, tree) SELECT seq + 1, body, tree FROM entry" +
                          seqIs(k));
                });
                judge(tally, k + 1); // inserted after k
                tamper(rehash, [&](Intruder& i) {
                    i.run("INSERT INTO entry(seq, body, tree) SELECT 20, body, tree FROM entry" + seqIs(k));
                });
                judge(tally, kEntries); // duplicated at the end
                tamper(rehash, [&](Intruder& i) { i.run("UPDATE entry SET seq = 1000 + seq" + seqIs(k)); });
                judge(tally, k); // renumbered
                tamper(rehash,
                       [&](Intruder& i) { i.run("DELETE FROM entry WHERE seq >= " + std::to_string(k)); });
                judge(tally, k); // truncated
                if (k + 1 == kEntries)
                    continue;
                tamper(rehash, [&](Intruder& i) {
                    i.run("UPDATE entry SET body = ?1" + seqIs(k), m_bodies[k + 1]);
                    i.run("UPDATE entry SET body = ?1" + seqIs(k + 1), m_bodies[k]);
                });
                judge(tally, k); // swapped with the next
            }
            print(rehash ? "row operations, every hash recomputed" : "row operations", tally);
        }
    }

    // Tables, indexes and triggers: gone, changed, or one too many.
    void everyTableAndTrigger()
    {
        Tally tally;
        std::vector<std::string> statements{"CREATE TABLE more(x)",
                                            "CREATE VIEW more AS SELECT 1",
                                            "CREATE INDEX more ON entry(seq)",
                                            "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END",
                                            "DELETE FROM entry",
                                            "PRAGMA user_version = 0",
                                            "PRAGMA application_id = 0"};
        for (const auto& object : Intruder(path("sound.log"))
                                      .rows("SELECT type, name FROM sqlite_schema WHERE type <> 'trigger' "
                                            "AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"))
            statements.push_back("DROP " + object.at(0) + " " + object.at(1));
        for (const std::string& sql : statements) {
            tamper(false, [&](Intruder& intruder) { intruder.run(sql); });
            judge(tally, std::nullopt);
        }
        const auto triggers = Intruder(path("sound.log")).triggers();
        for (const auto& [name, sql] : triggers)
            for (const bool replaced : {false, true}) {
                tamper(false, [&trigger = name](Intruder& intruder) { intruder.forget(trigger); });
                if (replaced)
                    Intruder(path("changed.log"))
                        .run("CREATE TRIGGER " + name + " AFTER INSERT ON entry BEGIN SELECT 1; END");
                judge(tally, std::nullopt);
            }
        print("tables, indexes and triggers", tally);
    }

    void everyCheckpointAndKey()
    {
        const test::AuditKey thief("thief");
        const VerifierKey forged{m_key.verifier().name, thief.verifier().publicKey};
        Tally tally;
        for (const std::uint64_t size : kCheckpoints) {
            const auto put = [&](const std::string& note) {
                tamper(false, [&](Intruder& intruder) {
                    intruder.run("UPDATE checkpoint SET note = ?1 WHERE size = " + std::to_string(size),
                                 note);
                });
                judge(tally, std::nullopt);
            };
            put(m_key.sign(size, leafHash({})));     // another root, by the right key
            put(m_key.sign(size + 1, leafHash({}))); // another size
            put(signCheckpoint({forged.name, size, leafHash({})}, forged, thief.signer()).value());
            put("junk");
        }
        print("checkpoints replaced", tally);
        // The key of the log replaced, and everything signed anew: the key from the minutes tells.
        Tally keys;
        fs::remove(path("changed.log"));
        {
            Store store = Store::create(path("changed.log")).value();
            store.append(test::sampleEntries(forged, kEntries)).value();
            const std::string note =
                signCheckpoint({forged.name, kEntries, store.root()}, forged, thief.signer()).value();
            QVERIFY(store.addCheckpoint(kEntries, note));
        }
        QVERIFY(test::verified(path("changed.log")).sound()); // by its own key it is sound
        judge(keys, 0);
        print("key replaced, everything signed anew (found by the key from the minutes)", keys);
    }

    // An old copy is a sound log. Only what was kept outside it can tell.
    void everyOldCopy()
    {
        const PrintedHead head{kEntries, Store::openReadOnly(path("sound.log"))->root()};
        Tally alone;
        Tally withHead;
        for (int size = 1; size < kEntries; ++size) {
            fs::remove(path("changed.log"));
            std::vector<std::uint64_t> checkpoints;
            for (const std::uint64_t one : kCheckpoints)
                if (one <= static_cast<std::uint64_t>(size))
                    checkpoints.push_back(one);
            test::makeLog(path("changed.log"), m_key, size, checkpoints);
            const VerifyReport found =
                test::verified(path("changed.log"), {.key = m_key.verifier(), .heads = {head}});
            withHead.count(!found.sound(),
                           !found.sound() && found.findings.front().seq == static_cast<std::uint64_t>(size));
            alone.count(!test::verified(path("changed.log"), {.key = m_key.verifier()}).sound(), false);
        }
        print("rolled back to an old copy, a printed head given", withHead);
        qInfo("rolled back to an old copy, nothing from outside: %d tried, %d detected; no log can show this "
              "by itself",
              alone.tried, alone.detected);
        QCOMPARE(alone.detected, 0);
    }

private:
    fs::path path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    template <typename Change>
    void tamper(bool rehash, Change change)
    {
        fs::copy_file(path("sound.log"), path("changed.log"), fs::copy_options::overwrite_existing);
        for (const char* beside : {"changed.log-wal", "changed.log-shm"})
            fs::remove(path(beside));
        Intruder intruder(path("changed.log"));
        change(intruder);
        if (rehash)
            intruder.rehash();
    }

    // Nothing: detected is enough, there is no entry to name.
    void judge(Tally& tally, std::optional<std::uint64_t> first)
    {
        const auto store = Store::openReadOnly(path("changed.log"));
        if (!store)
            return tally.count(true, !first);
        const auto report = verify(*store, {.key = m_key.verifier(), .threads = 1});
        const bool detected = !report || !report->sound();
        const bool named = detected && (!first || (report && report->findings.front().seq == first));
        if (!named && first)
            qInfo("expected %llu: %s", static_cast<unsigned long long>(*first),
                  detected && report ? report->findings.front().error.message.c_str() : "not detected");
        tally.count(detected, named);
    }

    void print(const char* what, const Tally& tally)
    {
        qInfo("%s: %d tried, %d detected, %d named rightly", what, tally.tried, tally.detected, tally.named);
        QVERIFY(tally.tried > 0);
        QCOMPARE(tally.detected, tally.tried);
        QCOMPARE(tally.named, tally.tried);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<std::string> m_bodies;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(TamperBenchTest)
#include "tamper_bench_test.moc"
