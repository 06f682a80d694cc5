#include "tests/test_main.h"
#include "ui/widgets/bag_field.h"
#include "ui/widgets/dice_field.h"
#include "ui/widgets/pin_field.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMetaProperty>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

// Everything that Qt itself can be asked about a widget: no typed character may be found there.
bool revealsNowhere(QWidget& widget, const QString& secret)
{
    for (int i = 0; i < widget.metaObject()->propertyCount(); ++i)
        if (widget.metaObject()->property(i).read(&widget).toString().contains(secret))
            return false;
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&widget);
    if (!accessible || accessible->textInterface() || accessible->valueInterface())
        return accessible == nullptr;
    for (const QAccessible::Text text :
         {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        if (accessible->text(text).contains(secret))
            return false;
    return widget.findChildren<QWidget*>().isEmpty();
}

} // namespace

class SecretFieldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pinGoesFromKeysIntoSecretBytes()
    {
        PinField field(u"PIN"_s, nullptr);
        const QSignalSpy changed(&field, &PinField::changed);
        QTest::keyClicks(&field, u"s3cret+9"_s);
        QCOMPARE(changed.count(), 8);
        QCOMPARE(field.characters(), 8U);
        QVERIFY(revealsNowhere(field, u"s3cret"_s));
        const SecretBytes pin = field.take();
        QCOMPARE(pin.text(), std::string_view("s3cret+9"));
        QCOMPARE(field.characters(), 0U);
    }

    void pinTakesBackWholeCharacters()
    {
        PinField field(u"PIN"_s, nullptr);
        QTest::sendKeyEvent(QTest::Click, &field, Qt::Key_unknown, u"ü"_s, Qt::NoModifier);
        QTest::keyClick(&field, Qt::Key_A);
        QCOMPARE(field.characters(), 2U);
        QTest::keyClick(&field, Qt::Key_Backspace);
        QTest::keyClick(&field, Qt::Key_Backspace);
        QCOMPARE(field.characters(), 0U);
        QTest::keyClick(&field, Qt::Key_Backspace);
        QCOMPARE(field.take().size(), 0U);
    }

    void pinRefusesClipboardAndInputMethods()
    {
        PinField field(u"PIN"_s, nullptr);
        QGuiApplication::clipboard()->setText(u"1234"_s);
        QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&field, Qt::Key_Insert, Qt::ShiftModifier);
        QInputMethodEvent method;
        method.setCommitString(u"1234"_s);
        QCoreApplication::sendEvent(&field, &method);
        QCOMPARE(field.characters(), 0U);
        QVERIFY(!field.testAttribute(Qt::WA_InputMethodEnabled));
    }

    void pinsAreCompared()
    {
        PinField a(u"PIN"_s, nullptr);
        PinField b(u"PIN again"_s, nullptr);
        QTest::keyClicks(&a, u"1234"_s);
        QTest::keyClicks(&b, u"1235"_s);
        QVERIFY(!a.sameAs(b));
        QTest::keyClick(&b, Qt::Key_Backspace);
        QTest::keyClick(&b, Qt::Key_4);
        QVERIFY(a.sameAs(b));
    }

    void pinNeverGrows()
    {
        PinField field(u"PIN"_s, nullptr);
        QTest::keyClicks(&field, QString(300, u'7'));
        QCOMPARE(field.characters(), 256U);
    }

    void enterIsSaidAndNotTyped()
    {
        PinField field(u"PIN"_s, nullptr);
        const QSignalSpy entered(&field, &PinField::entered);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(entered.count(), 1);
        QCOMPARE(field.characters(), 0U);
    }

    void diceTakeOneToSixOnly()
    {
        DiceField field(nullptr);
        QTest::keyClicks(&field, u"0123456789x"_s);
        QCOMPARE(field.throws(), 6);
        QVERIFY(!field.enough());
        QTest::keyClicks(&field, QString(44, u'3'));
        QVERIFY(field.enough());
        QVERIFY(revealsNowhere(field, u"123456"_s));
        QCOMPARE(field.take().size(), 50U);
        QCOMPARE(field.throws(), 0);
    }

    void bagNumbersMustAgree()
    {
        BagField field(nullptr);
        const auto lines = field.findChildren<QLineEdit*>();
        QCOMPARE(lines.size(), 2);
        QTest::keyClicks(lines[0], u"ab 0048 1177"_s);
        QVERIFY(!field.valid());
        QTest::keyClicks(lines[1], u"AB 0048 1178"_s);
        QVERIFY(!field.valid());
        QTest::keyClick(lines[1], Qt::Key_Backspace);
        QTest::keyClick(lines[1], Qt::Key_7);
        QVERIFY(field.valid());
        QCOMPARE(field.number(), u"AB 0048 1177"_s);
    }

    void bagNumbersAreTypedNotPasted()
    {
        BagField field(nullptr);
        QGuiApplication::clipboard()->setText(u"AB1234"_s);
        for (QLineEdit* line : field.findChildren<QLineEdit*>()) {
            QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
            QVERIFY(line->text().isEmpty());
        }
    }
};

KEYRITE_GUI_TEST_MAIN(SecretFieldsTest)
#include "secret_fields_test.moc"
