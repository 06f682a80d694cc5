#include "ui/pages/log_page.h"

#include "tests/test_main.h"
#include "tests/ui/gallery_log.h"
#include "ui/models/log_model.h"
#include "ui/review_dialog.h"
#include "ui/widgets/text_table.h"

#include <QLabel>
#include <QLineEdit>
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
        ReviewDialog dialog(3, 40, {}, nullptr);
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
