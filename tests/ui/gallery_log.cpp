#include "tests/ui/gallery_log.h"

#include "ui/cosign_dialog.h"
#include "ui/export_dialog.h"
#include "ui/review_dialog.h"
#include "ui/verify_dialog.h"

#include <QComboBox>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

namespace {

constexpr int kSteps = 130;

log::Entry entry(const char* kind, log::Json data, int minute)
{
    log::Entry made;
    made.time = fromIsoTime("2026-11-22T10:02:00.000Z").value() + std::chrono::minutes(minute);
    made.ceremony = "KC-2026-0001";
    made.step = "issue-" + std::to_string(minute);
    made.kind = kind;
    made.actor = "Ana Kovač";
    made.role = "administrator";
    made.data = std::move(data);
    return made;
}

} // namespace

std::vector<log::Entry> sampleEntries()
{
    std::vector<log::Entry> entries{
        entry("log.opened", {{"name", "Zurich vault room"}}, 0),
        entry("ceremony.opened", {{"title", "Cold wallet key 2026"}}, 1),
        entry("hsm.checked", {{"serial", "0012 3457"}}, 2),
        entry("key.generated", {{"label", "cold-wallet-2026-11"}}, 3),
        entry("key.wrapped", log::Json::object(), 4),
        entry("shareset.split", {{"set", "7f3c"}, {"policy", "2of3"}}, 5),
    };
    for (int step = 0; step < kSteps; ++step) {
        entries.push_back(entry("step.started", log::Json::object(), 6 + step));
        entries.push_back(entry("step.done", {{"initials", {"AK", "IB"}}}, 6 + step));
    }
    entries.push_back(entry("share.issued", {{"share", 3}, {"holder", "Mei Tanaka"}}, 140));
    entries.push_back(entry("share.proven", {{"share", 3}}, 141));
    entries.push_back(entry("share.sealed", {{"share", 3}, {"bag", "AB 0048 1177"}}, 142));
    entries.push_back(
        entry("exception.raised", {{"happened", "The lamp outside went off for a minute."}}, 143));
    entries.push_back(entry("weather.observed", log::Json::object(), 144));
    entries.push_back(entry("ceremony.closed", {{"exceptions", 1}}, 145));
    return entries;
}

log::Entry aboutEverything(int minute)
{
    return entry("share.attested",
                 {{"set", "7f3c"},
                  {"share", 3},
                  {"holder", "Mei Tanaka"},
                  {"key", "0a0b0c0d0a0b0c0d0a0b0c0d0a0b0c0d"}},
                 minute);
}

log::Store logOf(std::vector<log::Entry> entries)
{
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("log.keyrite")).toStdString();
    auto writer = log::Store::create(file);
    if (!writer || !writer->append(std::move(entries)))
        qFatal("The sample log cannot be written.");
    auto reader = log::Store::openReadOnly(file);
    if (!reader)
        qFatal("%s", reader.error().message.c_str());
    return std::move(*reader);
}

log::Store sampleLog()
{
    return logOf(sampleEntries());
}

log::Store emptyLog()
{
    return logOf({});
}

