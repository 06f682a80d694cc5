// Keyrite, the desktop program; with --rehearse a whole rehearsal, unattended.
#include "app/keyrite/desktop.h"
#include "app/keyrite/rehearsal.h"
#include "core/ceremony/builtin.h"
#include "core/ceremony/fields.h"
#include "ui/theme.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QStandardPaths>
#include <QTimer>
#include <iostream>

namespace {

using namespace keyrite;

int complain(const Error& error)
{
    std::cerr << error.message << (error.detail.empty() ? "" : " (" + error.detail + ")") << std::endl;
    return 1;
}

struct Options
{
    std::string rehearse;
    std::string policy = "2of3";
    std::vector<std::string> procedures;
    std::vector<std::string> keys;
    bool resume = false;
    std::string stopAfter;
    bool practice = false;
    bool firstFrame = false;
    std::string collection;
    std::string home;
};

Result<app::RehearsalOptions> rehearsalOptions(const Options& options)
{
    auto policy = Policy::parse(options.policy);
    if (!policy)
        return fail(policy.error());
    app::RehearsalOptions rehearsal{options.rehearse, std::move(*policy), {},
                                    options.resume,   options.procedures, options.stopAfter};
    for (const std::string& id : options.procedures)
        if (const auto known = ceremony::builtinProcedure(id); !known)
            return fail(known.error());
    for (const std::string& name :
         options.keys.empty() ? std::vector<std::string>{"secp256k1"} : options.keys) {
        const auto type = hsm::keyTypeFromName(name);
        if (!type || *type == hsm::KeyType::Ed25519)
            return fail(
                ErrorCode::InvalidArgument,
                "\"" + name +
                    "\" is not a key type that can be backed up. Use secp256k1, p256, rsa3072 or aes256.");
        rehearsal.keys.push_back(*type);
    }
    return rehearsal;
}

int runRehearsal(const Options& options, int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // paints paper, shows nothing
    const QGuiApplication application(argc, argv);
    const auto rehearsal = rehearsalOptions(options);
    if (!rehearsal)
        return complain(rehearsal.error());
    if (const auto outcome = app::rehearse(*rehearsal); !outcome)
        return complain(outcome.error());
    return 0;
}

std::filesystem::path roomsFolder(const Options& options)
{
    if (!options.home.empty())
        return options.home;
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toStdString();
}

// For the benchmark of the start: ends the program after the window's first frame.
class QuitAfterPaint final : public QObject
{
public:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, QCoreApplication::instance(), &QCoreApplication::quit);
        return QObject::eventFilter(watched, event);
    }
};

int runWindow(const Options& options, int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("keyrite"));
    QApplication::setApplicationDisplayName(QStringLiteral("Keyrite"));
    ui::installInterfaceLanguage(application);
    const ui::Theme theme(application, ui::themeOptionsFromEnvironment());
    app::Desktop desktop(roomsFolder(options));
    QuitAfterPaint quitAfterPaint;
    if (options.firstFrame)
        desktop.window().installEventFilter(&quitAfterPaint);
    if (!options.collection.empty())
        desktop.openCollection(options.collection);
    else if (options.practice)
        desktop.openPractice();
    else
        desktop.showFirstStart();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    if (const auto ready = prepareSecureMemory(); !ready)
        return complain(ready.error());
    CLI::App options{"Keyrite: key ceremonies on an air-gapped workstation"};
    Options chosen;
    options
        .add_option("--rehearse", chosen.rehearse, "Run a whole rehearsal unattended into DIR (new or empty)")
        ->type_name("DIR");
    options.add_option("--procedure", chosen.procedures,
                       "Follow this procedure too, between the generation and the recovery; may be repeated");
    options.add_option("--policy", chosen.policy, "Design of the shares: 2of3 or 2of(2of3,2of3,1of1)");
    options.add_option("--key", chosen.keys, "secp256k1, p256, rsa3072 or aes256; may be repeated")
        ->take_all();
    options
        .add_option("collection", chosen.collection,
                    "Logs to read: the folder that keyrite-cli collect made, or one log")
        ->type_name("FOLDER");
    options.add_flag("--resume", chosen.resume, "Finish a rehearsal that was interrupted in DIR");
    options.add_flag("--practice", chosen.practice, "Open the practice room at once");
    options.add_option("--rooms", chosen.home, "Folder that holds the rooms, instead of the user's own")
        ->type_name("DIR");
    options
        .add_option("--stop-after", chosen.stopAfter,
                    "For tests: stop the process (SIGSTOP) after PROCEDURE/STEP")
        ->group("");
    options.add_flag("--first-frame", chosen.firstFrame, "For benchmarks: end after the first frame")
        ->group("");
    CLI11_PARSE(options, argc, argv);
    if (!chosen.rehearse.empty())
        return runRehearsal(chosen, argc, argv);
    return runWindow(chosen, argc, argv);
}
