#include "core/ceremony/builtin.h"
#include "core/ceremony/world.h"
#include "tests/test_main.h"

#include <nlohmann/json.hpp>
#include <set>

using namespace keyrite;
using namespace keyrite::ceremony;
using Json = nlohmann::json;

class ProcedureTest : public QObject
{
    Q_OBJECT

    static Json generate() { return Json::parse(builtinProcedureText("generate")); }

    // The built-in procedure with one change, which must be refused with `words` in the sentence.
    static void refused(const std::function<void(Json&)>& change, const char* words)
    {
        Json json = generate();
        change(json);
        const auto procedure = Procedure::parse(json.dump());
        QVERIFY2(!procedure, words);
        QCOMPARE(procedure.error().code, ErrorCode::ProcedureInvalid);
        QVERIFY2(procedure.error().message.find(words) != std::string::npos,
                 procedure.error().message.c_str());
    }

private Q_SLOTS:
    void builtInProceduresLoad()
    {
        for (const std::string_view id : builtinProcedureIds()) {
            const auto procedure = builtinProcedure(id);
            QVERIFY2(procedure, procedure ? "" : procedure.error().message.c_str());
            QVERIFY(procedureWithHash(toHex((*procedure)->hash)));
        }
        QCOMPARE(builtinProcedure("nothing").error().code, ErrorCode::NotFound);
        QVERIFY(!procedureWithHash("00"));
    }

    void theCompiledTextIsTheFile()
    {
        for (const char* id : {"generate", "recover", "set-up"}) {
            QFile file(QStringLiteral(KEYRITE_SOURCE "/resources/procedures/%1.json").arg(QLatin1String(id)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().toStdString() == builtinProcedureText(id));
        }
    }

    // What ceremonies of earlier programs ran from is known for ever: these hashes are in their logs.
    void earlierVersionsStayKnown()
    {
        for (const char* hash : {"74aa40132933465f65b4f8db6100adc94c534ab3038efe2432ca8149ba06df73",
                                 "22043c848b56e915455e0086428ecce494a9b465ec2c300136a508a646c85dc4",
                                 "f7b0780081e6b7ae22176cab40a2dd692ed30dfcb3d4e0b34f4036379654fd4c",
                                 "a636c0b05412d72794ed84af290da979b1f5d8c327c6d70c873fa55f938e9572",
                                 "490786e68eabe3f03c3ed660e0f41c1896c9cf8817e477172d8a9866f84de91d"}) {
            const auto procedure = procedureWithHash(hash);
            QVERIFY2(procedure, hash);
            QVERIFY(procedure->version < builtinProcedure(procedure->id).value()->version);
        }
        QCOMPARE(earlierProcedureTexts().size(), 5U);
    }

    // Whatever token gets a key that others may rely on is looked at before.
    void noKeyIsPutOnADeviceThatWasNotLookedAt()
    {
        for (const std::string_view id : builtinProcedureIds()) {
            std::set<std::string> lookedAt;
            const auto procedure = builtinProcedure(id).value();
            for (const StepSpec& step : procedure->steps) {
                if (step.kind == StepKind::FreshDevice)
                    lookedAt.insert(step.token);
                if (step.kind == StepKind::HsmGenerate || step.kind == StepKind::Restore)
                    QVERIFY2(lookedAt.contains(step.token), (std::string(id) + " " + step.id).c_str());
            }
        }
    }

    void unknownFieldsAreRefusedAndNamed()
    {
        refused([](Json& json) { json["script"] = "rm"; }, "\"script\" is not a field");
        refused([](Json& json) { json["steps"][3]["onclick"] = 1; }, "\"onclick\" is not a field");
        refused([](Json& json) { json["roles"][0]["pin"] = "1"; }, "\"pin\" is not a field");
    }

    void wrongTypesAreRefused()
    {
        refused([](Json& json) { json["version"] = "1"; }, "\"version\" must be a whole number");
        refused([](Json& json) { json["version"] = 1.5; }, "\"version\" must be a whole number");
        refused([](Json& json) { json["steps"] = Json::object(); }, "\"steps\" must be a list");
        refused([](Json& json) { json["steps"][0] = 7; }, "is missing");
        refused([](Json& json) { json["steps"][0]["title"] = {{"de", "nur deutsch"}}; }, "no English text");
        refused([](Json& json) { json["steps"][0]["secret"] = "yes"; }, "must be true or false");
        refused([](Json& json) { json.erase("acts"); }, "names an act");
        refused([](Json& json) { json["schema"] = "keyrite-procedure/2"; }, "schema");
        refused([](Json& json) { json["modes"] = {"live", "party"}; }, "party");
        refused([](Json& json) { json["steps"][1]["items"][0]["pattern"] = "["; }, "regular expression");
    }

    void kindsCannotPretend()
    {
        refused([](Json& json) { json["steps"][0]["kind"] = "run-program"; }, "not a kind of step");
        refused([](Json& json) { json["steps"][0]["effects"] = {"key.generated"}; },
                "is not what a step of kind physical does");
        refused([](Json& json) { json["steps"][0]["effects"] = {"world.ended"}; }, "not an effect");
        refused([](Json& json) { json["steps"][0]["token"] = "production"; }, "has no meaning");
        refused([](Json& json) { json["steps"][6].erase("token"); }, "must name a token");
    }

    void referencesMustHold()
    {
        refused([](Json& json) { std::swap(json["steps"][0], json["steps"][4]); }, "act");
        refused([](Json& json) { json["steps"][0]["roles"] = {"king"}; }, "\"king\"");
        refused([](Json& json) { json["steps"][0]["roles"] = Json::array(); }, "by nobody");
        refused([](Json& json) { json["steps"][1]["id"] = "welcome"; }, "appears twice");
        refused([](Json& json) { json["steps"][0]["onFail"] = "sign-off"; }, "does not come before");
        refused([](Json& json) { json["steps"][10]["roles"] = {"administrator"}; }, "two people");
    }

    void hostileTextsAreBounded()
    {
        QCOMPARE(Procedure::parse(std::string(10U << 20U, ' ')).error().code, ErrorCode::ProcedureInvalid);
        QCOMPARE(Procedure::parse(std::string(100000, '[')).error().code, ErrorCode::ProcedureInvalid);
        QCOMPARE(Procedure::parse("{\"id\":\"a\",\"id\":\"b\"}").error().code, ErrorCode::ProcedureInvalid);
        for (const char* text : {"", "null", "[]", "{", "{}", "\xff\xfe", "{\"schema\":1}"})
            QCOMPARE(Procedure::parse(text).error().code, ErrorCode::ProcedureInvalid);
    }
};

KEYRITE_TEST_MAIN(ProcedureTest)
#include "procedure_test.moc"
