#include "tests/core/log/sample_log.h"
#include "tests/core/log/verified.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;
using test::allMessages;
using test::has;
using test::Intruder;
using test::says;
using test::verified;
namespace fs = std::filesystem;

namespace {

using Seq = std::optional<std::uint64_t>;

} // namespace

// The same log as in verify_test.cpp, after an intruder has been at its entries.
class VerifyTamperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path(), m_key, 20, {8, 13, 20});
    }

    // Each byte of each body, changed so that SQLite still reads it: the very entry is named.
    void oneByteChangedAnywhere()
    {
        const std::vector<std::string> bodies = readBodies();
        const std::string file = readFile(path());
        for (std::size_t seq = 0; seq < bodies.size(); seq += 3)
            for (std::size_t at = 0; at < bodies[seq].size(); at += 7) {
                std::string changed = bodies[seq];
                changed[at] = static_cast<char>(changed[at] ^ 1);
                writeFile(path(), everywhere(file, bodies[seq], changed));
                const VerifyReport report = verified(path(), {m_key.verifier(), {}, false});
                QCOMPARE(report.findings.front().seq, Seq(seq));
                QCOMPARE(report.findings.front().error.code, ErrorCode::LogNotSound);
                QCOMPARE(report.entries, std::uint64_t{20});
            }
        writeFile(path(), file);
        QVERIFY(verified(path()).sound());
    }

    // The same by someone who knows the format and makes every hash fit: the entry is no longer provable, the
    // stretch between two checkpoints is.
    void oneEntryReplacedWithAllHashes()
    {
        for (const auto& [seq, named] :
             {std::pair<std::uint64_t, std::uint64_t>{0, 0}, {7, 0}, {8, 8}, {12, 8}, {13, 13}, {19, 13}}) {
            const std::string original = readBodies().at(seq);
            std::string changed = original;
            changed.replace(changed.find("administrator"), 13, "administratrr");
            setBody(path(), seq, changed, true);
            const VerifyReport report = verified(path(), {m_key.verifier(), {}, true});
            QVERIFY(has(report, named, ErrorCode::CheckpointMismatch));
            QCOMPARE(report.findings.size(), std::size_t{1});
            QCOMPARE(report.coveredBySignature, named);
            setBody(path(), seq, original, true);
        }
    }

    void anotherSpellingOfTheSameEntry()
    {
        const std::string original = readBodies().at(5);
        for (const std::string& changed :
             {original + " ", " " + original, replaced(original, ",\"kind\"", ", \"kind\""),
              replaced(original, "administrator", "administrato\\u0072")}) {
            setBody(path(), 5, changed, true);
            QVERIFY(has(verified(path()), 5, ErrorCode::EntryInvalid));
        }
        setBody(path(), 5, replaced(original, "\"seq\":5", "\"seq\":6"), true);
        const VerifyReport report = verified(path());
        QVERIFY(has(report, 5, ErrorCode::LogNotSound));
        QVERIFY(says(report, "says of itself that it is number 6"));
    }

    void entriesRemovedAtTheEnd()
    {
        Intruder(path()).run("DELETE FROM entry WHERE seq >= 15");
        const VerifyReport report = verified(path());
        QVERIFY(has(report, 15, ErrorCode::LogNotSound));
        QVERIFY(says(report, "The log is truncated: entries 15 to 19 are missing"));
        QCOMPARE(report.coveredBySignature, std::uint64_t{13});
        QCOMPARE(Store::openForAppend(path()).error().code, ErrorCode::LogNotSound);
    }

    // With the checkpoints removed too only a note kept outside can tell.
    void entriesAndCheckpointsRemovedAtTheEnd()
    {
        const std::string paper = checkpointOver(20);
        {
            Intruder intruder(path());
            intruder.run("DELETE FROM entry WHERE seq >= 15");
            intruder.run("DELETE FROM checkpoint WHERE size > 15");
        }
        QVERIFY(verified(path()).sound());
        const VerifyReport report = verified(path(), {m_key.verifier(), {paper}, true});
        QVERIFY(has(report, 15, ErrorCode::LogNotSound));
        QVERIFY(says(report, "checkpoint from outside counts 20 entries, the log has 15"));
    }

    void entriesRemovedInTheMiddle()
    {
        Intruder(path()).run("DELETE FROM entry WHERE seq IN (5, 6)");
        const VerifyReport report = verified(path());
        QVERIFY(has(report, 5, ErrorCode::LogNotSound));
        QVERIFY(says(report, "Entries 5 to 6 are missing"));
        QCOMPARE(report.findings.size(), std::size_t{1});
    }

    void anEntryRemovedAndTheRestMovedUp()
    {
        {
            Intruder intruder(path());
            intruder.run("DELETE FROM entry WHERE seq = 5");
            for (int i = 6; i < 20; ++i)
                intruder.run("UPDATE entry SET seq = seq - 1 WHERE seq = " + std::to_string(i));
        }
        QCOMPARE(verified(path()).findings.front().seq, Seq(5));
        {
            Intruder intruder(path());
            intruder.rehash();
        }
        const VerifyReport report = verified(path());
        QCOMPARE(report.findings.front().seq, Seq(5));
        QVERIFY(says(report, "says of itself that it is number 6"));
    }

    void anEntryInserted()
    {
        {
            Intruder intruder(path());
            const std::string copy = intruder.rows("SELECT body FROM entry WHERE seq = 5").at(0).at(0);
            for (int i = 19; i >= 5; --i)
                intruder.run("UPDATE entry SET seq = seq + 1 WHERE seq = " + std::to_string(i));
            intruder.run("INSERT INTO entry(seq, body, tree) VALUES (5, ?1, ?2)",
                         replaced(copy, "Ben", "Eve"), leafHash(asBytes(copy)));
            QCOMPARE(intruder.rows("SELECT seq FROM entry").size(), std::size_t{21});
        }
        QCOMPARE(verified(path()).findings.front().seq, Seq(5));
        {
            Intruder intruder(path());
            intruder.rehash();
        }
        // The false entry itself now has the form of one; the true one behind it has the wrong number.
        QCOMPARE(verified(path()).findings.front().seq, Seq(6));
    }

    void twoEntriesSwapped()
    {
        const std::vector<std::string> bodies = readBodies();
        setBody(path(), 4, bodies.at(9));
        setBody(path(), 9, bodies.at(4));
        const VerifyReport report = verified(path());
        QVERIFY(has(report, 4, ErrorCode::LogNotSound) && has(report, 9, ErrorCode::LogNotSound));
        setBody(path(), 0, bodies.at(0), true);
        QVERIFY(says(verified(path()), "Entry 4 says of itself that it is number 9"));
    }

    // From entry k on, the rows of another log of the same room, with their hashes.
    void twoLogsSpliced()
    {
        test::makeLog(path("other.log"), m_key, 20, {}, "b");
        for (int k = 2; k < 20; ++k) { // entry 0 is the same in both
            fs::copy_file(path(), path("spliced.log"), fs::copy_options::overwrite_existing);
            {
                Intruder intruder(path("spliced.log"));
                intruder.run("ATTACH ?1 AS other", path("other.log").string());
                intruder.run("DELETE FROM entry WHERE seq >= " + std::to_string(k));
                intruder.run("INSERT INTO entry(seq, body, tree) SELECT seq, body, tree FROM other.entry "
                             "WHERE seq >= " +
                             std::to_string(k));
            }
            const VerifyReport report = verified(path("spliced.log"));
            QVERIFY(!report.sound());
            // Where no stored hash spans the seam, the checkpoints tell between which sizes it lies.
            const std::uint64_t first = report.findings.front().seq.value();
            const bool spanned = k != 16;
            const std::uint64_t checkpointBefore = k >= 13 ? 13 : k >= 8 ? 8 : 0;
            QCOMPARE(first, spanned ? static_cast<std::uint64_t>(k) : checkpointBefore);
            QVERIFY(has(report, std::nullopt, ErrorCode::CheckpointMismatch) ||
                    has(report, checkpointBefore, ErrorCode::CheckpointMismatch));
            fs::remove(path("spliced.log"));
        }
    }

    void storedHashesChanged()
    {
        for (int seq : {0, 3, 7, 19}) {
            const std::string where = " WHERE seq = " + std::to_string(seq);
            const std::string tree = Intruder(path()).rows("SELECT tree FROM entry" + where).at(0).at(0);
            for (std::size_t at = 0; at < tree.size(); at += 31) {
                std::string changed = tree;
                changed[at] = static_cast<char>(changed[at] ^ 0x40);
                Intruder(path()).run("UPDATE entry SET tree = ?2" + where, "", asBytes(changed));
                const VerifyReport report = verified(path());
                QVERIFY(!report.sound());
                QVERIFY(report.findings.front().seq <= Seq(seq));
                if (at < 32)
                    QCOMPARE(report.findings.front().seq, Seq(seq));
                QCOMPARE(report.coveredBySignature, std::uint64_t{20}); // the entries are those signed
            }
            Intruder(path()).run("UPDATE entry SET tree = ?2" + where, "", asBytes(tree));
        }
        Intruder(path()).run("UPDATE entry SET tree = x'' WHERE seq = 19");
        QVERIFY(has(verified(path()), 19, ErrorCode::LogNotSound));
        QVERIFY(Store::openReadOnly(path())->root() == Digest{});
        QCOMPARE(Store::openForAppend(path()).error().code, ErrorCode::LogNotSound);
    }

    // Bytes changed in the file itself, so that table and search index no longer agree.
    void aByteChangedInTheFile()
    {
        fs::remove(path());
        test::makeLog(path(), m_key, 1100, {}); // long enough to have an index
        std::string bytes = readFile(path());
        bytes[bytes.find("kind/step.done") + 10] = 'D';
        writeFile(path(), bytes);
        QVERIFY(verified(path(), {m_key.verifier(), {}, false}).sound()); // entries and hashes are untouched
        const VerifyReport report = verified(path());
        QVERIFY(!report.sound());
        QVERIFY(says(report, "a search may miss entries"));
    }

    // Whatever one byte of the file is changed to: either nothing that the log says differs, or it is found;
    // and nothing crashes.
    void anyByteOfTheFile()
    {
        const std::string bytes = readFile(path());
        const Digest root = verified(path()).root;
        QVERIFY(rc::check([&] {
            std::string changed = bytes;
            const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
            changed[at] = static_cast<char>(changed[at] ^ *rc::gen::inRange(1, 255));
            writeFile(path("changed.log"), changed);
            const auto store = Store::openReadOnly(path("changed.log"));
            if (!store) {
                RC_ASSERT(store.error().code == ErrorCode::LogUnreadable);
                return;
            }
            const auto report = verify(*store, {});
            RC_ASSERT(report.has_value() || report.error().code == ErrorCode::LogUnreadable);
            if (report && report->sound())
                RC_ASSERT(report->root == root);
        }));
    }

