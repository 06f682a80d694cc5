// Every place that asks for a PIN, and the one widget that they all ask with: whole, in two halves of which
// the first is covered before the second is typed, or on the token's own pad; with what must be known before
// the next try.
#include "tests/test_main.h"
#include "ui/certificate_dialog.h"
#include "ui/cosign_dialog.h"
#include "ui/pages/set_up_page.h"
#include "ui/pin_dialog.h"
#include "ui/pin_words.h"
#include "ui/review_dialog.h"
#include "ui/sign_report_dialog.h"
#include "ui/steps/token_step.h"
#include "ui/tokens.h"
#include "ui/undo_pins.h"
#include "ui/widgets/pin_field.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QTemporaryFile>
#include <fstream>
#include <sstream>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;
using registry::PinWay;
namespace fs = std::filesystem;

namespace {

hsm::TokenInfo hsmA()
{
    hsm::TokenInfo token{};
    token.id = {"77", "HSM A"};
    token.initialised = token.userPinSet = true;
    return token;
}

// A live room with a key on HSM A.
registry::Registry liveRoom()
{
    registry::Registry room;
    room.room.mode = Mode::Live;
    registry::Key key;
    key.id = "00";
    key.token = hsmA().id;
    key.state = registry::KeyState::Locked;
    room.keys["00"] = key;
    return room;
}

// Makes the widget in which one place asks for a PIN of the token.
using Place = std::function<QWidget*(const hsm::TokenInfo&, const registry::Registry&)>;

QWidget* shownDialog(const std::function<void(QWidget*)>& ask)
{
    auto* window = new QWidget;
    window->show();
    ask(window);
    return window;
}

TokenLook lookOf(const hsm::TokenInfo& token, const registry::Registry& room)
{
    return {.label = u"HSM A"_s, .serial = u"77"_s, .pin = pinQuestion(token, PinOwner::User, room)};
}

std::vector<std::pair<const char*, Place>> places()
{
    using hsm::TokenInfo;
    using registry::Registry;
    const auto dialog = [](PinOwner owner) {
        return [owner](const TokenInfo& token, const Registry& room) {
            return shownDialog([&](QWidget* window) {
                PinDialog::ask(window, pinQuestion(token, owner, room), u"Why."_s, [](const GivenPin&) {});
            });
        };
    };
    return {
        {"the room is opened, an HSM reopened or probed: PinDialog", dialog(PinOwner::User)},
        {"the security officer's PIN is changed: PinDialog", dialog(PinOwner::Officer)},
        {"keys are removed before a ceremony goes back",
         [](const TokenInfo& token, const Registry& room) {
             return shownDialog([&](QWidget* window) {
                 askUndoPins(window, {{{"production", token.id}}, {token}}, room, u"Why."_s,
                             [](const UndoPins&) {});
             });
         }},
        {"a ceremony opens an HSM",
         [](const TokenInfo& token, const Registry& room) {
             return new TokenStep({.expected = lookOf(token, room), .inserted = lookOf(token, room)},
                                  nullptr);
         }},
        {"a review is signed",
         [](const TokenInfo& token, const Registry& room) {
             auto* review = new ReviewDialog(0, 9, {token}, room, nullptr);
             review->findChild<QComboBox*>()->setCurrentIndex(1);
             return review;
         }},
        {"a witness signs", [](const TokenInfo& token,
                               const Registry& room) { return new CosignDialog(9, {token}, room, nullptr); }},
        {"a certificate is requested",
         [](const TokenInfo& token, const Registry& room) {
             return new CertificateDialog(room.keys.at("00"), {token}, room, {}, nullptr);
         }},
        {"an export is signed",
         [](const TokenInfo& token, const Registry& room) {
             return new SignReportDialog(u"/tmp/log.pdf"_s, {token}, room, {}, nullptr);
         }},
    };
}

// Those where both PINs of a token are set, and both are new.
std::vector<std::pair<const char*, Place>> setUpPlaces()
{
    using hsm::TokenInfo;
    using registry::Registry;
    return {
        {"the HSM is erased, the audit token replaced: PinDialog",
         [](const TokenInfo& token, const Registry& room) {
             return shownDialog([&](QWidget* window) {
                 PinDialog::askBoth(window, setUpQuestions(token, room), u"Why."_s, u"Set it up"_s,
                                    [](const SetUpGiven&) {});
             });
         }},
        {"a ceremony sets an HSM up",
         [](const TokenInfo& token, const Registry& room) {
             const TokenLook look{.label = u"A fresh token"_s, .setUp = setUpQuestions(token, room)};
             return new TokenStep({.inserted = look, .freshLabel = u"HSM A"_s}, nullptr);
         }},
        {"the room is set up",
         [](const TokenInfo& token, const Registry&) {
             auto* page = new SetUpPage("/tmp/room", nullptr);
             page->setTokens(std::vector{token});
             return page;
         }},
    };
}

template <typename Widget>
std::vector<Widget*> shown(const QWidget& root)
{
    std::vector<Widget*> found;
    for (auto* one : root.findChildren<Widget*>())
        if (one->isVisible())
            found.push_back(one);
    return found;
}

bool says(const QWidget& root, const QString& words)
{
    return std::ranges::any_of(shown<QLabel>(root),
                               [&](const QLabel* one) { return one->text().contains(words); });
}

QAbstractButton* button(const QWidget& root, const QString& words)
{
    for (auto* one : shown<QAbstractButton>(root))
        if (one->text().contains(words))
            return one;
    return nullptr;
}

template <typename Places>
void addRows(const Places& all)
{
    QTest::addColumn<int>("place");
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].first) << static_cast<int>(i);
}

