#include "core/ceremony/builtin.h"
#include "core/ceremony/world.h"
#include "tests/test_main.h"

#include <nlohmann/json.hpp>

using namespace keyrite;
using namespace keyrite::ceremony;
using Json = nlohmann::json;

class WorldTest : public QObject
{
    Q_OBJECT

    static Json& stepOf(Json& json, const std::string& id)
    {
        for (Json& step : json["steps"])
            if (step["id"] == id)
                return step;
        throw std::out_of_range(id);
    }

    static void erase(Json& json, const std::string& id)
    {
        Json kept = Json::array();
        for (const Json& step : json["steps"])
            if (step["id"] != id)
                kept.push_back(step);
        json["steps"] = kept;
    }

    // Folds the generation procedure with one change; it must be impossible, and the sentence names step and
    // reason.
    static void impossible(const std::function<void(Json&)>& change, const char* words)
    {
        Json json = Json::parse(builtinProcedureText("generate"));
        change(json);
        const auto procedure = Procedure::parse(json.dump());
        QVERIFY2(procedure, procedure ? "" : procedure.error().message.c_str());
        const std::vector<int> shares{1, 2};
        const auto worlds = foldWorld(**procedure, expand(**procedure, shares), shares);
        QVERIFY2(!worlds, words);
        QCOMPARE(worlds.error().code, ErrorCode::ProcedureInvalid);
        QVERIFY2(worlds.error().message.find(words) != std::string::npos, worlds.error().message.c_str());
    }

private Q_SLOTS:
    void scriptsThatCannotWorkDoNotLoad()
    {
        impossible([](Json& json) { erase(json, "preflight"); }, "before the workstation was checked");
        impossible(
            [](Json& json) {
                erase(json, "open-production");
                erase(json, "check-production");
            },
            "before the token is open");
        impossible([](Json& json) { stepOf(json, "check-second")["token"] = "drill"; },
                   "looked at before it is open");
        impossible(
            [](Json& json) {
                erase(json, "prove-share");
                stepOf(json, "enter-quorum").erase("requires");
                stepOf(json, "seal").erase("requires");
            },
            "not proven");
        impossible(
            [](Json& json) {
                erase(json, "challenge");
                stepOf(json, "lock").erase("requires");
                stepOf(json, "zeroise-second").erase("requires");
            },
            "before a restored copy");
        impossible(
            [](Json& json) {
                erase(json, "seal");
                stepOf(json, "hand-over").erase("requires");
            },
            "before it is sealed");
        impossible([](Json& json) { stepOf(json, "zeroise-second")["token"] = "production"; },
                   "holds the new keys");
        impossible([](Json& json) { stepOf(json, "restore")["token"] = "production"; },
                   "on which they were generated");
        impossible([](Json& json) { stepOf(json, "welcome")["requires"] = {"key.locked"}; },
                   "requires key.locked");
    }

    void aKekThatOutlivesTheCeremonyIsRefused()
    {
        impossible(
            [](Json& json) {
                for (const char* id : {"restore", "challenge", "lock", "zeroise-second"})
                    erase(json, id);
            },
            "the KEK is still in memory at the end");
    }

    void sharesMustBeSealedAtTheEnd()
    {
        impossible(
            [](Json& json) {
                erase(json, "seal");
                erase(json, "hand-over");
            },
            "is not sealed at the end");
    }

    void repeatedStepsRunAShareAtATime()
    {
        const auto procedure = builtinProcedure("generate").value();
        std::vector<std::string> ids;
        for (const StepRun& run : expand(*procedure, {1, 2}))
            if (run.share != 0)
                ids.push_back(run.id);
        const std::vector<std::string> expected{"issue-share-1", "prove-share-1", "issue-share-2",
                                                "prove-share-2", "seal-1",        "hand-over-1",
                                                "seal-2",        "hand-over-2"};
        QVERIFY(ids == expected);
    }
};

KEYRITE_TEST_MAIN(WorldTest)
#include "world_test.moc"