private:
    fs::path path(const char* name = "room.log") const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    static std::string replaced(std::string text, std::string_view from, std::string_view to)
    {
        return text.replace(text.find(from), from.size(), to);
    }

    static std::string readFile(const fs::path& file)
    {
        QFile in(QString::fromStdString(file.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll().toStdString() : std::string();
    }

    // SQLite may have left an older copy of a row in the unused part of a page.
    static std::string everywhere(std::string text, const std::string& from, const std::string& to)
    {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
        return text;
    }

    static void writeFile(const fs::path& file, const std::string& bytes)
    {
        QFile out(QString::fromStdString(file.string()));
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
            out.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0)
            throw std::runtime_error("no file");
    }

    std::vector<std::string> readBodies() const
    {
        std::vector<std::string> bodies;
        const auto read = Store::openReadOnly(path())->forEachBody([&](std::int64_t, std::string_view body) {
            bodies.emplace_back(body);
            return true;
        });
        return read ? bodies : std::vector<std::string>();
    }

    static void setBody(const fs::path& file, std::uint64_t seq, const std::string& body, bool rehash = false)
    {
        Intruder intruder(file);
        intruder.run("UPDATE entry SET body = ?1 WHERE seq = " + std::to_string(seq), body);
        if (rehash)
            intruder.rehash();
    }

    std::string checkpointOver(std::uint64_t size) const
    {
        const auto stored = Store::openReadOnly(path()).value().checkpoints().value();
        for (const StoredCheckpoint& checkpoint : stored)
            if (checkpoint.size == size)
                return checkpoint.note;
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(VerifyTamperTest)
#include "verify_tamper_test.moc"
