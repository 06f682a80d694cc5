#include "app/keyrite/practice_plans.h"

#include "core/ceremony/fields.h"
#include "core/ceremony/subsets.h"
#include "core/crypto/random.h"

namespace keyrite::app {

using namespace ceremony;

namespace {

Plan planFor(const Procedure& procedure, const Policy& policy, const char* title)
{
    Plan plan{.policy = policy};
    plan.procedureId = procedure.id;
    plan.procedureVersion = procedure.version;
    plan.procedureHash = toHex(procedure.hash);
    plan.title = title;
    plan.contact = "This is practice: nobody needs to be called.";
    plan.software = "Keyrite " KEYRITE_VERSION;
    plan.people = {{"AD", "Ada Administrator", "administrator"}, {"WI", "Walt Witness", "witness"}};
    return plan;
}

void addCustodian(Plan& plan, int share)
{
    const std::string initials = "C" + std::to_string(share);
    plan.people.push_back({initials, "Custodian " + std::to_string(share), "custodian"});
    plan.shares.push_back({share, initials});
}

// In the order of the ceremony that made them; of a set that was taken in from a backup, in the backup's.
Result<std::vector<PlannedKey>> keysOf(const registry::Registry& registry, const registry::ShareSet& set)
{
    if (const auto made = registry.ceremonies.find(set.ceremony);
        made != registry.ceremonies.end() && made->second.procedure == "generate") {
        auto plan = Plan::fromJson(made->second.plan);
        return plan ? Result<std::vector<PlannedKey>>(std::move(plan->keys)) : fail(plan.error());
    }
    std::vector<PlannedKey> keys;
    for (const std::string& id : set.keys)
        if (const auto key = registry.keys.find(id); key != registry.keys.end())
            keys.push_back({key->second.backup.id, key->second.type, key->second.label});
    return keys;
}

} // namespace

Plan practiceGeneration(const Procedure& procedure, const Policy& policy,
                        const std::vector<hsm::KeyType>& keys)
{
    Plan plan = planFor(procedure, policy, "Practice: keys are made");
    for (const hsm::KeyType type : keys) {
        Bytes id(16);
        crypto::systemRandom(id);
        std::string label = "Practice ";
        label.append(hsm::keyTypeName(type)).append(" ").append(std::to_string(plan.keys.size() + 1));
        plan.keys.push_back({std::move(id), type, std::move(label)});
    }
    for (int share = 1; share <= policy.shareCount(); ++share)
        addCustodian(plan, share);
    return plan;
}

Result<Plan> practiceRecovery(const Procedure& procedure, const registry::Registry& registry,
                              const std::string& shareSet, const std::vector<int>& sheets)
{
    const auto set = registry.shareSets.find(shareSet);
    if (set == registry.shareSets.end())
        return fail(ErrorCode::NotFound, "The log holds no share set \"" + shareSet + "\" to recover.");
    Plan plan = planFor(procedure, set->second.policy, "Practice: keys are recovered");
    plan.shareSet = set->second.id;
    KEYRITE_TRY(plan.keys, keysOf(registry, set->second));
    for (const int sheet : sheets)
        addCustodian(plan, sheet);
    const std::vector<std::vector<int>> first = quorums(set->second.policy, 1);
    if (sheets.empty())
        for (const int share : first.front())
            addCustodian(plan, share + 1);
    return plan;
}

} // namespace keyrite::app
