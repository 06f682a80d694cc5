#include "core/file.h"
#include "core/log/audit_keys.h"
#include "core/log/collection.h"
#include "tests/core/log/sample_log.h"
#include "tests/core/log/verified.h"
#include "tests/test_main.h"

#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::log;
using test::has;
using test::verified;
namespace fs = std::filesystem;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    return text.replace(text.find(from), from.size(), to);
}

std::string flipped(std::string text, std::size_t at)
{
    text[at] = static_cast<char>(text[at] ^ 1);
    return text;
}

} // namespace

// Rooms of 20 entries with checkpoints over 8, 13 and 20, and what comes of their bundles.
class CollectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        fs::create_directories(path("arrived"));
        test::makeLog(path("room-1.log"), m_key1, 20, {8, 13, 20});
        test::makeLog(path("room-2.log"), m_key2, 20, {8, 20}, "b");
    }

    void aBundleHoldsTogether()
    {
        const Bundle bundle = bundleOf("room-1.log", m_key1, 8);
        QCOMPARE(bundle.size(), std::uint64_t{20});
        QCOMPARE(bundle.checkpoints.size(), std::size_t{3});
        QCOMPARE(Bundle::parse(bundle.text())->text(), bundle.text());
        QCOMPARE(bundleOf("room-1.log", m_key1, 0).bodies.size(), std::size_t{20});
        const Store store = Store::openReadOnly(path("room-1.log")).value();
        QCOMPARE(makeBundle(store, 9, m_key1.verifier()).error().code, ErrorCode::NotFound);
        QCOMPARE(makeBundle(store, 20, m_key1.verifier()).error().code, ErrorCode::NotFound);
        QCOMPARE(makeBundle(store, 0, m_key2.verifier()).error().code, ErrorCode::SignatureInvalid);
    }

    // Whatever byte is changed: it is refused, with a sentence.
    void everyByteOfABundle()
    {
        const std::string text = bundleOf("room-1.log", m_key1, 13).text();
        for (std::size_t at = 0; at < text.size(); at += 13) {
            const auto bundle = Bundle::parse(flipped(text, at));
            QVERIFY2(!bundle && !bundle.error().message.empty(), std::to_string(at).c_str());
            QVERIFY(!Bundle::parse(text.substr(0, at)));
        }
        QVERIFY(!Bundle::parse(text + "\n"));
        QVERIFY(!Bundle::parse(text + text));
        QCOMPARE(Bundle::parse(replaced(text, "since 13", "since 13 ")).error().code,
                 ErrorCode::LogUnreadable);
        QCOMPARE(Bundle::parse(replaced(text, "since 13", "since 99999999999999999")).error().code,
                 ErrorCode::LogUnreadable);
    }

    void manyRooms()
    {
        arrive("a", bundleOf("room-1.log", m_key1, 0, 8));
        arrive("b", bundleOf("room-1.log", m_key1, 8));
        arrive("c", bundleOf("room-2.log", m_key2, 0));
        const CollectReport report = collected({m_key1.verifier()});
        QVERIFY(report.problems.empty());
        QCOMPARE(report.origins.size(), std::size_t{2});
        QVERIFY(report.origins[0].keyGiven && !report.origins[1].keyGiven);
        for (const CollectedOrigin& one : report.origins)
            QCOMPARE(one.size, std::uint64_t{20});
        const auto logs = logsIn(path("reviewed.keyrite")).value();
        QCOMPARE(logs.size(), std::size_t{2});
        QVERIFY(verified(logs[0], {.key = m_key1.verifier()}).sound());
        QCOMPARE(verified(logs[0]).checkpoints, std::size_t{3});
        QVERIFY(verified(logs[1], {.key = m_key2.verifier()}).sound());
        QCOMPARE(logsIn(path("room-1.log"))->size(), std::size_t{1});
        QCOMPARE(logsIn(path("arrived")).error().code, ErrorCode::LogUnreadable);
        // The same ones again change nothing.
        const CollectReport again = collected({});
        QVERIFY(again.problems.empty());
        QCOMPARE(again.origins[0].added, std::uint64_t{0});
    }

    void aMissingBundleIsNamed()
    {
        arrive("late", bundleOf("room-1.log", m_key1, 13));
        const CollectReport none = collected({});
        QCOMPARE(none.problems.size(), std::size_t{1});
        QCOMPARE(none.problems[0].error.code, ErrorCode::NotFound);
        QVERIFY(none.problems[0].error.message.find("with entries 0 to 12 is missing") != std::string::npos);
        QVERIFY(!fs::exists(path("reviewed.keyrite/keyrite.example+room-1.keyrite")));
        arrive("early", bundleOf("room-1.log", m_key1, 0, 8));
        const CollectReport gap = collected({});
        QCOMPARE(gap.origins[0].size, std::uint64_t{8});
        QVERIFY(gap.problems[0].error.message.find("with entries 8 to 12 is missing") != std::string::npos);
        arrive("middle", bundleOf("room-1.log", m_key1, 8, 13));
        QCOMPARE(collected({}).origins[0].size, std::uint64_t{20});
    }

    // The room signed two histories that part at entry 11: whichever comes second is refused.
    void aForkIsRefused()
    {
        std::vector<Entry> entries = test::sampleEntries(m_key1.verifier(), 20);
        entries[11].data["mark"] = "other";
        {
            Store store = Store::create(path("fork.log")).value();
            store.append({entries.begin(), entries.begin() + 13}).value();
            QVERIFY(store.addCheckpoint(13, m_key1.sign(13, store.root())));
            store.append({entries.begin() + 13, entries.end()}).value();
            QVERIFY(store.addCheckpoint(20, m_key1.sign(20, store.root())));
        }
        arrive("a", bundleOf("room-1.log", m_key1, 0));
        QVERIFY(collected({}).problems.empty());
        arrive("b", bundleOf("fork.log", m_key1, 0));
        const CollectReport report = collected({});
        QCOMPARE(report.problems.size(), std::size_t{1});
        QCOMPARE(report.problems[0].error.code, ErrorCode::LogForked);
        QCOMPARE(report.problems[0].origin, std::string(test::kOrigin));
        QVERIFY(report.problems[0].error.message.find("they differ from entry 11 on") != std::string::npos);
        // The bundle is kept, and shows it again whenever the collection is read.
        const fs::path log = path("reviewed.keyrite/keyrite.example+room-1.keyrite");
        const fs::path kept = path("reviewed.keyrite/forked/keyrite.example+room-1.keyrite-bundle");
        QCOMPARE(keptFork(log)->message, report.problems[0].error.message);
        QCOMPARE(readFile(kept, 1U << 20U).value(), bundleOf("fork.log", m_key1, 0).text());
        QCOMPARE(logsIn(path("reviewed.keyrite"))->size(), std::size_t{1});
        arrive("c", bundleOf("fork.log", m_key1, 13));
        QVERIFY(collected({}).problems[1].error.message.find("at or before entry 12") != std::string::npos);
        QCOMPARE(collected({}).origins[0].size, std::uint64_t{20});
        // The first one stays. What is put in its place is refused too, but where it agrees with the log.
        QCOMPARE(readFile(kept, 1U << 20U).value(), bundleOf("fork.log", m_key1, 0).text());
        QVERIFY(writeFile(kept, bundleOf("room-1.log", m_key1, 0).text()));
        QVERIFY(!keptFork(log));
        QVERIFY(writeFile(kept, bundleOf("room-2.log", m_key2, 0).text()));
        QCOMPARE(keptFork(log)->code, ErrorCode::SignatureInvalid);
        QVERIFY(writeFile(kept, "no bundle"));
        QCOMPARE(keptFork(log)->code, ErrorCode::LogUnreadable);
        fs::remove(kept);
        QVERIFY(!keptFork(log));
        QCOMPARE(originNamedBy(log), std::string(test::kOrigin));
    }

    // Another key in the name of a room is a stranger, not a fork.
    void aStrangersKey()
    {
        const test::AuditKey thief("thief");
        const test::AuditKey& key = m_key1;
        Bundle bundle = bundleOf("room-1.log", m_key1, 0);
        VerifierKey stranger{key.verifier().name, thief.verifier().publicKey};
        bundle.key = stranger;
        for (StoredCheckpoint& one : bundle.checkpoints)
            one.note = signCheckpoint(parseCheckpoint(one.note).value(), stranger, thief.signer()).value();
        arrive("b", bundle);
        QCOMPARE(collected({m_key1.verifier()}).problems[0].error.code, ErrorCode::SignatureInvalid);
        arrive("a", bundleOf("room-1.log", m_key1, 0));
        const CollectReport report = collected({});
        QCOMPARE(report.problems.size(), std::size_t{1});
        QCOMPARE(report.problems[0].bundle, std::string("b"));
        QCOMPARE(report.problems[0].error.code, ErrorCode::SignatureInvalid);
        QVERIFY(verified(report.origins[0].file, {.key = m_key1.verifier()}).sound());
    }

    // The room's audit key was replaced after entry 20: its bundles begin anew, signed by a key for which the
    // first one vouches. What the old key signs after that, or a key for which nobody vouches, is refused.
    void anAuditKeyThatWasReplaced()
    {
        const test::AuditKey next("next");
        const VerifierKey nextKey{test::kOrigin, next.verifier().publicKey};
        const auto replacedBy = [&](const char* file, const Bytes& endorsement) {
            fs::copy_file(path("room-1.log"), path(file));
            Store store = Store::openForAppend(path(file)).value();
            Entry entry = test::sampleEntry("audit.key-replaced");
            entry.data = {{"vkey", nextKey.text()}, {"endorsement", toBase64(endorsement)}};
            store.append({entry, test::sampleEntry()}).value();
            const auto note =
                signCheckpoint({test::kOrigin, store.size(), store.root()}, nextKey, next.signer());
            QVERIFY(store.addCheckpoint(store.size(), note.value()));
        };
        const std::string said = endorsementText(m_key1.verifier(), nextKey);
        replacedBy("replaced.log", m_key1.signer()(asBytes(said)).value());
        replacedBy("stolen.log", next.signer()(asBytes(said)).value());
        // By hand: makeBundle would not take the stolen one.
        const auto bundled = [&](const char* file) {
            const Store store = Store::openReadOnly(path(file)).value();
            Bundle bundle{nextKey, 0, {}, {}, {store.checkpoints().value().back()}};
            for (std::uint64_t seq = 0; seq < store.size(); ++seq)
                bundle.bodies.push_back(store.body(seq).value());
            return bundle;
        };
        arrive("a", bundleOf("room-1.log", m_key1, 0));
        arrive("b", bundled("stolen.log"));
        QCOMPARE(collected({}).problems.at(0).error.code, ErrorCode::SignatureInvalid);
        arrive("b", bundled("replaced.log"));
        for (const VerifierKey& trusted : {m_key1.verifier(), nextKey}) {
            const CollectReport report = collected({trusted});
            QVERIFY2(report.problems.empty(),
                     report.problems.empty() ? "" : report.problems[0].error.message.c_str());
            QCOMPARE(report.origins.at(0).size, std::uint64_t{22});
        }
        QCOMPARE(verified(path("reviewed.keyrite/keyrite.example+room-1.keyrite")).checkpoints,
                 std::size_t{4});
        QCOMPARE(collected({m_key2.verifier(), {test::kOrigin, m_key2.verifier().publicKey}})
                     .problems.at(0)
                     .error.code,
                 ErrorCode::SignatureInvalid);
        // On a fresh collection the new bundle is enough by itself.
        fs::remove_all(path("reviewed.keyrite"));
        fs::remove(path("arrived/a"));
        QVERIFY(collected({m_key1.verifier()}).problems.empty());
        Bundle late = bundled("replaced.log");
        late.key = m_key1.verifier();
        late.checkpoints = {{22, m_key1.sign(22, parseCheckpoint(late.checkpoints[0].note)->root)}};
        arrive("late", late);
        QCOMPARE(collected({}).problems.at(0).error.code, ErrorCode::SignatureInvalid);
    }

    void hostileFiles()
    {
        QVERIFY(writeFile(path("arrived/junk"), "junk"));
        QVERIFY(writeFile(path("arrived/empty"), ""));
        QVERIFY(writeFile(path("arrived/zeros"), std::string(100000, '\0')));
        fs::create_directory(path("arrived/folder"));
        fs::create_symlink("/dev/zero", path("arrived/device"));
        arrive("good", bundleOf("room-1.log", m_key1, 0));
        const CollectReport report = collected({});
        QCOMPARE(report.problems.size(), std::size_t{3});
        for (const CollectProblem& one : report.problems)
            QVERIFY(!one.error.message.empty());
        QCOMPARE(report.origins.size(), std::size_t{1});
        QCOMPARE(collect(path("absent"), path("x"), {}).error().code, ErrorCode::IoFailed);
    }

    // An origin becomes the name of a file and of nothing else.
    void originsAreNames()
    {
        const test::AuditKey up("../../up");
        test::makeLog(path("up.log"), up, 5, {5});
        arrive("up", bundleOf("up.log", up, 0));
        const test::AuditKey odd("Room\xC3\xA9");
        test::makeLog(path("odd.log"), odd, 5, {5});
        arrive("odd", bundleOf("odd.log", odd, 0));
        const CollectReport report = collected({});
        QCOMPARE(report.problems.size(), std::size_t{1});
        QCOMPARE(report.problems[0].bundle, std::string("odd"));
        QCOMPARE(report.origins[0].file, path("reviewed.keyrite/..+..+up.keyrite"));
    }

private:
    fs::path path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    // Up to the checkpoint over `upTo` entries; 0: the last.
    Bundle bundleOf(const char* log, const test::AuditKey& key, std::uint64_t since,
                    std::uint64_t upTo = 0) const
    {
        Bundle bundle = makeBundle(Store::openReadOnly(path(log)).value(), since, key.verifier()).value();
        if (upTo > 0) {
            bundle.bodies.resize(upTo - since);
            std::erase_if(bundle.checkpoints, [&](const auto& one) { return one.size > upTo; });
        }
        return bundle;
    }

    void arrive(const char* name, const Bundle& bundle) const
    {
        if (!writeFile(path("arrived") / name, bundle.text()))
            throw std::runtime_error("no bundle");
    }

    CollectReport collected(const std::vector<VerifierKey>& keys) const
    {
        return collect(path("arrived"), path("reviewed.keyrite"), keys).value();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key1{test::kOrigin};
    test::AuditKey m_key2{"keyrite.example/room-2"};
};

KEYRITE_TEST_MAIN(CollectionTest)
#include "collection_test.moc"