CollectionView sampleCollection(bool longNames)
{
    const QString origin = longNames
                               ? u"keyrite.example/custody-and-settlement/continental-europe/zurich/room-1"_s
                               : u"keyrite.example/zurich"_s;
    const QString taken = u"24 Nov 2026, 08:12 UTC"_s;
    return {.path = longNames ? u"/home/keyrite/head-office/quarterly-review-2026-q4/reviewed.keyrite"_s
                              : u"/home/keyrite/reviewed.keyrite"_s,
            .rooms = {
                {u"a"_s,
                 u"keyrite.example/basel"_s,
                 u"Basel vault room"_s,
                 1204,
                 u"80b5 0795 d296 de09"_s,
                 taken,
                 {},
                 u"23 Nov 2026, 17:40 UTC"_s,
                 u"✓ Verified"_s,
                 u"Every entry is in its place, signed up to entry 1203, and every ceremony was done as "
                 "its procedure says."_s,
                 Tone::Good,
                 true},
                {u"b"_s,
                 u"keyrite.example/singapore"_s,
                 {},
                 0,
                 {},
                 taken,
                 {},
                 {},
                 u"✗ Cannot be read"_s,
                 u"The file keyrite.example+singapore.keyrite cannot be read as a log: a newer version of "
                 "Keyrite wrote it. Use that version."_s,
                 Tone::Bad,
                 false},
                {u"c"_s,
                 origin,
                 u"Zurich vault room"_s,
                 1000000,
                 u"7f3c 91ab 20de 5564"_s,
                 taken,
                 {},
                 u"22 Nov 2026, 12:27 UTC"_s,
                 u"✗ Forked"_s,
                 QString(u"The room %1 has signed two different logs: they differ from entry 814 on. Both "
                         "are signed by its audit key, so that the room cannot deny either. Keep the bundle "
                         "and this collection, take nothing more from the room, and ask who used its audit "
                         "token."_s)
                     .arg(origin),
                 Tone::Bad,
                 true},
                {u"d"_s,
                 u"keyrite.example/zug"_s,
                 u"Zug room"_s,
                 57,
                 u"02d6 ab74 f3c8 1e60"_s,
                 taken,
                 {},
                 u"20 Nov 2026, 09:05 UTC"_s,
                 u"Not verified yet"_s,
                 u"Nothing of it was checked since it was opened. Verify it first."_s,
                 Tone::Neutral,
                 true}}};
}

namespace {

ceremony::Audit sampleAudit(bool sound)
{
    ceremony::Audit audit;
    audit.log.entries = 1204;
    audit.log.checkpoints = 9;
    audit.log.coveredBySignature = 1200;
    audit.log.keyFromLog = true;
    audit.log.fileChecked = true;
    if (!sound)
        audit.log.findings.push_back(
            {814,
             {ErrorCode::LogNotSound, "Entry 814 is not the one that was recorded: its hash does not fit the "
                                      "checkpoint over 820 entries. Take the last exported copy."}});
    return audit;
}

VerifyDialog* verifyDialog(QWidget* parent, const char* state)
{
    auto* dialog = new VerifyDialog(parent);
    dialog->offerCosigning();
    dialog->show();
    const std::string_view which = state;
    if (which == "running") {
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->isDefault() || button->text() == u"Verify the log"_s)
                button->click();
        dialog->showProgress({log::VerifyStage::Entries, 412000, 1000000});
    }
    if (which == "sound" || which == "wrong")
        dialog->showOutcome(sampleAudit(which == "sound"));
    return dialog;
}

} // namespace

std::vector<std::pair<QDialog*, QString>> logDialogs(QWidget* parent, bool longNames)
{
    std::vector<hsm::TokenInfo> tokens(1);
    tokens[0].id = {"1234567890123456",
                    longNames ? "Compliance officer's own token, kept in the office safe" : "Ida"};
    tokens[0].initialised = tokens[0].userPinSet = true;
    registry::Registry room;
    room.hsms[tokens[0].id.serial].pinFailures = 2;
    room.hsms[tokens[0].id.serial].pinFailed = fromIsoTime("2026-11-20T15:40:00.000Z").value();
    auto* review = new ReviewDialog(260, 1203, tokens, room, parent);
    review->show();
    for (auto* button : review->findChildren<QPushButton*>())
        if (button->text() == u"Add a finding"_s)
            button->click();
    review->findChild<QComboBox*>()->setCurrentIndex(1);
    std::vector<std::pair<QDialog*, QString>> dialogs{
        {review, u"dialog-review"_s},
        {new ExportDialog(3, 1204, parent), u"dialog-export"_s},
        {new CosignDialog(1200, tokens, room, parent), u"dialog-cosign"_s},
        {new CosignDialog(1200, {}, room, parent), u"dialog-cosign-no-token"_s}};
    for (const char* state : {"empty", "running", "sound", "wrong"})
        dialogs.emplace_back(verifyDialog(parent, state), u"dialog-verify-"_s + QLatin1String(state));
    return dialogs;
}

} // namespace keyrite::ui::gallery
