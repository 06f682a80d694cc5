// The page of the tokens in the window: files that a maker's tool made, and modules, chosen by a person.
#include "core/log/store.h"
#include "tests/journeys/open_practice.h"
#include "tests/journeys/participant.h"
#include "tests/journeys/shim_room.h"
#include "tests/test_main.h"
#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>

using namespace keyrite;
using namespace keyrite::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kLog =
    "0 unlogged boots found\n0 unlogged authentications found\nFound 1 items\n"
    "item:     1 -- cmd: 0xff -- length:65535 -- session key: 0xffff -- target key: 0xffff -- second key: "
    "0xffff -- result: 0xff -- tick: 4294967295 -- hash: 415f51f1f035a1b713e730e4464e4033\n";

constexpr std::string_view kUsers = "Found 1 object(s)\nid: 0x0002, type: authentication-key, algo: "
                                    "aes128-yubico-authentication, sequence: 0, "
                                    "label: KEYRITE\n";

} // namespace

class TokensWindowTest : public QObject
{
    Q_OBJECT

    // Presses what begins so, and answers what it asks for a file with this one; an empty one: with Cancel.
    static void choose(app::Desktop& desktop, Participant& participant, const QString& button,
                       const QString& file)
    {
        participant.press(desktop.window(), button);
        auto* dialog = Participant::visible<QFileDialog>(desktop.window());
        QVERIFY(dialog != nullptr);
        if (file.isEmpty())
            return dialog->reject();
        dialog->findChild<QLineEdit*>()->setText(file);
        QMetaObject::invokeMethod(dialog, "accept");
    }

    static std::vector<log::Entry> entries(const app::Desktop& desktop, const std::string& kind)
    {
        const auto store = must(log::Store::openReadOnly(desktop.room().folder / ceremony::kLogFile));
        return must(store.entries({.kind = kind}));
    }

private Q_SLOTS:
    // The two files of a YubiHSM: what is wrong is refused with a sentence and nothing is on record, what is
    // right is read, and a dialog that is cancelled changes nothing.
    void aDevicesFilesAreRead()
    {
        const ShimRoom room;
        room.shim.disguise({.manufacturer = "Yubico", .model = "YubiHSM"});
        const ui::Theme theme(*qApp, {ui::Appearance::Light, false});
        app::Desktop desktop(room.folder);
        Participant participant(desktop, Hand::Mouse);
        openPractice(desktop);
        QStringList failures;
        connect(&desktop, &app::Desktop::failed, &desktop,
                [&](const QString& headline) { failures << headline; });
        desktop.window().showPage(ui::Page::Tokens);
        QTRY_VERIFY(Participant::buttonSaying(desktop.window(), u"Read its own log"_s) != nullptr);
        const auto written = [&](const QString& name, std::string_view text) {
            const QString path = room.home.filePath(name);
            QFile file(path);
            (void)file.open(QIODevice::WriteOnly);
            file.write(text.data(), static_cast<qsizetype>(text.size()));
            return path;
        };
        choose(desktop, participant, u"Read its own log"_s, {});
        choose(desktop, participant, u"Read its own log"_s, written(u"cut.txt"_s, kLog.substr(0, 120)));
        QTRY_COMPARE(failures.size(), 1);
        choose(desktop, participant, u"Read the list"_s, written(u"long.txt"_s, std::string(70000, 'x')));
        QTRY_COMPARE(failures.size(), 2);
        QVERIFY(entries(desktop, "hsm.log-read").empty());
        QVERIFY(entries(desktop, "hsm.users-read").empty());
        choose(desktop, participant, u"Read its own log"_s, written(u"log of the HSM, 1.txt"_s, kLog));
        QTRY_COMPARE(entries(desktop, "hsm.log-read").size(), 1U);
        choose(desktop, participant, u"Read the list"_s, written(u"users.txt"_s, kUsers));
        QTRY_COMPARE(entries(desktop, "hsm.users-read").size(), 1U);
        QCOMPARE(failures.size(), 2);
        room.shim.disguise();
    }

    // What is no module is refused before it is loaded, and the room keeps the ones that it has.
    void aFileThatIsNoModule()
    {
        const ShimRoom room;
        const ui::Theme theme(*qApp, {ui::Appearance::Dark, false});
        app::Desktop desktop(room.folder);
        Participant participant(desktop, Hand::Keyboard);
        openPractice(desktop);
        const QSignalSpy failed(&desktop, &app::Desktop::failed);
        desktop.window().showPage(ui::Page::Tokens);
        QTRY_VERIFY(Participant::buttonSaying(desktop.window(), u"Add another module"_s) != nullptr);
        const QString path = room.home.filePath(u"module.so"_s);
        QVERIFY(
            QFile::copy(QString::fromStdString((desktop.room().folder / ceremony::kLogFile).string()), path));
        choose(desktop, participant, u"Add another module"_s, path);
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        QVERIFY(entries(desktop, "module.added").empty());
    }
};

KEYRITE_GUI_TEST_MAIN(TokensWindowTest)
#include "tokens_window_test.moc"
