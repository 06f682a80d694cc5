#include "ui/programme/place_forms.h"

#include "ui/programme/form_fields.h"

#include <QCoreApplication>

namespace keyrite::ui {

using namespace registry;
using namespace Qt::StringLiterals;

namespace {

struct PlaceForms
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::PlaceForms)
};

QString tr(const char* text)
{
    return PlaceForms::tr(text);
}

std::vector<FormField> siteFields(const Site& site)
{
    return {line("name", tr("Name"), {}, qt(site.name)),
            line("jurisdiction", tr("Jurisdiction"), tr("Two capital letters (ISO 3166): CH"),
                 qt(site.jurisdiction)),
            line("region", tr("Hazard region"),
                 tr("What one flood, earthquake or power failure would hit together. Small letters, digits, "
                    "hyphens: lake-zurich"),
                 qt(site.region)),
            line("safes", tr("Safes"), tr("With commas between: s1, s2"), joined(site.safes))};
}

std::string safe(const FormValues& values)
{
    const QString chosen = values.at(u"safe"_s);
    const QString prefix = values.at(u"site"_s) + u'/';
    return (chosen.startsWith(prefix) ? chosen.mid(prefix.size()) : chosen).toStdString();
}

std::vector<FormField> placeFields(const Registry& registry, const std::string& site = {},
                                   const std::string& safe = {})
{
    return {choice("site", tr("Site"), siteOptions(registry), qt(site)),
            choice("safe", tr("Safe"), safeOptions(registry), qt(site + "/" + safe))};
}

} // namespace

FactForm addSiteForm()
{
    FactForm form{.title = tr("Add a site"),
                  .lead = tr("A place where sheets or devices are kept."),
                  .action = tr("Add this site"),
                  .fields = siteFields({})};
    form.fields.insert(form.fields.begin(),
                       line("site", tr("Short name"),
                            tr("Small letters, digits, hyphens: zrh-1. It cannot be changed later.")));
    form.fact = [](const FormValues& values) -> Fact {
        return SiteAdded{text(values, u"site"_s), text(values, u"name"_s), text(values, u"jurisdiction"_s),
                         text(values, u"region"_s), list(values, u"safes"_s)};
    };
    return form;
}

FactForm changeSiteForm(const Site& site)
{
    FactForm form{.title = tr("Change %1").arg(qt(site.id)),
                  .lead =
                      tr("A lost site puts everything that lies there out of reach: fire, flood, seizure."),
                  .action = tr("Change this site"),
                  .fields = siteFields(site)};
    form.fields.push_back(choice("state", tr("State"),
                                 {{u"open"_s, tr("Open")},
                                  {u"closed"_s, tr("Closed: nothing may be kept there any more")},
                                  {u"lost"_s, tr("Lost: nothing there can be reached")}},
                                 qt(siteStateName(site.state))));
    form.fields.push_back(line("reason", tr("Reason")));
    form.fact = [id = site.id](const FormValues& values) -> Fact {
        SiteChanged changed{id, text(values, u"reason"_s)};
        for (const SiteState state : {SiteState::Open, SiteState::Closed, SiteState::Lost})
            if (text(values, u"state"_s) == siteStateName(state))
                changed.state = state;
        changed.name = text(values, u"name"_s);
        changed.jurisdiction = text(values, u"jurisdiction"_s);
        changed.region = text(values, u"region"_s);
        changed.safes = list(values, u"safes"_s);
        return changed;
    };
    return form;
}

FactForm registerHsmForm(const Registry& registry, const std::string& serial)
{
    const auto known = registry.hsms.find(serial);
    FactForm form{.title = tr("Register an HSM"),
                  .lead = tr("What it is for and where it is kept. Ceremonies find it by its serial number."),
                  .action = tr("Register this HSM"),
                  .fields = {line("serial", tr("Serial number"), {}, qt(serial)),
                             line("label", tr("Label"), {},
                                  known == registry.hsms.end() ? QString() : qt(known->second.label)),
                             line("model", tr("Model"), {},
                                  known == registry.hsms.end() ? QString() : qt(known->second.model)),
                             line("firmware", tr("Firmware version, as on the delivery note or the device"),
                                  {}, known == registry.hsms.end() ? QString() : qt(known->second.firmware)),
                             choice("use", tr("What it is for"), hsmUseOptions())}};
    for (FormField& field : placeFields(registry))
        form.fields.push_back(std::move(field));
    form.fact = [](const FormValues& values) -> Fact {
        return HsmRegistered{text(values, u"serial"_s),  text(values, u"label"_s), text(values, u"use"_s),
                             text(values, u"model"_s),   text(values, u"site"_s),  safe(values),
                             text(values, u"firmware"_s)};
    };
    return form;
}

