// A compliance officer at a room's log: through the real window, and with a token of their own.
#include "app/keyrite/desktop.h"
#include "app/keyrite/log_cosign.h"
#include "app/keyrite/log_desk.h"
#include "app/keyrite/log_review.h"
#include "core/log/verify.h"
#include "core/paper/page.h"
#include "core/paper/pgp_words.h"
#include "core/paper/qr.h"
#include "tests/core/hsm/practice_tokens.h"
#include "tests/journeys/open_practice.h"
#include "tests/test_main.h"
#include "ui/cosign_dialog.h"
#include "ui/pages/log_page.h"
#include "ui/print/painter.h"
#include "ui/review_dialog.h"
#include "ui/theme.h"
#include "ui/widgets/pin_field.h"

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace Qt::StringLiterals;
using ceremony::Room;
using test::must;
using test::pin;
namespace fs = std::filesystem;

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

    static QLineEdit* line(const QWidget& root, const QString& name)
    {
        for (auto* one : root.findChildren<QLineEdit*>())
            if (one->isVisible() && one->accessibleName() == name)
                return one;
        return nullptr;
    }

    static void press(const QWidget& root, const QString& part)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(buttonSaying(root, part) != nullptr &&
                                      buttonSaying(root, part)->isEnabled(),
                                  qPrintable(part), 20000);
        QTest::mouseClick(buttonSaying(root, part), Qt::LeftButton);
    }

    static std::vector<log::Entry> entries(const app::Desktop& desktop, const char* kind)
    {
        const auto store = must(log::Store::openReadOnly(desktop.room().folder / ceremony::kLogFile));
        return must(store.entries({.kind = kind}));
    }

    static void reviewWith(app::Desktop& desktop, ui::LogPage& page)
    {
        press(page, u"Mark reviewed"_s);
        QTRY_VERIFY(desktop.window().findChild<ui::ReviewDialog*>() != nullptr);
        auto* dialog = desktop.window().findChild<ui::ReviewDialog*>();
        QTest::keyClicks(line(*dialog, u"Your name"_s), u"Ida Berg"_s);
        QTest::keyClicks(dialog->findChild<QPlainTextEdit*>(), u"Read from the first entry on."_s);
        press(*dialog, u"Add a finding"_s);
        QTest::keyClicks(line(*dialog, u"What was found"_s), u"Nobody signed for bag 12"_s);
        QTest::keyClicks(line(*dialog, u"Who sees to it"_s), u"Mei Tanaka"_s);
        auto* sign = dialog->findChild<QComboBox*>();
        sign->setCurrentIndex(sign->findText(u"Sign with the token Ida"_s, Qt::MatchStartsWith));
        const auto typePin = [dialog](const QString& pin) {
            QTest::keyClicks(dialog->findChild<ui::PinField*>(), pin); // a warning makes the field anew
        };
        typePin(u"not the PIN"_s);
        press(*dialog, u"Record the review"_s);
        QTRY_VERIFY_WITH_TIMEOUT(visibleTexts(*dialog).contains(u"The PIN is wrong"_s), 20000);
        QCOMPARE(entries(desktop, "log.reviewed").size(), std::size_t{0});
        typePin(QString::fromLatin1(test::kUserPin.data()));
        press(*dialog, u"Record the review"_s);
        QTRY_VERIFY_WITH_TIMEOUT(visibleTexts(page).contains(u"the signature holds"_s), 20000);
        const log::Entry entry = entries(desktop, "log.reviewed").at(0);
        QCOMPARE(entry.data["comments"].get<std::string>(), std::string("Read from the first entry on."));
        QCOMPARE(entry.data["findings"][0]["owner"].get<std::string>(), std::string("Mei Tanaka"));
        QCOMPARE(entry.data["signature"]["tokenLabel"].get<std::string>(), std::string("Ida"));
        // One click: what is new are the PIN that was wrong, and this review.
        press(page, u"new since the last review"_s);
        QTRY_COMPARE(page.shownFilter().first, std::optional(entry.data["last"].get<std::uint64_t>() + 1));
    }

    // Words from paper that somebody types, then the code beside them by a scanner that types; a head of
    // another log; and the witness who saw it verified signs.
    static void verifyWithAHead(app::Desktop& desktop, ui::LogPage& page)
    {
        const auto store = must(log::Store::openReadOnly(desktop.room().folder / ceremony::kLogFile));
        const log::PrintedHead head{store.size(), store.root()};
        QString words = QString::number(head.size);
        for (const std::string_view word : paper::pgpWords(head.root))
            words += u' ' + QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
        press(page, u"Verify the log"_s);
        auto* dialog = page.findChild<ui::VerifyDialog*>();
        auto* anchor = dialog->findChild<QPlainTextEdit*>();
        const auto verify = [&](const QString& typed, const QString& verdict) {
            anchor->clear();
            QTest::keyClicks(anchor, typed);
            QTest::keyClick(anchor, Qt::Key_Return); // as a scanner ends a code
            press(*dialog, u"Verify the log"_s);
            QTRY_VERIFY2_WITH_TIMEOUT(visibleTexts(*dialog).contains(verdict),
                                      qPrintable(visibleTexts(*dialog)), 20000);
        };
        log::PrintedHead other = head;
        other.root[0] ^= 1U;
        verify(QString::fromStdString(paper::headText(other)), u"The log is not sound."_s);
        QCOMPARE(entries(desktop, "anchor.verified").size(), std::size_t{0});
        QVERIFY(buttonSaying(*dialog, u"Sign as a witness"_s) == nullptr);
        QTest::keyClicks(line(*dialog, u"Who brings the head from paper"_s), u"Ida Berg"_s);
        verify(words, u"The log is sound."_s);
        QTRY_COMPARE(entries(desktop, "anchor.verified").size(), std::size_t{1});
        verify(QString::fromStdString(paper::headText(head)), u"The log is sound."_s);
        QTRY_COMPARE(entries(desktop, "anchor.verified").size(), std::size_t{2});

        // The same from an image file of the page.
        anchor->clear();
        const QString scan = QString::fromStdString((desktop.room().folder / "scan.png").string());
        paper::Page sheet;
        sheet.items.emplace_back(
            paper::Qr{{60, 60, 60, 60}, must(paper::qr(paper::headText(head), paper::Ecc::Medium))});
        QVERIFY(ui::toImage(sheet, paper::sizeOf(paper::PaperSize::A4), 200).save(scan));
        press(*dialog, u"Read it from a scan"_s);
        QTRY_VERIFY(dialog->findChild<QFileDialog*>() != nullptr);
        auto* file = dialog->findChild<QFileDialog*>()->findChild<QLineEdit*>(u"fileNameEdit"_s);
        file->setText(scan);
        QTest::keyClick(file, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(anchor->toPlainText(), QString::fromStdString(paper::headText(head)),
                                  20000);

        press(*dialog, u"Sign as a witness"_s);
        QTRY_VERIFY(dialog->findChild<ui::CosignDialog*>() != nullptr);
        auto* cosign = dialog->findChild<ui::CosignDialog*>();
        QTest::keyClicks(cosign->findChild<QLineEdit*>(), u"witness.example/ida"_s);
        QTest::keyClicks(cosign->findChild<ui::PinField*>(), QString::fromLatin1(test::kUserPin.data()));
        QTest::mouseClick(cosign->findChild<QPushButton*>(u"sign"_s), Qt::LeftButton);
        auto* report = dialog->findChildren<QPlainTextEdit*>().back();
        QTRY_VERIFY_WITH_TIMEOUT(report->toPlainText().contains(u"witness.example/ida+"_s), 20000);
        QCOMPARE(entries(desktop, "checkpoint.cosigned").size(), std::size_t{1});
        press(*dialog, u"Close"_s);
    }

    // What the filter shows, and not more: as CSV by the file dialog, and on paper (here a PDF of the
    // printer).
    static void takeAway(app::Desktop& desktop, ui::LogPage& page, const QTemporaryDir& home)
    {
        page.setFilter(u"kind:anchor."_s);
        QTRY_COMPARE(page.shownRows(), static_cast<int>(entries(desktop, "anchor.").size()));
        const auto choose = [&](const QString& form) -> ui::ExportDialog* {
            press(page, u"Print or export"_s);
            auto* dialog = page.findChild<ui::ExportDialog*>();
            for (auto* one : dialog->findChildren<QRadioButton*>())
                if (one->text().startsWith(form))
                    one->click();
            press(*dialog, u"Choose where it goes"_s);
            return dialog;
        };
        choose(u"CSV"_s);
        QTRY_VERIFY(page.findChild<QFileDialog*>() != nullptr);
        auto* files = page.findChild<QFileDialog*>();
        auto* name = files->findChild<QLineEdit*>(u"fileNameEdit"_s);
        name->setText(home.filePath(u"anchors.csv"_s));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(entries(desktop, "log.exported").size(), std::size_t{1}, 20000);
        QCOMPARE(entries(desktop, "log.exported").at(0).data["filter"].get<std::string>(),
                 std::string("kind:anchor."));
        QFile csv(home.filePath(u"anchors.csv"_s));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count("anchor.verified"), 2);

        QTRY_VERIFY(page.findChild<ui::ExportDialog*>() == nullptr);
        choose(u"The same on paper"_s);
        QTRY_VERIFY_WITH_TIMEOUT(page.findChild<QPrintDialog*>() != nullptr, 20000);
        auto* print = page.findChild<QPrintDialog*>();
        print->printer()->setOutputFormat(QPrinter::PdfFormat);
        print->printer()->setOutputFileName(home.filePath(u"anchors.pdf"_s));
        Q_EMIT print->accepted(print->printer()); // what the platform's dialog does in the end
        print->close();
        QFile pdf(home.filePath(u"anchors.pdf"_s));
        QTRY_VERIFY(pdf.exists() && pdf.size() > 0);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.read(5) == "%PDF-");
    }

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
        // No review is recorded where the token refuses or cannot sign, or the entries are not there; the
        // wrong PIN is, and that the right one followed.
        const std::uint64_t before = room.store().size();
        QCOMPARE(
            app::recordReview(room, reviewOf(0), app::SigningToken{empty.id, pin("wrong-pin")}).error().code,
            ErrorCode::PinWrong);
        QCOMPARE(room.registry().pinFailures(empty.id), 1);
        QCOMPARE(app::recordReview(room, reviewOf(0), app::SigningToken{empty.id, pin(test::kUserPin)})
                     .error()
                     .code,
                 ErrorCode::NotFound);
        QCOMPARE(app::recordReview(room, reviewOf(before + 2), std::nullopt).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(app::recordReview(room, {}, std::nullopt).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(room.store().size(), before + 2);
        QCOMPARE(room.registry().pinFailures(empty.id), 0);
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
        QCOMPARE(room.store().size(), before + 2); // the wrong PIN, and the right one after it
        log::WitnessKey other = key;
        other.publicKey[0] ^= 1U;
        QVERIFY(!sound({.witnesses = {other}}).sound());
    }

    // A whole quarter's review, by what stands on the buttons: a range with a comment and a finding, signed
    // by the reviewer's token; a head from paper, typed and scanned; a witness; the filtered view as a file
    // and on paper.
    void aQuarterOfAReviewerWithATokenOfTheirOwn()
    {
        const QTemporaryDir home;
        {
            const fs::path folder = fs::path(home.path().toStdString()) / "practice";
            Room room = must(Room::create(
                {folder, "Practice room", "practice.invalid/room", Mode::Practice, {}},
                pin(ceremony::kPracticePin), pin(ceremony::kPracticePin), systemNow, crypto::systemRandom));
            const hsm::TokenInfo own =
                must(room.module().initialiseFresh("Ida", pin(test::kSoPin), pin(test::kUserPin)));
            must(must(room.module().open(own.id, pin(test::kUserPin)))
                     .generate(hsm::KeyType::P256, "Reviews", test::filled(16, 7), false));
        }
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        test::openPractice(desktop);
        desktop.window().showPage(ui::Page::Log);
        auto* page = desktop.window().findChild<ui::LogPage*>();
        QTRY_VERIFY(page->logSize() > 0);
        reviewWith(desktop, *page);
        verifyWithAHead(desktop, *page);
        takeAway(desktop, *page, home);
        QCOMPARE(failed.count(), 0);
    }

    void throughTheWindow()
    {
        const QTemporaryDir home;
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(home.path().toStdString());
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        test::openPractice(desktop);
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
