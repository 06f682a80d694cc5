#include "ui/disaster_view.h"

#include <QCoreApplication>

namespace keyrite::ui {

using ceremony::BackupSource;
using ceremony::FoundBackup;
using ceremony::MissingSheets;
using ceremony::Prospect;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::DisasterView", text);
}

QString setText(const Prospect& prospect)
{
    return QString::fromStdString(prospect.set).toUpper();
}

QString numbersText(const std::vector<int>& numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts += QString::number(number);
    return texts.join(tr(", "));
}

QString keysText(const FoundBackup& found)
{
    QStringList labels;
    for (const hsm::WrappedKey& key : found.backup.keys)
        labels += QString::fromStdString(key.label);
    return labels.size() == 1 ? tr("the key “%1”").arg(labels.front())
                              : tr("the keys “%1”").arg(labels.join(tr("”, “")));
}

QString sourceText(BackupSource source)
{
    switch (source) {
    case BackupSource::Room:
        return tr("log of this room");
    case BackupSource::Log:
        return tr("log file");
    case BackupSource::Document:
        return tr("backup document");
    }
    return {};
}

// "2 (Dora Dune), 3 (Emil Ernst)"
QString sheetsWithHolders(const MissingSheets& missing, const FoundBackup* found)
{
    QStringList sheets;
    for (const int number : missing.numbers) {
        const auto holder =
            found == nullptr ? std::map<int, std::string>::const_iterator{} : found->holders.find(number);
        const bool known = found != nullptr && holder != found->holders.end();
        sheets += known ? tr("%1 (%2)").arg(number).arg(QString::fromStdString(holder->second))
                        : QString::number(number);
    }
    return sheets.join(tr(", "));
}

QString groupText(const MissingSheets& missing, const Prospect& prospect)
{
    if (missing.numbers.empty())
        return missing.count == 1 ? tr("1 more sheet of group %1").arg(missing.group)
                                  : tr("%1 more sheets of group %2").arg(missing.count).arg(missing.group);
    return tr("%1 of the sheets %2").arg(missing.count).arg(sheetsWithHolders(missing, prospect.found));
}

QString missingSheetsText(const Prospect& prospect)
{
    QStringList groups;
    for (const MissingSheets& missing : prospect.missing)
        groups += groupText(missing, prospect);
    if (groups.isEmpty())
        return tr("A quorum of the sheets of share set %1.").arg(setText(prospect));
    if (groups.size() == 1)
        return tr("Of share set %1: %2.").arg(setText(prospect), groups.front());
    return tr("Of share set %1, %2 of these groups: %3.")
        .arg(setText(prospect))
        .arg(prospect.groupsMissing)
        .arg(groups.join(tr("; ")));
}

QString logText(const ceremony::SalvagedLog& log)
{
    const auto count = log.registry.shareSets.size();
    const QString sets = count == 0   ? tr("It tells of no share set.")
                         : count == 1 ? tr("It tells of 1 share set.")
                                      : tr("It tells of %1 share sets.").arg(count);
    if (log.unreadable == 0)
        return tr("✓ %1 entries, all readable. %2").arg(log.entries).arg(sets);
    return tr("✗ Damaged: %1 of %2 entries cannot be read, the first is entry %3. The others were used. %4")
        .arg(log.unreadable)
        .arg(log.entries)
        .arg(*log.firstDamaged)
        .arg(sets);
}

void fillVerdict(DisasterView& view, const Prospect& best)
{
    view.tone = best.isRecoverable() ? Tone::Good : Tone::Warn;
    if (best.isRecoverable())
        view.verdict = tr("✓ With this, %1 can be recovered.").arg(keysText(*best.found));
    else if (best.found != nullptr)
        view.verdict =
            tr("The backup of %1 is here. It opens with a quorum of sheets.").arg(keysText(*best.found));
    else if (best.quorum)
        view.verdict = tr("There are enough sheets of share set %1, but not the keys that they open.")
                           .arg(setText(best));
    else
        view.verdict =
            tr("There are sheets of share set %1, but not enough, and not the keys that they open.")
                .arg(setText(best));
    if (!best.quorum)
        view.missing += missingSheetsText(best);
    if (best.found == nullptr)
        view.missing +=
            tr("The backup document of share set %1, of which a copy lies in every bag, or a log of the room "
               "that made it.")
                .arg(setText(best));
}

} // namespace

DisasterView disasterViewOf(const DisasterFinds& finds)
{
    const std::vector<Prospect> prospects = finds.salvage.prospects();
    DisasterView view;
    QStringList backups;
    for (const Prospect& one : prospects) {
        if (!one.sheets.empty())
            view.sheets += one.sheets.size() == 1
                               ? tr("✓ Sheet %1 of share set %2").arg(one.sheets.front()).arg(setText(one))
                               : tr("✓ Sheets %1 of share set %2").arg(numbersText(one.sheets), setText(one));
        if (one.found != nullptr)
            backups += tr("✓ Share set %1: %2, from the %3")
                           .arg(setText(one), keysText(*one.found), sourceText(one.found->source));
    }
    if (!finds.partOfBackup.isEmpty())
        backups += finds.partOfBackup;
    view.backup = backups.join(u'\n');
    view.backupTone = !finds.partOfBackup.isEmpty() ? Tone::Warn
                      : backups.isEmpty()           ? Tone::Neutral
                                                    : Tone::Good;
    if (finds.log) {
        view.log = logText(*finds.log);
        view.logTone = finds.log->unreadable == 0 ? Tone::Good : Tone::Warn;
    }
    if (prospects.empty()) {
        view.verdict = tr("Nothing is here yet.");
        view.missing = {
            tr("A quorum of sheets. Call the custodians; ask each to bring the sealed bag unopened."),
            tr("The backup document, of which a copy lies in every bag, or a log.")};
    } else {
        fillVerdict(view, prospects.front());
        view.mayStart = prospects.front().isRecoverable();
    }
    const bool known = view.mayStart && finds.roomSet.find(prospects.front().set + ' ') != std::string::npos;
    view.action = known || finds.liveRoom ? tr("Recover the keys") : tr("Set up a recovery room");
    view.mayRehearse = view.mayStart && !finds.liveRoom && !(known && finds.practiceRoom);
    return view;
}

} // namespace keyrite::ui
