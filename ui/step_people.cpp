#include "ui/step_people.h"

#include "ui/procedure_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::StepPeople", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString roleTitle(const State& state, const std::string& role)
{
    for (const RoleSpec& spec : state.procedure->roles)
        if (spec.id == role)
            return qt(spec.title.in(interfaceLanguage()));
    return qt(role);
}

} // namespace

const Person* personFor(const State& state, const std::string& role, int share)
{
    const auto found = std::ranges::find_if(state.plan.people, [&](const Person& person) {
        return person.role == role && !state.absent.contains(person.initials) &&
               (role != "custodian" || share == 0 || person.initials == state.holderInHand(share));
    });
    return found == state.plan.people.end() ? nullptr : &*found;
}

QString personText(const State& state, const Person& person)
{
    return tr("%1, %2").arg(qt(person.name), roleTitle(state, person.role).toLower());
}

std::vector<InitialsSlot> slotsOf(const State& state)
{
    std::vector<InitialsSlot> people;
    for (const std::string& role : state.spec().roles)
        if (const Person* person = personFor(state, role, state.run().share))
            people.push_back({roleTitle(state, role), qt(person->name), qt(person->initials)});
    return people;
}

std::vector<QString> stepPeople(const State& state)
{
    std::vector<QString> people;
    for (const std::string& role : state.spec().roles)
        if (const Person* person = personFor(state, role, state.run().share))
            people.push_back(personText(state, *person));
    return people;
}

std::vector<std::string> initialsOf(const State& state)
{
    std::vector<std::string> initials;
    for (const std::string& role : state.spec().roles)
        if (const Person* person = personFor(state, role, state.run().share))
            initials.push_back(person->initials);
    return initials;
}

} // namespace keyrite::ui
