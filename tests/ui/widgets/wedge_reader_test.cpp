#include "ui/widgets/wedge_reader.h"

#include "tests/test_main.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

class WedgeReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_line.clear();
        m_nowMs = 1000;
        m_reader.setListening(true);
    }
    void cleanup() { m_reader.setListening(false); }

    void scansGoToNoField()
    {
        const QSignalSpy scanned(&m_reader, &WedgeReader::scanned);
        keys(u"KR1:MFRGGZDF"_s, 5);
        QVERIFY(!key(Qt::Key_Return, u"\r"_s, 5)); // the Enter is swallowed
        QCOMPARE(scanned.count(), 1);
        QCOMPARE(m_reader.take().text(), std::string_view("KR1:MFRGGZDF"));
        QVERIFY(m_reader.take().empty());
        QVERIFY(m_line.text().isEmpty());
    }

    // What is far longer than a share is let go: it reaches no field, and the next scan is read again.
    void floodsReachNoField()
    {
        const QSignalSpy scanned(&m_reader, &WedgeReader::scanned);
        const QSignalSpy tooLong(&m_reader, &WedgeReader::tooLong);
        keys(QString(20000, u'A'), 1);
        key(Qt::Key_Return, u"\r"_s, 1);
        QCOMPARE(tooLong.count(), 1);
        QCOMPARE(scanned.count(), 0);
        keys(QString(5000, u'A'), 1);
        m_reader.flush(); // it ends without Enter
        QCOMPARE(tooLong.count(), 2);
        QVERIFY(m_line.text().isEmpty());
        keys(u"KR1:MFRGGZDF"_s, 5);
        key(Qt::Key_Return, u"\r"_s, 5);
        QCOMPARE(scanned.count(), 1);
    }

    void longTextsWithoutPrefixAreScans()
    {
        const QSignalSpy scanned(&m_reader, &WedgeReader::scanned);
        keys(u"ACADEMIC ACID ACNE ACQUIRE"_s, 11);
        key(Qt::Key_Return, u"\r"_s, 11);
        QCOMPARE(scanned.count(), 1);
        QVERIFY(m_line.text().isEmpty());
    }

    // The Enter of a scan must not press the button that has the keyboard.
    void enterPressesNoButton()
    {
        QPushButton button;
        button.setAutoDefault(true);
        const QSignalSpy clicked(&button, &QPushButton::clicked);
        for (const QChar letter : u"KR1:MFRGGZDF"_s)
            send(&button, letter.unicode(), QString(letter), 4);
        send(&button, Qt::Key_Return, u"\r"_s, 4);
        QCOMPARE(clicked.count(), 0);
    }

    void peopleTypeAsBefore()
    {
        const QSignalSpy scanned(&m_reader, &WedgeReader::scanned);
        const QSignalSpy entered(&m_line, &QLineEdit::returnPressed);
        keys(u"KR1:MFRGGZDFMFRGG"_s, 40);
        m_reader.flush(); // what the timer does 20 ms after the last key
        QCOMPARE(m_line.text(), u"KR1:MFRGGZDFMFRGG"_s);
        key(Qt::Key_Return, u"\r"_s, 40);
        QCOMPARE(scanned.count(), 0);
        QCOMPARE(entered.count(), 1);
    }

    // Two keys rolled over quickly by a person are no scan, and keep their order and case.
    void shortBurstsAreGivenBack()
    {
        keys(u"aB"_s, 8);
        key(Qt::Key_Return, u"\r"_s, 8);
        QCOMPARE(m_line.text(), u"aB"_s);
    }

    void aPauseBreaksAScan()
    {
        const QSignalSpy scanned(&m_reader, &WedgeReader::scanned);
        keys(u"KR1:MFR"_s, 5);
        m_nowMs += 100;
        keys(u"GGZ"_s, 5);
        key(Qt::Key_Return, u"\r"_s, 5);
        QCOMPARE(scanned.count(), 0);
        QCOMPARE(m_line.text(), u"KR1:MFRGGZ"_s);
    }

    void commandsPassAtOnce()
    {
        m_line.setText(u"abc"_s);
        key(Qt::Key_A, u"\x01"_s, 50, Qt::ControlModifier);
        QCOMPARE(m_line.selectedText(), u"abc"_s);
    }

    void silentWhenNotListening()
    {
        m_reader.setListening(false);
        keys(u"KR1:MFRGGZDF"_s, 5);
        QCOMPARE(m_line.text(), u"KR1:MFRGGZDF"_s);
    }

private:
    // True where the event reached its target.
    bool send(QObject* target, int key, const QString& text, int gapMs,
              Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        m_nowMs += static_cast<quint64>(gapMs);
        QKeyEvent press(QEvent::KeyPress, key, with, text);
        press.setTimestamp(m_nowMs);
        press.setAccepted(false);
        const bool handled = QCoreApplication::sendEvent(target, &press) && press.isAccepted();
        QKeyEvent release(QEvent::KeyRelease, key, with, text);
        release.setTimestamp(m_nowMs);
        QCoreApplication::sendEvent(target, &release);
        return handled;
    }

    bool key(int code, const QString& text, int gapMs, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        return send(&m_line, code, text, gapMs, with);
    }

    void keys(const QString& text, int gapMs)
    {
        for (const QChar letter : text)
            key(letter.toUpper().unicode(), QString(letter), gapMs,
                letter.isUpper() ? Qt::ShiftModifier : Qt::NoModifier);
    }

    QLineEdit m_line;
    WedgeReader m_reader{nullptr};
    quint64 m_nowMs = 0;
};

KEYRITE_GUI_TEST_MAIN(WedgeReaderTest)
#include "wedge_reader_test.moc"
