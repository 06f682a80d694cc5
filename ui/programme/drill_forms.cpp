#include "ui/programme/drill_forms.h"

#include "ui/programme/form_fields.h"

#include <QCoreApplication>

namespace keyrite::ui {

using namespace registry;
using namespace Qt::StringLiterals;

namespace {

struct DrillForms
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::DrillForms)
};

QString tr(const char* text)
{
    return DrillForms::tr(text);
}

std::vector<Deadline> oneDeadline(const FormValues& values)
{
    const auto at = day(values, u"deadlineDay"_s);
    if (!at)
        return {};
    return {{text(values, u"deadline"_s), TimePoint{*at}}};
}

} // namespace

FactForm keyForm(const Key& key)
{
    const KeyUse use = key.use.value_or(KeyUse{});
    const bool dated = !use.deadlines.empty();
    return {tr("What “%1” controls").arg(qt(key.label)),
            tr("Drills are measured against the longest outage, and the plan weighs the value. The last "
               "description counts, whole."),
            tr("Record the description"),
            {choice("asset", tr("Kind of asset"), assetOptions(), qt(use.asset)),
             {u"outageMinutes"_s, tr("Longest outage, in minutes"),
              tr("How long it may be out of reach before it costs."), FieldKind::Number,
              key.use ? QString::number(use.outageMinutes) : QString()},
             line("counterparty", tr("Counterparty or venue"), {}, qt(use.counterparty)),
             {u"value"_s,
              tr("Value"),
              tr("In whole units of the currency."),
              FieldKind::Number,
              use.currency.empty() ? QString() : QString::number(use.value),
              {},
              true},
             line("currency", tr("Currency"), tr("Three capital letters (ISO 4217): CHF"), qt(use.currency)),
             line("deadline", tr("Next deadline"), tr("For instance: expiry of the March options"),
                  dated ? qt(use.deadlines.front().what) : QString()),
             optionalDay("deadlineDay", tr("Day of the deadline"), tr("Empty: none."),
                         dated ? qt(toIsoDay(dayOf(use.deadlines.front().at))) : QString())},
            [id = key.id](const FormValues& values) -> Fact {
                return KeyDescribed{id,
                                    text(values, u"asset"_s),
                                    values.at(u"outageMinutes"_s).toLongLong(),
                                    text(values, u"counterparty"_s),
                                    values.at(u"value"_s).toLongLong(),
                                    text(values, u"currency"_s),
                                    oneDeadline(values)};
            }};
}

FactForm scheduleForm(const SchedulePolicy& policy)
{
    const auto days = [](const char* id, const QString& label, int value) -> FormField {
        return {QString::fromLatin1(id), label, {}, FieldKind::Number, QString::number(value)};
    };
    return {tr("How often"),
            tr("In days. The drill's interval is what you promise; the target is when you mean to hold it."),
            tr("Set the schedule"),
            {days("attestation", tr("Each sheet is read from its paper every"), policy.attestationDays),
             days("grace", tr("Days of grace"), policy.graceDays),
             days("drill", tr("A quorum comes together at least every"), policy.drillDays),
             days("target", tr("Our own target for that"), policy.targetDays),
             days("tableTop", tr("The plan is talked through every"), policy.tableTopDays)},
            [](const FormValues& values) -> Fact {
                return ScheduleSet{values.at(u"attestation"_s).toInt(), values.at(u"grace"_s).toInt(),
                                   values.at(u"drill"_s).toInt(), values.at(u"target"_s).toInt(),
                                   values.at(u"tableTop"_s).toInt()};
            }};
}

FactForm openFindingForm(const Registry& registry, const std::string& drill, TimePoint now)
{
    return {tr("Record a finding"),
            tr("What did not work, who puts it right, and by when."),
            tr("Record the finding"),
            {line("text", tr("What was found")),
             choice("owner", tr("Who puts it right"), peopleOptions(registry, dayOf(now))),
             dayField("due", tr("By when"))},
            [id = nextFindingId(registry, now), drill](const FormValues& values) -> Fact {
                return FindingOpened{id, text(values, u"text"_s), text(values, u"owner"_s),
                                     day(values, u"due"_s).value(), drill};
            }};
}

FactForm closeFindingForm(const std::string& finding)
{
    return {tr("Close finding %1").arg(qt(finding)),
            tr("It has been put right."),
            tr("Close the finding"),
            {line("how", tr("How"))},
            [finding](const FormValues& values) -> Fact {
                return FindingClosed{finding, text(values, u"how"_s)};
            }};
}

} // namespace keyrite::ui
