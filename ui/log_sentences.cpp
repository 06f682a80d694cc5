#include "ui/log_sentences.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <map>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

// The translation context of all sentences below.
struct LogSentences
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::LogSentences)
};

QString tr(const char* text)
{
    return LogSentences::tr(text);
}

// A value of the data as text, whatever its type; empty where it is not there. Logs of others are read too,
// so nothing is taken for granted.
QString value(const log::Entry& entry, const char* name)
{
    constexpr qsizetype kMostCharacters = 120;
    const auto found = entry.data.find(name);
    if (found == entry.data.end())
        return {};
    const std::string text = found->is_string() ? found->get<std::string>() : found->dump();
    return QString::fromStdString(text).left(kMostCharacters);
}

QString step(const log::Entry& entry)
{
    return QString::fromStdString(entry.step);
}

using Sentence = QString (*)(const log::Entry&);

// By kind, in the order of docs/formats/log.md.
const std::map<std::string, Sentence, std::less<>>& sentences()
{
    using log::Entry;
    static const std::map<std::string, Sentence, std::less<>> table{
        {"log.opened", [](const Entry& e) { return tr("The log of %1 begins.").arg(value(e, "name")); }},
        {"ceremony.opened",
         [](const Entry& e) { return tr("A ceremony begins: %1.").arg(value(e, "title")); }},
        {"ceremony.paused", [](const Entry&) { return tr("The ceremony is paused."); }},
        {"ceremony.resumed", [](const Entry&) { return tr("The ceremony goes on."); }},
        {"ceremony.closed", [](const Entry&) { return tr("The ceremony is closed."); }},
        {"ceremony.aborted", [](const Entry&) { return tr("The ceremony is aborted."); }},
        {"backup.imported",
         [](const Entry& e) {
             return tr("The keys of share set %1 were taken in from a backup of %2.")
                 .arg(value(e, "set").toUpper(), value(e, "origin"));
         }},
        {"step.started", [](const Entry& e) { return tr("Step %1 begins.").arg(step(e)); }},
        {"step.done", [](const Entry& e) { return tr("Step %1 is done.").arg(step(e)); }},
        {"exception.raised",
         [](const Entry& e) { return tr("An exception in step %1: %2").arg(step(e), value(e, "happened")); }},
        {"environment.checked", [](const Entry&) { return tr("The workstation was looked at."); }},
        {"hsm.checked",
         [](const Entry& e) { return tr("Token %1 was identified.").arg(value(e, "serial")); }},
        {"hsm.pin-failed",
         [](const Entry& e) { return tr("A wrong PIN was typed for token %1.").arg(value(e, "serial")); }},
        {"hsm.pin-accepted",
         [](const Entry& e) { return tr("Token %1 took its PIN again.").arg(value(e, "serial")); }},
        {"hsm.zeroised", [](const Entry& e) { return tr("Token %1 was erased.").arg(value(e, "serial")); }},
        {"entropy.mixed",
         [](const Entry&) { return tr("Randomness was mixed for the key-encryption key."); }},
        {"key.generated", [](const Entry& e) { return tr("The key %1 was made.").arg(value(e, "label")); }},
        {"key.wrapped", [](const Entry&) { return tr("A backup of a key was made inside the token."); }},
        {"key.restored", [](const Entry&) { return tr("A key was restored inside a token."); }},
        {"key.challenged",
         [](const Entry&) { return tr("A restored key signed a challenge, and the signature is good."); }},
        {"key.locked", [](const Entry&) { return tr("A key was locked: it can never be exported again."); }},
        {"key.destroyed", [](const Entry&) { return tr("A key was destroyed on a token."); }},
        {"key.rewrapped",
         [](const Entry&) {
             return tr("A key was wrapped anew inside the token, and the old KEK was refused.");
         }},
        {"kek.destroyed", [](const Entry&) { return tr("The key-encryption key was wiped from memory."); }},
        {"plan.approved",
         [](const Entry& e) { return tr("Two people approved a design: %1.").arg(value(e, "words")); }},
        {"shareset.split",
         [](const Entry& e) {
             return tr("Share set %1 was split as %2.").arg(value(e, "set").toUpper(), value(e, "policy"));
         }},
        {"share.issued",
         [](const Entry& e) {
             return tr("Sheet %1 was given to %2.").arg(value(e, "share"), value(e, "holder"));
         }},
        {"share.proven",
         [](const Entry& e) {
             return tr("Sheet %1 was read back from its own paper.").arg(value(e, "share"));
         }},
        {"share.sealed",
         [](const Entry& e) {
             return tr("Sheet %1 was sealed in bag %2.").arg(value(e, "share"), value(e, "bag"));
         }},
        {"share.unsealed",
         [](const Entry& e) { return tr("The bag of sheet %1 was opened.").arg(value(e, "share")); }},
        {"share.handed-over",
         [](const Entry& e) {
             return tr("Sheet %1 was handed over to its custodian.").arg(value(e, "share"));
         }},
        {"share.attested",
         [](const Entry& e) {
             return tr("%2 read sheet %1 from its paper; nothing was put together.")
                 .arg(value(e, "share"), value(e, "holder"));
         }},
        {"share.refused",
         [](const Entry& e) {
             return tr("Old sheet %1 was refused beside the new ones.").arg(value(e, "share"));
         }},
        {"share.destroyed",
         [](const Entry& e) {
             return tr("Sheet %1 of set %2 was destroyed.").arg(value(e, "share"), value(e, "set"));
         }},
        {"shareset.retired",
         [](const Entry& e) {
             return value(e, "replacedBy").isEmpty() ? tr("Share set %1 counts no more.").arg(value(e, "set"))
                                                     : tr("Share set %1 counts no more; %2 is in its place.")
                                                           .arg(value(e, "set"), value(e, "replacedBy"));
         }},
        {"share.voided",
         [](const Entry& e) { return tr("Sheet %1 is void and must be destroyed.").arg(value(e, "share")); }},
        {"quorum.entered",
         [](const Entry& e) {
             return tr("A quorum of share set %1 came together.").arg(value(e, "set").toUpper());
         }},
        {"quorum.short-refused",
         [](const Entry&) { return tr("One sheet less than a quorum was refused."); }},
        {"backtest.run",
         [](const Entry&) { return tr("A recovery policy was tested over historical prices."); }},
        {"paper.printed", [](const Entry&) { return tr("The papers were printed."); }},
        {"custodian.granted", [](const Entry& e) { return tr("%1 takes part.").arg(value(e, "person")); }},
        {"custodian.vetted",
         [](const Entry& e) { return tr("%1 was vetted by %2.").arg(value(e, "person"), value(e, "by")); }},
        {"custodian.trained",
         [](const Entry& e) {
             return tr("%1 was trained in %2.").arg(value(e, "person"), value(e, "subject"));
         }},
        {"custodian.leave",
         [](const Entry& e) {
             return tr("%1 is away from %2 to %3.").arg(value(e, "person"), value(e, "from"), value(e, "to"));
         }},
        {"custodian.revoked",
         [](const Entry& e) { return tr("%1 takes part no more.").arg(value(e, "person")); }},
        {"site.added", [](const Entry& e) { return tr("The site %1 was added.").arg(value(e, "name")); }},
        {"site.changed",
         [](const Entry& e) {
             return tr("The site %1 changed: %2.").arg(value(e, "site"), value(e, "reason"));
         }},
        {"hsm.registered",
         [](const Entry& e) { return tr("The HSM %1 was registered.").arg(value(e, "serial")); }},
        {"hsm.retired",
         [](const Entry& e) {
             return tr("The HSM %1 was retired: %2.").arg(value(e, "serial"), value(e, "reason"));
         }},
        {"share.placed",
         [](const Entry& e) {
             return tr("Sheet %1 is kept at %2.").arg(value(e, "share"), value(e, "site"));
         }},
        {"share.lost",
         [](const Entry& e) {
             return tr("Sheet %1 is lost: %2.").arg(value(e, "share"), value(e, "reason"));
         }},
        {"key.described", [](const Entry&) { return tr("What a key controls was described."); }},
        {"device.registered",
         [](const Entry& e) { return tr("The device %1 was registered.").arg(value(e, "device")); }},
        {"device.retired",
         [](const Entry& e) { return tr("The device %1 was retired.").arg(value(e, "device")); }},
        {"seal.applied",
         [](const Entry& e) { return tr("Seal %1 closes %2.").arg(value(e, "seal"), value(e, "on")); }},
        {"seal.checked",
         [](const Entry& e) { return tr("Seal %1 was found %2.").arg(value(e, "seal"), value(e, "found")); }},
        {"seal.removed", [](const Entry& e) { return tr("Seal %1 was removed.").arg(value(e, "seal")); }},
        {"schedule.set", [](const Entry&) { return tr("It was set how often drills are due."); }},
        {"drill.started",
         [](const Entry& e) {
             return tr("Drill %1 begins: people are asked to come.").arg(value(e, "drill"));
         }},
        {"drill.responded",
         [](const Entry& e) { return tr("Drill: %1 %2.").arg(value(e, "person"), value(e, "stage")); }},
        {"drill.completed",
         [](const Entry& e) {
             return tr("Drill %1 is over: %2.").arg(value(e, "drill"), value(e, "outcome"));
         }},
        {"finding.opened", [](const Entry& e) { return tr("A finding: %1.").arg(value(e, "text")); }},
        {"finding.closed",
         [](const Entry& e) { return tr("Finding %1 was closed.").arg(value(e, "finding")); }},
        {"person.left",
         [](const Entry& e) { return tr("%1 is not in the room.").arg(value(e, "initials")); }},
        {"person.arrived",
         [](const Entry& e) { return tr("%1 came into the room.").arg(value(e, "initials")); }},
        {"compromise.rehearsed", [](const Entry&) { return tr("The compromise protocol was rehearsed."); }},
        {"compromise.invoked",
         [](const Entry& e) {
             return tr("The compromise protocol was invoked; decided: %1.").arg(value(e, "decision"));
         }},
        {"clock.attested",
         [](const Entry& e) {
             return tr("Two people attested the clock: %1 seconds off.").arg(value(e, "differenceSeconds"));
         }},
        {"procedure.approved",
         [](const Entry& e) {
             return tr("The procedure %1, version %2, was approved.")
                 .arg(value(e, "id"), value(e, "version"));
         }},
        {"audit.key-replaced",
         [](const Entry&) { return tr("A new audit key signs the log from here on."); }},
        {"log.exported", [](const Entry&) { return tr("The log was exported."); }},
        {"log.reviewed", [](const Entry&) { return tr("The log was reviewed."); }},
        {"anchor.printed", [](const Entry&) { return tr("The head of the log was printed."); }},
    };
    return table;
}

} // namespace

QString sentenceOf(const log::Entry& entry)
{
    const auto found = sentences().find(entry.kind);
    return found == sentences().end() ? QString::fromStdString(entry.kind) : found->second(entry);
}

QString utcText(TimePoint time)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(utc, u"d MMM yyyy, HH:mm"_s) + u" UTC"_s;
}

} // namespace keyrite::ui
