#include "core/log/canonical.h"
#include "core/log/entry.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;

namespace {

Entry sampleEntry()
{
    return {.seq = 7,
            .time = fromIsoTime("2026-11-22T10:15:30.123Z").value(),
            .ceremony = "KC-2026-0001",
            .step = "issue-3",
            .kind = "share.issued",
            .actor = "Zoë Müller",
            .role = "custodian",
            .data = {{"sheet", 3}, {"fingerprint", "3b9f 10c4 77ae e205"}, {"again", false}}};
}

const std::string kSampleBody =
    R"({"actor":"Zoë Müller","ceremony":"KC-2026-0001","data":{"again":false,"fingerprint":"3b9f 10c4 77ae e205","sheet":3},"kind":"share.issued","role":"custodian","seq":7,"step":"issue-3","time":"2026-11-22T10:15:30.123Z","v":1})";

std::string withData(const std::string& data)
{
    return R"({"actor":"","ceremony":"","data":)" + data +
           R"(,"kind":"a.b","role":"","seq":0,"step":"","time":"2026-11-22T10:15:30.123Z","v":1})";
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    return text.replace(text.find(from), from.size(), to);
}

bool isRefused(const std::string& body)
{
    const auto parsed = parseBody(body);
    return !parsed && parsed.error().code == ErrorCode::EntryInvalid && !scanBody(body);
}

// Any value that a body may hold.
Json anyValue(int depth)
{
    switch (*rc::gen::inRange(0, depth < 4 ? 7 : 5)) {
    case 0:
        return nullptr;
    case 1:
        return *rc::gen::arbitrary<bool>();
    case 2:
        return *rc::gen::inRange<std::int64_t>(-kMaxBodyInteger, kMaxBodyInteger);
    case 3: // ASCII with control characters
        return *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
    case 4:
        return *rc::gen::element<std::string>("Zoë", "日本", "\xF0\x9F\x94\x91", "\x7F", "\xC2\x80");
    case 5: {
        Json array = Json::array();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            array.push_back(anyValue(depth + 1));
        return array;
    }
    default: {
        Json object = Json::object();
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            object[*rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'z')))] =
                anyValue(depth + 1);
        return object;
    }
    }
}

} // namespace

class EntryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodyIsCanonical()
    {
        QCOMPARE(canonicalBody(sampleEntry()).value(), kSampleBody);
        const Entry back = parseBody(kSampleBody).value();
        QCOMPARE(canonicalBody(back).value(), kSampleBody);
        QCOMPARE(back.actor, sampleEntry().actor);
        QVERIFY(back.data == sampleEntry().data);
        QVERIFY(back.time == sampleEntry().time);
    }

    // SOURCE: RFC 8785, section 3.2.2.2 (the string of its example; its numbers are floats, which no body
    // has) and section 3.2.3 for the order of keys.
    void rfc8785Strings()
    {
        Entry entry = sampleEntry();
        entry.data = {{"string", "\xE2\x82\xAC$\x0F\nA'B\"\\\\\"/"},
                      {"1", "\b\t\f\r\x1f\x7f"},
                      {"A", {nullptr, true, false}}};
        const std::string body = canonicalBody(entry).value();
        QVERIFY(
            body.find("{\"1\":\"\\b\\t\\f\\r\\u001f\x7f\",\"A\":[null,true,false],\"string\":\"\xE2\x82\xAC$"
                      "\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}") != std::string::npos);
        QCOMPARE(parseBody(body)->data, entry.data);
    }

    void othersThanTheCanonicalFormAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const std::string& body) {
            QTest::newRow(name) << QByteArray(body.data(), static_cast<qsizetype>(body.size()));
        };
        row("empty", "");
        row("not an object", "[]");
        row("white space", withData(R"({"a": 1})"));
        row("leading space", " " + kSampleBody);
        row("trailing newline", kSampleBody + "\n");
        row("cut short", kSampleBody.substr(0, kSampleBody.size() - 1));
        row("key twice", withData(R"({"a":1,"a":1})"));
        row("keys out of order", withData(R"({"b":1,"a":1})"));
        row("empty key", withData(R"({"":1})"));
        row("key beyond ASCII", withData(R"({"ë":1})"));
        row("key with escape", withData(R"({"\u0061":1})"));
        row("key with quotation mark", withData("{\"a\\\"\":1}"));
        row("float", withData(R"({"a":1.5})"));
        row("exponent", withData(R"({"a":1e3})"));
        row("minus zero", withData(R"({"a":-0})"));
        row("leading zero", withData(R"({"a":01})"));
        row("plus", withData(R"({"a":+1})"));
        row("2^53", withData(R"({"a":9007199254740992})"));
        row("-2^53", withData(R"({"a":-9007199254740992})"));
        row("seventeen digits", withData(R"({"a":12345678901234567})"));
        row("lone minus", withData(R"({"a":-})"));
        row("escaped slash", withData(R"({"a":"\/"})"));
        row("escaped letter", withData(R"({"a":"\u0041"})"));
        row("upper-case escape", withData(R"({"a":"\u001F"})"));
        row("long escape of newline", withData(R"({"a":"\u000a"})"));
        row("escaped beyond ASCII", withData(R"({"a":"\u00eb"})"));
        row("surrogates", withData(R"({"a":"\ud83d\udd11"})"));
        row("raw newline", withData("{\"a\":\"\n\"}"));
        row("raw NUL", withData(std::string("{\"a\":\"\0\"}", 9)));
        row("not UTF-8", withData("{\"a\":\"\xFF\"}"));
        row("overlong", withData("{\"a\":\"\xC0\xAF\"}"));
        row("UTF-8 surrogate", withData("{\"a\":\"\xED\xA0\x80\"}"));
        row("above U+10FFFF", withData("{\"a\":\"\xF4\x90\x80\x80\"}"));
        row("cut UTF-8", withData("{\"a\":\"\xE2\x82\"}"));
        row("byte order mark", "\xEF\xBB\xBF" + kSampleBody);
        row("literal", withData(R"({"a":True})"));
        row("NaN", withData(R"({"a":NaN})"));
        row("trailing comma", withData(R"({"a":1,})"));
        row("trailing comma in array", withData(R"({"a":[1,]})"));
        row("comment", withData("{/**/}"));
        row("data no object", withData("[]"));
        row("key missing", replaced(kSampleBody, R"(,"role":"custodian")", ""));
        row("key too many", replaced(kSampleBody, R"(,"role")", R"(,"room":1,"role")"));
        row("negative seq", replaced(kSampleBody, R"("seq":7)", R"("seq":-7)"));
        row("text seq", replaced(kSampleBody, R"("seq":7)", R"("seq":"7")"));
        row("kind without dot", replaced(kSampleBody, "share.issued", "share"));
        row("kind upper case", replaced(kSampleBody, "share.issued", "Share.issued"));
        row("kind ends in dot", replaced(kSampleBody, "share.issued", "share."));
        row("kind begins with dot", replaced(kSampleBody, "share.issued", ".issued"));
        row("kind with two dots", replaced(kSampleBody, "share.issued", "share..issued"));
        row("no such day", replaced(kSampleBody, "2026-11-22", "2026-11-31"));
        row("seconds only", replaced(kSampleBody, ".123Z", "Z"));
        row("newline in actor", replaced(kSampleBody, "Müller", R"(M\n)"));
        row("NUL in step", replaced(kSampleBody, "issue-3", R"(\u0000)"));
        row("long actor", replaced(kSampleBody, "Müller", std::string(257, 'a')));
        row("another version", replaced(kSampleBody, R"("v":1)", R"("v":2)"));
        row("seventeen deep", withData(R"({"a":)" + std::string(15, '[') + std::string(15, ']') + "}"));
        row("very deep", std::string(60000, '['));
        row("too long", withData("{\"a\":\"" + std::string(kMaxBodyBytes, 'a') + "\"}"));
    }

    void othersThanTheCanonicalFormAreRefused()
    {
        QFETCH(QByteArray, body);
        QVERIFY(isRefused(body.toStdString()));
    }

    void limitsAreReached()
    {
        QVERIFY(parseBody(withData(R"({"a":9007199254740991,"b":-9007199254740991,"c":0})")));
        QVERIFY(parseBody(withData(R"({"a":)" + std::string(14, '[') + std::string(14, ']') + "}")));
        const std::size_t room = kMaxBodyBytes - withData("{\"a\":\"\"}").size();
        QVERIFY(parseBody(withData("{\"a\":\"" + std::string(room, 'a') + "\"}")));
        QVERIFY(isRefused(withData("{\"a\":\"" + std::string(room + 1, 'a') + "\"}")));
    }

    void whatNoBodyCanHoldIsNotWritten()
    {
        const auto refused = [](const Json& data) {
            Entry entry = sampleEntry();
            entry.data = data;
            return canonicalBody(entry).error().code == ErrorCode::EntryInvalid;
        };
        QVERIFY(refused({{"a", 1.0}}));
        QVERIFY(refused({{"a", std::nan("")}}));
        QVERIFY(refused({{"a", Json::binary({1, 2})}}));
        QVERIFY(refused({{"a", std::uint64_t{1} << 53U}}));
        QVERIFY(refused({{"a", "\xFF"}}));
        QVERIFY(refused({{"\xC3\xAB", 1}}));
        QVERIFY(refused(Json::array()));
        Json deep = 1;
        for (int i = 0; i < 1000; ++i)
            deep = Json{{"a", std::move(deep)}};
        QVERIFY(refused(deep));
        Entry entry = sampleEntry();
        entry.time = TimePoint{std::chrono::hours{24L * 366 * 9000}};
        QVERIFY(!canonicalBody(entry));
        entry = sampleEntry();
        entry.actor = "\xED\xA0\x80";
        QVERIFY(!canonicalBody(entry));
    }

    void parseOfBodyIsIdentity()
    {
        QVERIFY(rc::check([] {
            Entry entry = sampleEntry();
            entry.data = Json::object();
            entry.data["x"] = anyValue(1);
            entry.seq = *rc::gen::inRange<std::uint64_t>(0, kMaxBodyInteger);
            const std::string body = canonicalBody(entry).value();
            const Entry back = parseBody(body).value();
            RC_ASSERT(back.data == entry.data);
            RC_ASSERT(back.seq == entry.seq);
            RC_ASSERT(canonicalBody(back).value() == body);
        }));
    }

    // One byte changed: either refused, or another entry in canonical form; never the same entry again.
    void oneByteChangedIsNoticed()
    {
        for (std::size_t at = 0; at < kSampleBody.size(); ++at)
            for (int value = 0; value < 256; ++value) {
                std::string body = kSampleBody;
                body[at] = static_cast<char>(value);
                if (const auto parsed = parseBody(body); parsed && body != kSampleBody)
                    QVERIFY(canonicalBody(*parsed).value() == body);
                QCOMPARE(parseBody(body).has_value(), scanBody(body).has_value());
            }
    }

    void errorsSayWhere()
    {
        const auto refused = parseBody(withData(R"({"b":1,"a":1})"));
        QVERIFY(refused.error().message.find("keys are not in order") != std::string::npos);
        QCOMPARE(refused.error().detail, std::string("byte 44"));
    }
};

KEYRITE_TEST_MAIN(EntryTest)
#include "entry_test.moc"
