// The page of the tokens: what it says of each, and what its buttons ask for.
#include "tests/test_main.h"
#include "ui/tokens_view.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

hsm::TokenInfo yubiHsm()
{
    hsm::TokenInfo token{};
    token.id = {"77", "HSM A"};
    token.manufacturer = "Yubico (www.yubico.com)";
    token.model = "YubiHSM";
    token.firmwareVersion = "2.4";
    token.initialised = token.userPinSet = true;
    return token;
}

RoomSnapshot roomWith(const registry::Hsm& known)
{
    RoomSnapshot room;
    room.registry.hsms["77"] = known;
    return room;
}

hsm::ProbeResult result(std::optional<hsm::WrapScheme> scheme, std::optional<bool> locks = true)
{
    return {hsm::KeyType::P256, true, scheme, locks, {}};
}

QStringList allTexts(const QWidget& page)
{
    QStringList texts;
    for (const QLabel* label : page.findChildren<QLabel*>())
        texts << label->text();
    return texts;
}

QPushButton* buttonSaying(const QWidget& page, const QString& words)
{
    for (QPushButton* button : page.findChildren<QPushButton*>())
        if (button->text().contains(words))
            return button;
    return nullptr;
}

} // namespace

class TokensPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void probesAreSaidInWords()
    {
        using hsm::WrapScheme;
        QVERIFY(probeWordsOf(result(WrapScheme::Rfc5649), {}).answer.contains(u"backed up as RFC 5649"_s));
        QCOMPARE(probeWordsOf(result(WrapScheme::Rfc5649), {}).tone, Tone::Good);
        QVERIFY(probeWordsOf(result(WrapScheme::Opaque), {}).answer.contains(u"same maker only"_s));
        const ProbeWords leaks = probeWordsOf(result(WrapScheme::Rfc5649, false), {});
        QVERIFY(leaks.answer.contains(u"hands the key out again"_s));
        QCOMPARE(leaks.tone, Tone::Bad);
        const ProbeWords none =
            probeWordsOf({hsm::KeyType::Rsa3072, true, {}, {}, "The HSM refuses."}, u"Use its tool."_s);
        QVERIFY(none.answer.contains(u"because: The HSM refuses. Use its tool."_s));
        QVERIFY(probeWordsOf({hsm::KeyType::P256, false, {}, {}, "No curve."}, {})
                    .answer.startsWith(u"Not at all"_s));
    }

    void aCardSaysWhatIsKnown()
    {
        registry::Hsm known;
        known.pinFailures = 2;
        known.userPin = registry::PinWay::Halves;
        known.probe = {result(hsm::WrapScheme::Opaque)};
        known.probed = registry::Mark{};
        known.probedFirmware = "2.3";
        const TokensView view = tokensViewOf(roomWith(known), {{yubiHsm()}, {}, {}});
        const TokenCard& card = view.tokens.front();
        QVERIFY(card.pins.contains(u"two people know one half each"_s));
        QVERIFY(card.warning.startsWith(u"2 wrong PINs"_s));
        QVERIFY(card.probed.contains(u"probe it again"_s)); // its firmware is another one
        QVERIFY(card.advice.contains(u"yubihsm-shell"_s));
        QVERIFY(card.deviceLog.contains(u"not been read yet"_s));
        QVERIFY(card.users.contains(u"not been read yet"_s));
        QVERIFY(!card.warning.contains(u"security officer"_s));
        known.users = {{"0x0002 \"KEYRITE\" (sequence 0)", "0x0005 \"Ada\" (sequence 1)"}, {}};
        QVERIFY(tokensViewOf(roomWith(known), {{yubiHsm()}, {}, {}})
                    .tokens.front()
                    .users.endsWith(uR"(: 0x0002 "KEYRITE" (sequence 0), 0x0005 "Ada" (sequence 1).)"_s));
        known.officerPinFailures = 1;
        hsm::TokenInfo other = yubiHsm();
        other.manufacturer = other.model = "SoftHSM";
        const TokensView both = tokensViewOf(roomWith(known), {{other, yubiHsm()}, {}, {}});
        QVERIFY(both.tokens[0].pins.contains(u"PIN of the security officer"_s));
        QVERIFY(both.tokens[0].warning.contains(u"Of the security officer: 1 wrong PIN"_s));
        QVERIFY(!both.tokens[1].pins.contains(u"security officer"_s)); // it has none
        hsm::TokenInfo last = yubiHsm();
        last.pinFinalTry = true;
        const TokensView warned = tokensViewOf(roomWith({}), {{last}, {}, {}});
        QCOMPARE(warned.tokens.front().warning, u"One more wrong PIN locks this token."_s);
        QCOMPARE(warned.tokens.front().tone, Tone::Bad);
    }

    void modulesAreListedAndOffered()
    {
        RoomSnapshot room;
        room.registry.room.module = "/usr/lib/a.so";
        room.registry.room.moreModules = {"/usr/lib/b.so"};
        const Error gone{ErrorCode::ModuleUnusable, "It cannot be loaded."};
        const TokensView view = tokensViewOf(
            room, {{}, {{"/usr/lib/a.so", {}}, {"/usr/lib/b.so", gone}}, {"/usr/lib/a.so", "/usr/lib/c.so"}});
        QVERIFY(!view.modules[0].removable && view.modules[1].removable);
        QCOMPARE(view.modules[1].state, u"It cannot be loaded."_s);
        QCOMPARE(view.offered, QStringList{u"/usr/lib/c.so"_s});
        TokensPage page(nullptr);
        page.setView(view);
        const QSignalSpy offered(&page, &TokensPage::moduleOffered);
        const QSignalSpy removed(&page, &TokensPage::moduleRemoved);
        buttonSaying(page, u"Add /usr/lib/c.so"_s)->click();
        buttonSaying(page, u"Take out"_s)->click();
        QCOMPARE(offered.front().front().toString(), u"/usr/lib/c.so"_s);
        QCOMPARE(removed.front().front().toString(), u"/usr/lib/b.so"_s);
        QVERIFY(allTexts(page).contains(u"No token is inserted."_s));
    }

    // Two that are not set up are told apart by slot, serial and model; flags are said in words.
    void freshOnesAreToldApart()
    {
        hsm::TokenInfo one{};
        one.model = "SmartCard-HSM";
        one.firmwareVersion = "3.5";
        one.slot = 4;
        hsm::TokenInfo other = one;
        other.id.serial = "DENK0100";
        other.slot = 9;
        const TokensView view = tokensViewOf({}, {{one, other}, {}, {}});
        QCOMPARE(view.tokens[0].model, u"SmartCard-HSM, firmware 3.5, slot 4"_s);
        QCOMPARE(view.tokens[1].model, u"SmartCard-HSM, firmware 3.5, slot 9"_s);
        QCOMPARE(view.tokens[1].serial, u"DENK0100"_s);
        QCOMPARE(view.tokens[0].state, u"not set up"_s);
        hsm::TokenInfo flagged = yubiHsm();
        flagged.writeProtected = true;
        flagged.pinPad = true;
        const TokenCard card = tokensViewOf({}, {{flagged}, {}, {}}).tokens.front();
        QCOMPARE(card.state, u"! write-protected"_s);
        QVERIFY(card.pins.startsWith(u"PIN of the user: it is typed on the token itself."_s));
    }

    void buttonsNameTheirToken()
    {
        hsm::TokenInfo empty{};
        TokensPage page(nullptr);
        page.setView(tokensViewOf({}, {{empty, yubiHsm()}, {}, {}}));
        const QSignalSpy probe(&page, &TokensPage::probeRequested);
        const QSignalSpy pin(&page, &TokensPage::pinRequested);
        const QSignalSpy log(&page, &TokensPage::deviceLogRequested);
        const QSignalSpy users(&page, &TokensPage::usersRequested);
        buttonSaying(page, u"Probe this token"_s)->click(); // the empty one has none
        buttonSaying(page, u"Change a PIN"_s)->click();
        buttonSaying(page, u"Read its own log"_s)->click();
        buttonSaying(page, u"Read the list of its users"_s)->click();
        for (const QSignalSpy* spy : {&probe, &pin, &log, &users})
            QCOMPARE(spy->front().front().toInt(), 1);
        QVERIFY(allTexts(page).contains(u"Not probed yet: nobody knows what this token can back up."_s));
    }
};

KEYRITE_GUI_TEST_MAIN(TokensPageTest)
#include "tokens_page_test.moc"
