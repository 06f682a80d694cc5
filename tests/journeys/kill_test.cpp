// A rehearsal is killed (SIGKILL) again and again, and goes on each time: at every step boundary of both
// procedures, of a re-issue and of a destruction of keys, and at pseudo-random instants. After each kill the
// log is sound, and whatever was shown as done is in it; after each resume the tokens hold exactly the keys
// that the log names.
//
// The long form, a thousand kills at random instants:  KEYRITE_KILLS=1000 build/dev/tests/journeys/kill_test
// Every other procedure too:                          KEYRITE_KILL_PROGRAMME=1
// Another sequence:                                    KEYRITE_KILL_SEED=7
#include "core/ceremony/builtin.h"
#include "core/ceremony/runner.h"
#include "tests/journeys/child.h"
#include "tests/journeys/room_folder.h"
#include "tests/test_main.h"

#include <QTemporaryDir>
#include <random>

using namespace keyrite;
using namespace keyrite::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kProgram = KEYRITE_BINARY "/app/keyrite/keyrite";
constexpr int kSheets = 2; // of the policy 2of2

// After a kill here, a copy of the room goes no further: its ceremony is aborted.
const std::set<std::string> kAborted{
    "generate/unpack-hsm",    "generate/generate",        "generate/split",
    "generate/issue-share-2", "generate/print-documents", "generate/restore",
    "generate/seal-2",        "recover/enter-quorum",     "recover/hand-over-2"};

using Ids = std::vector<std::string>; // of procedures

const Ids kFirstAndLast{"generate", "recover"};

std::vector<std::string> command(const fs::path& folder, bool resume, const std::string& stopAfter = {},
                                 const Ids& procedures = {})
{
    std::vector<std::string> words{kProgram, "--rehearse", folder.string(), "--policy",
                                   "2of2",   "--key",      "p256"};
    if (resume)
        words.emplace_back("--resume");
    if (!stopAfter.empty())
        words.insert(words.end(), {"--stop-after", stopAfter});
    for (const std::string& id : procedures)
        words.insert(words.end(), {"--procedure", id});
    return words;
}

// "generate/welcome" and so on, in the order of a rehearsal.
std::vector<std::string> boundariesOf(const Ids& ids)
{
    std::vector<std::string> boundaries;
    for (const std::string& id : ids) {
        const auto procedure = must(ceremony::builtinProcedure(id));
        for (const ceremony::StepRun& run : ceremony::expand(*procedure, {1, 2}, {1, 2}))
            boundaries.push_back(id + "/" + run.id);
    }
    return boundaries;
}

// The id of the step that a line reports as done: "   0.003 s  seal-1: BAG-1001"; empty for other lines.
std::string stepOf(const std::string& line, const std::set<std::string>& known)
{
    const std::size_t unit = line.find(" s  ");
    if (unit == std::string::npos)
        return {};
    const std::string id = line.substr(unit + 4, line.find(':') - unit - 4);
    return known.contains(id) ? id : std::string();
}

std::vector<std::string> stepsShown(Child& child, const Ids& ids = kFirstAndLast)
{
    std::set<std::string> known;
    for (const std::string& boundary : boundariesOf(ids))
        known.insert(boundary.substr(boundary.find('/') + 1));
    std::vector<std::string> shown;
    for (const std::string& line : child.lines())
        if (std::string id = stepOf(line, known); !id.empty())
            shown.push_back(std::move(id));
    return shown;
}

// The steps that the log says are done, from entry `from` on.
std::vector<std::string> stepsLogged(const std::vector<log::Entry>& entries, std::size_t from)
{
    std::vector<std::string> done;
    for (std::size_t i = from; i < entries.size(); ++i)
        if (entries[i].kind == "step.done")
            done.push_back(entries[i].step);
    return done;
}

bool startsWith(const std::vector<std::string>& whole, const std::vector<std::string>& part)
{
    return whole.size() >= part.size() && std::equal(part.begin(), part.end(), whole.begin());
}

