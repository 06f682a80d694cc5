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

// {name} is a value of the data; {actor}, {step} and {kind} are the entry's own. What stands in [ ] is left
// out where a value in it is not there. By kind, in the order of docs/formats/log.md and entries.md.
// clang-format off
const std::map<std::string, const char*, std::less<>>& sentences()
{
    static const std::map<std::string, const char*, std::less<>> table{
        {"log.opened", QT_TR_NOOP("The log[ of {name}] begins.")},
        {"log.exported", QT_TR_NOOP("{entries} entries of the log were exported[ as {format}][, filtered by {filter}].")},
        {"log.reviewed", QT_TR_NOOP("Entries {first} to {last} were reviewed by {reviewer}[, {findings}].")},
        {"log.filter-saved", QT_TR_NOOP("The filter “{name}” was saved[: {filter}].")},
        {"backup.imported", QT_TR_NOOP("The keys of share set {set} were taken in from a backup[ of {origin}].")},
        {"procedure.approved", QT_TR_NOOP("The procedure {id}, version {version}, was approved.")},
        {"ceremony.opened", QT_TR_NOOP("A ceremony begins: {title}.")},
        {"ceremony.paused", QT_TR_NOOP("The ceremony is paused.")},
        {"ceremony.resumed", QT_TR_NOOP("The ceremony goes on[ at step {to}][, without {unfinished} that the crash left on an HSM].")},
        {"ceremony.closed", QT_TR_NOOP("The ceremony is closed[ with {exceptions}].")},
        {"ceremony.aborted", QT_TR_NOOP("The ceremony is aborted[, without {unfinished} that a crash left on an HSM].")},
        {"step.started", QT_TR_NOOP("Step {step} begins.")},
        {"step.done", QT_TR_NOOP("Step {step} is done[, initialled by {initials}].")},
        {"person.left", QT_TR_NOOP("{initials} left the room.")},
        {"person.arrived", QT_TR_NOOP("{initials} came into the room.")},
        {"clock.attested", QT_TR_NOOP("Two people attested the clock: {differenceSeconds} seconds off.")},
        {"exception.raised", QT_TR_NOOP("An exception in step {step}: {happened}[ Decided: {decided}]")},
        {"environment.checked", QT_TR_NOOP("The workstation was looked at.")},
        {"software.verified", QT_TR_NOOP("The program was compared with its published hash.")},
        {"hsm.registered", QT_TR_NOOP("HSM {serial} was registered[ for {use}].")},
        {"hsm.checked", QT_TR_NOOP("Token {serial}[, {label},] was identified.")},
        {"hsm.pin-failed", QT_TR_NOOP("A wrong PIN was given to token {serial}.")},
        {"hsm.pin-accepted", QT_TR_NOOP("The PIN of token {serial} was accepted.")},
        {"hsm.pin-set", QT_TR_NOOP("A PIN of token {serial} was set ({who}, {way}).")},
        {"hsm.probed", QT_TR_NOOP("Token {serial} was probed with throwaway keys.")},
        {"hsm.accepted",
         QT_TR_NOOP("It was decided to use HSM {serial} as it is, with the firmware {firmware}.")},
        {"hsm.log-read", QT_TR_NOOP("The log of HSM {serial} was read, entries {first} to {last}[: {finding}].")},
        {"hsm.users-read", QT_TR_NOOP("The list of who can open HSM {serial} was read: {users}.")},
        {"hsm.inspected", QT_TR_NOOP("HSM {serial} was looked at before its first use[: {finding}].")},
        {"key.lock-ignored",
         QT_TR_NOOP("Token {serial} was told not to hand out key {key}, and did not show that it refuses: {answers}.")},
        {"module.added", QT_TR_NOOP("The PKCS#11 module {path} was added to the room.")},
        {"module.removed", QT_TR_NOOP("The PKCS#11 module {path} was taken out of the room.")},
        {"hsm.zeroised", QT_TR_NOOP("Token {serial} was erased with all its keys.")},
        {"hsm.retired", QT_TR_NOOP("HSM {serial} is not used again[: {reason}].")},
        {"entropy.mixed", QT_TR_NOOP("Randomness[ from {sources}] was mixed for the key-encryption key.")},
        {"kek.destroyed", QT_TR_NOOP("The key-encryption key[ of set {set}] was wiped from memory.")},
        {"key.generated", QT_TR_NOOP("The key {label} was made[ on token {serial}].")},
        {"key.wrapped", QT_TR_NOOP("A backup of key {key} was made inside the token.")},
        {"key.rewrapped", QT_TR_NOOP("A new backup of key {key} was made inside the token.")},
        {"key.restored", QT_TR_NOOP("Key {key} was restored inside token {serial}.")},
        {"key.challenged", QT_TR_NOOP("Key {key} on token {serial} signed a challenge, and the signature is good.")},
        {"key.locked", QT_TR_NOOP("Key {key} was locked: it can never be exported again.")},
        {"key.destroyed", QT_TR_NOOP("Key {key} was destroyed[: {reason}].")},
        {"key.described", QT_TR_NOOP("What key {key} controls was described: {asset}[, with {counterparty}].")},
        {"shareset.split", QT_TR_NOOP("Share set {set} was split as {policy}[, {subsetsTried} quorums tried].")},
        {"shareset.retired", QT_TR_NOOP("Share set {set} counts no more[; {replacedBy} is in its place].")},
        {"share.issued", QT_TR_NOOP("Share {share} of set {set} was put on paper for {holder}.")},
        {"share.proven", QT_TR_NOOP("Share {share} of set {set} was proven from paper by {by}[, {tries}][, {seconds} s].")},
        {"share.attested", QT_TR_NOOP("Share {share} of set {set} was read from its paper by its holder alone[, {tries}][, {seconds} s].")},
        {"share.refused", QT_TR_NOOP("A paper was refused as share {share} of set {set}[: {reason}].")},
        {"share.sealed", QT_TR_NOOP("Share {share} of set {set} was sealed in bag {bag}.")},
        {"share.unsealed", QT_TR_NOOP("The bag[ {bag}] of share {share} of set {set} was opened.")},
        {"share.handed-over", QT_TR_NOOP("Share {share} of set {set} was handed over to its custodian.")},
        {"share.placed", QT_TR_NOOP("Share {share} of set {set} is kept at {site}[, in safe {safe}].")},
        {"share.lost", QT_TR_NOOP("Share {share} of set {set} is lost[: {reason}].")},
        {"share.voided", QT_TR_NOOP("Share {share} of set {set} is void and must be destroyed.")},
        {"share.destroyed", QT_TR_NOOP("The sheet of share {share} of set {set} was destroyed.")},
        {"quorum.entered", QT_TR_NOOP("A quorum of share set {set} came together[: shares {shares}][, {tries}].")},
        {"quorum.short-refused", QT_TR_NOOP("One sheet less than a quorum[ of set {set}] was refused, as it must be.")},
        {"paper.printed", QT_TR_NOOP("The papers[ of set {set}] were printed[: {documents}].")},
        {"anchor.printed", QT_TR_NOOP("The head of the log was printed[ on {on}].")},
        {"anchor.verified", QT_TR_NOOP("A printed head of the log was brought back, and the log contains it.")},
        {"checkpoint.cosigned", QT_TR_NOOP("A witness signed the head of the log[: {witness}].")},
        {"audit.key-replaced", QT_TR_NOOP("The audit key was replaced.")},
        {"audit.recorded", QT_TR_NOOP("An audit was recorded[: {text}].")},
        {"custodian.granted", QT_TR_NOOP("{person} takes part from now on[ as {roles}][, at site {site}].")},
        {"custodian.vetted", QT_TR_NOOP("{person} was vetted[ by {vetter}][: {outcome}].")},
        {"custodian.trained", QT_TR_NOOP("{person} was trained[: {subject}].")},
        {"custodian.leave", QT_TR_NOOP("{person} is away from {from} to {to}.")},
        {"custodian.revoked", QT_TR_NOOP("{person} takes part no more[: {reason}].")},
        {"site.added", QT_TR_NOOP("Site {site} was added[: {name}].")},
        {"site.changed", QT_TR_NOOP("Site {site} was changed[, it is {state}][: {reason}].")},
        {"device.registered", QT_TR_NOOP("Device {device} was registered[: {type} {model}].")},
        {"device.retired", QT_TR_NOOP("Device {device} is not used again[: {reason}].")},
        {"seal.applied", QT_TR_NOOP("Seal {seal} was put on {on}.")},
        {"seal.checked", QT_TR_NOOP("Seal {seal} was found {found}.")},
        {"seal.removed", QT_TR_NOOP("Seal {seal} was removed[: {reason}].")},
        {"schedule.set", QT_TR_NOOP("The schedule was set: sheets are read every {attestationDays} days, drills are held every {drillDays} days.")},
        {"drill.started", QT_TR_NOOP("Drill {drill} begins[: {type}].")},
        {"drill.responded", QT_TR_NOOP("{person} {stage} in drill {drill}.")},
        {"drill.completed", QT_TR_NOOP("Drill {drill} is over: {outcome}.")},
        {"finding.opened", QT_TR_NOOP("Finding {finding}: {text}[ {owner} sees to it by {due}.]")},
        {"finding.closed", QT_TR_NOOP("Finding {finding} is settled[: {how}].")},
        {"positions.imported", QT_TR_NOOP("Positions were imported[ as of {asOf}].")},
        {"plan.approved", QT_TR_NOOP("Two people approved a design: {words}.")},
        {"backtest.run", QT_TR_NOOP("A recovery policy was tested over historical prices.")},
        {"alert.raised", QT_TR_NOOP("An alert[, {rule}]: {text}")},
        {"alert.acknowledged", QT_TR_NOOP("The alert {rule} was acknowledged[: {reason}].")},
        {"alert.cleared", QT_TR_NOOP("The alert {rule} is over.")},
        {"compromise.rehearsed", QT_TR_NOOP("What to do after a compromise was rehearsed.")},
        {"compromise.invoked", QT_TR_NOOP("The compromise protocol was invoked[; decided: {decision}].")},
    };
    return table;
}
// clang-format on

