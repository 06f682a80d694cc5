#include "core/log/filter.h"
#include "core/log/subject.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;
using Texts = std::vector<std::string>;

namespace {

Entry proven()
{
    return {
        .time = fromIsoTime("2026-11-22T10:15:30.123Z").value(),
        .ceremony = "KC-2026-0001",
        .step = "prove-4",
        .kind = "share.proven",
        .actor = "Ana Kovač",
        .role = "custodian",
        .data = {{"set", "7c2a"}, {"share", 4}, {"holder", "Mei Tanaka"}, {"tries", 2}, {"bag", "AB 0048"}}};
}

bool fits(const std::string& line, const Entry& entry = proven())
{
    return matches(entry, parseFilter(line).value(), WordBreaker::create().value());
}

std::string problem(const std::string& line)
{
    const auto filter = parseFilter(line);
    return filter ? std::string() : filter.error().message;
}

// Pieces that lines are made of, the difficult ones too.
rc::Gen<std::string> anyLine()
{
    static const std::vector<std::string> pieces{
        "ceremony:", "kind:",      "person:", "key:",     "sheet:", "first:", "last:",  "17",
        "from:",     "to:",        "text:",   "share.",   "Ana",    "\"",     "\"\"",   " ",
        "  ",        "2026-11-22", "T10:15",  ":00.000Z", ":",      "č",      "7c2a/4", "\t"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                        [](const std::vector<std::string>& chosen) {
                            std::string line;
                            for (const std::string& piece : chosen)
                                line += piece;
                            return line;
                        });
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineOfEverything()
    {
        const auto filter =
            parseFilter("two words ceremony:KC-2026-0001 kind:Share. person:\"Ana Kovač\" key:AB01 "
                        "sheet:7C2A/4 from:2026-11-22 to:2026-11-30");
        const Filter expected{.ceremony = "KC-2026-0001",
                              .kind = "share.",
                              .person = "Ana Kovač",
                              .key = "ab01",
                              .sheet = "7c2a/4",
                              .text = "two words",
                              .from = fromIsoTime("2026-11-22T00:00:00.000Z").value(),
                              .to = fromIsoTime("2026-12-01T00:00:00.000Z").value()};
        QVERIFY(filter.value() == expected);
        QVERIFY(parseFilter("first:10 last:12").value() == (Filter{.first = 10, .last = 12}));
        QVERIFY(parseFilter("").value().isEmpty());
        QVERIFY(parseFilter(" \t ").value().isEmpty());
    }

    void whatIsTyped()
    {
        QCOMPARE(parseFilter("person:\"a \"\"b\"\" c\"").value().person, std::string("a \"b\" c"));
        QCOMPARE(parseFilter("person:\"not closed").value().person, std::string("not closed"));
        QCOMPARE(parseFilter("10:42 other:x").value().text, std::string("10:42 other:x"));
        QCOMPARE(parseFilter("text:\"kind:x y\"").value().text, std::string("kind:x y"));
        QCOMPARE(parseFilter("from:2026-11-22T10:15").value().from,
                 fromIsoTime("2026-11-22T10:15:00.000Z").value());
        QCOMPARE(parseFilter("to:2026-11-22T10:15:30.123Z").value().to,
                 fromIsoTime("2026-11-22T10:15:30.123Z").value());
    }

    void refusedWithASentence()
    {
        QCOMPARE(
            problem("from:yesterday"),
            std::string(
                "\"from:yesterday\" names no time. Write a day, as in from:2026-11-22, or a time in UTC, "
                "as in from:2026-11-22T10:15."));
        QCOMPARE(problem("first:x"),
                 std::string("\"first:x\" names no entry. Write its number, as in first:1200."));
        QVERIFY(problem("last:99999999999999999999").starts_with("\"last:999"));
        QVERIFY(problem("to:2026-02-30").starts_with("\"to:2026-02-30\" names no time."));
        QCOMPARE(problem("kind:"),
                 std::string("\"kind:\" names nothing. Write what to look for after the colon."));
        QCOMPARE(problem("kind:a. kind:b."),
                 std::string("\"kind:\" stands twice; an entry has one. Take one away."));
        QVERIFY(problem(std::string(5000, 'x')).starts_with("The filter is longer"));
        QVERIFY(!parseFilter("kind:a. kind:b."));
        QCOMPARE(parseFilter("from:x").error().code, ErrorCode::InvalidArgument);
    }

    void conditionsOneByOne()
    {
        for (const char* line :
             {"", "ceremony:KC-2026-0001", "kind:share.proven", "kind:share.", "person:\"Ana Kovač\"",
              "person:\"Mei Tanaka\"", "sheet:7c2a", "sheet:7c2a/4", "from:2026-11-22", "to:2026-11-22",
              "from:2026-11-22T10:15:30.123Z", "kovac", "KOVAČ prov", "0048 custodian", "prove 4"})
            QVERIFY2(fits(line), line);
        for (const char* line : {"ceremony:KC-2026-0002", "ceremony:KC-2026", "kind:share",
                                 "kind:share.prove", "kind:key.", "person:Ana", "person:\"ana kovač\"",
                                 "sheet:7c2a/5", "sheet:7c2b", "key:7c2a", "from:2026-11-23", "to:2026-11-21",
                                 "to:2026-11-22T10:15:30.123Z", "ovac", "kovac nobody", "+++", "tries"})
            QVERIFY2(!fits(line), line);
    }

    void subjects()
    {
        Entry entry = proven();
        entry.kind = "ceremony.opened";
        entry.data = {{"set", ""},
                      {"title", "Cold wallet"},
                      {"name", "no person"},
                      {"keys", {{{"id", "aa01"}, {"label", "x"}}, {{"id", "aa02"}}}},
                      {"people", {{{"initials", "AK"}, {"name", "Ana Kovač"}}, {{"name", "Ida Berg"}}}},
                      {"shares", {{{"number", 1}, {"holder", "Mei Tanaka"}}}}};
        QCOMPARE(subjectsOf(entry),
                 (Texts{"ceremony/KC-2026-0001", "key/aa01", "key/aa02", "kind/ceremony.opened",
                        "person/Ana Kovač", "person/Ida Berg", "person/Mei Tanaka"}));
        entry.data = {
            {"set", "7c2a"}, {"shares", {1, 3}}, {"key", "aa01"}, {"drill", {{"people", {"Ben", "Ida"}}}}};
        QCOMPARE(subjectsOf(entry),
                 (Texts{"ceremony/KC-2026-0001", "key/aa01", "kind/ceremony.opened", "person/Ana Kovač",
                        "person/Ben", "person/Ida", "set/7c2a", "sheet/7c2a/1", "sheet/7c2a/3"}));
    }

    // Data of others may have any shape.
    void strangeData()
    {
        Entry entry = proven();
        entry.data = {{"set", 7},
                      {"share", {1, "x", nullptr}},
                      {"keys", {1, {2}, nullptr}},
                      {"people", "Ana"},
                      {"holder", {1}}};
        QCOMPARE(subjectsOf(entry),
                 (Texts{"ceremony/KC-2026-0001", "kind/share.proven", "person/Ana Kovač"}));
    }

    void words()
    {
        const auto breaker = WordBreaker::create().value();
        QCOMPARE(breaker.words("Kovač, KC-2026"), (Texts{"kovac", "kc", "2026"}));
        QCOMPARE(breaker.words("+-*\"' \n"), Texts{});
        QCOMPARE(breaker.words(""), Texts{});
    }

    void linesComeBack()
    {
        QVERIFY(rc::check("what is read from a line is read from its own line", [] {
            const auto filter = parseFilter(*anyLine());
            if (filter)
                RC_ASSERT(parseFilter(filterLine(*filter)).value() == *filter);
        }));
    }
};

KEYRITE_TEST_MAIN(FilterTest)
#include "filter_test.moc"
