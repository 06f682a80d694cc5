// Gallery: shows every step and page with sample data and saves pictures, to be looked at by people.
//   gallery FOLDER [--dark] [--room] [--long] [--size 1366x768] [--only NAME]
#include "core/secret_bytes.h"
#include "tests/ui/gallery_log.h"
#include "tests/ui/gallery_pages.h"
#include "tests/ui/gallery_steps.h"
#include "ui/main_window.h"
#include "ui/pages/first_start.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>

using namespace keyrite;
using namespace keyrite::ui;
using namespace Qt::StringLiterals;

namespace {

struct Options
{
    QDir folder;
    QSize size{1366, 768};
    QString only;
    bool longNames = false;
    QString suffix;

    bool wants(const QString& name) const { return only.isEmpty() || name.startsWith(only); }
};

void save(MainWindow& window, const QString& name, const Options& options)
{
    for (int pass = 0; pass < 20; ++pass) // until the layouts rest
        QCoreApplication::processEvents();
    window.grab().save(options.folder.filePath(name + options.suffix + u".png"_s));
}

// A page that is taller than the window, a screenful a picture.
void saveScrolled(MainWindow& window, const QString& name, const Options& options)
{
    save(window, name, options);
    for (QScrollArea* area : window.findChildren<QScrollArea*>()) {
        QScrollBar* bar = area->verticalScrollBar();
        for (int part = 2; area->isVisible() && bar->value() < bar->maximum(); ++part) {
            bar->setValue(bar->value() + bar->pageStep());
            save(window, u"%1-%2"_s.arg(name).arg(part), options);
        }
    }
}

void showSteps(MainWindow& window, const Options& options)
{
    for (const gallery::Sample& sample : gallery::samples(options.longNames)) {
        if (!options.wants(sample.name))
            continue;
        const bool flat = sample.name == u"compare"_s;
        window.setMode(flat ? Mode::Live : Mode::Practice);
        window.enterCeremony(flat ? u"Root signing key 2026"_s : u"Cold wallet key 2026"_s,
                             u"7F3C-91AB-20DE-5564"_s, gallery::sampleActs(flat));
        window.rail()->setStartedLine(u"Started 10:02 UTC, 40 min ago"_s);
        StepView* step = sample.make(window.ceremonyView());
        window.ceremonyView()->showStep(sample.frame, step);
        window.ceremonyView()->setElapsed(2);
        if (sample.then)
            sample.then(step);
        save(window, sample.name, options);
    }
}

void showPages(MainWindow& window, const Options& options)
{
    window.setMode(Mode::Live);
    gallery::addPages(window, options.longNames);
    const std::vector<std::pair<Page, QString>> pages{
        {Page::Home, u"page-home"_s},         {Page::Ceremonies, u"page-ceremonies"_s},
        {Page::Keys, u"page-keys"_s},         {Page::People, u"page-people"_s},
        {Page::Drills, u"page-drills"_s},     {Page::Plan, u"page-plan"_s},
        {Page::Backtest, u"page-backtest"_s}, {Page::Log, u"page-log"_s},
        {Page::Tokens, u"page-tokens"_s}};
    for (const auto& [page, name] : pages) {
        if (!options.wants(name))
            continue;
        window.leaveCeremony(page);
        if (page == Page::Plan || page == Page::Backtest)
            saveScrolled(window, name, options);
        else
            save(window, name, options);
    }
    if (options.wants(u"page-first-start"_s)) {
        window.showAlone(new FirstStart({}, &window));
        save(window, u"page-first-start"_s, options);
    }
    for (const auto& [widget, name] : gallery::lonePages(window, options.longNames)) {
        if (!options.wants(name))
            continue;
        window.showAlone(widget);
        saveScrolled(window, name, options);
    }
}

void showDialogs(MainWindow& window, const Options& options)
{
    auto dialogs = gallery::logDialogs(&window, options.longNames);
    const auto signing = gallery::signingDialogs(&window);
    dialogs.insert(dialogs.end(), signing.begin(), signing.end());
    for (const auto& [dialog, name] : dialogs) {
        dialog->show();
        for (int pass = 0; pass < 20; ++pass)
            QCoreApplication::processEvents();
        if (options.wants(name))
            dialog->grab().save(options.folder.filePath(name + options.suffix + u".png"_s));
        dialog->hide();
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (const auto ready = prepareSecureMemory(); !ready)
        qFatal("%s", ready.error().message.c_str());
    QApplication application(argc, argv);
    installInterfaceLanguage(application);
    QCommandLineParser parser;
    parser.addPositionalArgument(u"folder"_s, u"Where the pictures go."_s);
    parser.addOptions({{u"dark"_s, u"Dark palette."_s},
                       {u"room"_s, u"Room size."_s},
                       {u"long"_s, u"Long names."_s},
                       {u"size"_s, u"Window size."_s, u"WxH"_s, u"1366x768"_s},
                       {u"only"_s, u"Views whose names begin so."_s, u"name"_s}});
    parser.process(application);
    Options options{QDir(parser.positionalArguments().value(0, u"."_s)),
                    {},
                    parser.value(u"only"_s),
                    parser.isSet(u"long"_s),
                    parser.isSet(u"dark"_s) ? u"-dark"_s : u"-light"_s};
    const QStringList size = parser.value(u"size"_s).split(u'x');
    options.size = {size.value(0).toInt(), size.value(1).toInt()};
    options.folder.mkpath(u"."_s);
    const Theme theme(application, {parser.isSet(u"dark"_s) ? Appearance::Dark : Appearance::Light,
                                    parser.isSet(u"room"_s)});
    MainWindow window;
    window.resize(options.size);
    window.setRoom({u"Zurich vault room"_s, u"example.com/zurich"_s, true, true, u"7f3c 91ab 20de 5564"_s});
    window.show();
    showSteps(window, options);
    if (options.only.isEmpty() || options.only.startsWith(u"page"_s))
        showPages(window, options);
    if (options.only.isEmpty() || options.only.startsWith(u"dialog"_s))
        showDialogs(window, options);
    return 0;
}