QString plain(const log::Json& value)
{
    constexpr qsizetype kMostCharacters = 120;
    const std::string text = value.is_string()
                                 ? value.get<std::string>()
                                 : value.dump(-1, ' ', false, log::Json::error_handler_t::replace);
    const QString shown = QString::fromStdString(text).simplified();
    return shown.size() <= kMostCharacters ? shown : shown.left(kMostCharacters - 1) + u'…';
}

QString listed(const log::Json& values)
{
    QStringList texts;
    for (const log::Json& value : values)
        texts << plain(value);
    return texts.join(u", "_s);
}

QString counted(const log::Json& count, const char* one, const char* many)
{
    return count == 1 ? LogSentences::tr(one) : LogSentences::tr(many).arg(plain(count));
}

// The value of a placeholder; empty where it is not there. Logs of others are read too, so nothing is taken
// for granted.
QString value(const log::Entry& entry, const QString& name)
{
    if (name == u"step"_s)
        return QString::fromStdString(entry.step);
    if (name == u"actor"_s || (name == u"by"_s && entry.kind.starts_with("share.")))
        return QString::fromStdString(entry.role.empty() ? entry.actor : entry.role + " " + entry.actor);
    const auto found = entry.data.find(name == u"vetter"_s ? "by" : name.toStdString());
    if (found == entry.data.end() || found->is_null())
        return {};
    if (name == u"tries"_s)
        return counted(*found, QT_TR_NOOP("1 try"), QT_TR_NOOP("%1 tries"));
    if (name == u"exceptions"_s)
        return counted(*found, QT_TR_NOOP("1 exception"), QT_TR_NOOP("%1 exceptions"));
    if (name == u"unfinished"_s)
        return counted(*found, QT_TR_NOOP("1 half-made object"), QT_TR_NOOP("%1 half-made objects"));
    if (name == u"findings"_s && found->is_array())
        return counted(found->size(), QT_TR_NOOP("1 finding"), QT_TR_NOOP("%1 findings"));
    if (name == u"set"_s)
        return plain(*found).toUpper();
    return found->is_array() ? listed(*found) : plain(*found);
}

