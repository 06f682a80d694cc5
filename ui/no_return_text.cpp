#include "ui/no_return_text.h"

#include <QCoreApplication>

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::NoReturnText", text);
}

NoReturnView lockView()
{
    return {.headline = tr("The keys on the production HSM can never be exported again"),
            .consequences = {tr("The paper backup that was just proven is then the only one."),
                             tr("This cannot be undone, by anybody.")},
            .action = tr("Lock the keys")};
}

NoReturnView zeroiseView(const std::string& token)
{
    if (token == "production")
        return {.headline = tr("All keys on the old HSM are destroyed"),
                .consequences = {tr("The replacement holds the keys and has signed with each of them."),
                                 tr("This cannot be undone, by anybody.")},
                .action = tr("Erase the old HSM")};
    return {
        .headline = tr("All keys on %1 are destroyed").arg(tokenName(token)),
        .consequences = {tr("The copies that proved the backup are gone. The production HSM keeps its keys."),
                         tr("This cannot be undone, by anybody.")},
        .action = tr("Erase %1").arg(tokenName(token))};
}

NoReturnView keyDestroyView(const State& state)
{
    NoReturnView view{.headline = tr("These keys are destroyed on the HSM"),
                      .consequences = {},
                      .action = tr("Destroy the keys")};
    for (const PlannedKey& key : state.plan.keys)
        view.consequences.push_back(QString::fromStdString(key.label));
    view.consequences.push_back(
        tr("Until the paper is destroyed too, a quorum could bring them back. After that, nobody can."));
    return view;
}

NoReturnView retireView(const State& state)
{
    const bool replaced = state.plan.oldPolicy.has_value();
    return {.headline = replaced ? tr("The old sheets count no more") : tr("The sheets count no more"),
            .consequences =
                {replaced ? tr("From now on only the new sheets bring the keys back.")
                          : tr("Nothing is left that they could bring back on this HSM."),
                 tr("Every sheet of the set is void, also those that are not here. The log says so.")},
            .action = tr("Retire the share set")};
}

} // namespace

QString tokenName(const std::string& name)
{
    if (name == "production")
        return tr("the production HSM");
    if (name == "second")
        return tr("the second HSM");
    return name == "drill" ? tr("the drill token") : tr("the replacement HSM");
}

NoReturnView noReturnViewOf(const State& state)
{
    const StepKind kind = state.spec().kind;
    if (kind == StepKind::HsmLock)
        return lockView();
    if (kind == StepKind::HsmZeroise)
        return zeroiseView(state.spec().token);
    if (kind == StepKind::KeyDestroy)
        return keyDestroyView(state);
    if (kind == StepKind::Retire)
        return retireView(state);
    if (kind == StepKind::ShareDestroy)
        return {.headline = tr("The sheet goes into the shredder now"),
                .consequences = {tr(
                    "Both people see that it is the right sheet, and that nothing readable is left.")},
                .action = tr("The sheet is destroyed")};
    if (kind == StepKind::AuditKey)
        return {
            .headline = tr("A new key signs the log from here on"),
            .consequences = {tr("The old audit token signs the log as it is, and vouches for the new one."),
                             tr("What it signed stays valid. It signs nothing that counts after this.")},
            .action = tr("Put the new audit token in place")};
    return {
        .headline = tr("This procedure runs live from now on"),
        .consequences = {tr("Any other file of the same name does not run live any more, ours included.")},
        .action = tr("Approve the procedure")};
}

} // namespace keyrite::ui
