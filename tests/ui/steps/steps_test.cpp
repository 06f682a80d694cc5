#include "tests/test_main.h"
#include "tests/ui/gallery_steps.h"
#include "tests/ui/ui_walk.h"
#include "ui/steps/compare_step.h"
#include "ui/steps/no_return_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_input.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"
#include "ui/steps/sign_off_step.h"
#include "ui/steps/token_step.h"
#include "ui/theme.h"
#ifdef KEYRITE_CAMERA
#include "ui/widgets/camera_view.h"
#endif
#include "ui/widgets/choice_card.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/wedge_reader.h"
#include "ui/widgets/word_entry.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

bool says(const QWidget& widget, const QString& text)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(text); });
}

} // namespace

class StepsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Every control of every step has a name for a screen reader, and Tab reaches it.
    void everyControlHasAName_data()
    {
        QTest::addColumn<int>("sample");
        const auto samples = gallery::samples(true);
        for (std::size_t i = 0; i < samples.size(); ++i)
            QTest::newRow(qPrintable(samples[i].name)) << static_cast<int>(i);
    }
    void everyControlHasAName()
    {
        QFETCH(int, sample);
        const gallery::Sample one = gallery::samples(true)[static_cast<std::size_t>(sample)];
        CeremonyView view(nullptr);
        StepView* step = one.make(&view);
        view.showStep(one.frame, step);
        if (one.then)
            one.then(step);
        view.show();
        for (QWidget* widget : view.findChildren<QWidget*>())
            if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisibleTo(&view))
                QVERIFY2(!gallery::spokenName(widget).isEmpty(), widget->metaObject()->className());
        QVERIFY(!step->mainAction().isEmpty());
    }

    void everyListenerTicksBeforeAValueMatches()
    {
        CompareStep step({.groups = {u"3b9f"_s, u"10c4"_s}, .words = {}, .listeners = {u"Ana"_s, u"Idris"_s}},
                         nullptr);
        const QSignalSpy ready(&step, &StepView::mainActionReady);
        const auto boxes = step.findChildren<QAbstractButton*>();
        QCOMPARE(boxes.size(), 2);
        QTest::keyClick(boxes[0], Qt::Key_Space);
        QVERIFY(!step.isReady());
        QTest::keyClick(boxes[1], Qt::Key_Space);
        QVERIFY(step.isReady());
        QTest::keyClick(boxes[1], Qt::Key_Space);
        QVERIFY(!step.isReady());
        QCOMPARE(ready.count(), 2);
    }

    void recordedValuesFitTheirPattern()
    {
        RecordStep step(
            {.fields = {{.id = u"serial"_s, .label = u"Serial"_s, .pattern = u"[A-Z]{3}[0-9]{4}"_s},
                        {.id = u"note"_s, .label = u"Note"_s, .optional = true}}},
            nullptr);
        auto* line = step.findChildren<QLineEdit*>().front();
        QVERIFY(!step.isReady());
        QTest::keyClicks(line, u"YHM001"_s);
        QVERIFY(!step.isReady());
        QTest::keyClicks(line, u"2 "_s);
        QVERIFY(step.isReady());
        QCOMPARE(step.values().value(u"serial"_s), u"YHM0012"_s);
        QTest::keyClicks(line, u"9"_s);
        QVERIFY(!step.isReady());
    }

    void onlyTheExpectedTokenTakesAPin()
    {
        const TokenLook a{u"A"_s, u"1"_s, {}};
        TokenStep step({.expected = a, .inserted = TokenLook{u"B"_s, u"2"_s, {}}, .shortestPin = 4}, nullptr);
        auto* pin = step.findChild<PinField*>();
        QVERIFY(!pin->isEnabled());
        step.setInserted(a);
        QVERIFY(pin->isEnabled());
        QTest::keyClicks(pin, u"123"_s);
        QVERIFY(!step.isReady());
        QTest::keyClick(pin, Qt::Key_4);
        QVERIFY(step.isReady());
        step.setInserted(std::nullopt); // taken out: what was typed is wiped
        QCOMPARE(pin->characters(), 0U);
        QVERIFY(!step.isReady());
    }

    void aNewPinIsTypedTwice()
    {
        const TokenLook a{u"A"_s, u"1"_s, {}};
        TokenStep step({.expected = a, .inserted = a, .pinNeed = PinNeed::Create, .shortestPin = 4}, nullptr);
        const auto pins = step.findChildren<PinField*>();
        QCOMPARE(pins.size(), 2);
        QTest::keyClicks(pins[0], u"1234"_s);
        QTest::keyClicks(pins[1], u"1235"_s);
        QVERIFY(!step.isReady());
        QTest::keyClick(pins[1], Qt::Key_Backspace);
        QTest::keyClick(pins[1], Qt::Key_4);
        QVERIFY(step.isReady());
        QCOMPARE(step.takePin().text(), std::string_view("1234"));
        QCOMPARE(pins[1]->characters(), 0U);
    }

    void aTokenIsChosenByAPerson()
    {
        TokenStep step(
            {.expected = {u"the production HSM"_s, {}, {}}, .shortestPin = 4, .freshLabel = u"HSM A"_s},
            nullptr);
        QVERIFY(!step.isReady());
        step.setTokens({{u"Bank HSM 7"_s, u"77"_s, u"Model"_s},
                        {u""_s, u""_s, u"Model"_s, true},
                        {u"Bank HSM 8"_s, u"78"_s, u"Model"_s, false, u"2 wrong PINs"_s}},
                       -1);
        QCOMPARE(step.chosen(), -1);
        QVERIFY(!step.findChild<PinField*>()->isEnabled());
        const auto cards = step.findChildren<ChoiceCard*>();
        cards[2]->click();
        QCOMPARE(step.chosen(), 2);
        auto pins = step.findChildren<PinField*>();
        QCOMPARE(pins.size(), 1); // known: its PIN once
        QTest::keyClicks(pins[0], u"1234"_s);
        QVERIFY(step.isReady());
        cards[1]->click(); // fresh: another token, so what was typed is gone, and it is typed twice
        pins = step.findChildren<PinField*>();
        QCOMPARE(pins.size(), 2);
        QCOMPARE(pins[0]->characters(), 0U);
        QTest::keyClicks(pins[0], u"1234"_s);
        QVERIFY(!step.isReady());
        QTest::keyClicks(pins[1], u"1234"_s);
        QVERIFY(step.isReady());
        QCOMPARE(step.newLabel(), u"HSM A"_s);
        step.findChild<QLineEdit*>()->clear();
        QVERIFY(!step.isReady());
    }

    // Dual control: each types one half, and the PIN is both.
    void twoPeopleTypeOneHalfEach()
    {
        const TokenLook a{
            .label = u"A"_s, .serial = u"1"_s, .warning = u"One more"_s, .pinWay = registry::PinWay::Halves};
        TokenStep step({.expected = a, .inserted = a, .shortestPin = 8}, nullptr);
        const auto halves = step.findChildren<PinField*>();
        QCOMPARE(halves.size(), 2);
        QTest::keyClicks(halves[0], u"first-half"_s);
        QVERIFY(!step.isReady());
        QTest::keyClicks(halves[1], u"abc"_s); // too little for a half
        QVERIFY(!step.isReady());
        QTest::keyClicks(halves[1], u"d"_s);
        QVERIFY(step.isReady());
        QCOMPARE(step.pinWay(), registry::PinWay::Halves);
        QCOMPARE(step.takePin().text(), std::string_view("first-halfabcd"));
        QCOMPARE(halves[0]->characters() + halves[1]->characters(), 0U);
    }

    void aPinPadTakesNothingHere()
    {
        const TokenLook a{.label = u"A"_s, .serial = u"1"_s, .pinWay = registry::PinWay::PinPad};
        TokenStep step({.expected = a, .inserted = a, .shortestPin = 8}, nullptr);
        QVERIFY(step.findChild<PinField*>() == nullptr);
        QVERIFY(step.isReady());
        QVERIFY(step.takePin().empty());
        QCOMPARE(step.pinWay(), registry::PinWay::PinPad);
    }

    void twoPeopleForWhatCannotBeUndone()
    {
        NoReturnStep step(
            {.headline = u"The key can never be exported again."_s,
             .action = u"Lock"_s,
             .people = {{u"Administrator"_s, u"Ana"_s, u"AK"_s}, {u"Witness"_s, u"Idris"_s, u"IB"_s}}},
            nullptr);
        const auto boxes = step.findChildren<InitialsBox*>();
        boxes[0]->click();
        QVERIFY(!step.isReady());
        boxes[1]->click();
        QVERIFY(step.isReady());
    }

    // Nobody is asked, so nobody agreed.
    void nobodyIsNotTwoPeople()
    {
        const NoReturnStep step({.headline = u"…"_s, .action = u"Lock"_s}, nullptr);
        QVERIFY(!step.isReady());
    }

    void anotherBagIsNotOpened()
    {
        SealStep step({.what = u"Token A"_s, .unseal = true, .expectedNumber = u"AB 1177"_s}, nullptr);
        for (QAbstractButton* box : step.findChildren<QAbstractButton*>())
            if (box->isCheckable())
                box->click();
        const auto lines = step.findChildren<QLineEdit*>();
        for (QLineEdit* line : lines)
            QTest::keyClicks(line, u"AB 1178"_s);
        QVERIFY(!step.isReady());
        for (QLineEdit* line : lines) {
            QTest::keyClick(line, Qt::Key_Backspace);
            QTest::keyClick(line, Qt::Key_7);
        }
        QVERIFY(step.isReady());
    }

    void aSheetIsPrintedBeforeItIsHeld()
    {
        ShareIssueStep step({.custodian = u"Mei"_s, .mayPrint = true, .mayCopy = false}, nullptr);
        const QSignalSpy print(&step, &ShareIssueStep::printRequested);
        step.findChild<QPushButton*>()->click();
        QCOMPARE(print.count(), 1);
        QVERIFY(!step.isReady());
        step.setPrinted(1);
        QVERIFY(!step.isReady());
        for (QAbstractButton* box : step.findChildren<QAbstractButton*>())
            if (box->isCheckable())
                QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(step.isReady());
    }

    void aRefusedSheetLeavesTheWordsThere()
    {
        ShareProveStep step({.sheet = 3, .sheets = 5, .custodian = u"Mei"_s}, nullptr);
        QTest::keyClicks(step.firstFocus(), u"acad acid "_s);
        step.setRefused({.headline = u"Word 2 cannot be right."_s}, {1});
        QVERIFY(!step.isReady());
        step.setProven();
        QVERIFY(step.isReady());
        QVERIFY(!step.input()->isVisibleTo(&step));
    }

    // Nothing that was typed is lost, and nothing goes on by itself.
    void aCameraThatIsUnpluggedLeavesTheWordsThere()
    {
#ifdef KEYRITE_CAMERA
        if (CameraView::isThere())
            QSKIP("SKIPPED: this machine has a camera, which would be used.");
        ShareProveStep step({.sheet = 3, .sheets = 5, .custodian = u"Mei"_s}, nullptr);
        auto* words = step.findChild<WordEntry*>();
        QTest::keyClicks(words, u"acad acid "_s);
        const QSignalSpy submitted(step.input(), &ShareInput::submitted);
        for (QPushButton* button : step.findChildren<QPushButton*>())
            if (button->isCheckable())
                button->setChecked(true);
        auto* camera = step.findChild<CameraView*>();
        QVERIFY(camera != nullptr);
        camera->camerasAre({});
        QVERIFY(camera->sentence().startsWith(u"The camera was unplugged."_s));
        QVERIFY(camera->isVisibleTo(&step));
        QCOMPARE(words->filled(), 2);
        QCOMPARE(submitted.count(), 0);
        QVERIFY(!step.isReady());
#else
        QSKIP("SKIPPED: this build has no camera.");
#endif
    }

    void aScannerThatSendsTooMuchLeavesTheWordsThere()
    {
        ShareProveStep step({.sheet = 3, .sheets = 5, .custodian = u"Mei"_s}, nullptr);
        auto* words = step.findChild<WordEntry*>();
        QTest::keyClicks(words, u"acad acid "_s);
        const QSignalSpy submitted(step.input(), &ShareInput::submitted);
        Q_EMIT step.findChild<WedgeReader*>()->tooLong();
        QVERIFY(says(step, u"The scanner sent far more than a share has. Scan one code of a share sheet."_s));
        QCOMPARE(words->filled(), 2);
        QCOMPARE(submitted.count(), 0);
    }

    void aPrinterThatStoppedIsRemembered()
    {
        ShareIssueStep step({.custodian = u"Mei"_s, .mayPrint = true, .mayCopy = false}, nullptr);
        const QSignalSpy print(&step, &ShareIssueStep::printRequested);
        step.setStopped();
        QVERIFY(!step.isReady());
        QVERIFY(print.isEmpty());
        QVERIFY(says(step, u"Destroy what came out"_s));
        QCOMPARE(step.findChild<QPushButton*>()->text(), u"Print it again"_s);
        step.setPrinted(1);
        QVERIFY(!says(step, u"Destroy what came out"_s));
    }

    void whoDoesNotAgreeSaysWhy()
    {
        SignOffStep step({.people = {u"Ana"_s, u"Idris"_s}}, nullptr);
        const auto answers = step.findChildren<QRadioButton*>();
        QCOMPARE(answers.size(), 4);
        answers[0]->click();
        answers[3]->click();
        QVERIFY(!step.isReady());
        QTest::keyClicks(step.findChildren<QLineEdit*>().last(), u"a door stood open"_s);
        QVERIFY(step.isReady());
        QVERIFY(step.signOffs()[0].agrees);
        QCOMPARE(step.signOffs()[1].reason, u"a door stood open"_s);
    }
};

KEYRITE_GUI_TEST_MAIN(StepsTest)
#include "steps_test.moc"
