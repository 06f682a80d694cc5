#include "ui/programme/people_rows.h"

#include "ui/programme/view_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

using namespace registry;

namespace {

struct PeopleRows
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::PeopleRows)
};

QString tr(const char* text)
{
    return PeopleRows::tr(text);
}

QString sheetId(const ShareSet& set, int number)
{
    return qtText(set.id + "/" + std::to_string(number));
}

QString sheetText(const ShareSet& set, int number)
{
    return qtText(set.id).toUpper() + u'/' + QString::number(number);
}

QString placeText(const Registry& registry, const std::string& site, const std::string& safe)
{
    return safe.empty() ? siteText(registry, site)
                        : tr("%1, safe %2").arg(siteText(registry, site), qtText(safe));
}

QString personState(const Person& person, Day today)
{
    if (person.revoked)
        return tr("✗ revoked %1").arg(dayText(person.revoked->mark.time));
    if (!person.serves(today))
        return tr("✗ term ended");
    if (person.isOnLeave(today))
        return tr("away");
    return person.granted ? tr("✓ takes part") : tr("not registered");
}

QString vettingText(const Person& person, Day today)
{
    if (!person.vetting)
        return tr("not yet");
    if (!person.vetting->passed)
        return tr("✗ failed");
    if (!person.vetting->until)
        return tr("✓ passed");
    return (*person.vetting->until < today ? tr("✗ until %1") : tr("✓ until %1"))
        .arg(dayText(*person.vetting->until));
}

QString siteStateText(SiteState state)
{
    switch (state) {
    case SiteState::Open:
        return tr("✓ open");
    case SiteState::Closed:
        return tr("closed");
    case SiteState::Lost:
        return tr("✗ lost");
    }
    return {};
}

QString sheetStateText(const Registry& registry, const Sheet& sheet)
{
    switch (sheet.state) {
    case SheetState::Issued:
        return tr("issued");
    case SheetState::Proven:
        return tr("✓ proven");
    case SheetState::Sealed:
    case SheetState::HandedOver:
        break;
    case SheetState::Opened:
        return tr("bag opened");
    case SheetState::Voided:
        return tr("✗ void");
    case SheetState::Lost:
        return tr("✗ lost");
    case SheetState::Destroyed:
        return tr("✗ destroyed");
    }
    if (!registry.canBeReached(sheet))
        return tr("✗ out of reach");
    const Rebuilding* spent = registry.spentBy(sheet);
    return spent == nullptr ? tr("✓ sealed") : tr("spent %1: re-issue").arg(dayText(spent->mark.time));
}

QString hsmStateText(const Hsm& hsm)
{
    switch (hsm.state) {
    case HsmState::InUse:
        return hsm.registered ? tr("✓ in use") : tr("not registered");
    case HsmState::Zeroised:
        return tr("zeroised");
    case HsmState::Retired:
        return tr("✗ retired: %1").arg(qtText(hsm.cause));
    }
    return {};
}

QString sealStateText(SealState state)
{
    switch (state) {
    case SealState::Applied:
        return tr("applied");
    case SealState::Intact:
        return tr("✓ intact");
    case SealState::Broken:
        return tr("✗ broken");
    case SealState::Missing:
        return tr("✗ missing");
    case SealState::Removed:
        return tr("removed");
    }
    return {};
}

} // namespace

std::vector<TextRow> personRows(const Registry& registry, Day today)
{
    std::vector<TextRow> rows;
    for (const auto& [name, person] : registry.people) {
        QStringList holds;
        for (const auto& [id, set] : registry.shareSets)
            for (const auto& [number, sheet] : set.sheets)
                if (sheet.exists() && sheet.holder == name)
                    holds << sheetText(set, number);
        QStringList roles;
        for (const std::string& role : person.roles)
            roles << qtText(role);
        QStringList trained;
        for (const Training& training : person.trainings)
            if (!training.until || *training.until >= today)
                trained << qtText(training.subject);
        trained.removeDuplicates();
        const QString termEnd = person.termEnd ? dayText(*person.termEnd) : tr("no end");
        rows.push_back(
            {qtText(name),
             {qtText(name), roles.join(u", "_s), qtText(person.site), termEnd, vettingText(person, today),
              trained.join(u", "_s), holds.join(u", "_s), personState(person, today)},
             {qtText(name), roles.join(u' '), qtText(person.site),
              person.termEnd ? qtText(toIsoDay(*person.termEnd)) : u"9999"_s}});
    }
    return rows;
}

std::vector<TextRow> siteRows(const Registry& registry)
{
    std::map<std::string, int> sheetsAt;
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            if (const Site* site = registry.siteOf(sheet); site != nullptr && sheet.exists())
                ++sheetsAt[site->id];
    std::vector<TextRow> rows;
    for (const auto& [id, site] : registry.sites) {
        QStringList safes;
        for (const std::string& safe : site.safes)
            safes << qtText(safe);
        rows.push_back({qtText(id),
                        {qtText(id), qtText(site.name), qtText(site.jurisdiction), qtText(site.region),
                         safes.join(u", "_s), QString::number(sheetsAt[id]), siteStateText(site.state)},
                        {}});
    }
    return rows;
}

std::vector<TextRow> sheetRows(const Registry& registry)
{
    std::vector<TextRow> rows;
    for (const auto& [id, set] : registry.shareSets)
        for (const auto& [number, sheet] : set.sheets) {
            const Site* site = registry.siteOf(sheet);
            const QString sortBy = qtText(id) + QString::number(number).rightJustified(4, u'0');
            rows.push_back(
                {sheetId(set, number),
                 {sheetText(set, number), qtText(sheet.holder),
                  placeText(registry, site == nullptr ? std::string() : site->id, sheet.safe),
                  qtText(sheet.bag), dayText(sheet.proven), sheetStateText(registry, sheet)},
                 {sortBy, qtText(sheet.holder), {}, qtText(sheet.bag), qtText(toIsoTime(sheet.proven))}});
        }
    return rows;
}

std::vector<TextRow> hsmRows(const Registry& registry)
{
    std::vector<TextRow> rows;
    for (const auto& [serial, hsm] : registry.hsms)
        rows.push_back({qtText(serial),
                        {qtText(serial), qtText(hsm.label), qtText(hsm.model), qtText(hsm.use),
                         placeText(registry, hsm.site, hsm.safe), dayText(hsm.checked), hsmStateText(hsm)},
                        {qtText(serial),
                         qtText(hsm.label),
                         qtText(hsm.model),
                         qtText(hsm.use),
                         {},
                         qtText(toIsoTime(hsm.checked))}});
    return rows;
}

std::vector<TextRow> deviceRows(const Registry& registry)
{
    std::vector<TextRow> rows;
    for (const auto& [id, device] : registry.devices)
        rows.push_back({qtText(id),
                        {qtText(id), qtText(device.type), qtText(device.model), qtText(device.serial),
                         placeText(registry, device.site, device.safe),
                         device.retired ? tr("✗ retired") : tr("✓ in use")},
                        {}});
    return rows;
}

std::vector<TextRow> sealRows(const Registry& registry)
{
    std::vector<TextRow> rows;
    for (const auto& [number, seal] : registry.seals)
        rows.push_back({qtText(number),
                        {qtText(number), qtText(seal.on), dayText(seal.changed), sealStateText(seal.state)},
                        {qtText(number), qtText(seal.on), qtText(toIsoTime(seal.changed))}});
    return rows;
}

} // namespace keyrite::ui
