#include "core/ceremony/approved.h"

#include "core/ceremony/builtin.h"
#include "core/ceremony/fields.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

const StepSpec* stepOf(const Procedure& procedure, const std::string& id)
{
    const auto found = std::ranges::find(procedure.steps, id, &StepSpec::id);
    return found == procedure.steps.end() ? nullptr : &*found;
}

bool doesTheSame(const StepSpec& one, const StepSpec& other)
{
    return one.kind == other.kind && one.repeat == other.repeat && one.roles == other.roles &&
           one.token == other.token && one.requires_ == other.requires_ && one.effects == other.effects &&
           one.secret == other.secret && one.pointOfNoReturn == other.pointOfNoReturn &&
           one.onFail == other.onFail && one.items.size() == other.items.size();
}

// Whether the steps that both have come in the same order.
bool inSameOrder(const Procedure& own, const Procedure& builtin)
{
    std::vector<std::string> mine;
    std::vector<std::string> theirs;
    for (const StepSpec& step : own.steps)
        if (stepOf(builtin, step.id) != nullptr)
            mine.push_back(step.id);
    for (const StepSpec& step : builtin.steps)
        if (stepOf(own, step.id) != nullptr)
            theirs.push_back(step.id);
    return mine == theirs;
}

} // namespace

Result<std::shared_ptr<const Procedure>> procedureFor(const registry::Registry& registry, std::string_view id)
{
    const auto own = registry.procedures.find(std::string(id));
    return own == registry.procedures.end() ? builtinProcedure(id) : Procedure::parse(own->second.text);
}

Result<std::shared_ptr<const Procedure>> procedureOf(const registry::Registry& registry,
                                                     const registry::Ceremony& ceremony)
{
    const log::Json named = ceremony.plan.value("procedure", log::Json::object());
    const std::string hash = named.value("sha256", "");
    if (auto builtin = procedureWithHash(hash))
        return builtin;
    for (const auto& [id, other] : registry.ceremonies) { // files that were put up for approval
        const std::string text = other.plan.value("candidate", "");
        if (!text.empty() && toHex(crypto::sha256(asBytes(text))) == hash)
            return Procedure::parse(text);
    }
    return fail(ErrorCode::NotFound, "The procedure of ceremony " + ceremony.id +
                                         " is neither built in nor approved in this log. Use the version of "
                                         "Keyrite that opened the ceremony.");
}

Result<void> checkApproved(const registry::Registry& registry, const Procedure& procedure, Mode mode)
{
    if (mode == Mode::Practice)
        return {};
    const auto runs = procedureFor(registry, procedure.id);
    if (runs && (*runs)->hash == procedure.hash)
        return {};
    return fail(ErrorCode::ProcedureInvalid,
                "This file of the procedure \"" + procedure.id +
                    "\" is not approved in this room, and does not run live. Approve it first, or take the "
                    "approved one.",
                toHex(procedure.hash));
}

Result<std::vector<std::string>> differences(const Procedure& own)
{
    const auto builtin = builtinProcedure(own.id);
    if (!builtin)
        return fail(ErrorCode::NotFound,
                    "Keyrite has no procedure \"" + own.id +
                        "\" that this file could be a copy of. Keep the id of the one that "
                        "you started from.");
    std::vector<std::string> found;
    for (const StepSpec& step : own.steps)
        if (const StepSpec* other = stepOf(**builtin, step.id); other == nullptr)
            found.push_back("Added: \"" + step.title.in("en") + "\", a step of kind " +
                            std::string(stepKindName(step.kind)) + ".");
        else if (!doesTheSame(step, *other))
            found.push_back("Changed in what it does: \"" + step.title.in("en") + "\".");
    for (const StepSpec& step : (*builtin)->steps)
        if (stepOf(own, step.id) == nullptr)
            found.push_back("Left out: \"" + step.title.in("en") + "\".");
    if (!inSameOrder(own, **builtin))
        found.push_back("The steps come in another order.");
    return found;
}

} // namespace keyrite::ceremony
