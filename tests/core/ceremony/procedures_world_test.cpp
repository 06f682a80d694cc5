// The order of every built-in procedure, each with twins that were tampered with: what must not load names
// the step and the reason.
#include "core/ceremony/builtin.h"
#include "core/ceremony/world.h"
#include "tests/test_main.h"

#include <nlohmann/json.hpp>

using namespace keyrite;
using namespace keyrite::ceremony;
using Json = nlohmann::json;

namespace {

Json& stepOf(Json& json, const std::string& id)
{
    for (Json& step : json["steps"])
        if (step["id"] == id)
            return step;
    throw std::out_of_range(id);
}

// Without these steps, and without requirements, which would be the first to complain.
void erase(Json& json, std::initializer_list<const char*> ids)
{
    Json kept = Json::array();
    for (Json& step : json["steps"])
        if (std::find(ids.begin(), ids.end(), step["id"].get<std::string>()) == ids.end()) {
            step.erase("requires");
            kept.push_back(step);
        }
    json["steps"] = kept;
}

// Moves a step to just before another, into its act.
void moveBefore(Json& json, const std::string& id, const std::string& target)
{
    Json moved = stepOf(json, id);
    moved["act"] = stepOf(json, target)["act"];
    erase(json, {id.c_str()});
    moved.erase("requires");
    Json steps = Json::array();
    for (const Json& step : json["steps"]) {
        if (step["id"] == target)
            steps.push_back(moved);
        steps.push_back(step);
    }
    json["steps"] = steps;
}

struct Twin
{
    const char* name;
    const char* procedure;
    std::function<void(Json&)> change;
    const char* words; // of the refusal
};

const Twin kTwins[] = {
    {"attest: read before the bag is open", "attest", [](Json& j) { erase(j, {"unseal"}); },
     "before its bag is open"},
    {"attest: not sealed again", "attest",
     [](Json& j) {
         erase(j, {"seal", "hand-over"});
     },
     "not sealed at the end"},
    {"attest: workstation not checked", "attest", [](Json& j) { erase(j, {"preflight"}); },
     "the workstation was checked"},
    {"drill: copies stay", "drill-restore", [](Json& j) { erase(j, {"zeroise-drill"}); },
     "still holds copies"},
    {"drill: onto the HSM that holds the keys", "drill-restore",
     [](Json& j) {
         for (const char* id : {"open-drill", "check-drill", "restore", "challenge", "zeroise-drill"})
             stepOf(j, id)["token"] = "production";
     },
     "onto the HSM that holds them"},
    {"drill: bags not opened", "drill-restore", [](Json& j) { erase(j, {"unseal"}); }, "not unsealed"},
    {"re-issue: KEK alive at the end", "re-issue",
     [](Json& j) {
         erase(j, {"restore", "challenge", "retire", "zeroise-second", "destroy-old"});
     },
     "the KEK is still in memory at the end"},
    {"re-issue: a new sheet sealed before it is proven", "re-issue",
     [](Json& j) { moveBefore(j, "seal", "prove-share"); }, "sealed before it is proven"},
    {"re-issue: the old KEK is split", "re-issue",
     [](Json& j) {
         erase(j, {"rewrap", "read-public-key"});
     },
     "before a key was wrapped under it"},
    {"re-issue: retired before the new backup has signed", "re-issue",
     [](Json& j) { moveBefore(j, "retire", "restore"); }, "no new set was proven"},
    {"re-issue: old sheets destroyed before the set is retired", "re-issue",
     [](Json& j) { moveBefore(j, "destroy-old", "retire"); }, "before its share set was retired"},
    {"re-issue: old sheets kept", "re-issue", [](Json& j) { erase(j, {"destroy-old"}); },
     "an old sheet is not destroyed"},
    {"re-issue: old set not retired", "re-issue",
     [](Json& j) {
         erase(j, {"retire", "destroy-old"});
     },
     "is not retired at the end"},
    {"re-issue: old sheets tried before the new quorum", "re-issue",
     [](Json& j) { moveBefore(j, "refute", "enter-quorum"); }, "before a quorum of the new ones"},
    {"replace: the old HSM erased first", "replace-hsm",
     [](Json& j) { moveBefore(j, "zeroise-production", "challenge"); }, "before a replacement has signed"},
    {"replace: nothing signed", "replace-hsm",
     [](Json& j) {
         erase(j, {"challenge", "zeroise-production", "read-public-key"});
     },
     "before a restored key has signed"},
    {"destroy: paper first", "destroy-keys", [](Json& j) { moveBefore(j, "destroy-sheet", "retire"); },
     "before its share set was retired"},
    {"destroy: set not retired", "destroy-keys",
     [](Json& j) {
         erase(j, {"retire", "unseal", "destroy-sheet"});
     },
     "is not retired at the end"},
    {"destroy: the set is retired while the keys live", "destroy-keys",
     [](Json& j) { moveBefore(j, "retire", "destroy-keys"); }, "while its keys live"},
    {"audit key: workstation not checked", "replace-audit-key", [](Json& j) { erase(j, {"preflight"}); },
     "before the workstation was checked"},
};

} // namespace

