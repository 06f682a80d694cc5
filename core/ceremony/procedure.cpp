#include "core/ceremony/procedure.h"

#include "core/ceremony/fields.h"

#include <algorithm>
#include <regex>
#include <set>

namespace keyrite::ceremony {
namespace {

constexpr std::size_t kMaxSteps = 200;
constexpr std::size_t kMaxTextBytes = 2000;

bool isIdentifier(std::string_view text)
{
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.empty() && text.size() <= 40 && text.front() >= 'a' && std::ranges::all_of(text, plain);
}

Result<std::string> identifier(Fields& fields, const char* name)
{
    auto text = fields.text(name);
    if (text && !isIdentifier(*text))
        return fields.refuse(name, "must be lower-case letters, digits and hyphens, at most 40");
    return text;
}

Result<Text> readableText(Fields& fields, const char* name, bool required)
{
    if (!required && !fields.has(name))
        return Text();
    auto object = fields.object(name);
    if (!object)
        return fail(object.error());
    std::map<std::string, std::string> byLanguage;
    for (const auto& [language, value] : object->items()) {
        if (!value.is_string() || language.size() > 10 ||
            value.get_ref<const std::string&>().size() > kMaxTextBytes)
            return fields.refuse(name, "must map languages to texts of at most 2000 bytes");
        byLanguage[language] = value.get<std::string>();
    }
    if (!byLanguage.contains("en"))
        return fields.refuse(name, "has no English text (\"en\")");
    return Text(std::move(byLanguage));
}

bool isRegex(const std::string& pattern)
{
    try {
        const std::regex compiled(pattern);
        return pattern.size() <= 100;
    } catch (const std::regex_error&) {
        return false;
    }
}

Result<Field> parseField(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    Field field;
    KEYRITE_TRY(field.id, identifier(fields, "id"));
    KEYRITE_TRY(field.label, readableText(fields, "label", true));
    KEYRITE_TRY(field.pattern, fields.textOr("pattern", ""));
    if (!isRegex(field.pattern))
        return fields.refuse("pattern", "is not a regular expression of at most 100 characters");
    KEYRITE_CHECK(fields.finish());
    return field;
}

Result<RoleSpec> parseRole(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    RoleSpec role;
    KEYRITE_TRY(role.id, identifier(fields, "id"));
    KEYRITE_TRY(role.title, readableText(fields, "title", true));
    KEYRITE_TRY(role.min, fields.integer("min", 0, 256));
    KEYRITE_TRY(role.max, fields.integer("max", role.min, 256));
    KEYRITE_CHECK(fields.finish());
    return role;
}

Result<ActSpec> parseAct(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    ActSpec act;
    KEYRITE_TRY(act.id, identifier(fields, "id"));
    KEYRITE_TRY(act.title, readableText(fields, "title", true));
    KEYRITE_CHECK(fields.finish());
    return act;
}

Result<std::vector<Effect>> effectList(Fields& fields, const char* name)
{
    auto names = fields.textList(name);
    if (!names)
        return fail(names.error());
    std::vector<Effect> effects;
    for (const std::string& text : *names) {
        const auto effect = effectFromName(text);
        if (!effect)
            return fields.refuse(name, "names \"" + text + "\", which is not an effect that Keyrite knows");
        effects.push_back(*effect);
    }
    return effects;
}

bool needsToken(StepKind kind)
{
    return kind == StepKind::HsmOpen || kind == StepKind::FreshDevice || kind == StepKind::HsmGenerate ||
           kind == StepKind::Restore || kind == StepKind::SignChallenge || kind == StepKind::HsmLock ||
           kind == StepKind::HsmZeroise || kind == StepKind::Rewrap || kind == StepKind::KeyDestroy;
}

// What can be done with a sheet of the set that is being replaced.
bool worksOnOldShares(const StepSpec& step)
{
    return step.effects.empty() || step.kind == StepKind::Unseal || step.kind == StepKind::ShareAttest ||
           step.kind == StepKind::ShareRefute || step.kind == StepKind::ShareDestroy;
}

// What a step claims to do must be what its kind does.
Result<void> checkEffects(const StepSpec& step, const Fields& fields)
{
    const bool handOver =
        step.kind == StepKind::Confirm && step.effects == std::vector{Effect::ShareHandedOver};
    const bool declared =
        step.kind == StepKind::Declare && step.effects.size() == 1 &&
        std::ranges::find(declarableEffects(), step.effects.front()) != declarableEffects().end();
    if ((step.effects != effectsOf(step.kind) || step.kind == StepKind::Declare) && !handOver && !declared)
        return fields.refuse("effects",
                             "is not what a step of kind " + std::string(stepKindName(step.kind)) + " does");
    for (const Effect effect : step.effects)
        if ((effectSubject(effect) == Subject::Share) == (step.repeat == Repeat::Once))
            return fields.refuse(
                "repeat", "does not fit its effects: steps about one share repeat by share, others do not");
    if (step.repeat == Repeat::OldShare && !worksOnOldShares(step))
        return fields.refuse("repeat", "cannot be \"old-share\" for a step of kind " +
                                           std::string(stepKindName(step.kind)));
    if (step.kind == StepKind::ShareRefute && step.repeat != Repeat::OldShare)
        return fields.refuse("repeat", "must be \"old-share\": only an old sheet is shown to fail");
    if (isIrreversible(step.kind) && !step.pointOfNoReturn)
        return fields.refuse("pointOfNoReturn", "must be true: what this step does can never be undone");
    if (needsToken(step.kind) == step.token.empty())
        return fields.refuse("token",
                             needsToken(step.kind) ? "must name a token" : "has no meaning for this kind");
    return {};
}

Result<StepSpec> parseStep(const Json& json, std::string where)
{
    if (json.is_object() && json.contains("id") && json["id"].is_string())
        where += " \"" + json["id"].get<std::string>().substr(0, 40) + "\"";
    Fields fields(json, where);
    StepSpec step{};
    KEYRITE_TRY(step.id, identifier(fields, "id"));
    KEYRITE_TRY(step.act, fields.text("act"));
    std::string kind;
    KEYRITE_TRY(kind, fields.text("kind"));
    if (!stepKindFromName(kind))
        return fields.refuse("kind", "is \"" + kind.substr(0, 40) +
                                         "\", which is not a kind of step that Keyrite knows");
    step.kind = *stepKindFromName(kind);
    std::string repeat;
    KEYRITE_TRY(repeat, fields.textOr("repeat", ""));
    if (!repeat.empty() && repeat != "share" && repeat != "old-share")
        return fields.refuse("repeat", "must be \"share\", \"old-share\" or absent");
    step.repeat = repeat.empty() ? Repeat::Once : repeat == "share" ? Repeat::Share : Repeat::OldShare;
    KEYRITE_TRY(step.roles, fields.textList("roles"));
    KEYRITE_TRY(step.title, readableText(fields, "title", true));
    KEYRITE_TRY(step.instruction, readableText(fields, "instruction", true));
    KEYRITE_TRY(step.expected, readableText(fields, "expected", false));
    KEYRITE_TRY(step.items, fields.list<Field>("items", parseField));
    KEYRITE_TRY(step.token, fields.textOr("token", ""));
    KEYRITE_TRY(step.requires_, effectList(fields, "requires"));
    KEYRITE_TRY(step.effects, effectList(fields, "effects"));
    KEYRITE_TRY(step.secret, fields.flag("secret"));
    KEYRITE_TRY(step.pointOfNoReturn, fields.flag("pointOfNoReturn"));
    KEYRITE_TRY(step.minutes, fields.integer("minutes", 0, 600));
    KEYRITE_TRY(step.onFail, fields.textOr("onFail", ""));
    KEYRITE_CHECK(fields.finish());
    KEYRITE_CHECK(checkEffects(step, fields));
    return step;
}

tl::unexpected<Error> invalid(const std::string& why)
{
    return fail(ErrorCode::ProcedureInvalid, "The procedure does not load: " + why + ".");
}

// References between the parts: acts in order, roles that exist, failures that go back.
Result<void> checkReferences(const Procedure& procedure)
{
    const auto hasRole = [&](const std::string& id) {
        return std::ranges::any_of(procedure.roles, [&](const RoleSpec& role) { return role.id == id; });
    };
    std::set<std::string> seen;
    std::size_t act = 0;
    for (const StepSpec& step : procedure.steps) {
        const std::string name = "step \"" + step.id + "\"";
        while (act < procedure.acts.size() && procedure.acts[act].id != step.act)
            ++act;
        if (act == procedure.acts.size())
            return invalid(name + " names an act that does not exist or has passed");
        for (const std::string& role : step.roles)
            if (!hasRole(role))
                return invalid((name + " is initialled by \"").append(role) +
                               "\", which is not a role of this procedure");
        if (step.roles.empty())
            return invalid(name + " is initialled by nobody");
        if (step.pointOfNoReturn && step.roles.size() < 2)
            return invalid(name + " is a point of no return and must be initialled by two people");
        if (!seen.insert(step.id).second)
            return invalid(name + " appears twice");
        if (!step.onFail.empty() && !seen.contains(step.onFail))
            return invalid(name + " repeats from \"" + step.onFail + "\", which does not come before it");
    }
    return {};
}

} // namespace

const std::string& Text::in(std::string_view language) const
{
    static const std::string empty;
    auto found = m_byLanguage.find(std::string(language));
    if (found == m_byLanguage.end())
        found = m_byLanguage.find("en");
    return found == m_byLanguage.end() ? empty : found->second;
}

bool Procedure::has(StepKind kind) const
{
    return std::ranges::any_of(steps, [&](const StepSpec& step) { return step.kind == kind; });
}

bool Procedure::has(Effect effect) const
{
    return std::ranges::any_of(steps, [&](const StepSpec& step) {
        return std::ranges::find(step.effects, effect) != step.effects.end();
    });
}

bool Procedure::isAboutKeys() const
{
    return has(StepKind::HsmGenerate) || has(StepKind::ShareEnter) || has(StepKind::KeyDestroy);
}

bool Procedure::isAboutShares() const
{
    return isAboutKeys() ||
           std::ranges::any_of(steps, [](const StepSpec& step) { return step.repeat != Repeat::Once; });
}

bool Procedure::needsQuorum() const
{
    return has(StepKind::ShareEnter) || (has(StepKind::ShareAttest) && has(Effect::DrillCompleted));
}

bool Procedure::replacesShares() const
{
    return std::ranges::any_of(steps, [](const StepSpec& step) { return step.repeat == Repeat::OldShare; });
}

Result<std::shared_ptr<const Procedure>> Procedure::parse(std::string_view json)
{
    if (json.size() > kMaxProcedureBytes)
        return invalid("it is larger than 1 MiB, which no procedure is");
    auto document = parseJsonObject(json);
    if (!document)
        return invalid(document.error().message);
    Fields fields(*document, "the procedure");
    Procedure procedure{};
    std::string schema;
    KEYRITE_TRY(schema, fields.text("schema"));
    if (schema != "keyrite-procedure/1")
        return fields.refuse("schema", "is not \"keyrite-procedure/1\"");
    KEYRITE_TRY(procedure.id, identifier(fields, "id"));
    KEYRITE_TRY(procedure.version, fields.integer("version", 1, 1000000));
    KEYRITE_TRY(procedure.title, readableText(fields, "title", true));
    std::vector<std::string> modes;
    KEYRITE_TRY(modes, fields.textList("modes"));
    for (const std::string& name : modes) {
        const auto mode = modeFromName(name);
        if (!mode)
            return fields.refuse("modes", "names \"" + name + "\", which is not a mode");
        procedure.modes.push_back(*mode);
    }
    KEYRITE_TRY(procedure.roles, fields.list<RoleSpec>("roles", parseRole));
    KEYRITE_TRY(procedure.acts, fields.list<ActSpec>("acts", parseAct));
    KEYRITE_TRY(procedure.steps, fields.list<StepSpec>("steps", parseStep));
    KEYRITE_CHECK(fields.finish());
    if (procedure.steps.empty() || procedure.steps.size() > kMaxSteps)
        return invalid("it must have 1 to 200 steps");
    KEYRITE_CHECK(checkReferences(procedure));
    procedure.hash = crypto::sha256(asBytes(json));
    return std::make_shared<const Procedure>(std::move(procedure));
}

} // namespace keyrite::ceremony