FactForm retireHsmForm(const std::string& serial)
{
    return {tr("Retire the HSM %1").arg(qt(serial)),
            tr("It is not used again. Recover its keys onto another one, and destroy it if it cannot be "
               "zeroised."),
            tr("Retire this HSM"),
            {choice("cause", tr("Cause"), hsmCauseOptions()), line("reason", tr("Reason"))},
            [serial](const FormValues& values) -> Fact {
                return HsmRetired{serial, text(values, u"cause"_s), text(values, u"reason"_s)};
            }};
}

FactForm registerDeviceForm(const Registry& registry)
{
    FactForm form{
        .title = tr("Register a device"),
        .lead = tr("A workstation, printer, scanner or reader that ceremonies rely on."),
        .action = tr("Register this device"),
        .fields = {line("device", tr("Short name"), tr("Small letters, digits, hyphens: printer-1")),
                   choice("type", tr("Type"), deviceTypeOptions()), line("model", tr("Model")),
                   line("serial", tr("Serial number"))}};
    for (FormField& field : placeFields(registry))
        form.fields.push_back(std::move(field));
    form.fact = [](const FormValues& values) -> Fact {
        return DeviceRegistered{text(values, u"device"_s), text(values, u"type"_s), text(values, u"model"_s),
                                text(values, u"serial"_s), text(values, u"site"_s), safe(values)};
    };
    return form;
}

FactForm retireDeviceForm(const std::string& device)
{
    return {tr("Retire %1").arg(qt(device)),
            tr("It is not used again."),
            tr("Retire this device"),
            {line("reason", tr("Reason"))},
            [device](const FormValues& values) -> Fact {
                return DeviceRetired{device, text(values, u"reason"_s)};
            }};
}

FactForm applySealForm()
{
    return {tr("Record a seal"),
            tr("On anything but a sheet's bag, which ceremonies record themselves."),
            tr("Record this seal"),
            {line("seal", tr("Number of the seal"), tr("Letters, digits and hyphens, as printed on it")),
             line("on", tr("What it closes"), tr("For instance: HSM 4711 in its bag"))},
            [](const FormValues& values) -> Fact {
                return SealApplied{text(values, u"seal"_s), text(values, u"on"_s)};
            }};
}

FactForm checkSealForm(const std::string& seal)
{
    return {tr("Check the seal %1").arg(qt(seal)),
            tr("Compare the number, letter for letter, and look for cuts, residue and the word VOID."),
            tr("Record what was found"),
            {choice("found", tr("It is"),
                    {{u"intact"_s, tr("Intact")},
                     {u"broken"_s, tr("Broken or opened")},
                     {u"missing"_s, tr("Missing")}})},
            [seal](const FormValues& values) -> Fact {
                const QString found = values.at(u"found"_s);
                return SealChecked{seal, found == u"intact"_s   ? SealState::Intact
                                         : found == u"broken"_s ? SealState::Broken
                                                                : SealState::Missing};
            }};
}

FactForm removeSealForm(const std::string& seal)
{
    return {tr("Remove the seal %1").arg(qt(seal)),
            tr("It was cut on purpose."),
            tr("Record the removal"),
            {line("reason", tr("Reason"), tr("For instance: the HSM was needed"))},
            [seal](const FormValues& values) -> Fact {
                return SealRemoved{seal, text(values, u"reason"_s)};
            }};
}

FactForm placeSheetForm(const Registry& registry, const std::string& set, int share)
{
    const auto& sheet = registry.shareSets.at(set).sheets.at(share);
    return {tr("Where sheet %1 of set %2 is kept").arg(share).arg(qt(set).toUpper()),
            tr("As long as nobody says otherwise, a sheet is where its holder works."),
            tr("Record the place"), placeFields(registry, sheet.site, sheet.safe),
            [set, share](const FormValues& values) -> Fact {
                return SheetPlaced{set, share, text(values, u"site"_s), safe(values)};
            }};
}

FactForm loseSheetForm(const std::string& set, int share)
{
    return {tr("Sheet %1 of set %2 is lost").arg(share).arg(qt(set).toUpper()),
            tr("Nobody knows where it is, or it cannot be read. It cannot be found again in the log: "
               "re-issue the share set."),
            tr("Record the loss"),
            {line("reason", tr("Reason"), tr("For instance: the bag was empty"))},
            [set, share](const FormValues& values) -> Fact {
                return SheetLost{set, share, text(values, u"reason"_s)};
            }};
}

} // namespace keyrite::ui