// What a finished rehearsal must have left behind; empty where it is all there.
QString missing(const fs::path& folder)
{
    for (const char* name :
         {"log.keyrite", "checkpoint.txt", "audit.vkey", "public.pem", "backup.txt", "backup.pdf",
          "start-here.pdf", "minutes.pdf", "sheets/sheet-1.pdf", "sheets/sheet-2.pdf"})
        if (!fs::exists(folder / name) || fs::file_size(folder / name) == 0)
            return QStringLiteral("%1 is missing").arg(QLatin1String(name));
    const Sheets sheets = sheetsInLog(entriesOf(folder));
    if (sheets.issued.size() != sheets.voided.size() + kSheets)
        return QStringLiteral("%1 sheets were issued, %2 voided")
            .arg(sheets.issued.size())
            .arg(sheets.voided.size());
    QString wrong = unsound(folder);
    return wrong.isEmpty() ? orphans(folder) : wrong;
}

int numberFrom(const char* variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

ceremony::ExceptionText decisionToAbort()
{
    return {"The ceremony goes on", "The workstation lost its power", "The ceremony is aborted", "AD"};
}

} // namespace

class KillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepBoundary()
    {
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "room";
        std::size_t entriesBefore = 0;
        for (const std::string& boundary : boundariesOf(kFirstAndLast)) {
            Child child(command(folder, entriesBefore > 0, boundary));
            QVERIFY2(child.waitForStop(), child.output().c_str());
            child.kill();
            checkKilled(child, folder, entriesBefore);
            const auto entries = entriesOf(folder);
            QCOMPARE(entries.back().kind, std::string("step.done"));
            QVERIFY(boundary.ends_with("/" + entries.back().step));
            QCOMPARE(orphans(folder), QString());
            if (kAborted.contains(boundary))
                checkAbort(folder, boundary.starts_with("generate"));
            if (QTest::currentTestFailed())
                return qWarning("at %s:\n%s", boundary.c_str(), child.output().c_str());
            entriesBefore = entries.size();
        }
        Child last(command(folder, true));
        QVERIFY2(last.waitEnd() == 0, last.output().c_str());
        QCOMPARE(missing(folder), QString());
    }

    // What replaces and destroys: after any kill the old set or the new one brings the keys back, never none.
    void everyStepBoundaryOfTheProgramme()
    {
        const bool all = qEnvironmentVariableIsSet("KEYRITE_KILL_PROGRAMME");
        const Ids programme =
            all ? Ids{"attest",     "drill-quorum", "drill-table-top",   "drill-restore",
                      "re-issue",   "replace-hsm",  "clock-attestation", "compromise-rehearsal",
                      "compromise", "destroy-keys"}
                : Ids{"re-issue", "destroy-keys"};
        Ids known{"generate"};
        known.insert(known.end(), programme.begin(), programme.end());
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "room";
        std::vector<std::string> boundaries = boundariesOf(programme);
        boundaries.insert(boundaries.begin(), boundariesOf({"generate"}).back());
        std::size_t entriesBefore = 0;
        for (const std::string& boundary : boundaries) {
            Child child(command(folder, entriesBefore > 0, boundary, programme));
            QVERIFY2(child.waitForStop(), child.output().c_str());
            child.kill();
            QCOMPARE(unsound(folder), QString());
            const auto entries = entriesOf(folder);
            QVERIFY2(startsWith(stepsLogged(entries, entriesBefore), stepsShown(child, known)),
                     child.output().c_str());
            QCOMPARE(orphans(folder), QString());
            QCOMPARE(setsThatCount(folder), std::size_t(isDestroyed(entries) ? 0 : 1));
            if (QTest::currentTestFailed())
                return qWarning("at %s:\n%s", boundary.c_str(), child.output().c_str());
            entriesBefore = entries.size();
        }
        Child last(command(folder, true, {}, programme));
        QVERIFY2(last.waitEnd() == 0, last.output().c_str());
        QCOMPARE(unsound(folder), QString());
    }

    void randomInstants()
    {
        std::mt19937 random(static_cast<unsigned>(numberFrom("KEYRITE_KILL_SEED", 2)));
        int kills = numberFrom("KEYRITE_KILLS", 4);
        while (kills > 0) {
            const QTemporaryDir dir;
            killUntilDone(fs::path(dir.path().toStdString()) / "room", random, kills);
            if (QTest::currentTestFailed())
                return;
        }
    }

