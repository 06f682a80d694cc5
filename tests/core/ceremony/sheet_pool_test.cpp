#include "core/ceremony/sheet_pool.h"
#include "core/paper/share_payload.h"
#include "core/slip39/combine.h"
#include "core/slip39/split.h"
#include "tests/core/slip39/any_share.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::ceremony;
using namespace keyrite::slip39::test;
using log::Json;
using slip39::Share;

namespace {

using Groups = std::vector<std::vector<Share>>;

Groups sharesOf(const char* policy, std::uint32_t seed)
{
    SecretBytes secret(32);
    seededRandom(seed)(secret.span());
    return slip39::split(secret, Policy::parse(policy).value(), {.iterationExponent = 0},
                         seededRandom(seed + 1))
        .value();
}

std::string fingerprintOf(const Share& share)
{
    return toHex(slip39::fingerprint(share.encode()));
}

// A log that knows the set, as a ceremony leaves it: every sheet issued and sealed.
registry::Registry logOf(const Groups& groups, const char* policy)
{
    registry::Registry log;
    const std::string set = slip39::setId(groups[0][0].header);
    const auto add = [&](const char* kind, Json data) {
        log.apply({.seq = 1, .ceremony = "KC-1", .kind = kind, .data = std::move(data)});
    };
    add("key.generated",
        {{"key", "00112233445566778899aabbccddeeff"}, {"label", "Treasury"}, {"type", "p256"}});
    add("shareset.split", {{"set", set}, {"policy", policy}, {"kcv", "00"}});
    int number = 0;
    for (const auto& group : groups)
        for (const Share& share : group) {
            ++number;
            add("share.issued", {{"set", set},
                                 {"share", number},
                                 {"fingerprint", fingerprintOf(share)},
                                 {"holder", "Custodian " + std::to_string(number)}});
            add("share.sealed", {{"set", set}, {"share", number}, {"bag", "BAG-" + std::to_string(number)}});
        }
    return log;
}

void apply(registry::Registry& log, const char* kind, Json data)
{
    log.apply({.seq = 2, .ceremony = "KC-1", .kind = kind, .data = std::move(data)});
}

Json site(const char* id, const char* name)
{
    return {{"site", id},
            {"name", name},
            {"jurisdiction", "CH"},
            {"region", "alps"},
            {"safes", Json::array({"s1"})}};
}

void add(SheetPool& pool, const Share& share, std::string label)
{
    const SecretBytes words = share.encode().text();
    pool.add(words.text(), std::move(label));
}

// The words of a share, with "?" at some places and another word at others.
SecretBytes worn(const Share& share, const std::vector<std::size_t>& blanks,
                 const std::vector<std::size_t>& wrong = {})
{
    slip39::Mnemonic mnemonic = share.encode();
    for (const std::size_t position : wrong)
        mnemonic = mnemonic.withWord(position, mnemonic[position] ^ 1U);
    const std::string text(mnemonic.text().text());
    std::string result;
    std::size_t position = 0;
    for (std::size_t start = 0; start < text.size(); ++position) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        const bool blank = std::ranges::find(blanks, position) != blanks.end();
        result += (blank ? "?" : text.substr(start, end - start)) + " ";
        start = end + 1;
    }
    return SecretBytes::copyOf(asBytes(result));
}

} // namespace

class SheetPoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessyPileIsSorted()
    {
        const Groups now = sharesOf("2of(2of3,2of3)", 1);
        const Groups old = sharesOf("2of3", 2);
        const registry::Registry log = logOf(now, "2of(2of3,2of3)");
        SheetPool pool;
        add(pool, now[0][0], "first");
        add(pool, old[0][1], "old");
        pool.add(paper::kr1Text(now[0][0].encode()).text(), "first again, by its other code");
        add(pool, now[1][2], "sixth");
        pool.add("KEYRITE1 1/2 ABCD", "a backup document");
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::Good);
        QCOMPARE(report.sheets[0].number, std::optional(1));
        QCOMPARE(report.sheets[1].finding, SheetFinding::UnknownSet);
        QCOMPARE(report.sheets[2].finding, SheetFinding::Copy);
        QCOMPARE(report.sheets[2].copyOf, std::size_t{0});
        QCOMPARE(report.sheets[3].number, std::optional(6));
        QCOMPARE(report.sheets[4].finding, SheetFinding::NotAShare);
        QVERIFY(report.sheets[4].error->message.find("backup document") != std::string::npos);
        QCOMPARE(report.sets.size(), std::size_t{2});
        const PoolSet& set = report.sets[report.sets[0].known ? 0 : 1];
        QVERIFY(!set.complete && !set.needless);
        QCOMPARE(set.groupsMissing(), 2);
        QCOMPARE(set.keys, std::vector<std::string>{"Treasury"});
        QCOMPARE(set.groups[0].missing(), 1);
        QCOMPARE(set.groups[0].absent.size(), std::size_t{2});
        QCOMPARE(set.groups[0].absent[0].number, 2);
        QCOMPARE(set.groups[0].absent[0].holder, std::string("Custodian 2"));
        QCOMPARE(set.groups[0].absent[0].bag, std::string("BAG-2"));
        QCOMPARE(set.groups[1].absent[1].number, 5);
        QVERIFY(pool.quorum(set).empty());
    }

    // Who could still bring a sheet, and from where; nobody is sent for one that is void, lost or out of
    // reach.
    void theMissingAreNamedWithTheirSites()
    {
        const Groups now = sharesOf("2of(2of3,2of3)", 9);
        registry::Registry log = logOf(now, "2of(2of3,2of3)");
        const std::string set = slip39::setId(now[0][0].header);
        apply(log, "site.added", site("zrh-1", "Zurich vault"));
        apply(log, "site.added", site("sin-1", "Singapore"));
        const auto place = [&](int number, const char* where) {
            apply(log, "share.placed", {{"set", set}, {"share", number}, {"site", where}, {"safe", "s1"}});
        };
        for (const int number : {1, 2, 3, 4, 5})
            place(number, "zrh-1");
        place(6, "sin-1");
        apply(log, "share.voided", {{"set", set}, {"share", 2}, {"reason", "spoiled"}});
        SheetPool pool;
        add(pool, now[0][0], "first");
        PoolReport report = pool.report(&log);
        const std::vector<GroupNeed>& groups = report.sets.front().groups;
        QCOMPARE(groups[0].absent.size(), std::size_t{1});
        QCOMPARE(groups[0].absent[0].number, 3);
        QCOMPARE(groups[0].absent[0].site, std::string("Zurich vault"));
        QCOMPARE(groups[1].absent.size(), std::size_t{3});
        QCOMPARE(groups[1].absent[2].holder, std::string("Custodian 6"));
        QCOMPARE(groups[1].absent[2].site, std::string("Singapore"));
        apply(log, "site.changed", {{"site", "sin-1"}, {"state", "lost"}, {"reason", "flood"}});
        report = pool.report(&log);
        QCOMPARE(report.sets.front().groups[1].absent.size(), std::size_t{2});
    }

    void aShareOfSixteenGroups()
    {
        std::string policy = "16of(1of1";
        for (int group = 1; group < 16; ++group)
            policy += ",1of1";
        const Groups wide = sharesOf((policy + ")").c_str(), 10);
        const registry::Registry log = logOf(sharesOf("2of3", 11), "2of3");
        SheetPool pool;
        add(pool, wide[15][0], "the last group's");
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::UnknownSet);
        QCOMPARE(report.sets[0].groups.size(), std::size_t{16});
        QVERIFY(report.sets[0].groups[15].complete());
        QCOMPARE(report.sets[0].groupsMissing(), 15);
        QVERIFY(pool.quorum(report.sets[0]).empty());
    }

    void aCompleteSetGivesItsQuorum()
    {
        const Groups now = sharesOf("2of3", 3);
        const registry::Registry log = logOf(now, "2of3");
        SheetPool pool;
        add(pool, now[0][2], "third");
        add(pool, now[0][0], "first");
        add(pool, now[0][1], "second");
        const PoolReport report = pool.report(&log);
        QVERIFY(report.sets[0].complete);
        const auto quorum = pool.quorum(report.sets[0]);
        QCOMPARE(quorum.size(), std::size_t{2});
        std::vector<Share> shares;
        for (const std::size_t index : quorum)
            shares.push_back(pool.share(index)->clone());
        QVERIFY(slip39::combine(shares).has_value());
    }

    void whatTheLogSaysOfASheet()
    {
        const Groups now = sharesOf("2of3", 4);
        registry::Registry log = logOf(now, "2of3");
        apply(log, "share.voided", {{"set", slip39::setId(now[0][0].header)}, {"share", 1}});
        Share lie = now[0][1].clone();
        lie.value[3] ^= 1U;
        SheetPool pool;
        add(pool, now[0][0], "void");
        add(pool, lie, "false");
        PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::Voided);
        QCOMPARE(report.sheets[1].finding, SheetFinding::Altered);
        QVERIFY(!report.sets[0].complete);
        QVERIFY(report.sets[0].groups[0].refuted);
        // The third and the true second show which one lies.
        add(pool, now[0][2], "third");
        report = pool.report(&log);
        QCOMPARE(report.sheets[1].finding, SheetFinding::Disputed);
        QVERIFY(report.sets[0].complete);
    }

    void aSetWhoseKeysAreGoneIsNeedless()
    {
        const Groups now = sharesOf("2of3", 5);
        registry::Registry log = logOf(now, "2of3");
        apply(log, "key.destroyed", {{"key", "00112233445566778899aabbccddeeff"}});
        SheetPool pool;
        add(pool, now[0][0], "first");
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::Needless);
        QVERIFY(report.sets[0].needless);
    }

    void aSheetThatRebuiltTheSecretIsSpentAndCounts()
    {
        const Groups now = sharesOf("2of3", 5);
        registry::Registry log = logOf(now, "2of3");
        log.apply({.seq = 3,
                   .ceremony = "KC-2",
                   .kind = "quorum.entered",
                   .data = {{"set", slip39::setId(now[0][0].header)}, {"shares", {1, 2}}}});
        SheetPool pool;
        add(pool, now[0][0], "first");
        add(pool, now[0][2], "third");
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::Spent);
        QCOMPARE(report.sheets[1].finding, SheetFinding::Good);
        QVERIFY(report.sets[0].complete);
    }

    void blanksAreSolvedWithTheHelpOfTheLog()
    {
        const Groups now = sharesOf("2of3", 6);
        const registry::Registry log = logOf(now, "2of3");
        SheetPool pool;
        pool.add(worn(now[0][0], {2, 9, 20, 30}).text(), "stained");
        pool.add(worn(now[0][1], {7, 8}).text(), "folded");
        QCOMPARE(pool.report().sheets[0].finding, SheetFinding::WrongWords);
        QCOMPARE(pool.report().sheets[1].finding, SheetFinding::UnknownSet); // solved by its checksum alone
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::Good);
        QCOMPARE(report.sheets[0].solved, (std::vector<std::size_t>{2, 9, 20, 30}));
        QCOMPARE(report.sheets[0].fingerprint, fingerprintOf(now[0][0]));
        QVERIFY(report.sets[0].complete);
    }

    // Three blanks fit always: nothing vouches for what fits.
    void threeBlanksAloneAreNotAccepted()
    {
        const Groups now = sharesOf("2of3", 7);
        SheetPool pool;
        pool.add(worn(now[0][0], {9, 20, 30}).text(), "stained");
        const PoolReport report = pool.report();
        QCOMPARE(report.sheets[0].finding, SheetFinding::WrongWords);
        QCOMPARE(report.sheets[0].suspects, (std::vector<std::size_t>{9, 20, 30}));
        QVERIFY(pool.share(0) == nullptr);
    }

    void wrongWordsArePointedToAndNeverChanged()
    {
        const Groups now = sharesOf("2of3", 8);
        const registry::Registry log = logOf(now, "2of3");
        SheetPool pool;
        pool.add(worn(now[0][0], {}, {12}).text(), "one slip");
        pool.add(worn(now[0][1], {4}, {12}).text(), "a slip and a blank");
        const PoolReport report = pool.report(&log);
        QCOMPARE(report.sheets[0].finding, SheetFinding::WrongWords);
        QCOMPARE(report.sheets[0].suspects, std::vector<std::size_t>{12});
        QCOMPARE(report.sheets[1].suspects, (std::vector<std::size_t>{4, 12}));
        QVERIFY(report.sets.empty());
        pool.remove(0);
        QCOMPARE(pool.report(&log).sheets.size(), std::size_t{1});
        QCOMPARE(pool.report(&log).sheets[0].label, std::string("a slip and a blank"));
    }
};

KEYRITE_TEST_MAIN(SheetPoolTest)
#include "sheet_pool_test.moc"
