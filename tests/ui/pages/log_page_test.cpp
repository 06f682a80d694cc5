#include "ui/pages/log_page.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_log.h"
#include "ui/models/log_model.h"
#include "ui/review_dialog.h"
#include "ui/widgets/text_table.h"

#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

QPushButton* buttonSaying(const QWidget& root, const QString& start)
{
    for (auto* button : root.findChildren<QPushButton*>())
        if (!button->isHidden() && button->text().startsWith(start))
            return button;
    return nullptr;
}

QString allTexts(const QWidget& root)
{
    QString text;
    for (const auto* label : root.findChildren<QLabel*>())
        if (!label->isHidden())
            text += label->text() + u'\n';
    return text;
}

} // namespace

class LogPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_page = std::make_unique<LogPage>(nullptr);
        m_page->offer({true, true, true});
        m_page->resize(1094, 768);
        m_page->show();
        m_page->setStore(gallery::sampleLog());
        QTRY_VERIFY(texts().contains(u"The ceremony is closed"_s)); // the last entry is selected
    }

    // In no palette and at no size is a time or a ceremony's number cut.
    void timesAreWhole()
    {
        const auto* table = m_page->findChild<TextTable*>();
        for (const int column : {LogModel::TimeColumn, LogModel::CeremonyColumn}) {
            const QModelIndex last = table->model()->index(table->model()->rowCount() - 1, column);
            QTRY_VERIFY(!last.data().toString().isEmpty());
            const QString text = last.data().toString();
            const int wanted = table->fontMetrics().horizontalAdvance(text) + 16; // the cell's padding
            QVERIFY2(table->columnWidth(column) >= wanted, qPrintable(text));
        }
    }

    void filtering()
    {
        type(u"kind:share."_s);
        QTRY_COMPARE(m_page->shownRows(), 3);
        QVERIFY(texts().contains(u"3 of "_s));
        type(u"from:yesterday"_s);
        QTRY_VERIFY(texts().contains(u"names no time"_s));
        QCOMPARE(m_page->shownRows(), 3); // what was shown stays
        type(u"zeppelin"_s);
        QTRY_COMPARE(m_page->shownRows(), 0);
        QVERIFY(texts().contains(u"No entry fits this filter."_s));
        type({});
        QTRY_COMPARE(m_page->shownRows(), static_cast<int>(gallery::sampleEntries().size()));
        QVERIFY(!texts().contains(u"No entry fits"_s));
    }

    void jumpsAndBack()
    {
        type(u"lamp"_s);
        QTRY_COMPARE(m_page->shownRows(), 1);
        QTRY_VERIFY(buttonSaying(*m_page, u"Ana Kovač"_s) != nullptr);
        QTest::mouseClick(buttonSaying(*m_page, u"Ceremony KC-2026-0001"_s), Qt::LeftButton);
        QTRY_COMPARE(m_page->shownRows(), static_cast<int>(gallery::sampleEntries().size()));
        QTRY_VERIFY(texts().contains(u"The lamp outside went off"_s)); // the entry stays selected
        QTest::mouseClick(buttonSaying(*m_page, u"Back to the last filter"_s), Qt::LeftButton);
        QTRY_COMPARE(m_page->shownRows(), 1);
        QVERIFY(buttonSaying(*m_page, u"Back to the last filter"_s) == nullptr);
    }

    // From an entry to all of the same sheet, key, person or ceremony: whatever it names.
    void jumpsOfEveryKind()
    {
        LogPage page(nullptr);
        page.show();
        page.setStore(gallery::logOf({gallery::aboutEverything(0), gallery::aboutEverything(1)}));
        QTRY_COMPARE(page.shownRows(), 2);
        const std::vector<std::pair<QString, QString>> jumps{
            {u"Ceremony KC-2026-0001"_s, u"ceremony:KC-2026-0001"_s},
            {u"Sheet 3 of set 7F3C"_s, u"sheet:7f3c/3"_s},
            {u"Share set 7F3C"_s, u"sheet:7f3c"_s},
            {u"Key 0a0b0c0d"_s, u"key:0a0b0c0d0a0b0c0d0a0b0c0d0a0b0c0d"_s},
            {u"Mei Tanaka"_s, u"person:\"Mei Tanaka\""_s}};
        for (const auto& [text, line] : jumps) {
            QTRY_VERIFY2(buttonSaying(page, text) != nullptr, qPrintable(text));
            QTest::mouseClick(buttonSaying(page, text), Qt::LeftButton);
            QCOMPARE(page.findChild<QLineEdit*>()->text(), line);
            QTRY_COMPARE(page.shownRows(), 2);
            QTest::mouseClick(buttonSaying(page, u"Back to the last filter"_s), Qt::LeftButton);
            QTRY_VERIFY(page.findChild<QLineEdit*>()->text().isEmpty());
        }
    }

    // By the buttons below the line alone: a time, a name that is offered, and what was saved.
    void filteringByTheButtons()
    {
        m_page->setView({.savedFilters = {{"Sheets", "kind:share."}}});
        const auto choose = [&](const QString& menu, const QString& entry) {
            for (QAction* action : buttonSaying(*m_page, menu)->menu()->actions())
                if (action->text() == entry)
                    action->trigger();
        };
        choose(u"Saved filters"_s, u"Sheets"_s);
        QTRY_COMPARE(m_page->shownRows(), 3);
        choose(u"Time"_s, u"Today"_s);
        QVERIFY(m_page->findChild<QLineEdit*>()->text().startsWith(u"kind:share. from:"_s));
        choose(u"Time"_s, u"Any time"_s);
        QTRY_COMPARE(m_page->shownRows(), 3);
        QTest::mouseClick(buttonSaying(*m_page, u"Kind"_s), Qt::LeftButton);
        QTRY_VERIFY(m_page->findChild<QInputDialog*>() != nullptr);
        auto* dialog = m_page->findChild<QInputDialog*>();
        QVERIFY(dialog->comboBoxItems().contains(u"share."_s)); // the family, and each of it
        QVERIFY(dialog->comboBoxItems().contains(u"share.sealed"_s));
        dialog->setTextValue(u"share.sealed"_s);
        dialog->accept();
        QTRY_COMPARE(m_page->shownRows(), 1);
    }

    void bodyAndProof()
    {
        auto* text = m_page->findChild<QPlainTextEdit*>();
        QTRY_VERIFY(text->toPlainText().startsWith(u"{\"actor\":"_s));
        QTest::mouseClick(buttonSaying(*m_page, u"Proof"_s), Qt::LeftButton);
        QVERIFY(text->toPlainText().contains(u"lead to the root"_s));
        QVERIFY(text->toPlainText().contains(u"nothing of this is signed"_s));
        QTest::mouseClick(buttonSaying(*m_page, u"As it is stored"_s), Qt::LeftButton);
        QVERIFY(text->toPlainText().startsWith(u"{\"actor\":"_s));
    }

    void newSinceTheLastReview()
    {
        QVERIFY(texts().contains(u"not reviewed yet"_s));
        m_page->setView({.firstNew = 260, .lastReview = u"reviewed up to entry 259 by Ida Berg"_s});
        const int fresh = static_cast<int>(gallery::sampleEntries().size()) - 260;
        auto* button = buttonSaying(*m_page, u"%1 new since"_s.arg(fresh));
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(m_page->shownRows(), fresh);
        QSignalSpy review(m_page.get(), &LogPage::reviewRequested);
        QTest::mouseClick(buttonSaying(*m_page, u"Mark reviewed"_s), Qt::LeftButton);
        QCOMPARE(review.count(), 1);
        QCOMPARE(review.front().at(0).toULongLong(), 260ULL);
        QCOMPARE(review.front().at(1).toULongLong(), gallery::sampleEntries().size() - 1ULL);
    }

    void aReviewIsTyped()
    {
        ReviewDialog dialog(3, 40, {}, {}, nullptr);
        dialog.show();
        auto* record = buttonSaying(dialog, u"Record the review"_s);
        QVERIFY(!record->isEnabled());
        const auto line = [&](const QString& name) {
            for (auto* one : dialog.findChildren<QLineEdit*>())
                if (one->accessibleName() == name)
                    return one;
            return static_cast<QLineEdit*>(nullptr);
        };
        QTest::keyClicks(line(u"Your name"_s), u"Ida Berg"_s);
        QVERIFY(record->isEnabled());
        QTest::mouseClick(buttonSaying(dialog, u"Add a finding"_s), Qt::LeftButton);
        QVERIFY(!record->isEnabled()); // a finding without words
        QTest::keyClicks(line(u"What was found"_s), u"Bag 12 was not signed for"_s);
        QTest::keyClicks(line(u"Who sees to it"_s), u"Mei Tanaka"_s);
        QVERIFY(record->isEnabled());
        // Whoever leaves entries out is told which.
        QVERIFY(!allTexts(dialog).contains(u"no longer shown as new"_s));
        line(u"First entry"_s)->setText(u"7"_s);
        QVERIFY(allTexts(dialog).contains(u"Nobody has reviewed the entries 3 to 6."_s));
        QVERIFY(record->isEnabled());
        line(u"First entry"_s)->setText(u"3"_s);
        QVERIFY(!allTexts(dialog).contains(u"no longer shown as new"_s));
        line(u"Last entry"_s)->setText(u"41"_s);
        QVERIFY(!record->isEnabled());
        line(u"Last entry"_s)->setText(u"40"_s);
        const registry::Review review = dialog.review();
        QCOMPARE(review.first, std::uint64_t{3});
        QCOMPARE(review.last, std::uint64_t{40});
        QCOMPARE(review.findings.size(), std::size_t{1});
        QCOMPARE(review.findings.front().owner, std::string("Mei Tanaka"));
        QVERIFY(!dialog.token());
    }

    void anEmptyLog()
    {
        LogPage page(nullptr);
        page.offer({true, true, true});
        page.show();
        page.setStore(gallery::emptyLog());
        QTRY_VERIFY(allTexts(page).contains(u"The log has no entries yet."_s));
        QVERIFY(!buttonSaying(page, u"Mark reviewed"_s)->isEnabled());
    }

private:
    void type(const QString& line)
    {
        auto* field = m_page->findChild<QLineEdit*>();
        field->clear();
        QTest::keyClicks(field, line);
    }
    QString texts() const { return allTexts(*m_page); }

    std::unique_ptr<LogPage> m_page;
};

KEYRITE_GUI_TEST_MAIN(LogPageTest)
#include "log_page_test.moc"
