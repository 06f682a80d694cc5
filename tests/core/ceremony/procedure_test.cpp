#include "core/ceremony/builtin.h"
#include "core/ceremony/world.h"
#include "tests/test_main.h"

#include <nlohmann/json.hpp>

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
        refused([](Json& json) { json["steps"][8]["roles"] = {"administrator"}; }, "two people");
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
