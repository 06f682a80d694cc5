#include "ui/programme/people_view.h"

#include "core/registry/reach.h"
#include "ui/programme/people_rows.h"
#include "ui/programme/view_texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

using namespace registry;

namespace {

constexpr std::size_t kMostSetsNamed = 6;

struct PeopleViewTexts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::PeopleView)
};

QString tr(const char* text)
{
    return PeopleViewTexts::tr(text);
}

QString plural(const char* one, const char* many, std::size_t count)
{
    return count == 1 ? tr(one) : tr(many).arg(count);
}

ReachNode nodeOf(const Holding& holding, const QString& name)
{
    ReachNode node{name, plural("1 sheet", "%1 sheets", holding.sheets.size()), Tone::Neutral,
                   holding.sheets};
    if (holding.sheetsShort == 0) {
        node.note = tr("✗ suffices alone");
        node.tone = Tone::Bad;
    } else if (holding.shortWithSite == 0) {
        node.note = tr("✗ suffices with the safes of the same site");
        node.tone = Tone::Bad;
    } else if (holding.sheetsShort == 1 || holding.shortWithSite == 1) {
        node.note += tr(", one from a quorum");
        node.tone = Tone::Warn;
    }
    return node;
}

ReachPicture pictureOf(const Registry& registry, const ShareSet& set, const Reach& reach)
{
    ReachPicture picture;
    for (const Holding& person : reach.people)
        picture.people.push_back(nodeOf(person, qtText(person.name)));
    for (const Holding& site : reach.sites)
        picture.sites.push_back(
            nodeOf(site, site.name.empty() ? tr("Site not known") : siteText(registry, site.name)));
    for (const auto& [number, sheet] : set.sheets)
        if (registry.canBeReached(sheet))
            picture.sheets.push_back(number);
    return picture;
}

QString setsText(const Sufficing& sufficing,
                 const std::function<QString(const std::vector<std::string>&)>& show)
{
    QStringList sets;
    for (std::size_t i = 0; i < std::min(sufficing.sets.size(), kMostSetsNamed); ++i)
        sets << show(sufficing.sets[i]);
    QString text = sets.join(u"; "_s);
    if (sufficing.sets.size() > kMostSetsNamed)
        text += tr("; and %1 more").arg(sufficing.sets.size() - kMostSetsNamed);
    return text;
}

// Those without whom there is no quorum.
std::vector<std::string> indispensable(const Sufficing& sufficing)
{
    std::vector<std::string> names = sufficing.sets.front();
    for (const auto& set : sufficing.sets)
        std::erase_if(names, [&](const std::string& name) { return std::ranges::count(set, name) == 0; });
    return names;
}

QString missText(const Sufficing& sufficing)
{
    if (sufficing.sets.empty())
        return tr("✗ No quorum is left: the keys of this set cannot be recovered from its sheets.");
    if (sufficing.canMiss == 0)
        return tr("✗ Without any one of these there is no quorum: %1.")
            .arg(namesText(indispensable(sufficing)));
    return sufficing.canMiss == 1
               ? tr("Any one person may be missing, and the others still suffice.")
               : tr("Any %1 people may be missing, and the others still suffice.").arg(sufficing.canMiss);
}

// Those who are nearer to a quorum than one sheet each would bring them, and those for whom it is one sheet.
QString nearText(const Reach& reach, int missing)
{
    std::vector<std::string> names;
    for (const Holding& person : reach.people)
        if (std::min(person.sheetsShort, person.shortWithSite) == missing)
            names.push_back(person.name);
    if (names.empty())
        return {};
    if (missing == 0)
        return tr("✗ Too much in one hand, counting the safes where they work: %1.").arg(namesText(names));
    return tr("One sheet from a quorum, counting the safes where they work: %1.").arg(namesText(names));
}

bool isCurrent(const Registry& registry, const ShareSet& set)
{
    return std::ranges::any_of(set.keys, [&](const std::string& id) {
        const auto key = registry.keys.find(id);
        return key != registry.keys.end() && key->second.shareSet == set.id &&
               key->second.state != KeyState::Destroyed;
    });
}

QString sentenceOf(const Registry& registry, Day today)
{
    std::size_t serving = 0;
    std::vector<std::string> away;
    for (const auto& [name, person] : registry.people) {
        serving += person.granted && person.serves(today) ? 1U : 0U;
        if (person.serves(today) && person.isOnLeave(today))
            away.push_back(name);
    }
    std::size_t open = 0;
    for (const auto& [id, site] : registry.sites)
        open += site.state == SiteState::Open ? 1U : 0U;
    QString text = tr("%1, %2.").arg(plural("1 person takes part", "%1 people take part", serving),
                                     plural("1 site is open", "%1 sites are open", open));
    if (!away.empty())
        text += u' ' +
                (away.size() == 1 ? tr("%1 is away today.") : tr("%1 are away today.")).arg(namesText(away));
    return text;
}

QStringList reachSentences(const Registry& registry, const Reach& reach)
{
    QStringList words{missText(reach.byPeople)};
    if (!reach.byPeople.sets.empty()) {
        words << tr("Together suffice: %1.").arg(setsText(reach.byPeople, namesText));
        const auto sites = [&](const std::vector<std::string>& ids) {
            std::vector<std::string> names;
            names.reserve(ids.size());
            for (const std::string& id : ids)
                names.push_back(siteText(registry, id).toStdString());
            return namesText(names);
        };
        if (reach.sites.size() > 1 || !reach.sites.front().name.empty())
            words << tr("Sites that suffice: %1.").arg(setsText(reach.bySites, sites));
    }
    for (const int missing : {0, 1})
        if (const QString near = nearText(reach, missing); !near.isEmpty())
            words << near;
    return words;
}

void addMap(PeopleView& view, const Registry& registry, const ShareSet& set, Day today)
{
    const QString id = qtText(set.id).toUpper();
    const Reach reach = reachOf(registry, set);
    view.maps.push_back({tr("Share set %1, %2").arg(id, qtText(set.policy.text())),
                         pictureOf(registry, set, reach), reachSentences(registry, reach)});
    if (!reach.byPeople.sets.empty() && reachOf(registry, set, today).byPeople.sets.empty()) {
        view.maps.back().words << tr(
            "✗ Today there is no quorum: too many of its people are away or serve no more.");
        view.sentence += u' ' + tr("Set %1 has no quorum today.").arg(id);
        view.tone = Tone::Bad;
    } else if (reach.byPeople.sets.empty()) {
        view.sentence += u' ' + tr("Set %1 has no quorum left.").arg(id);
        view.tone = Tone::Bad;
    }
}

} // namespace

PeopleView peopleViewOf(const Registry& registry, TimePoint now)
{
    const Day today = dayOf(now);
    PeopleView view;
    view.sentence = sentenceOf(registry, today);
    view.rows = {{Thing::Person, personRows(registry, today)}, {Thing::Site, siteRows(registry)},
                 {Thing::Sheet, sheetRows(registry)},          {Thing::Hsm, hsmRows(registry)},
                 {Thing::Device, deviceRows(registry)},        {Thing::Seal, sealRows(registry)}};
    for (const auto& [id, set] : registry.shareSets)
        if (isCurrent(registry, set))
            addMap(view, registry, set, today);
    return view;
}

} // namespace keyrite::ui
