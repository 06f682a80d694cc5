#include "ui/programme/people_forms.h"

#include "ui/programme/form_fields.h"

#include <QCoreApplication>

namespace keyrite::ui {

using namespace registry;
using namespace Qt::StringLiterals;

namespace {

struct PeopleForms
{
    Q_DECLARE_TR_FUNCTIONS(keyrite::ui::PeopleForms)
};

QString tr(const char* text)
{
    return PeopleForms::tr(text);
}

} // namespace

FactForm personForm(const Registry& registry, const Person* known)
{
    FactForm form{
        .title = known == nullptr ? tr("Add a person") : tr("Renew %1").arg(qt(known->name)),
        .lead = tr(
            "Who takes part, in which roles, until when. The name is the one that is signed with and printed "
            "on sheets; it cannot be changed later."),
        .action = known == nullptr ? tr("Add this person") : tr("Renew this person")};
    if (known == nullptr)
        form.fields.push_back(line("person", tr("Full name")));
    form.fields.push_back({u"roles"_s,
                           tr("Roles"),
                           {},
                           FieldKind::Choices,
                           known == nullptr ? QString() : joined(known->roles).remove(u' '),
                           roleOptions()});
    form.fields.push_back(choice("site", tr("Site where this person works"), siteOptions(registry),
                                 known == nullptr ? QString() : qt(known->site)));
    form.fields.push_back(optionalDay(
        "termEnd", tr("Last day of the term"), tr("Empty: no end."),
        known == nullptr ? QString() : (known->termEnd ? qt(toIsoDay(*known->termEnd)) : QString())));
    form.fields.push_back(line("contact", tr("How to call this person"),
                               tr("Personal data: it stays in the log for ever."),
                               known == nullptr ? QString() : qt(known->contact)));
    const std::string name = known == nullptr ? "" : known->name;
    form.fact = [name](const FormValues& values) -> Fact {
        return PersonGranted{name.empty() ? text(values, u"person"_s) : name, list(values, u"roles"_s),
                             text(values, u"site"_s), day(values, u"termEnd"_s), text(values, u"contact"_s)};
    };
    return form;
}

FactForm vettingForm(const std::string& person)
{
    return {tr("Vet %1").arg(qt(person)),
            tr("Somebody checked this person's identity and background."),
            tr("Record the vetting"),
            {line("by", tr("Checked by")),
             choice("outcome", tr("Outcome"), {{u"passed"_s, tr("Passed")}, {u"failed"_s, tr("Failed")}}),
             optionalDay("until", tr("Valid until"), tr("Empty: no end."))},
            [person](const FormValues& values) -> Fact {
                return PersonVetted{person, text(values, u"by"_s), values.at(u"outcome"_s) == u"passed"_s,
                                    day(values, u"until"_s)};
            }};
}

FactForm trainingForm(const std::string& person)
{
    return {tr("Training of %1").arg(qt(person)),
            tr("What this person was taught and has shown to know."),
            tr("Record the training"),
            {line("subject", tr("Subject"), tr("For instance: recovery, disaster day, sealing")),
             optionalDay("until", tr("Valid until"), tr("Empty: no end."))},
            [person](const FormValues& values) -> Fact {
                return PersonTrained{person, text(values, u"subject"_s), day(values, u"until"_s)};
            }};
}

FactForm leaveForm(const std::string& person)
{
    return {tr("Leave of %1").arg(qt(person)),
            tr("Drills do not ask for people who are away, and the map shows who is left."),
            tr("Record the leave"),
            {dayField("from", tr("First day")), dayField("to", tr("Last day"))},
            [person](const FormValues& values) -> Fact {
                return PersonOnLeave{person, day(values, u"from"_s).value(), day(values, u"to"_s).value()};
            }};
}

FactForm revokeForm(const std::string& person)
{
    return {tr("Revoke %1").arg(qt(person)),
            tr("This person takes part no more. The sheets held are still readable: re-issue the share set, "
               "so that they are worth "
               "nothing."),
            tr("Revoke this person"),
            {line("reason", tr("Reason"), tr("For instance: left the firm"))},
            [person](const FormValues& values) -> Fact {
                return PersonRevoked{person, text(values, u"reason"_s)};
            }};
}

} // namespace keyrite::ui
