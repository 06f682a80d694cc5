#include "core/registry/plans.h"

#include "core/crypto/hash.h"

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
    plans.push_back({hash, *policy, textOf(entry.data, "words"), approvers, inputs, markOf(entry)});
}

Result<log::Entry> approvePlan(const plan::PlanInput& input, const Policy& policy, std::string words,
                               const std::string& first, const std::string& second, TimePoint now)
{
    if (!isName(first) || !isName(second) || first == second)
        return fail(ErrorCode::SecondPersonMissing,
                    "Two different people approve a plan, each with a name of 1 to 80 bytes.");
    if (input.canonical.dump().size() > kMaxApprovedInputs)
        return fail(
            ErrorCode::EntryInvalid,
            "The inputs of this plan are too large for one entry of the log. Bring positions of one kind "
            "together into one.");
    log::Entry entry;
    entry.time = now;
    entry.kind = "plan.approved";
    entry.actor = first;
    entry.role = "risk";
    entry.data = {{"approvers", {first, second}},
                  {"inputs", input.canonical},
                  {"policy", policy.text()},
                  {"sha256", input.hash},
                  {"words", std::move(words)}};
    return entry;
}

} // namespace keyrite::registry
