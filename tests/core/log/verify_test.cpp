#include "tests/core/log/sample_log.h"
#include "tests/core/log/verified.h"
#include "tests/test_main.h"

#include <QTemporaryDir>

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

// A log of 20 entries with checkpoints over 8, 13 and 20, made anew for each test.
class VerifyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path(), m_key, 20, {8, 13, 20});
    }

    void aSoundLog()
    {
        const VerifyReport report = verified(path(), {m_key.verifier(), {}, true});
        QVERIFY2(report.sound(), allMessages(report).c_str());
        QCOMPARE(report.entries, std::uint64_t{20});
        QCOMPARE(report.checkpoints, std::size_t{3});
        QCOMPARE(report.coveredBySignature, std::uint64_t{20});
        QVERIFY(!report.keyFromLog);
        QVERIFY(report.root == Store::openReadOnly(path())->root());
        const VerifyReport untrusted = verified(path());
        QVERIFY(untrusted.sound() && untrusted.keyFromLog);
        QVERIFY(untrusted.key == m_key.verifier());
    }

    // The example of docs/formats/log.md and checkpoint.md, to the byte.
    void theDocumentedExample()
    {
        const auto at = [](const char* time) { return fromIsoTime(time).value(); };
        const std::string vkey =
            "keyrite.example/room-1+11786a79+AXF7AH536EfdWFaz0HHLD1SzYjpLQvQ/R4WkmN8leTZ2";
        const std::vector<Entry> entries{{.time = at("2026-11-22T10:15:30.123Z"),
                                          .ceremony = "",
                                          .step = "",
                                          .kind = "log.opened",
                                          .actor = "Ada Okafor",
                                          .role = "administrator",
                                          .data = {{"origin", "keyrite.example/room-1"}, {"vkey", vkey}}},
                                         {.time = at("2026-11-22T10:16:02.004Z"),
                                          .ceremony = "KC-2026-0001",
                                          .step = "",
                                          .kind = "ceremony.opened",
                                          .actor = "Ada Okafor",
                                          .role = "administrator",
                                          .data = {{"mode", "practice"}}},
                                         {.time = at("2026-11-22T10:41:19.870Z"),
                                          .ceremony = "KC-2026-0001",
                                          .step = "issue-3",
                                          .kind = "share.issued",
                                          .actor = "Zoë Müller",
                                          .role = "custodian",
                                          .data = {{"fingerprint", "3b9f 10c4 77ae e205"}, {"sheet", 3}}}};
        {
            Store store = Store::create(path("example.log")).value();
            store.append(entries).value();
            QCOMPARE(toBase64(store.root()), std::string("gLUHldKW3gkX+TBqhks7fMzdO6AFZL8kChOTeRmZNV0="));
            const std::string note =
                "keyrite.example/room-1\n3\ngLUHldKW3gkX+TBqhks7fMzdO6AFZL8kChOTeRmZNV0=\n\n"
                "— keyrite.example/room-1 "
                "EXhqeT73q8EFxZ51PIMGsPGL6INWeMRpa1sdFd3YYAea7XljtsJOjrZf7t8seaFD650zNF3Zydt/"
                "4FWerelzuZvq7QU=\n";
            QVERIFY(store.addCheckpoint(3, note));
        }
        QVERIFY(verified(path("example.log"), {VerifierKey::parse(vkey).value(), {}, true}).sound());
        std::string trees;
        const auto read = Store::openReadOnly(path("example.log"))->forEachRow([&](const Row& row) {
            trees += toHex(row.tree).substr(0, 8) + std::to_string(row.body.size()) + " ";
            return true;
        });
        QVERIFY(read);
        QCOMPARE(trees, std::string("c0bdf48d266 da0920e6181 bf87fefe211 "));
    }

    void anEmptyLogAndOneWithoutKey()
    {
        {
            Store store = Store::create(path("empty.log")).value();
        }
        QVERIFY(verified(path("empty.log")).sound());
        {
            Store store = Store::create(path("keyless.log")).value();
            store.append({test::sampleEntry()}).value();
        }
        QVERIFY(verified(path("keyless.log")).sound());
        {
            Store store = Store::openForAppend(path("keyless.log")).value();
            QVERIFY(store.addCheckpoint(1, m_key.sign(1, store.root())));
        }
        QVERIFY(has(verified(path("keyless.log")), std::nullopt, ErrorCode::SignatureInvalid));
        QVERIFY(verified(path("keyless.log"), {m_key.verifier(), {}, true}).sound());
    }

    void aCheckpointReplaced()
    {
        const test::AuditKey thief("keyrite.example/room-1.");
        const std::string note = checkpointOver(13);
        const auto findingFor = [&](const std::string& changed) {
            setCheckpoint(13, changed);
            const VerifyReport report = verified(path(), {m_key.verifier(), {}, true});
            return report.findings.empty() ? ErrorCode::Internal : report.findings.front().error.code;
        };
        QCOMPARE(findingFor(replaced(note, "\n13\n", "\n14\n")), ErrorCode::SignatureInvalid);
        QCOMPARE(findingFor(m_key.sign(13, emptyRoot())), ErrorCode::CheckpointMismatch);
        QCOMPARE(findingFor(thief.sign(13, emptyRoot())), ErrorCode::SignatureInvalid);
        QCOMPARE(findingFor("13"), ErrorCode::NoteMalformed);
        QCOMPARE(findingFor(checkpointOver(8)), ErrorCode::CheckpointMismatch);
        QCOMPARE(findingFor(note), ErrorCode::Internal);
    }

    void aKeyFromOutside()
    {
        const test::AuditKey other("keyrite.example/room-2");
        const VerifyReport report = verified(path(), {other.verifier(), {}, true});
        QVERIFY(has(report, 0, ErrorCode::LogNotSound));
        QVERIFY(has(report, std::nullopt, ErrorCode::SignatureInvalid));
        QCOMPARE(report.coveredBySignature, std::uint64_t{0});
    }

    void notesFromOutside()
    {
        const Store store = Store::openReadOnly(path()).value();
        QVERIFY(verified(path(), {m_key.verifier(), {checkpointOver(8), checkpointOver(20)}, true}).sound());
        const VerifyReport forked = verified(path(), {m_key.verifier(), {m_key.sign(10, emptyRoot())}, true});
        QVERIFY(has(forked, 8, ErrorCode::LogForked));
        QVERIFY(has(verified(path(), {m_key.verifier(), {m_key.sign(21, emptyRoot())}, true}), 20,
                    ErrorCode::LogNotSound));
        QVERIFY(has(verified(path(), {m_key.verifier(), {"junk"}, true}), std::nullopt,
                    ErrorCode::NoteMalformed));
        QVERIFY(has(verified(path(), {m_key.verifier(), {m_key.sign(0, emptyRoot())}, true}), std::nullopt,
                    ErrorCode::NoteMalformed) == false);
        QVERIFY(has(verified(path(), {m_key.verifier(), {m_key.sign(0, leafHash({}))}, true}), 0,
                    ErrorCode::LogForked));
    }

    // A head typed from paper has no signature: the paper vouches for it.
    void printedHeads()
    {
        const Store store = Store::openReadOnly(path()).value();
        const auto with = [&](std::uint64_t size, const Digest& root) {
            return verified(path(), {.key = m_key.verifier(), .heads = {{size, root}}});
        };
        const VerifyReport report = with(20, store.root());
        QVERIFY2(report.sound(), allMessages(report).c_str());
        QCOMPARE(report.anchors, std::size_t{1});
        QCOMPARE(report.anchored, std::uint64_t{20});
        QCOMPARE(with(0, emptyRoot()).anchored, std::uint64_t{0});
        QVERIFY(has(with(20, emptyRoot()), 13, ErrorCode::LogForked));
        QVERIFY(says(with(11, store.root()), "the printed head over 11 entries has another root"));
        QVERIFY(has(with(25, store.root()), 20, ErrorCode::LogNotSound));
        QVERIFY(says(with(25, store.root()), "The printed head counts 25 entries, the log has 20"));
    }

    // In the note itself, in an entry of the log, or in a copy from outside.
    void cosignaturesOfWitnesses()
    {
        const test::WitnessToken witness("witness.example/w1");
        const auto with = [&](std::vector<std::string> notes) {
            return verified(path(), {.key = m_key.verifier(),
                                     .checkpoints = std::move(notes),
                                     .witnesses = {witness.verifier()}});
        };
        QVERIFY(says(with({}), "The witness witness.example/w1 has signed no checkpoint"));
        const std::string line = witness.cosign(checkpointOver(13), 1795342530);
        const VerifyReport outside = with({withSignature(checkpointOver(13), line).value()});
        QVERIFY2(outside.sound(), allMessages(outside).c_str());
        QCOMPARE(outside.witnesses.front().covered, std::uint64_t{13});
        QCOMPARE(outside.witnesses.front().timeSeconds, std::int64_t{1795342530});
        {
            Store store = Store::openForAppend(path()).value();
            Entry entry = test::sampleEntry("checkpoint.cosigned", 20);
            entry.data = {{"size", 13}, {"vkey", witness.verifier().text()}};
            entry.data["line"] = line.substr(0, line.size() - 1);
            store.append({entry}).value();
        }
        const VerifyReport inside = with({});
        QVERIFY2(inside.sound(), allMessages(inside).c_str());
        QCOMPARE(inside.witnesses.front().cosignatures, std::size_t{1});
        QCOMPARE(verified(path()).otherCosignatures, std::size_t{1});
        // Tampered twins: another time, another checkpoint, another witness of the same name.
        const std::string later = witness.cosign(checkpointOver(8), 1795342530);
        QVERIFY(has(with({withSignature(checkpointOver(13), later).value()}), std::nullopt,
                    ErrorCode::SignatureInvalid));
    }

    void theClock()
    {
        const auto remarksOf = [&](std::chrono::milliseconds step) {
            fs::remove(path("clock.log"));
            {
                Store store = Store::create(path("clock.log")).value();
                std::vector<Entry> entries = test::sampleEntries(m_key.verifier(), 6);
                for (std::size_t i = 4; i < entries.size(); ++i)
                    entries[i].time += step;
                store.append(entries).value();
            }
            const VerifyReport report = verified(path("clock.log"));
            return report.sound() && !report.remarks.empty() ? report.remarks.front()
                                                             : Finding{std::nullopt, {}};
        };
        using namespace std::chrono_literals;
        QVERIFY(!remarksOf(-2min).seq);
        QCOMPARE(remarksOf(-121s).seq, Seq(4));
        QCOMPARE(remarksOf(-3h).error.message.substr(0, 63),
                 std::string("Entry 4 was recorded 3 hours before the entry that it follows: "));
        QVERIFY(!remarksOf(24h).seq);
        QCOMPARE(remarksOf(24h + 1ms).seq, Seq(4));
        QCOMPARE(remarksOf(24h + 1ms).error.code, ErrorCode::ClockOdd);
    }

    void progressAndCancelling()
    {
        for (const unsigned threads : {1U, 3U}) {
            const Store store = Store::openReadOnly(path()).value();
            std::vector<std::uint64_t> seen;
            int calls = 0;
            VerifyOptions options{.threads = threads, .subtreeEntries = 4};
            options.progress = [&](const VerifyProgress& progress) {
                if (progress.stage == VerifyStage::Entries)
                    seen.push_back(progress.done);
                return true;
            };
            QVERIFY(verify(store, options)->sound());
            QVERIFY((seen == std::vector<std::uint64_t>{4, 8, 12, 16, 20}));
            options.progress = [&](const VerifyProgress&) { return ++calls < 3; };
            QCOMPARE(verify(store, options).error().code, ErrorCode::Cancelled);
            QCOMPARE(calls, 3);
        }
    }

    // A forged number far away makes no work.
    void aRowFarAway()
    {
        Intruder(path()).run("INSERT INTO entry(seq, body, tree) VALUES (9007199254740990, '{}', x'')");
        const VerifyReport report = verified(path());
        QVERIFY(has(report, 20, ErrorCode::LogNotSound));
        QVERIFY(says(report, "Entries 20 to 9007199254740989 are missing"));
    }

    void aTriggerDroppedOrChanged()
    {
        Intruder(path()).forgetTriggers();
        const VerifyReport report = verified(path());
        QVERIFY(has(report, std::nullopt, ErrorCode::LogNotSound));
        QVERIFY(says(report, "The trigger entry_no_delete is missing."));
        QCOMPARE(report.findings.size(), std::size_t{6});
        QCOMPARE(Store::openForAppend(path()).error().code, ErrorCode::LogNotSound);
    }

    void anObjectTooMany()
    {
        for (const char* sql :
             {"CREATE TABLE more(x)", "CREATE VIEW more AS SELECT 1", "CREATE INDEX more ON entry(kind)",
              "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END"}) {
            fs::copy_file(path(), path("changed.log"), fs::copy_options::overwrite_existing);
            Intruder(path("changed.log")).run(sql);
            QVERIFY2(!verified(path("changed.log")).sound(), sql);
        }
    }

    void findingsAreLimited()
    {
        test::makeLog(path("long.log"), m_key, 100, {});
        Intruder(path("long.log")).run("UPDATE entry SET body = body || ' '");
        const VerifyReport report = verified(path("long.log"), {m_key.verifier(), {}, false});
        QCOMPARE(report.findings.size(), std::size_t{21});
        QVERIFY(says(report, "There is more: 80 further faults"));
        QCOMPARE(report.entries, std::uint64_t{100});
    }

    void aRowBeforeTheFirst()
    {
        Intruder(path()).run("INSERT INTO entry(seq, body, tree) VALUES (-1, '{}', x'')");
        QVERIFY(has(verified(path()), 0, ErrorCode::LogNotSound));
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

    std::string checkpointOver(std::uint64_t size) const
    {
        const auto stored = Store::openReadOnly(path()).value().checkpoints().value();
        for (const StoredCheckpoint& checkpoint : stored)
            if (checkpoint.size == size)
                return checkpoint.note;
        return {};
    }

    void setCheckpoint(std::uint64_t size, const std::string& note) const
    {
        Intruder(path()).run("UPDATE checkpoint SET note = ?1 WHERE size = " + std::to_string(size), note);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_TEST_MAIN(VerifyTest)
#include "verify_test.moc"
