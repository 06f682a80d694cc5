#include "ui/programme/history.h"

#include "ui/programme/drills_view.h"

namespace keyrite::ui {

using namespace registry;

namespace {

template <typename Things>
History historyIn(const Things& things, const typename Things::key_type& id)
{
    const auto found = things.find(id);
    return found == things.end() ? History{} : found->second.history;
}

History sheetHistory(const Registry& registry, const QString& id)
{
    const auto set = registry.shareSets.find(id.section(u'/', 0, 0).toStdString());
    return set == registry.shareSets.end() ? History{}
                                           : historyIn(set->second.sheets, id.section(u'/', 1).toInt());
}

History lessonHistory(const Registry& registry, const std::string& set, TimePoint now)
{
    return registry.shareSets.contains(set)
               ? drill::entriesBehind(drill::learnFrom(registry, now), showsAnnounced(registry))
               : History{};
}

} // namespace

History historyOf(const Registry& registry, Thing thing, const QString& id, TimePoint now)
{
    const std::string name = id.toStdString();
    switch (thing) {
    case Thing::Person:
        return historyIn(registry.people, name);
    case Thing::Site:
        return historyIn(registry.sites, name);
    case Thing::Sheet:
        return sheetHistory(registry, id);
    case Thing::Key:
        return historyIn(registry.keys, name);
    case Thing::Hsm:
        return historyIn(registry.hsms, name);
    case Thing::Device:
        return historyIn(registry.devices, name);
    case Thing::Seal:
        return historyIn(registry.seals, name);
    case Thing::Drill:
        return historyIn(registry.drills, name);
    case Thing::Finding:
        return historyIn(registry.findings, name);
    case Thing::Lesson:
        return lessonHistory(registry, name, now);
    }
    return {};
}

} // namespace keyrite::ui
