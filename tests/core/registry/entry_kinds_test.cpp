// The table of kinds: its document names the same fields, and each form refuses what is one step off.
#include "core/file.h"
#include "core/registry/entry_kinds.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::registry;
using log::Json;

namespace {

// What a field of each form takes, and one thing that it does not.
struct Sample
{
    Json good;
    std::vector<Json> bad;
};

Sample sampleOf(const FieldRule& rule)
{
    switch (rule.type) {
    case FieldType::Text:
        return {"a text", {"", " a", "a\nb", std::string(301, 'a'), 7}};
    case FieldType::Name:
        return {"Zoë Müller", {"", "a ", std::string(81, 'a'), Json::array()}};
    case FieldType::Names:
        return {Json::array({"Ada"}), {Json::array(), Json::array({"Ada", "Ada"}), "Ada"}};
    case FieldType::Id:
        return {"zrh-1", {"", "-a", "Zrh", "z_1", std::string(41, 'a')}};
    case FieldType::Ids:
        return {Json::array({"a", "b"}), {Json::array({"a", "a"}), Json::array({"A"}), Json("a")}};
    case FieldType::Word: {
        const std::string words = rule.words;
        return {words.substr(0, words.find('|')), {"", "other-word", words}};
    }
    case FieldType::Flag:
        return {true, {"true", 1}};
    case FieldType::Count:
        return {1, {-1, "1", std::int64_t{1} << 53}};
    case FieldType::Day:
        return {"2026-02-28", {"2026-02-29", "2026-2-28", "", 20260228}};
    case FieldType::Time:
        return {"2026-02-28T12:00:00.000Z", {"2026-02-28", "2026-02-28T25:00:00.000Z"}};
    case FieldType::Country:
        return {"CH", {"ch", "CHE", ""}};
    case FieldType::Currency:
        return {"CHF", {"chf", "CH", ""}};
    case FieldType::KeyId:
        return {std::string(32, 'a'), {std::string(31, 'a'), std::string(32, 'A')}};
    case FieldType::SetId:
        return {"3a5f", {"3A5F", "3a5", "3a5fg"}};
    case FieldType::Seal:
        return {"AB-0048", {"AB", "AB 0048", std::string(41, 'A')}};
    case FieldType::Probes: {
        const Json one{{"type", "p256"}, {"found", "rfc5649"}, {"locks", true}};
        return {Json::array({one}),
                {Json::array({one, one}), Json::array({Json{{"type", "p256"}, {"found", "cbc"}}}),
                 Json::array({Json{{"type", "p257"}, {"found", "rfc5649"}}}), Json::object()}};
    }
    case FieldType::Deadlines: {
        const Json one{{"what", "expiry"}, {"at", "2026-03-20T16:00:00.000Z"}};
        return {Json::array({one}),
                {Json::array({one, one}), Json::array({Json{{"what", "expiry"}}}), Json::object()}};
    }
    }
    return {};
}

Json goodData(const KindRule& rule)
{
    Json data = Json::object();
    for (const FieldRule& field : rule.fields)
        data[field.name] = sampleOf(field).good;
    return data;
}

} // namespace

class EntryKindsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsWhatIsWellFormed()
    {
        for (const KindRule& rule : kindRules()) {
            QVERIFY2(checkExactly(rule, goodData(rule)), rule.kind.data());
            Json least = goodData(rule);
            for (const FieldRule& field : rule.fields)
                if (!field.required)
                    least.erase(field.name);
            QVERIFY2(checkExactly(rule, least), rule.kind.data());
        }
    }

    void refusesWhatIsMissingOrOfAnotherForm()
    {
        for (const KindRule& rule : kindRules())
            for (const FieldRule& field : rule.fields) {
                Json data = goodData(rule);
                for (const Json& bad : sampleOf(field).bad) {
                    data[field.name] = bad;
                    const auto checked = checkFields(rule, data);
                    const std::string what = std::string(rule.kind) + " " + field.name + " " + bad.dump();
                    QVERIFY2(!checked && checked.error().code == ErrorCode::EntryInvalid, what.c_str());
                    QVERIFY2(checked.error().message.find(field.name) != std::string::npos, what.c_str());
                }
                data.erase(field.name);
                QCOMPARE(checkFields(rule, data).has_value(), !field.required);
            }
    }

    void leavesUnknownFieldsToReadersOnly()
    {
        for (const KindRule& rule : kindRules()) {
            Json data = goodData(rule);
            data["ofTheNextVersion"] = 1;
            QVERIFY(checkFields(rule, data));
            QVERIFY(!checkExactly(rule, data));
            QVERIFY(!checkFields(rule, Json::array()));
        }
    }

    // docs/formats/entries.md has each kind, in this order, and in its line each field.
    void isWhatTheDocumentSays()
    {
        const auto bytes = readFile(KEYRITE_SOURCE "/docs/formats/entries.md", 1U << 20U);
        QVERIFY(bytes);
        std::size_t last = bytes->find("## People");
        for (const KindRule& rule : kindRules()) {
            const std::size_t at = bytes->find("`" + std::string(rule.kind) + "`", last);
            QVERIFY2(at != std::string::npos, rule.kind.data());
            const std::string line = bytes->substr(at, bytes->find('\n', at) - at);
            for (const FieldRule& field : rule.fields) {
                const std::string named = "`" + std::string(field.name) + "`" + (field.required ? " " : "? ");
                const std::string words = "`" + std::string(field.words) + "`";
                QVERIFY2(line.find(named) != std::string::npos, (std::string(rule.kind) + named).c_str());
                QVERIFY2(field.type != FieldType::Word || line.find(words) != std::string::npos, field.words);
            }
            last = at;
        }
    }
};

KEYRITE_TEST_MAIN(EntryKindsTest)
#include "entry_kinds_test.moc"
