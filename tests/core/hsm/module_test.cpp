#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

class ModuleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNoModule()
    {
        QCOMPARE(Module::load("/nowhere/module.so").error().code, ErrorCode::ModuleUnusable);
        QCOMPARE(Module::load("/lib/x86_64-linux-gnu/libc.so.6").error().code, ErrorCode::ModuleUnusable);
        QCOMPARE(Module::load("/etc/hostname").error().code, ErrorCode::ModuleUnusable);
    }

    // Slots are renumbered by each initialisation; serial and label are what counts.
    void initialisesTokensAndFindsThem()
    {
        PracticeTokens tokens;
        const TokenInfo first = tokens.make("FIRST");
        const TokenInfo second = tokens.make("SECOND");
        QVERIFY(first.initialised && first.userPinSet && !first.writeProtected);
        QVERIFY(!first.id.serial.empty() && first.id.serial != second.id.serial);
        QCOMPARE(must(tokens.module.find(first.id)).id.label, std::string("FIRST"));
        QCOMPARE(must(tokens.module.find(second.id)).id.label, std::string("SECOND"));
        QCOMPARE(tokens.module.find({first.id.serial, "THIRD"}).error().code, ErrorCode::TokenAbsent);
        QCOMPARE(tokens.module.find({second.id.serial, "FIRST"}).error().code, ErrorCode::TokenUnexpected);
        const auto all = must(tokens.module.tokens());
        QCOMPARE(std::count_if(all.begin(), all.end(), [](const TokenInfo& one) { return one.initialised; }),
                 2);
        const auto fresh = std::find_if(all.begin(), all.end(), [](auto& one) { return !one.initialised; });
        QVERIFY(fresh != all.end());
        QCOMPARE(tokens.module.open(fresh->id, pin(kUserPin)).error().code, ErrorCode::TokenNotInitialised);
    }

    void refusesPinsAndLabels()
    {
        PracticeTokens tokens;
        const auto init = [&](std::string_view label, std::string_view so, std::string_view user) {
            return tokens.module.initialiseFresh(label, pin(so), pin(user)).error().code;
        };
        QCOMPARE(init("T", "1234567", kUserPin), ErrorCode::PinUnusable);
        QCOMPARE(init("T", kSoPin, std::string(256, 'x')), ErrorCode::PinUnusable);
        QCOMPARE(init("", kSoPin, kUserPin), ErrorCode::InvalidArgument);
        QCOMPARE(init("ends in a blank ", kSoPin, kUserPin), ErrorCode::InvalidArgument);
        QCOMPARE(init(std::string(33, 'x'), kSoPin, kUserPin), ErrorCode::InvalidArgument);
        must(tokens.module.initialiseFresh(std::string(32, 'x'), pin(std::string(8, 's')),
                                           pin(std::string(255, 'u'))));
    }

    void wrongPinSaysSo()
    {
        PracticeTokens tokens;
        const TokenInfo token = tokens.make("FIRST");
        const auto wrong = tokens.module.open(token.id, pin("not the pin"));
        QCOMPARE(wrong.error().code, ErrorCode::PinWrong);
        QVERIFY(wrong.error().detail.find("CKR_PIN_INCORRECT") != std::string::npos);
        QVERIFY(must(tokens.module.find(token.id)).pinCountLow);
        QCOMPARE(tokens.module.open(token.id, pin("short")).error().code, ErrorCode::PinUnusable);
        const Session session = tokens.open(token);
        // A second login would say "already logged in" to any PIN: it proves nothing and is refused.
        QCOMPARE(tokens.module.open(token.id, pin("not the pin")).error().code, ErrorCode::HsmFailed);
        QCOMPARE(session.token().id, token.id);
    }

    void zeroiseDestroysAllKeys()
    {
        PracticeTokens tokens;
        const TokenInfo token = tokens.make("FIRST");
        {
            Session session = tokens.open(token);
            must(session.generate(KeyType::P256, "k", filled(16, 1), true));
        }
        QCOMPARE(tokens.module.zeroise(token.id, pin("wrong so-pin"), pin(kUserPin)).error().code,
                 ErrorCode::PinWrong);
        QCOMPARE(must(tokens.open(token).keys()).size(), std::size_t(1));
        const Session ours = tokens.open(token); // closed first: an open session forbids it
        const TokenInfo again = must(tokens.module.zeroise(token.id, pin(kSoPin), pin("another user pin")));
        QCOMPARE(again.id.label, token.id.label);
        QCOMPARE(must(must(tokens.module.open(again.id, pin("another user pin"))).keys()).size(),
                 std::size_t(0));
    }

    void sessionOutlivesItsModuleSafely()
    {
        PracticeTokens tokens;
        const TokenInfo token = tokens.make("FIRST");
        Session orphan = tokens.open(token);
        tokens.module = must(Module::load(tokens.library)); // does not own; the first is ended with it
        QCOMPARE(orphan.keys().error().code, ErrorCode::ModuleUnusable);
    }
};

KEYRITE_TEST_MAIN(ModuleTest)
#include "module_test.moc"
