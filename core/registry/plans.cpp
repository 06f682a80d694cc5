#include "core/registry/plans.h"

#include "core/crypto/hash.h"
#include "core/plan/sentences.h"

#include <algorithm>

namespace keyrite::registry {
namespace {

constexpr std::size_t kMaxApprovedInputs = 60000; // leaves room for the rest of an entry's body

bool isName(const std::string& name)
{
    return !name.empty() && name.size() <= 80 && name.front() != ' ' && name.back() != ' ' &&
           std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

} // namespace

void applyPlan(Plans& plans, const log::Entry& entry)
{
    const std::vector<std::string> approvers = textsOf(entry.data, "approvers");
    auto policy = Policy::parse(textOf(entry.data, "policy"));
    const log::Json inputs = entry.data.value("inputs", log::Json::object());
    const std::string hash = textOf(entry.data, "sha256");
    if (!policy || approvers.size() != 2 || approvers[0] == approvers[1] ||
        hash != toHex(crypto::sha256(asBytes(inputs.dump()))))
        return;
    plans.push_back({hash, *policy, textOf(entry.data, "words"), approvers, inputs,
                     entry.data.value("design", log::Json::object()), markOf(entry)});
}

Result<log::Entry> approvePlan(const plan::PlanInput& input, const plan::Computation& computation,
                               std::size_t index, const std::string& first, const std::string& second,
                               TimePoint now)
{
    if (!isName(first) || !isName(second) || first == second)
        return fail(ErrorCode::SecondPersonMissing,
                    "Two different people approve a plan, each with a name of 1 to 80 characters.");
    if (input.canonical.dump().size() > kMaxApprovedInputs)
        return fail(
            ErrorCode::EntryInvalid,
            "The inputs of this plan are too large for one entry of the log. Bring positions of one kind "
            "together into one.");
    const plan::Design design = computation.design(input, index);
    if (std::ranges::any_of(design.keys, [&](const Policy& key) { return key != design.policy(); }))
        return fail(ErrorCode::PlanInvalid,
                    "The keys of this multisig have different designs, and a ceremony makes keys of one "
                    "design. Approve a plan for each.");
    log::Entry entry;
    entry.time = now;
    entry.kind = "plan.approved";
    entry.actor = first;
    entry.role = "risk";
    entry.data = {{"approvers", {first, second}}, {"design", computation.designInput(input, index)},
                  {"inputs", input.canonical},    {"policy", design.policy().text()},
                  {"sha256", input.hash},         {"words", plan::designInWords(input.model, design)}};
    return entry;
}

Result<plan::Evaluation> evaluationOf(const ApprovedPlan& plan)
{
    log::Json json = plan.inputs;
    for (const char* other : {"search", "groups", "groupThreshold"})
        json.erase(other);
    json["designs"] = log::Json::array({plan.design});
    const auto input = plan::PlanInput::fromJson(json);
    if (!input)
        return fail(input.error());
    const plan::Design& design = input->designs.front();
    if (design.policy() != plan.policy)
        return fail(ErrorCode::PlanInvalid, "The approved plan names the policy " + plan.policy.text() +
                                                ", but its design is " + design.policyText() + ".");
    return plan::evaluate(input->model, design);
}

} // namespace keyrite::registry
