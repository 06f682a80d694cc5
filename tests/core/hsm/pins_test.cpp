// PINs: two halves, a PIN pad, changes that are proven, and the modules that are registered on this computer.
#include "core/hsm/modules.h"
#include "core/hsm/pin_halves.h"
#include "core/hsm/registered_modules.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

#include <fstream>

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

class PinsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halvesAreJoinedInOrder()
    {
        QCOMPARE(joinHalves(pin("first"), pin("second")).text(), std::string_view("firstsecond"));
        QCOMPARE(joinHalves({}, pin("second")).text(), std::string_view("second"));
    }

    void aChangeIsProvenAndOneWay()
    {
        PracticeTokens tokens;
        const TokenId id = tokens.make("T").id;
        const auto opens = [&](std::string_view text) {
            return tokens.module.open(id, pin(text)).has_value();
        };
        must(tokens.module.changeUserPin(id, pin(kUserPin), pin("another-user-pin")));
        QVERIFY(opens("another-user-pin") && !opens(kUserPin));
        QCOMPARE(tokens.module.changeUserPin(id, pin(kUserPin), pin("not-this-one")).error().code,
                 ErrorCode::PinWrong);
        QCOMPARE(tokens.module.changeUserPin(id, pin("another-user-pin"), pin("short")).error().code,
                 ErrorCode::PinUnusable);
        QVERIFY(opens("another-user-pin"));
        must(tokens.module.changeOfficerPin(id, pin(kSoPin), pin("another-so-pin")));
        QCOMPARE(tokens.module.resetUserPin(id, pin(kSoPin), pin("from-the-officer")).error().code,
                 ErrorCode::PinWrong);
        must(tokens.module.resetUserPin(id, pin("another-so-pin"), pin("from-the-officer")));
        QVERIFY(opens("from-the-officer"));
    }

    void aPinPadTakesNoPinFromTheProgram()
    {
        const MemoryDir dir;
        const auto softHsm = must(preparePracticeStore(dir.path().toStdString()));
        QVERIFY(qputenv("KEYRITE_PAD_TARGET", softHsm.c_str()));
        Module module = must(Module::load(KEYRITE_PIN_PAD_MODULE));
        const TokenInfo token = must(module.initialiseFresh("PAD", {}, {}));
        QVERIFY(token.pinPad);
        must(must(module.open(token.id, {})).keys());
        must(module.changeUserPin(token.id, {}, {}));
        must(module.resetUserPin(token.id, {}, {}));
        // One that was typed in the program is not what such a token takes.
        QVERIFY(!module.open(token.id, pin(kUserPin)));
    }

    void noPinIsNoPinWithoutAPad()
    {
        PracticeTokens tokens;
        const TokenId id = tokens.make("T").id;
        QCOMPARE(tokens.module.open(id, {}).error().code, ErrorCode::PinUnusable);
        QCOMPARE(tokens.module.initialiseFresh("U", {}, {}).error().code, ErrorCode::PinUnusable);
        QCOMPARE(tokens.module.changeUserPin(id, pin(kUserPin), {}).error().code, ErrorCode::PinUnusable);
    }

    void anybodySeesPublicObjectsOnly()
    {
        PracticeTokens tokens;
        const TokenInfo token = tokens.make("T");
        QVERIFY(must(tokens.module.visibleObjects(token.id)).empty());
        must(tokens.open(token).generate(KeyType::P256, "left here", filled(16, 1), false));
        const auto left = must(tokens.module.visibleObjects(token.id));
        QCOMPARE(left.size(), 1U);
        QCOMPARE(left.front().label, std::string("left here"));
        QVERIFY(left.front().id == filled(16, 1));
    }

    void aBrokenModuleHidesNothing()
    {
        PracticeTokens tokens;
        const TokenId id = tokens.make("T").id;
        Modules modules(std::move(tokens.module));
        modules.add("/nowhere.so", Module::load("/nowhere.so"));
        QCOMPARE(modules.status().size(), 2U);
        QVERIFY(!modules.status()[0].error && modules.status()[1].error);
        QCOMPARE(must(modules.find(id)).id.label, std::string("T"));
        QVERIFY(modules.open(id, pin(kUserPin)).has_value());
        QCOMPARE(modules.find({"1", "T"}).error().code, ErrorCode::TokenUnexpected);
        QCOMPARE(modules.find({"1", "U"}).error().code, ErrorCode::TokenAbsent);
    }

    void configurationsOfP11Kit()
    {
        QCOMPARE(moduleNamedBy("# a comment\n module : /usr/lib/x.so \npriority: 1\n").value(),
                 std::string("/usr/lib/x.so"));
        for (const std::string& none :
             {std::string(), std::string("priority: 1"), std::string("# module: x.so"),
              std::string("module:"), std::string("module: a\x01.so"),
              std::string("module: x.so\nenable-in:\n"), "module: x.so\n" + std::string(70000, ' ')})
            QVERIFY(!moduleNamedBy(none));
    }

    void registeredOnesAreThoseThatAreThere()
    {
        const MemoryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        std::ofstream(folder / "a.so") << "x";
        std::ofstream(folder / "1.module") << "module: a.so\n";
        std::ofstream(folder / "2.module") << "module: " << (folder / "a.so").string() << "\n";
        std::ofstream(folder / "3.module") << "module: gone.so\n";
        std::ofstream(folder / "4.conf") << "module: a.so\n";
        QVERIFY(registeredModules({folder, "/nowhere"}, folder) ==
                std::vector<std::filesystem::path>{folder / "a.so"});
    }
};

KEYRITE_TEST_MAIN(PinsTest)
#include "pins_test.moc"
