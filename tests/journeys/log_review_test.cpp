// A compliance officer at a room's log: through the real window, and with a token of their own.
#include "app/keyrite/desktop.h"
#include "app/keyrite/log_cosign.h"
#include "app/keyrite/log_desk.h"
#include "app/keyrite/log_review.h"
#include "core/log/verify.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/test_main.h"
#include "ui/pages/log_page.h"
#include "ui/review_dialog.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace Qt::StringLiterals;
using ceremony::Room;
using test::must;
using test::pin;

namespace {

QPushButton* buttonSaying(const QWidget& root, const QString& part)
{
    for (auto* button : root.findChildren<QPushButton*>())
        if (button->isVisible() && button->text().contains(part))
            return button;
    return nullptr;
}

QString visibleTexts(const QWidget& root)
{
    QString text;
    for (const auto* label : root.findChildren<QLabel*>())
        if (label->isVisible())
            text += label->text() + u'\n';
    return text;
}

registry::Review reviewOf(std::uint64_t last)
{
    return {.last = last, .reviewer = "Ida Berg", .comments = "Read from the first entry on."};
}

} // namespace

class LogReviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signedByTheReviewersToken()
    {
        const QTemporaryDir folder;
        Room room = must(Room::create(
            {folder.filePath(u"room"_s).toStdString(), "Room", "keyrite.example/room", Mode::Practice, {}},
            pin(test::kSoPin), pin(test::kUserPin), systemNow, crypto::systemRandom));
        const hsm::TokenInfo empty =
            must(room.module().initialiseFresh("Nobody", pin(test::kSoPin), pin(test::kUserPin)));
        for (const hsm::KeyType type : {hsm::KeyType::P256, hsm::KeyType::Ed25519, hsm::KeyType::Rsa3072}) {
            const hsm::TokenInfo own =
                must(room.module().initialiseFresh("Ida", pin(test::kSoPin), pin(test::kUserPin)));
            must(must(room.module().open(own.id, pin(test::kUserPin)))
                     .generate(type, "Reviews", test::filled(16, 7), false));
            const std::uint64_t last = room.store().size() - 1;
            must(app::recordReview(room, reviewOf(last), app::SigningToken{own.id, pin(test::kUserPin)}));
            const registry::Review& review = room.registry().reviews.all.back();
            QCOMPARE(review.last, last);
            QCOMPARE(review.signature->type, type);
            QVERIFY(review.root == must(room.store().rootAt(last + 1)));
            QVERIFY(registry::checkSignature("keyrite.example/room", review));
            QVERIFY(!registry::checkSignature("keyrite.example/room-2", review));
            QCOMPARE(room.registry().reviews.firstNew(), last + 1);
        }
        // Nothing is recorded where the token refuses or cannot sign, or the entries are not there.
        const std::uint64_t before = room.store().size();
        QCOMPARE(
            app::recordReview(room, reviewOf(0), app::SigningToken{empty.id, pin("wrong-pin")}).error().code,
            ErrorCode::PinWrong);
        QCOMPARE(app::recordReview(room, reviewOf(0), app::SigningToken{empty.id, pin(test::kUserPin)})
                     .error()
                     .code,
                 ErrorCode::NotFound);
        QCOMPARE(app::recordReview(room, reviewOf(before), std::nullopt).error().code, ErrorCode::NotFound);
        QCOMPARE(app::recordReview(room, {}, std::nullopt).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(room.store().size(), before);
        QVERIFY(must(log::verify(room.store(), {})).sound());
    }

    // A witness signs the last checkpoint that was verified, with a token that has no key yet, and again with
    // the same key; whoever has it finds both.
    void aWitnessSignsTheHead()
    {
        const QTemporaryDir folder;
        Room room = must(Room::create(
            {folder.filePath(u"room"_s).toStdString(), "Room", "keyrite.example/room", Mode::Practice, {}},
            pin(test::kSoPin), pin(test::kUserPin), systemNow, crypto::systemRandom));
        const hsm::TokenInfo own =
            must(room.module().initialiseFresh("Walt", pin(test::kSoPin), pin(test::kUserPin)));
        const auto sign = [&](const char* name, std::string_view userPin, std::uint64_t size) {
            return app::recordCosignature(room, size, name, {own.id, pin(userPin)});
        };
        const auto sound = [&](const log::VerifyOptions& options) {
            return must(log::verify(room.store(), options));
        };
        const std::uint64_t size = sound({}).coveredBySignature;
        QVERIFY(size > 0);
        const log::WitnessKey key = must(sign("witness.example/walt", test::kUserPin, size));
        const std::uint64_t later = sound({}).coveredBySignature;
        QVERIFY(later > size);
        QVERIFY(must(sign("witness.example/walt", test::kUserPin, later)) == key);
        const auto report = sound({.witnesses = {key}});
        QVERIFY(report.sound());
        QCOMPARE(report.witnesses.at(0).cosignatures, std::size_t{2});
        QCOMPARE(report.witnesses.at(0).covered, later);
        const std::uint64_t before = room.store().size();
        QCOMPARE(sign("witness.example/walt", "wrong-pin", size).error().code, ErrorCode::PinWrong);
        QCOMPARE(sign("witness.example/walt", test::kUserPin, before + 1).error().code, ErrorCode::NotFound);
        QVERIFY(!sign("a name with spaces", test::kUserPin, size));
        QCOMPARE(room.store().size(), before);
        log::WitnessKey other = key;
        other.publicKey[0] ^= 1U;
        QVERIFY(!sound({.witnesses = {other}}).sound());
    }

    void throughTheWindow()
    {
        const QTemporaryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        desktop.window().resize(1366, 768);
        const QSignalSpy opened(&desktop, &app::Desktop::roomOpened);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        desktop.openPractice();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20000);
        desktop.window().showPage(ui::Page::Log);
        auto* page = desktop.window().findChild<ui::LogPage*>();
        auto* line = page->findChild<QLineEdit*>();
        QTRY_VERIFY(visibleTexts(*page).contains(u"The log of Practice room begins."_s));

        // Filter, and keep the filter.
        QTest::keyClicks(line, u"kind:log."_s);
        QTRY_COMPARE(page->shownFilter().kind, std::string("log."));
        Q_EMIT page->filterSaved(u"About the log"_s, line->text());
        QTRY_COMPARE(desktop.room().registry.reviews.filters.size(), std::size_t{1});
        QTRY_COMPARE(page->shownRows(), 2);
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(line, Qt::Key_Delete);
        QTRY_VERIFY(page->shownFilter().isEmpty());

        // Review everything; then only the review itself is new.
        QTest::mouseClick(buttonSaying(*page, u"Mark reviewed"_s), Qt::LeftButton);
        QTRY_VERIFY(desktop.window().findChild<ui::ReviewDialog*>() != nullptr);
        auto* dialog = desktop.window().findChild<ui::ReviewDialog*>();
        QTest::keyClicks(dialog->findChild<QLineEdit*>(), u"Ida Berg"_s);
        QTest::mouseClick(buttonSaying(*dialog, u"Record the review"_s), Qt::LeftButton);
        QTRY_COMPARE(desktop.room().registry.reviews.all.size(), std::size_t{1});
        QTRY_VERIFY(visibleTexts(*page).contains(u"reviewed up to entry 1 by Ida Berg, not signed"_s));
        QTRY_VERIFY(buttonSaying(*page, u"new since the last review"_s) != nullptr);
        QTRY_COMPARE(page->logSize(), std::uint64_t{3});
        QTest::mouseClick(buttonSaying(*page, u"new since the last review"_s), Qt::LeftButton);
        QTRY_COMPARE(page->shownRows(), 1);
        QTRY_VERIFY(visibleTexts(*page).contains(u"Entries 0 to 1 were reviewed by Ida Berg"_s));

        // Export what is shown, each way; each is an entry.
        auto* desk = desktop.window().findChild<app::LogDesk*>();
        QSignalSpy exported(desk, &app::LogDesk::exported);
        const std::vector<std::pair<ui::ExportDialog::Form, QString>> forms{
            {ui::ExportDialog::Form::JsonLines, u"log.jsonl"_s},
            {ui::ExportDialog::Form::Csv, u"log.csv"_s},
            {ui::ExportDialog::Form::Pdf, u"log.pdf"_s}};
        for (const auto& [form, name] : forms) {
            desk->exportTo(home.filePath(name), form, page->shownFilter());
            QVERIFY(exported.wait(20000));
            QFile file(home.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(form == ui::ExportDialog::Form::Pdf ? bytes.startsWith("%PDF")
                                                        : bytes.contains("log.reviewed"));
        }
        QCOMPARE(desktop.room().entries, std::uint64_t{6});
        QCOMPARE(failed.count(), 0);
        desk->exportTo(home.filePath(u"log.csv"_s), ui::ExportDialog::Form::Csv, {}); // it is there already
        QTRY_COMPARE(failed.count(), 1);
    }
};

KEYRITE_GUI_TEST_MAIN(LogReviewTest)
#include "log_review_test.moc"