void typeHalves(PinEntry& entry, const QString& first, const QString& second)
{
    const auto halves = entry.findChildren<PinField*>();
    QTest::keyClicks(halves[0], first);
    button(entry, u"Cover the first half"_s)->click();
    QTest::keyClicks(halves[1], second);
}

} // namespace

class PinPlacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // On a screen that is low the form is scrolled, and the field is as high as ever.
    void aReviewOnALowScreen()
    {
        registry::Registry room = liveRoom();
        room.hsms["77"].pinFailures = 2;
        ReviewDialog review(0, 9, {hsmA()}, room, nullptr);
        review.findChild<QComboBox*>()->setCurrentIndex(1);
        review.show();
        button(review, u"Add a finding"_s)->click();
        const PinField& field = *shown<PinField>(review).front();
        QTRY_VERIFY(field.height() == field.sizeHint().height());
        review.resize(review.width(), px(480));
        QTRY_COMPARE(review.height(), px(480));
        QTRY_COMPARE(field.height(), field.sizeHint().height());
    }

    void everyPlaceAsksTheSame_data() { addRows(places()); }
    void everyPlaceAsksTheSame()
    {
        QFETCH(int, place);
        const Place make = places()[static_cast<std::size_t>(place)].second;

        // Whole, with the count of the log and the final try; then in halves, the first covered.
        registry::Registry room = liveRoom();
        room.hsms["77"].pinFailures = room.hsms["77"].officerPinFailures = 2;
        hsm::TokenInfo token = hsmA();
        token.pinFinalTry = token.soPinFinalTry = true;
        const std::unique_ptr<QWidget> typed(make(token, room));
        typed->show();
        QVERIFY(says(*typed, u"One more wrong PIN locks this token"_s));
        QVERIFY(says(*typed, u"2 wrong PINs in a row"_s));
        QCOMPARE(shown<PinField>(*typed).size(), 1U);
        QVERIFY(button(*typed, u"One person types it whole"_s)->isChecked());
        button(*typed, u"Two people type one half each"_s)->click();
        QTRY_VERIFY(button(*typed, u"Cover the first half"_s) != nullptr);
        auto* entry = shown<PinEntry>(*typed).front();
        PinField* first = shown<PinField>(*typed).front();
        QCOMPARE(shown<PinField>(*typed).size(), 1U); // the other half comes once this one is covered
        QVERIFY(!button(*typed, u"Cover the first half"_s)->isEnabled());
        QTest::keyClicks(first, u"abcd"_s);
        QVERIFY(!entry->isComplete());
        button(*typed, u"Cover the first half"_s)->click();
        QVERIFY(!first->isVisible());
        QTest::keyClicks(shown<PinField>(*typed).front(), u"efgh"_s);
        QVERIFY(entry->isComplete());
        QCOMPARE(entry->way(), PinWay::Halves);

        // On the token's own pad: nothing to type in, and the words say where to look.
        token = hsmA();
        token.pinPad = true;
        const std::unique_ptr<QWidget> pad(make(token, room));
        pad->show();
        QVERIFY(shown<PinField>(*pad).empty());
        QVERIFY(says(*pad, u"Look at the device"_s));
        QVERIFY(button(*pad, u"One person"_s) == nullptr);
        QVERIFY(shown<PinEntry>(*pad).front()->isComplete());

        // Locked: no try is offered.
        token = hsmA();
        token.pinLocked = token.soPinLocked = true;
        const std::unique_ptr<QWidget> locked(make(token, room));
        locked->show();
        QVERIFY(says(*locked, u"This PIN is locked"_s));
        QVERIFY(shown<PinField>(*locked).empty());
        QVERIFY(!shown<PinEntry>(*locked).front()->isComplete());
    }

    void everySetUpAsksBothPeople_data() { addRows(setUpPlaces()); }
    void everySetUpAsksBothPeople()
    {
        QFETCH(int, place);
        const Place make = setUpPlaces()[static_cast<std::size_t>(place)].second;
        hsm::TokenInfo token{};
        token.model = "Model";
        const std::unique_ptr<QWidget> typed(make(token, liveRoom()));
        typed->show();
        auto* pins = shown<SetUpPins>(*typed).front();
        QCOMPARE(shown<PinField>(*pins).size(), 4U);
        for (PinField* field : shown<PinField>(*pins))
            QTest::keyClicks(field, u"the-same-pin"_s);
        QVERIFY(!pins->isComplete());
        QVERIFY(says(*pins, u"Both PINs are the same"_s));
        const auto fields = shown<PinField>(*pins);
        for (PinField* field : {fields[2], fields[3]})
            QTest::keyClicks(field, u"-not"_s);
        QVERIFY(pins->isComplete());
        QVERIFY(says(*pins, u"sets a forgotten or locked PIN of the user anew, and erases the token"_s));
        const SetUpGiven given = pins->take();
        QCOMPARE(given.user.pin.text(), std::string_view("the-same-pin"));
        QCOMPARE(given.officer.pin.text(), std::string_view("the-same-pin-not"));

        token.pinPad = true;
        const std::unique_ptr<QWidget> pad(make(token, liveRoom()));
        pad->show();
        QVERIFY(shown<PinField>(*pad).empty());
        QVERIFY(shown<SetUpPins>(*pad).front()->isComplete());
        QVERIFY(shown<SetUpPins>(*pad).front()->take().user.pin.empty());
    }

    // The same PIN in halves is the same PIN.
    void halvesThatMakeTheUsersPinAreRefused()
    {
        SetUpPins pins({.officer = {.way = PinWay::Halves}, .user = {}}, nullptr);
        pins.show();
        const auto entries = pins.findChildren<PinEntry*>();
        QTest::keyClicks(entries[0]->findChild<PinField*>(), u"abcdefgh"_s);
        typeHalves(*entries[1], u"abcd"_s, u"efgh"_s);
        QVERIFY(!pins.isComplete());
        QTest::keyClicks(entries[1]->findChildren<PinField*>()[1], u"i"_s);
        QVERIFY(pins.isComplete());
        const SetUpGiven given = pins.take();
        QCOMPARE(given.officer.pin.text(), std::string_view("abcdefghi"));
        QCOMPARE(given.officer.way, PinWay::Halves);
    }

    void whatWasTypedGoesWithTheQuestion()
    {
        const PinQuestion a{.name = u"PIN of A"_s};
        PinEntry entry(a, nullptr);
        entry.show();
        QTest::keyClicks(entry.findChild<PinField*>(), u"12345678"_s);
        entry.ask(a);
        QVERIFY(entry.isComplete()); // the same is asked
        entry.ask({.name = u"PIN of B"_s});
        QVERIFY(!entry.isComplete());
        // A first half that was covered is typed again from the beginning.
        entry.ask({.name = u"PIN of C"_s, .way = PinWay::Halves});
        QTRY_VERIFY(button(entry, u"Cover the first half"_s) != nullptr);
        typeHalves(entry, u"abcd"_s, u"efgh"_s);
        QVERIFY(entry.isComplete());
        button(entry, u"Type the first half again"_s)->click();
        QVERIFY(!entry.isComplete());
        for (const PinField* half : entry.findChildren<PinField*>())
            QCOMPARE(half->characters(), 0U);
    }

    // With Enter alone: half, cover, half.
    void enterGoesFromHalfToHalf()
    {
        PinEntry entry({.name = u"PIN"_s, .way = PinWay::Halves}, nullptr);
        entry.show();
        const auto halves = entry.findChildren<PinField*>();
        int entered = 0;
        connect(&entry, &PinEntry::entered, this, [&] { ++entered; });
        QTest::keyClicks(halves[0], u"abc"_s);
        QTest::keyClick(halves[0], Qt::Key_Return);
        QVERIFY(halves[0]->isVisible()); // too short for a half
        QTest::keyClicks(halves[0], u"d"_s);
        QTest::keyClick(halves[0], Qt::Key_Return);
        QVERIFY(!halves[0]->isVisible() && halves[1]->isVisible());
        QTest::keyClicks(halves[1], u"efgh"_s);
        QTest::keyClick(halves[1], Qt::Key_Return);
        QCOMPARE(entered, 1);
        const GivenPin given = entry.take();
        QCOMPARE(given.pin.text(), std::string_view("abcdefgh"));
        QCOMPARE(given.way, PinWay::Halves);
    }

    // A field for a PIN of anybody's own making would lack all of that.
    void nobodyElseMakesAField()
    {
        std::vector<std::string> users;
        for (const char* folder : {"ui", "app"})
            for (const auto& file : fs::recursive_directory_iterator(fs::path(KEYRITE_SOURCE) / folder)) {
                std::stringstream text;
                text << std::ifstream(file.path()).rdbuf();
                if (text.str().find("ui/widgets/pin_field.h") != std::string::npos)
                    users.push_back(file.path().filename());
            }
        std::ranges::sort(users);
        QCOMPARE(users, (std::vector<std::string>{"pin_entry.cpp", "pin_field.cpp"}));
    }
};

KEYRITE_GUI_TEST_MAIN(PinPlacesTest)
#include "pin_places_test.moc"
