#include "core/file.h"
#include "core/plan/asset_profile.h"
#include "core/plan/computation.h"
#include "core/plan/sentences.h"
#include "tests/core/plan/printed.h"
#include "tests/test_main.h"

#include <cmath>

using namespace keyrite;
using namespace keyrite::plan;

namespace {

const Progress kGoOn = [](std::size_t, std::size_t) { return true; };

Json example(const char* name)
{
    return Json::parse(
        readFile(std::string(KEYRITE_SOURCE "/resources/practice/") + name, kMaxInputBytes).value());
}

Computation computed(const PlanInput& input)
{
    return compute(input, kGoOn).value();
}

// The refusal of the three designs with `value` put at `pointer`.
std::string refusal(const char* pointer, const Json& value)
{
    Json json = example("plan-three-designs.json");
    json[Json::json_pointer(pointer)] = value;
    const auto input = PlanInput::fromJson(json);
    return input ? std::string() : input.error().message;
}

} // namespace

class InputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleGivesTheTable()
    {
        const PlanInput input = PlanInput::fromJson(example("plan-three-designs.json")).value();
        const Computation c = computed(input);
        const char* const rows[] = {"1.11722e-02 2.07460e-03 0.871386 424548 43000",
                                    "2.61119e-03 1.45897e-04 0.872118 148736 93000",
                                    "3.71663e-04 1.28940e-05 0.954630 100804 129000"};
        for (std::size_t i = 0; i < c.given.size(); ++i) {
            const Evaluation& e = c.given[i].evaluation;
            QCOMPARE(QString::asprintf("%.5e %.5e %.6f %.0f %.0f", e.unrecoverable, e.compromise, e.by(12),
                                       e.loss.total(), e.cost),
                     QString(rows[i]));
        }
        QCOMPARE(c.choice.recommended, std::size_t{2});
    }

    void theDeskIsSearched()
    {
        const PlanInput input = PlanInput::fromJson(example("plan-desk.json")).value();
        const Computation c = computed(input);
        QVERIFY(c.searched && c.choice.recommended != kNone);
        const Design best = c.design(input, c.choice.recommended);
        QVERIFY(std::abs(evaluate(input.model, best)->total() / c.candidates[c.choice.recommended].total() -
                         1) < 1e-9);
        QCOMPARE(beyondRedundancy(input, c).size(), std::size_t{1});
        QVERIFY(beyondRedundancy(input, c)[0].find("pre-placed stops") != std::string::npos);
        QVERIFY(recommendation(input, c).starts_with("Keep the key with "));
        QVERIFY(runnerUp(input, c).starts_with("Next best "));
    }

    void theCanonicalFormIsTheSameInput()
    {
        for (const char* name : {"plan-three-designs.json", "plan-desk.json"}) {
            const PlanInput input = PlanInput::fromJson(example(name)).value();
            const PlanInput again = PlanInput::fromJson(input.canonical).value();
            QCOMPARE(again.hash, input.hash);
            QCOMPARE(again.canonical.dump(), input.canonical.dump());
            const Computation a = computed(input);
            const Computation b = computed(again);
            QCOMPARE(recommendation(again, b), recommendation(input, a));
            QVERIFY(input.canonical.dump().find("\"0.0") != std::string::npos); // decimal text
        }
    }

    void oneDesignMayStandInTheInput()
    {
        Json json = example("plan-three-designs.json");
        json.erase("designs");
        json["groups"] = Json::array({{{"members", 3}, {"threshold", 2}, {"unreachable", 0.5}},
                                      {{"members", 3}, {"threshold", 2}, {"shares", {{{"lost", 0.5}}}}}});
        json["groupThreshold"] = 2;
        const PlanInput input = PlanInput::fromJson(json).value();
        QCOMPARE(input.designs.size(), std::size_t{1});
        QCOMPARE(input.designs[0].groups[0].unreachable, 0.5);
        QCOMPARE(input.designs[0].groups[1].shares[0].lost, 0.5);
        QCOMPARE(input.designs[0].groups[1].shares[1].lost, 0.02);
    }

    void aMultisigHasKeysOfItsOwn()
    {
        Json json = example("plan-three-designs.json");
        const Json one = {{"groups", {{{"members", 3}, {"threshold", 2}}}}, {"groupThreshold", 1}};
        json["designs"] = {{{"keys", {one, one, json["designs"][2]}}, {"keyThreshold", 2}}};
        json["designs"][0]["keys"][2].erase("name");
        const PlanInput input = PlanInput::fromJson(json).value();
        const Design& design = input.designs.at(0);
        QCOMPARE(design.name, std::string("2of[2of3;2of3;2of(2of3,2of3,2of3)]"));
        QCOMPARE(design.groups.size(), std::size_t{5});
        QCOMPARE(designInWords(input.model, design),
                 std::string(
                     "2 of 3 keys, brought back by 2 of 3 people at Site 1; by 2 of 3 people at Site 1; by 2 "
                     "of 3 sites, with 2 of 3 people each (Site 1, Site 2, Site 3)"));
        // Site 1 alone brings two keys back, which is enough.
        const Concentration at = concentrationOf(input.model, design);
        QCOMPARE(at.needed, 2);
        QCOMPARE(at.metAtOneSite, 2);
        QCOMPARE(at.lostWithOneSite, 2);
        QCOMPARE(at.metInOneHand, 0);
        const auto refusedWith = [&](const char* pointer, const Json& value) {
            Json changed = json;
            changed[Json::json_pointer(pointer)] = value;
            return PlanInput::fromJson(changed).error().message;
        };
        QVERIFY(refusedWith("/designs/0/keyThreshold", 4).find("is more than the 3 keys") !=
                std::string::npos);
        QVERIFY(refusedWith("/designs/0/keys", Json::array({one})).find("must list 2 to 16 keys") !=
                std::string::npos);
        QVERIFY(refusedWith("/designs/0/keys/1/groupThreshold", 2).find("in keys 2 of designs 1") !=
                std::string::npos);
        QVERIFY(refusedWith("/designs/0/groups", one["groups"]).find("\"groups\" is not a field") !=
                std::string::npos);
    }

    // A group that names a site and no sheets has the site's.
    void aNamedSiteBringsItsSheets()
    {
        Json json = example("plan-desk.json");
        json.erase("search");
        json["designs"] = {
            {{"groups", {{{"site", "Zurich"}, {"members", 3}, {"threshold", 2}}}}, {"groupThreshold", 1}}};
        const PlanInput input = PlanInput::fromJson(json).value();
        QCOMPARE(input.designs[0].groups[0].shares[0].custodian, std::string("Ada Okafor"));
        QCOMPARE(input.designs[0].groups[0].shares.size(), std::size_t{3});
    }

    void drillsAreLearntFrom()
    {
        Json json = example("plan-three-designs.json");
        json["share"]["response"] = {
            {"hours", {4, 12, 48, 240}}, {"prior", {5, 3, 1.5, 0.5}}, {"answered", {12, 8, 4, 3}}};
        const Computation c = computed(PlanInput::fromJson(json).value());
        VERIFY_PRINTS(c.given[2].evaluation.by(12), "%.6f", "0.919603");
        json["share"]["response"]["silentBy"] = {0, 5, 0, 0};
        const Computation slower = computed(PlanInput::fromJson(json).value());
        QVERIFY(slower.given[2].evaluation.by(12) < 0.919);
    }

    void oddInputIsRefusedByName_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* pointer, const char* value, const char* names) {
            QTest::addRow("%s %s", pointer, value) << pointer << value << names;
        };
        row("/share/lost", "1.5", "\"lost\" must be a number from 0 to 1");
        row("/share/lost", "-0.1", "\"lost\"");
        row("/share/lost", "\"nan\"", "\"lost\"");
        row("/share/lost", "\"0x1\"", "\"lost\"");
        row("/share/lost", "\"inf\"", "\"lost\"");
        row("/share/lost", "null", "\"lost\"");
        row("/share/lossPerYear", "0.1", "\"attestedEveryDays\"");
        row("/share/response/by/1", "0.4", "must not fall");
        row("/share/response/by/3", "1.01", "\"by\"");
        row("/share/response/hours/1", "4", "must rise");
        row("/share/response", "{\"hours\":[4,8],\"prior\":[1,0]}", "\"prior\"");
        row("/site/unreachable", "2", "\"unreachable\"");
        row("/designs/0/groups/0/threshold", "4", "is more than the 3 members");
        row("/designs/0/groups/0/threshold", "1", "forbids copies");
        row("/designs/0/groups/0/members", "17", "\"members\" must be a whole number from 1 to 16");
        row("/designs/1/groupThreshold", "4", "is more than the 3 groups");
        row("/designs/1/groups/0/breached", "7", "in groups 1 of designs 2, \"breached\"");
        row("/designs/1/groups/0/site", "\"Atlantis\"", "not one of the sites");
        row("/designs", "[]", "nothing to compute");
        row("/positions", "[]", "nothing to lose");
        row("/positions/0/value", "-1", "\"value\"");
        row("/positions/0/value", "1e308", "\"value\"");
        row("/positions/0/class", "\"tulips\"", "\"class\" must be spot");
        row("/positions/0/losses/0/kind", "\"guess\"", "\"kind\" must be linear");
        row("/positions/0/losses/0/sigmaPerDay", "\"\"", "\"sigmaPerDay\"");
        row("/events/0/perYear", "-1", "\"perYear\"");
        row("/commonFault", "1.1", "\"commonFault\"");
        row("/hours", "[-1]", "\"hours\"");
        row("/correlation", "1", "\"correlation\"");
        row("/unknown", "1", "\"unknown\" is not a field");
        row("/share/unknown", "1", "\"unknown\" is not a field");
        row("/schema", "\"keyrite-plan-input/2\"", "\"schema\"");
        row("/groupThreshold", "2", "\"groupThreshold\"");
        row("/provisioning", "{\"order\":\"sometimes\"}", "\"order\"");
    }

    void oddInputIsRefusedByName()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, names);
        const std::string message = refusal(pointer.toUtf8().constData(), Json::parse(value.toStdString()));
        QVERIFY2(QString::fromStdString(message).contains(names), message.c_str());
    }

    void whatIsNoJsonIsRefused()
    {
        for (const std::string& text : {std::string(), std::string("[]"), std::string("{\"schema\":NaN}"),
                                        std::string("{\"a\":1,\"a\":2}"), std::string("{\"a\":1e999}"),
                                        std::string(100, '['), std::string("\xff\xfe{}")})
            QCOMPARE(PlanInput::parse(text).error().code, ErrorCode::PlanInvalid);
        QVERIFY(PlanInput::parse("\xEF\xBB\xBF" + example("plan-desk.json").dump())); // a byte order mark
        const auto large = PlanInput::parse("{\"schema\":\"" + std::string(10'000'000, 'x') + "\"}");
        QVERIFY(large.error().message.find("1 MiB") != std::string::npos);
    }

    void onePersonAnswersOneWay()
    {
        Json json = example("plan-three-designs.json");
        json["designs"][1]["groups"][0]["shares"] = {{{"custodian", "Ada"}}};
        json["designs"][1]["groups"][1]["shares"] = {{{"custodian", "Ada"}, {"compromised", 0.5}}};
        const auto refused = PlanInput::fromJson(json);
        QVERIFY(refused.error().message.find("\"Ada\" answers differently") != std::string::npos);
        json["designs"][1]["groups"][1]["shares"][0].erase("compromised");
        const Computation c = computed(PlanInput::fromJson(json).value());
        // Ada alone can meet two of three groups of one sheet: she alone is sufficient.
        QVERIFY(c.candidates[1].broken.any());
    }

    void theSixProfilesLoad()
    {
        QCOMPARE(assetProfiles().size(), std::size_t{6});
        for (const AssetProfile& profile : assetProfiles()) {
            const std::string path =
                std::string(KEYRITE_SOURCE "/resources/profiles/assets/") + profile.id + ".json";
            QCOMPARE(AssetProfile::parse(readFile(path, 65536).value())->title, profile.title);
        }
        QVERIFY(assetProfile("tulips") == nullptr);
        QVERIFY(assetProfile("perpetual")->maxOutageHours <= 1);
    }

    void anOddProfileIsRefused()
    {
        const Json spot =
            Json::parse(readFile(KEYRITE_SOURCE "/resources/profiles/assets/spot.json", 65536).value());
        const auto message = [&](const char* field, const Json& value) {
            Json changed = spot;
            changed[field] = value;
            const auto profile = AssetProfile::parse(changed.dump());
            return profile ? std::string() : profile.error().message;
        };
        QVERIFY(message("minOutageHours", -1).find("\"minOutageHours\"") != std::string::npos);
        QVERIFY(message("maxOutageHours", 1).find("\"maxOutageHours\"") !=
                std::string::npos); // below the smallest
        QVERIFY(message("surprise", 1).find("\"surprise\" is not a field") != std::string::npos);
        QVERIFY(message("title", 1).find("\"title\"") != std::string::npos);
        QVERIFY(message("schema", "x").find("\"schema\"") != std::string::npos);
    }

    void numbersAreSpoken()
    {
        QCOMPARE(moneyText(1234567.4), std::string("1,234,567"));
        QCOMPARE(moneyText(-1234), std::string("-1,234"));
        QCOMPARE(moneyText(0), std::string("0"));
        QCOMPARE(hoursText(0.5), std::string("30 min"));
        QCOMPARE(hoursText(240), std::string("240 h"));
        QCOMPARE(hoursText(INFINITY), std::string("never"));
    }
};

KEYRITE_TEST_MAIN(InputTest)
#include "input_test.moc"
