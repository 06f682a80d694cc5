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

std::vector<PinField*> shownPins(QWidget& root)
{
    std::vector<PinField*> shown;
    for (PinField* pin : root.findChildren<PinField*>())
        if (pin->isVisibleTo(&root))
            shown.push_back(pin);
    return shown;
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
        const TokenLook a{.label = u"A"_s, .serial = u"1"_s};
        TokenStep step({.expected = a, .inserted = TokenLook{.label = u"B"_s, .serial = u"2"_s}}, nullptr);
        PinField* pin = shownPins(step).front();
        QVERIFY(!pin->isEnabled());
        step.setInserted(a);
        pin = shownPins(step).front();
        QVERIFY(pin->isEnabled());
        QTest::keyClicks(pin, u"1234567"_s);
        QVERIFY(!step.isReady());
        QTest::keyClick(pin, Qt::Key_8);
        QVERIFY(step.isReady());
        step.setInserted(std::nullopt); // taken out: what was typed is wiped
        QCOMPARE(pin->characters(), 0U);
        QVERIFY(!step.isReady());
    }

    void aTokenIsChosenByAPerson()
    {
        TokenStep step({.expected = {.label = u"the production HSM"_s}, .freshLabel = u"HSM A"_s}, nullptr);
        QVERIFY(!step.isReady());
        const PinQuestion tried{.name = u"PIN of Bank HSM 8"_s, .warning = u"2 wrong PINs"_s};
        step.setTokens({{.label = u"Bank HSM 7"_s, .serial = u"77"_s},
                        {.label = u"A fresh token"_s,
                         .serial = u"none yet"_s,
                         .setUp = SetUpQuestions{.officer = {.create = true}, .user = {.create = true}},
                         .unnamed = true},
                        {.label = u"Bank HSM 8"_s, .serial = u"78"_s, .pin = tried}},
                       -1);
        QCOMPARE(step.chosen(), -1);
        QVERIFY(!shownPins(step).front()->isEnabled());
        const auto cards = step.findChildren<ChoiceCard*>();
        cards[2]->click();
        QCOMPARE(step.chosen(), 2);
        QCOMPARE(shownPins(step).size(), 1U); // known: its PIN once
        QTest::keyClicks(shownPins(step)[0], u"12345678"_s);
        QVERIFY(step.isReady());
        QCOMPARE(step.takePin().pin.text(), std::string_view("12345678"));
        QTest::keyClicks(shownPins(step)[0], u"12345678"_s);
        cards[1]->click(); // fresh: another token, so what was typed is gone; both PINs are new
        const auto pins = shownPins(step);
        QCOMPARE(pins.size(), 4U);
        for (PinField* pin : pins) {
            QCOMPARE(pin->characters(), 0U);
            QVERIFY(!step.isReady());
            QTest::keyClicks(pin, u"12345678"_s);
        }
        QVERIFY(!step.isReady()); // the officer's is the user's
        for (PinField* pin : {pins[2], pins[3]})
            QTest::keyClicks(pin, u"9"_s);
        QVERIFY(step.isReady());
        QCOMPARE(step.newLabel(), u"HSM A"_s);
        const SetUpGiven given = step.takeSetUpPins();
        QCOMPARE(given.user.pin.text(), std::string_view("12345678"));
        QCOMPARE(given.officer.pin.text(), std::string_view("123456789"));
        step.findChild<QLineEdit*>()->clear();
        QVERIFY(!step.isReady());
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
