#include "core/ceremony/builtin.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"
#include "ui/cosign_dialog.h"
#include "ui/verify_dialog.h"
#include "ui/widgets/pin_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyrite;
using namespace keyrite::ui;
namespace fs = std::filesystem;

namespace {

QPushButton* button(const VerifyDialog& dialog, const QString& text)
{
    for (QPushButton* one : dialog.findChildren<QPushButton*>())
        if (one->text() == text)
            return one;
    return nullptr;
}

template <typename Widget>
Widget* named(const VerifyDialog& dialog, const QString& name)
{
    for (Widget* one : dialog.findChildren<Widget*>())
        if (one->accessibleName() == name)
            return one;
    return nullptr;
}

bool shows(const VerifyDialog& dialog, const QString& words)
{
    for (const QLabel* label : dialog.findChildren<QLabel*>())
        if (!label->isHidden() && label->text().contains(words))
            return true;
    return false;
}

} // namespace

// What a person types and sees; the check itself is the real one, over a small log.
class VerifyDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        test::makeLog(path(), m_key, 20, {8, 20});
    }

    void aHeadThatIsMistypedIsNamed()
    {
        VerifyDialog dialog(nullptr);
        QSignalSpy requested(&dialog, &VerifyDialog::verifyRequested);
        auto* anchor = named<QPlainTextEdit>(dialog, QStringLiteral("A head from paper"));
        anchor->setPlainText(QStringLiteral("20 ") + head().replace(0, 1, u'x'));
        button(dialog, QStringLiteral("Verify the log"))->click();
        QCOMPARE(requested.count(), 0);
        QVERIFY(shows(dialog, QStringLiteral("Word 1 is not one of the words.")));
        anchor->setPlainText(QStringLiteral("20 ") + head());
        named<QLineEdit>(dialog, QStringLiteral("Audit key from the minutes of the set-up"))
            ->setText(QStringLiteral("no key"));
        button(dialog, QStringLiteral("Verify the log"))->click();
        QCOMPARE(requested.count(), 0);
        QVERIFY(shows(dialog, QStringLiteral("This is not a verifier key")));
    }

    void progressStopAndVerdict()
    {
        VerifyDialog dialog(nullptr);
        std::optional<Brought> brought;
        connect(&dialog, &VerifyDialog::verifyRequested, this, [&](const Brought& one) { brought = one; });
        QSignalSpy stopped(&dialog, &VerifyDialog::stopRequested);
        named<QPlainTextEdit>(dialog, QStringLiteral("A head from paper"))
            ->setPlainText(QStringLiteral("20\n") + head());
        QPushButton* stop = button(dialog, QStringLiteral("Stop"));
        QVERIFY(!stop->isEnabled());
        button(dialog, QStringLiteral("Verify the log"))->click();
        QVERIFY(brought && brought->anchor && stop->isEnabled());
        dialog.showProgress({log::VerifyStage::Entries, 10, 20});
        dialog.showProgress({log::VerifyStage::File, 0, 0});
        stop->click();
        QCOMPARE(stopped.count(), 1);
        dialog.showOutcome(audited({std::get<log::PrintedHead>(*brought->anchor)}));
        QVERIFY(shows(dialog, QStringLiteral("The log is sound. Every entry is in its place")));
        auto* report = named<QPlainTextEdit>(dialog, QStringLiteral("What was checked, and what was not"));
        QVERIFY(
            report->toPlainText().contains(QStringLiteral("none of its first 20 entries was taken back")));
        QVERIFY(report->toPlainText().contains(QStringLiteral("Not covered")));
        dialog.showOutcome(audited({{20, crypto::sha256({})}}));
        QVERIFY(shows(dialog, QStringLiteral("The log is not sound.")));
        QVERIFY(report->toPlainText().startsWith(QStringLiteral("What is wrong")));
    }

    // The report comes into a window that is already there: it grows, and nothing covers anything.
    void theWindowGrowsWithTheReport()
    {
        VerifyDialog dialog(nullptr);
        dialog.show();
        const int before = dialog.height();
        dialog.showOutcome(audited({{20, crypto::sha256({})}}));
        const auto* report =
            named<QPlainTextEdit>(dialog, QStringLiteral("What was checked, and what was not"));
        QTRY_VERIFY(report->height() >= report->minimumHeight());
        QVERIFY(dialog.height() > before);
        QVERIFY(dialog.height() <= 740); // of a screen of 768
    }

    // A witness signs only what was found sound, and where that is offered.
    void cosigningAfterASoundVerdict()
    {
        VerifyDialog dialog(nullptr);
        QSignalSpy wanted(&dialog, &VerifyDialog::cosignRequested);
        QPushButton* cosign = button(dialog, QStringLiteral("Sign as a witness"));
        dialog.showOutcome(audited({}));
        QVERIFY(cosign->isHidden());
        dialog.offerCosigning();
        dialog.showOutcome(audited({{20, crypto::sha256({})}}));
        QVERIFY(cosign->isHidden());
        dialog.showOutcome(audited({}));
        QVERIFY(!cosign->isHidden());
        cosign->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.at(0).at(0).toULongLong(), 20ULL);
        dialog.showCosigned(QStringLiteral("Keep the key"));
        QVERIFY(cosign->isHidden());
        auto* report = named<QPlainTextEdit>(dialog, QStringLiteral("What was checked, and what was not"));
        QVERIFY(report->toPlainText().startsWith(QStringLiteral("Keep the key")));
    }

    void aNameAndAPinAreNeeded()
    {
        hsm::TokenInfo token{};
        token.id = {"1234", "Walt"};
        token.initialised = true;
        CosignDialog dialog(20, {token}, {}, nullptr);
        QSignalSpy wanted(&dialog, &CosignDialog::signRequested);
        auto* sign = dialog.findChild<QPushButton*>(QStringLiteral("sign"));
        auto* name = dialog.findChild<QLineEdit*>();
        auto* pin = dialog.findChild<PinField*>();
        QVERIFY(!sign->isEnabled());
        QTest::keyClicks(name, QStringLiteral("witness.example/w alt+"));
        QCOMPARE(dialog.witness(), std::string("witness.example/walt"));
        QVERIFY(!sign->isEnabled());
        QTest::keyClicks(pin, QStringLiteral("1234567"));
        QVERIFY(!sign->isEnabled());
        QTest::keyClicks(pin, QStringLiteral("8"));
        QVERIFY(sign->isEnabled());
        sign->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(dialog.token(), token.id);
        QCOMPARE(dialog.takePin().pin.text(), std::string_view("12345678"));
        QVERIFY(!sign->isEnabled());
        const CosignDialog none(20, {}, {}, nullptr);
        QVERIFY(!none.findChild<QPushButton*>(QStringLiteral("sign"))->isEnabled());
    }

private:
    fs::path path() const { return m_folder->filePath(QStringLiteral("room.log")).toStdString(); }
    QString head() const { return QString::fromStdString(toHex(log::Store::openReadOnly(path())->root())); }

    ceremony::Audit audited(std::vector<log::PrintedHead> heads) const
    {
        ceremony::AuditOptions options{.log = {.heads = std::move(heads)},
                                       .procedures = ceremony::procedureWithHash};
        ceremony::Audit audit{log::verify(log::Store::openReadOnly(path()).value(), options.log).value(), {}};
        return audit;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    test::AuditKey m_key{test::kOrigin};
};

KEYRITE_GUI_TEST_MAIN(VerifyDialogTest)
#include "verify_dialog_test.moc"
