#include "ui/programme/view_texts.h"

#include "core/ceremony/papers.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

struct ViewTexts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::ViewTexts)
};

} // namespace

QString dayText(Day day)
{
    return qtText(ceremony::dateText(TimePoint{day}));
}

QString dayText(TimePoint time)
{
    return time == TimePoint{} ? QString() : qtText(ceremony::dateText(time));
}

QString namesText(const std::vector<std::string>& names)
{
    QString text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0                  ? QString()
                 : i + 1 == names.size() ? ViewTexts::tr(" and ")
                                         : u", "_s) +
                qtText(names[i]);
    return text;
}

QString siteText(const registry::Registry& registry, const std::string& id)
{
    const auto site = registry.sites.find(id);
    return site == registry.sites.end() ? ViewTexts::tr("not known") : qtText(site->second.name);
}

} // namespace keyrite::ui
