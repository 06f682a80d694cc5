#include "ui/programme/form_options.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

struct FormTexts
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::FormOptions)
};

QString tr(const char* text)
{
    return FormTexts::tr(text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

FormOptions roleOptions()
{
    return {
        {u"administrator"_s, tr("Ceremony administrator")}, {u"witness"_s, tr("Witness")},
        {u"custodian"_s, tr("Custodian of a sheet")},       {u"operator"_s, tr("Operator of the equipment")},
        {u"safe-controller"_s, tr("Safe controller")},      {u"auditor"_s, tr("Auditor")}};
}

FormOptions assetOptions() // the ids of resources/profiles/assets
{
    return {{u"spot"_s, tr("Coins and tokens held on chain")},
            {u"option"_s, tr("Listed options")},
            {u"future"_s, tr("Listed futures")},
            {u"otc"_s, tr("OTC derivatives")},
            {u"perpetual"_s, tr("Perpetuals on an exchange")},
            {u"defi"_s, tr("DeFi positions")}};
}

FormOptions hsmUseOptions()
{
    return {{u"production"_s, tr("Production keys")},
            {u"spare"_s, tr("A spare for recovery")},
            {u"drill"_s, tr("Drills")},
            {u"audit"_s, tr("Signs the log")}};
}

FormOptions hsmCauseOptions()
{
    return {{u"failed"_s, tr("It failed")},
            {u"replaced"_s, tr("It was replaced")},
            {u"returned"_s, tr("It went back to its maker")},
            {u"lost"_s, tr("It is lost or stolen")}};
}

FormOptions deviceTypeOptions()
{
    return {{u"workstation"_s, tr("Workstation")}, {u"printer"_s, tr("Printer")},
            {u"scanner"_s, tr("Scanner")},         {u"camera"_s, tr("Camera")},
            {u"reader"_s, tr("Reader")},           {u"other"_s, tr("Something else")}};
}

FormOptions siteOptions(const registry::Registry& registry)
{
    FormOptions options{{{}, tr("Not known")}};
    for (const auto& [id, site] : registry.sites)
        if (site.state == registry::SiteState::Open)
            options.push_back({qt(id), tr("%1 (%2)").arg(qt(site.name), qt(id))});
    return options;
}

FormOptions safeOptions(const registry::Registry& registry)
{
    FormOptions options{{{}, tr("No safe")}};
    for (const auto& [id, site] : registry.sites)
        if (site.state == registry::SiteState::Open)
            for (const std::string& safe : site.safes)
                options.push_back({qt(std::string(id).append("/").append(safe)),
                                   tr("%1, safe %2").arg(qt(site.name), qt(safe))});
    return options;
}

FormOptions peopleOptions(const registry::Registry& registry, Day day)
{
    FormOptions options;
    for (const auto& [name, person] : registry.people)
        if (person.serves(day))
            options.push_back({qt(name), qt(name)});
    return options;
}

} // namespace keyrite::ui
