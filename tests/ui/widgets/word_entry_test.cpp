#include "ui/widgets/word_entry.h"

#include "core/slip39/words.h"
#include "tests/test_main.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

QString textOf(std::uint16_t index)
{
    const std::string_view word = slip39::word(index);
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

void typeWord(WordEntry& entry, std::uint16_t index, int key)
{
    QTest::keyClicks(&entry, textOf(index).left(4));
    QTest::keyClick(&entry, static_cast<Qt::Key>(key));
}

} // namespace

class WordEntryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWordIsDecidedByFourLetters()
    {
        WordBuffer buffer;
        for (std::uint16_t index = 0; index < slip39::kWordCount; ++index) {
            buffer.begin(20);
            for (const char letter : slip39::word(index).substr(0, 4))
                QVERIFY(buffer.type(letter));
            QVERIFY(buffer.candidate() == index);
            QVERIFY(buffer.accept());
            QVERIFY(buffer.wordAt(0) == slip39::word(index));
        }
    }

    void wholeWordsAreTakenToo()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        QTest::keyClicks(&entry, u"academic "_s);
        QCOMPARE(entry.filled(), 1);
    }

    void completesWithSpaceEnterAndTab()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        const QSignalSpy completed(&entry, &WordEntry::completed);
        const std::array<int, 3> keys{Qt::Key_Space, Qt::Key_Return, Qt::Key_Tab};
        for (std::uint16_t i = 0; i < 20; ++i) {
            QCOMPARE(completed.count(), 0);
            typeWord(entry, static_cast<std::uint16_t>(50 * i), keys[i % 3]);
        }
        QCOMPARE(completed.count(), 1);
        QVERIFY(entry.complete());
        const slip39::PartialMnemonic words = entry.words();
        QCOMPARE(words.size(), 20U);
        for (std::uint16_t i = 0; i < 20; ++i)
            QCOMPARE(words[i], static_cast<std::uint16_t>(50 * i));
        QVERIFY(words.blanks().empty());
        entry.begin(20);
        QCOMPARE(entry.filled(), 0);
    }

    void takesWhatWasTyped()
    {
        QVERIFY(rc::check([] {
            const auto indices = *rc::gen::container<std::vector<std::uint16_t>>(
                33, rc::gen::inRange<std::uint16_t>(0, slip39::kWordCount));
            WordBuffer buffer;
            buffer.begin(33);
            for (const std::uint16_t index : indices) {
                for (const char letter : slip39::word(index).substr(0, 4))
                    RC_ASSERT(buffer.type(letter));
                RC_ASSERT(buffer.accept());
            }
            const slip39::PartialMnemonic words = buffer.words();
            for (std::size_t i = 0; i < indices.size(); ++i)
                RC_ASSERT(words[i] == indices[i]);
        }));
    }

    void refusesLettersThatLeadNowhere()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        const QSignalSpy hinted(&entry, &WordEntry::hinted);
        QTest::keyClicks(&entry, u"acx"_s);
        QCOMPARE(hinted.count(), 3);
        QVERIFY(!hinted.last().first().toString().isEmpty());
        QTest::keyClicks(&entry, u"ad "_s); // goes on as "acad"
        QCOMPARE(entry.filled(), 1);
    }

    void severalCandidatesAreNotGuessed()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        QTest::keyClicks(&entry, u"ac "_s);
        QCOMPARE(entry.filled(), 0);
    }

    void refusesPasteAndInputMethods()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        const QSignalSpy hinted(&entry, &WordEntry::hinted);
        QGuiApplication::clipboard()->setText(u"academic acid acne"_s);
        QTest::keyClick(&entry, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&entry, Qt::Key_Insert, Qt::ShiftModifier);
        QCOMPARE(hinted.count(), 2);
        QInputMethodEvent method;
        method.setCommitString(u"academic"_s);
        QCoreApplication::sendEvent(&entry, &method);
        QTest::keyClick(&entry, Qt::Key_Space);
        QCOMPARE(entry.filled(), 0);
    }

    void arrowsAndBackspace()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        typeWord(entry, 0, Qt::Key_Space);
        typeWord(entry, 1, Qt::Key_Space);
        QTest::keyClick(&entry, Qt::Key_Left);
        typeWord(entry, 700, Qt::Key_Space); // replaces the second
        QCOMPARE(entry.filled(), 2);
        QTest::keyClick(&entry, Qt::Key_Backspace); // no letters: the word before goes
        QCOMPARE(entry.filled(), 1);
    }

    void escapeLosesNothing()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        typeWord(entry, 5, Qt::Key_Space);
        QTest::keyClicks(&entry, u"bra"_s);
        QTest::keyClick(&entry, Qt::Key_Escape);
        QTest::keyClicks(&entry, u"c "_s);
        QCOMPARE(entry.filled(), 2);
    }

    // Only the words pointed to are typed anew: the others stay, and completed() comes again.
    void aWrongWordIsPutRightInItsPlace()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        const QSignalSpy completed(&entry, &WordEntry::completed);
        for (std::uint16_t i = 0; i < 20; ++i)
            typeWord(entry, static_cast<std::uint16_t>(50 * i), Qt::Key_Space);
        entry.markWrong({7});
        QVERIFY(entry.complete());
        typeWord(entry, 3, Qt::Key_Space);
        QCOMPARE(completed.count(), 2);
        const slip39::PartialMnemonic words = entry.words();
        QCOMPARE(words[7], std::uint16_t{3});
        QCOMPARE(words[8], std::uint16_t{400});
    }

    void aWordThatCannotBeReadIsLeftBlank()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        typeWord(entry, 9, Qt::Key_Space);
        QTest::keyClicks(&entry, u"br?"_s); // the letters of a guess go
        QCOMPARE(entry.filled(), 2);
        for (std::uint16_t i = 2; i < 20; ++i)
            typeWord(entry, i, Qt::Key_Space);
        QVERIFY(entry.complete());
        QCOMPARE(entry.words().blanks(), std::vector<std::size_t>{1});
        QTest::keyClick(&entry, Qt::Key_Left); // from where it stands to anywhere: a blank can be filled
        entry.markWrong({1});
        typeWord(entry, 77, Qt::Key_Space);
        QVERIFY(entry.words().blanks().empty());
        QCOMPARE(entry.words()[1], std::uint16_t{77});
    }

    void wrongWordsAreMarkedUntilTheyChange()
    {
        WordBuffer buffer;
        buffer.begin(20);
        for (const char letter : std::string_view("acad"))
            buffer.type(letter);
        buffer.accept();
        buffer.markWrong({0, 99});
        QVERIFY(buffer.isWrong(0));
        QCOMPARE(buffer.current(), 0);
        for (const char letter : std::string_view("acid"))
            buffer.type(letter);
        buffer.accept();
        QVERIFY(!buffer.isWrong(0));
    }

    void nothingForAScreenReaderButThePlace()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        QTest::keyClicks(&entry, u"acad"_s);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&entry);
        QVERIFY(accessible);
        QVERIFY(!accessible->textInterface());
        QCOMPARE(accessible->text(QAccessible::Name), u"Word 1 of 20"_s);
        for (const auto part : {QAccessible::Value, QAccessible::Description, QAccessible::Help})
            QVERIFY(!accessible->text(part).contains(u"acad"_s));
        QVERIFY(entry.findChildren<QWidget*>().isEmpty());
    }

    // Accepted, marked as wrong, or held open: no part of what the bus is told has a word.
    void noAcceptedWordOnTheAccessibilityBus()
    {
        WordEntry entry(nullptr);
        entry.begin(20);
        QTest::keyClicks(&entry, u"academic acid "_s);
        entry.markWrong({0});
        QTest::keyPress(&entry, Qt::Key_F2);
        QCOMPARE(entry.filled(), 2);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&entry);
        QVERIFY(accessible->state().passwordEdit);
        QVERIFY(!accessible->textInterface() && !accessible->editableTextInterface());
        QVERIFY(!accessible->valueInterface() && !accessible->tableInterface());
        QCOMPARE(accessible->childCount(), 0);
        for (int part = QAccessible::Name; part <= QAccessible::Accelerator; ++part)
            for (const QString& word : {u"acad"_s, u"acid"_s})
                QVERIFY(!accessible->text(QAccessible::Text(part)).contains(word));
        for (const QObject* object = &entry; object != nullptr; object = object->parent())
            for (const QByteArray& name : object->dynamicPropertyNames())
                QVERIFY(!object->property(name).toString().contains(u"acad"_s));
        QVERIFY(!entry.toolTip().contains(u"acad"_s) && !entry.accessibleDescription().contains(u"acad"_s));
    }

    // The picture of an accepted word is the same for all words, until it is held open.
    void acceptedWordsAreDots()
    {
        const auto picture = [](std::uint16_t index, bool hold) {
            WordEntry entry(nullptr);
            entry.resize(820, 200);
            entry.begin(20);
            typeWord(entry, index, Qt::Key_Space);
            QTest::keyClick(&entry, Qt::Key_Left);
            if (hold)
                QTest::keyPress(&entry, Qt::Key_F2);
            return entry.grab().toImage();
        };
        QVERIFY(picture(3, false) == picture(900, false));
        QVERIFY(picture(3, true) != picture(900, true));
    }

    // However full the page is, the last row is there.
    void noRowIsCutOff()
    {
        WordEntry entry(nullptr);
        entry.begin(33);
        for (const int width : {480, 820, 1200}) {
            entry.resize(width, 10);
            entry.grab(); // a hidden widget learns its size when it is painted
            QCOMPARE(entry.minimumSizeHint().height(), entry.heightForWidth(entry.width()));
        }
    }

    void heldWordsAreCoveredWhenReleased()
    {
        WordEntry entry(nullptr);
        entry.resize(820, 200);
        entry.begin(20);
        typeWord(entry, 3, Qt::Key_Space);
        QTest::keyClick(&entry, Qt::Key_Left);
        const QImage before = entry.grab().toImage();
        QTest::keyPress(&entry, Qt::Key_F2);
        QVERIFY(entry.grab().toImage() != before);
        QTest::keyRelease(&entry, Qt::Key_F2);
        QVERIFY(entry.grab().toImage() == before);
    }
};

KEYRITE_GUI_TEST_MAIN(WordEntryTest)
#include "word_entry_test.moc"
