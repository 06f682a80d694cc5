#include "ui/step_values.h"

#include "ui/steps/choose_step.h"
#include "ui/steps/confirm_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/sign_off_step.h"

namespace keyrite::ui {

using namespace ceremony;
using Values = std::map<std::string, std::string>;

namespace {

Values typed(const RecordStep& step)
{
    Values values;
    const auto fields = step.values();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        values[it.key().toStdString()] = it.value().toStdString();
    return values;
}

Values ticked(const State& state)
{
    Values values;
    for (const Field& item : state.spec().items)
        values[item.id] = "yes";
    return values;
}

Values signedOff(const State& state, const SignOffStep& step)
{
    constexpr int kLongestReason = 150; // characters
    Values values;
    const auto statements = step.signOffs();
    std::vector<std::string> here; // in the order in which the step shows them
    for (const Person& person : state.plan.people)
        if (!state.absent.contains(person.initials))
            here.push_back(person.initials);
    for (std::size_t i = 0; i < statements.size(); ++i)
        values[here[i]] = statements[i].agrees ? "Present throughout, script followed except as noted"
                                               : "I do not agree, because: " +
                                                     statements[i].reason.left(kLongestReason).toStdString();
    return values;
}

} // namespace

Values valuesOf(const State& state, StepView* view)
{
    const StepKind kind = state.spec().kind;
    if (kind == StepKind::Physical || kind == StepKind::Break)
        return ticked(state);
    if (const auto* confirm = qobject_cast<ConfirmStep*>(view)) // a show of hands, counted
        return {{"hands", std::to_string(confirm->confirmed().size())}};
    if (const auto* choose = qobject_cast<ChooseStep*>(view))
        return {{"choice", choose->chosen().toStdString()}};
    if (const auto* record = qobject_cast<RecordStep*>(view))
        return typed(*record);
    if (const auto* signOff = qobject_cast<SignOffStep*>(view))
        return signedOff(state, *signOff);
    return {};
}

} // namespace keyrite::ui