// Takes the pieces of a pattern one after the other. Values are put in last and never looked at as patterns.
QString filled(const log::Entry& entry, QStringView pattern)
{
    QString sentence;
    QString optional;
    bool inOptional = false;
    bool complete = true;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        QString& out = inOptional ? optional : sentence;
        const QChar c = pattern[at];
        if (c == u'{') {
            const qsizetype end = pattern.indexOf(u'}', at);
            const QString text = value(entry, pattern.mid(at + 1, end - at - 1).toString());
            complete = complete && !text.isEmpty();
            out += text.isEmpty() && !inOptional ? u"?"_s : text;
            at = end;
        } else if (c == u'[') {
            inOptional = complete = true;
            optional.clear();
        } else if (c == u']') {
            inOptional = false;
            sentence += complete ? optional : QString();
        } else {
            out += c;
        }
    }
    return sentence;
}

} // namespace

QString sentenceOf(const log::Entry& entry)
{
    const auto found = sentences().find(entry.kind);
    return found == sentences().end() ? LogSentences::tr("%1 (a kind that this version does not know)")
                                            .arg(QString::fromStdString(entry.kind))
                                      : filled(entry, LogSentences::tr(found->second));
}

bool hasSentence(std::string_view kind)
{
    return sentences().contains(kind);
}

QString utcText(TimePoint time)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
    return QLocale::c().toString(utc, u"d MMM yyyy, HH:mm"_s) + u" UTC"_s;
}

} // namespace keyrite::ui