class ProceduresWorldTest : public QObject
{
    Q_OBJECT

    static void refusedToParse(const char* id, const std::function<void(Json&)>& change, const char* words)
    {
        Json json = Json::parse(builtinProcedureText(id));
        change(json);
        const auto procedure = Procedure::parse(json.dump());
        QVERIFY2(!procedure, words);
        QVERIFY2(procedure.error().message.find(words) != std::string::npos,
                 procedure.error().message.c_str());
    }

private Q_SLOTS:
    void everyBuiltInProcedureCanWork_data()
    {
        QTest::addColumn<QString>("id");
        for (const std::string_view id : builtinProcedureIds())
            QTest::newRow(std::string(id).c_str()) << QString::fromStdString(std::string(id));
    }

    void everyBuiltInProcedureCanWork()
    {
        QFETCH(QString, id);
        const auto procedure = builtinProcedure(id.toStdString());
        QVERIFY2(procedure, procedure ? "" : procedure.error().message.c_str());
        QCOMPARE((*procedure)->id, id.toStdString());
        const auto works = checkProcedure(**procedure);
        QVERIFY2(works, works ? "" : works.error().message.c_str());
    }

    void whatWasTamperedWithDoesNotLoad_data()
    {
        QTest::addColumn<int>("twin");
        for (int i = 0; i < static_cast<int>(std::size(kTwins)); ++i)
            QTest::newRow(kTwins[i].name) << i;
    }

    void whatWasTamperedWithDoesNotLoad()
    {
        QFETCH(int, twin);
        const Twin& one = kTwins[twin];
        Json json = Json::parse(builtinProcedureText(one.procedure));
        one.change(json);
        const auto procedure = Procedure::parse(json.dump());
        QVERIFY2(procedure, procedure ? "" : procedure.error().message.c_str());
        const auto works = checkProcedure(**procedure);
        QVERIFY2(!works, one.words);
        QCOMPARE(works.error().code, ErrorCode::ProcedureInvalid);
        QVERIFY2(works.error().message.find(one.words) != std::string::npos, works.error().message.c_str());
    }

    void whatDestroysIsAPointOfNoReturn()
    {
        for (const auto& [procedure, step] :
             {std::pair("re-issue", "destroy-old"), std::pair("re-issue", "retire"),
              std::pair("destroy-keys", "destroy-keys"), std::pair("approve-procedure", "approve"),
              std::pair("replace-audit-key", "replace")})
            refusedToParse(
                procedure, [step = step](Json& json) { stepOf(json, step).erase("pointOfNoReturn"); },
                "can never be undone");
    }

    void oldSheetsAreOnlyReadAndDestroyed()
    {
        refusedToParse(
            "re-issue", [](Json& json) { stepOf(json, "seal")["repeat"] = "old-share"; },
            "cannot be \"old-share\"");
        refusedToParse(
            "re-issue", [](Json& json) { stepOf(json, "refute")["repeat"] = "share"; },
            "must be \"old-share\"");
    }

    void aDeclarationStatesOneFact()
    {
        refusedToParse(
            "clock-attestation",
            [](Json& json) {
                stepOf(json, "attest-clock")["effects"] = {"clock.attested", "drill.started"};
            },
            "is not what a step of kind declare does");
        refusedToParse(
            "clock-attestation",
            [](Json& json) { stepOf(json, "attest-clock")["effects"] = {"kek.destroyed"}; },
            "is not what a step of kind declare does");
        refusedToParse(
            "clock-attestation", [](Json& json) { stepOf(json, "attest-clock").erase("effects"); },
            "is not what a step of kind declare does");
    }
};

KEYRITE_TEST_MAIN(ProceduresWorldTest)
#include "procedures_world_test.moc"
