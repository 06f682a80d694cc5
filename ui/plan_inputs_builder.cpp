#include "ui/plan_inputs_builder.h"

#include "core/plan/asset_profile.h"
#include "core/plan/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::PlanView", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

struct Assumption
{
    const char* pointer;
    const char* label;
};

constexpr std::array kAssumptions{
    Assumption{"/share/lost",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "A sheet cannot be read (probability)")},
    Assumption{"/share/lossPerYear",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "A sheet is lost unseen (a year)")},
    Assumption{"/share/attestedEveryDays",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Sheets are attested every (days)")},
    Assumption{"/site/unreachable",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "A site is out of reach (probability)")},
    Assumption{"/commonFault",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "One fault in all sheets (probability)")},
    Assumption{"/share/compromised",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "A sheet is compromised (a year)")},
    Assumption{"/site/breached", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "A site is breached (a year)")},
    Assumption{"/site/costPerYear", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Cost of a site (a year)")},
    Assumption{"/costPerShare", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Cost of a sheet (a year)")},
    Assumption{"/vaultDelayHours", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Delay of the vault (hours)")},
    Assumption{"/search/maxSites", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Sites at most")},
    Assumption{"/search/maxMembers", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Sheets a site at most")},
    Assumption{"/search/maxCost", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Cost at most (a year)")},
    Assumption{"/limits/maxCompromise",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Compromise at most (probability)")},
    Assumption{"/limits/maxUnrecoverable",
               QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Key lost at most (probability)")},
    Assumption{"/correlation", QT_TRANSLATE_NOOP("keyrite::ui::PlanView",
                                                 "Hidden factor of people and sheets (correlation)")}};

struct Flag
{
    const char* pointer;
    const char* label;
    bool absent;
};

constexpr std::array kFlags{
    Flag{"/limits/surviveAnySite", QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "Any one site may be lost"),
         true},
    Flag{"/limits/noSiteSufficient",
         QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "No site can bring the key back alone"), true},
    Flag{"/limits/noCustodianSufficient",
         QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "No person can bring the key back alone"), true},
    Flag{"/limits/noJurisdictionSufficient",
         QT_TRANSLATE_NOOP("keyrite::ui::PlanView", "No jurisdiction can bring the key back alone"), false}};

constexpr std::size_t kMostEvents = 6; // whose rates are offered for change

QString valueText(const Json& value)
{
    if (value.is_string())
        return qt(value.get<std::string>());
    return value.is_number_integer() ? qt(value.dump()) : qt(decimalText(value.get<double>()));
}

QString percentText(double probability)
{
    return tr("%1 %").arg(100 * probability, 0, 'g', 3);
}

// "4 h 50 %, 12 h 80 %".
QString timesText(const plan::StepDistribution& times)
{
    QStringList steps;
    for (const plan::StepDistribution::Step& step : times.steps())
        steps << qt(plan::hoursText(step.hours)) + u' ' + percentText(step.probability);
    return steps.join(u", "_s);
}

QStringList custodiansOf(const plan::Site& site)
{
    QStringList names;
    for (const plan::ShareRisk& share : site.shares)
        if (!share.custodian.empty())
            names << qt(share.custodian);
    return names;
}

void addSites(PlanInputsView& view, const plan::Model& model)
{
    for (const plan::Site& site : model.sites) {
        const QStringList names = custodiansOf(site);
        const auto others = static_cast<qsizetype>(site.shares.size()) - names.size();
        QStringList who = names;
        if (others > 0)
            who << (names.isEmpty() ? tr("%1 people").arg(others) : tr("%1 more").arg(others));
        view.sites.push_back(
            {{},
             {qt(site.name), qt(site.jurisdiction), percentText(site.unreachable), percentText(site.breached),
              qt(plan::moneyText(site.costPerYear)), who.join(u", "_s)},
             {}});
        view.siteNames << qt(site.name);
        view.custodians << names;
    }
    view.custodians.removeDuplicates();
}

// Everybody with a name, and once whoever has none.
void addPeople(PlanInputsView& view, const plan::Model& model)
{
    const plan::ShareRisk* anybody = nullptr;
    const auto add = [&view](const QString& who, const QString& site, const plan::ShareRisk& share) {
        view.people.push_back({{},
                               {who, site, timesText(share.response), percentText(plan::lostAt(share, 1)),
                                percentText(share.compromised)},
                               {}});
    };
    for (const plan::Site& site : model.sites)
        for (const plan::ShareRisk& share : site.shares)
            if (share.custodian.empty())
                anybody = &share;
            else
                add(qt(share.custodian), qt(site.name), share);
    if (anybody != nullptr)
        add(tr("anybody else"), {}, *anybody);
}

void addPositions(PlanInputsView& view, const plan::Model& model)
{
    for (const plan::Position& position : model.positions) {
        const plan::AssetProfile* profile = plan::assetProfile(position.assetClass);
        view.positions.push_back(
            {{},
             {qt(position.name), qt(position.assetClass), qt(plan::moneyText(position.value)),
              qt(plan::hoursText(position.outageLimitHours)),
              profile == nullptr ? QString() : qt(profile->credential),
              profile == nullptr ? QString() : qt(profile->backup)},
             {}});
    }
}

void addCauses(PlanInputsView& view, const plan::Model& model)
{
    for (const plan::Shock& shock : model.shocks) {
        QStringList sites;
        for (const std::size_t site : shock.sites)
            sites << qt(model.sites[site].name);
        view.shocks.push_back({qt(shock.name), qt(decimalText(shock.probability)), sites});
    }
    for (const plan::Clique& clique : model.cliques) {
        QStringList people;
        for (const std::string& name : clique.custodians)
            people << qt(name);
        view.collusion.push_back({qt(clique.name), qt(decimalText(clique.probability)), people});
    }
}

void addFields(PlanInputsView& view, const Json& input, const plan::Model& model)
{
    const auto add = [&](const QString& at, const QString& label) {
        const Json::json_pointer pointer(at.toStdString());
        const bool there = input.contains(pointer) && !input[pointer].is_structured();
        view.fields.push_back({at, label, there ? valueText(input[pointer]) : QString()});
    };
    for (const Assumption& assumption : kAssumptions)
        add(QString::fromLatin1(assumption.pointer), tr(assumption.label));
    for (std::size_t i = 0; i < std::min(model.events.size(), kMostEvents); ++i)
        add(u"/events/%1/perYear"_s.arg(i), tr("%1 (times a year)").arg(qt(model.events[i].name)));
    for (const Flag& flag : kFlags) {
        const Json::json_pointer pointer(flag.pointer);
        view.flags.push_back({QString::fromLatin1(flag.pointer), tr(flag.label),
                              input.contains(pointer) && input[pointer].is_boolean()
                                  ? input[pointer].get<bool>()
                                  : flag.absent});
    }
}

} // namespace

PlanInputsView inputsViewOf(const Json& input, const QString& origin)
{
    PlanInputsView view;
    const auto read = plan::PlanInput::fromJson(input);
    const plan::Model model = read ? read->model : plan::Model();
    view.sentence = read ? tr("%1 %2 sites, %3 positions worth %4.")
                               .arg(origin)
                               .arg(model.sites.size())
                               .arg(model.positions.size())
                               .arg(qt(plan::moneyText(model.value())))
                         : origin + u' ' + qt(read.error().message);
    addFields(view, input, model);
    addSites(view, model);
    addPeople(view, model);
    addPositions(view, model);
    addCauses(view, model);
    return view;
}

void setInputField(Json& input, const QString& pointer, const QString& value)
{
    const Json::json_pointer at(pointer.toStdString());
    const QString text = value.trimmed();
    bool whole = false;
    const int number = text.toInt(&whole);
    try {
        if (!text.isEmpty())
            input[at] = whole ? Json(number) : Json(text.toStdString());
        else if (input.contains(at) && at.back() != "perYear")
            input[at.parent_pointer()].erase(at.back());
    } catch (const Json::exception&) {
        // An input whose shape has no such place keeps what it has; compute() refuses what is wrong.
    }
}

void setInputFlag(Json& input, const QString& pointer, bool on)
{
    try {
        input[Json::json_pointer(pointer.toStdString())] = on;
    } catch (const Json::exception&) {
        // As above.
    }
}

void setInputCauses(Json& input, CauseKind kind, const std::vector<PlanCause>& causes)
{
    Json list = Json::array();
    for (const PlanCause& cause : causes) {
        Json members = Json::array();
        for (const QString& name : cause.members)
            members.push_back(name.toStdString());
        list.push_back({{"name", cause.name.trimmed().toStdString()},
                        {"probability", cause.probability.trimmed().toStdString()},
                        {kind == CauseKind::Shock ? "sites" : "custodians", std::move(members)}});
    }
    input[kind == CauseKind::Shock ? "shocks" : "collusion"] = std::move(list);
}

} // namespace keyrite::ui