private:
    // Share sets that protect a key and of which a quorum of sheets exists.
    static std::size_t setsThatCount(const fs::path& folder)
    {
        const auto store = must(log::Store::openReadOnly(folder / ceremony::kLogFile));
        const registry::Registry registry = must(registry::fold(store));
        std::size_t count = 0;
        for (const auto& [id, key] : registry.keys) {
            const registry::ShareSet& set = registry.shareSets.at(key.shareSet);
            if (!set.retired &&
                std::ranges::all_of(set.sheets, [](const auto& one) { return one.second.exists(); }))
                ++count;
        }
        return count;
    }

    static bool isDestroyed(const std::vector<log::Entry>& entries)
    {
        return std::ranges::any_of(entries, [](const log::Entry& one) {
            return one.kind == "shareset.retired" && one.data.value("replacedBy", std::string()).empty();
        });
    }

    // What must be true of the log after any kill: sound, and all that was shown is in it.
    static void checkKilled(Child& child, const fs::path& folder, std::size_t entriesBefore)
    {
        QCOMPARE(unsound(folder), QString());
        const auto logged = stepsLogged(entriesOf(folder), entriesBefore);
        QVERIFY2(startsWith(logged, stepsShown(child)), child.output().c_str());
    }

    // Kills and resumes one rehearsal until it ends by itself, or `kills` are used up and it is let go on.
    static void killUntilDone(const fs::path& folder, std::mt19937& random, int& kills)
    {
        std::uniform_int_distribution<std::size_t> lines(0, 16);
        std::uniform_int_distribution<int> delayMs(0, 150);
        while (true) {
            const bool resume = fs::exists(folder / ceremony::kLogFile);
            const std::size_t before = resume ? entriesOf(folder).size() : 0;
            Child child(command(folder, resume));
            const bool maybeRunning = kills > 0 && child.readLines(lines(random), std::chrono::minutes(5)) &&
                                      child.readLines(SIZE_MAX, std::chrono::milliseconds(delayMs(random)));
            if (!maybeRunning) {
                QVERIFY2(child.waitEnd() == 0, child.output().c_str());
                QCOMPARE(missing(folder), QString());
                return;
            }
            child.kill();
            --kills;
            checkInstant(child, folder, before);
            if (QTest::currentTestFailed())
                return qWarning("%s", child.output().c_str());
        }
    }

    static void checkInstant(Child& child, const fs::path& folder, std::size_t before)
    {
        // Before its first entry a room is nothing yet, and is set up anew.
        if (!fs::exists(folder / ceremony::kLogFile) || entriesOf(folder).empty()) {
            QVERIFY(stepsShown(child).empty());
            fs::remove_all(folder);
            return;
        }
        checkKilled(child, folder, before);
    }

    // A copy of the room is resumed and its ceremony aborted.
    static void checkAbort(const fs::path& original, bool generation)
    {
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "copy";
        fs::copy(original, folder, fs::copy_options::recursive);
        const std::string id = unfinishedCeremony(folder);
        abort(folder, id);
        QCOMPARE(unsound(folder), QString());
        QCOMPARE(orphans(folder), QString());
        QVERIFY(unfinishedCeremony(folder).empty());
        QCOMPARE(stateOf(folder, id).status, ceremony::Status::Aborted);
        checkNothingIsLeft(folder, generation);
    }

    static void abort(const fs::path& folder, const std::string& id)
    {
        auto room = must(ceremony::Room::open(folder, practicePin(), systemNow, crypto::systemRandom));
        const std::string procedure = room.registry().unfinished()->procedure;
        auto runner = must(
            ceremony::Runner::resume(room, must(ceremony::builtinProcedure(procedure)), id, practicePins));
        must(runner.abortAfter(decisionToAbort(), practicePins));
    }

    // An aborted generation leaves no key and no sheet that counts; an aborted recovery leaves the sheets.
    static void checkNothingIsLeft(const fs::path& folder, bool generation)
    {
        const auto entries = entriesOf(folder);
        const Sheets sheets = sheetsInLog(entries);
        QCOMPARE(sheets.issued.size() - sheets.voided.size(), std::size_t(generation ? 0 : kSheets));
        if (generation)
            QCOMPARE(keysInLog(entries).size(), std::size_t(1)); // the audit token's
    }
};

KEYRITE_TEST_MAIN(KillTest)
#include "kill_test.moc"
