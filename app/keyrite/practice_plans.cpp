#include "app/keyrite/practice_plans.h"

#include "core/ceremony/fields.h"
#include "core/ceremony/subsets.h"
#include "core/crypto/random.h"

namespace keyrite::app {

using namespace ceremony;

namespace {

Plan planFor(const Procedure& procedure, const Policy& policy)
{
    Plan plan{.policy = policy};
    plan.procedureId = procedure.id;
    plan.procedureVersion = procedure.version;
    plan.procedureHash = toHex(procedure.hash);
    plan.title = "Practice: " + procedure.title.in("en");
    plan.contact = "This is practice: nobody needs to be called.";
    plan.software = "Keyrite " KEYRITE_VERSION;
    plan.people = {{"AD", "Ada Administrator", "administrator"}, {"WI", "Walt Witness", "witness"}};
    return plan;
}

// Their initials; a custodian who is there already holds one more sheet.
std::string addCustodian(Plan& plan, const std::string& name, const std::string& initials)
{
    for (const Person& person : plan.people)
        if (person.name == name)
            return person.initials;
    plan.people.push_back({initials, name, "custodian"});
    return initials;
}

std::string initialsOf(int share)
{
    return "C" + std::to_string(share);
}

std::string nameOf(int share)
{
    return "Custodian " + std::to_string(share);
}

// The custodian of a sheet; a made-up one where another room issued it.
std::string holderOf(const registry::ShareSet& set, int share)
{
    const auto sheet = set.sheets.find(share);
    return sheet == set.sheets.end() || sheet->second.holder.empty() ? nameOf(share) : sheet->second.holder;
}

// The sheets of the set that a quorum needs, or all that exist.
std::vector<int> sheetsFor(const Procedure& procedure, const registry::ShareSet& set)
{
    std::vector<int> numbers;
    if (procedure.needsQuorum()) {
        const std::vector<std::vector<int>> first = quorums(set.policy, 1);
        for (const int share : first.front())
            numbers.push_back(share + 1);
        return numbers;
    }
    for (const auto& [number, sheet] : set.sheets)
        if (sheet.state != registry::SheetState::Voided && sheet.state != registry::SheetState::Destroyed)
            numbers.push_back(number);
    return numbers;
}

// The new set has the same design; whoever holds the first sheet leaves.
void planReissue(Plan& plan, const registry::ShareSet& set)
{
    plan.oldPolicy = set.policy;
    plan.oldShares = std::exchange(plan.shares, {});
    for (int share = 1; share <= set.policy.shareCount(); ++share) {
        const std::string name = share == 1 ? "Nora Newcomer" : holderOf(set, share);
        plan.shares.push_back({share, addCustodian(plan, name, share == 1 ? "NN" : initialsOf(share))});
    }
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
    Plan plan = planFor(procedure, policy);
    for (const hsm::KeyType type : keys) {
        Bytes id(16);
        crypto::systemRandom(id);
        std::string label = "Practice ";
        label.append(hsm::keyTypeName(type)).append(" ").append(std::to_string(plan.keys.size() + 1));
        plan.keys.push_back({std::move(id), type, std::move(label)});
    }
    for (int share = 1; share <= policy.shareCount(); ++share)
        plan.shares.push_back({share, addCustodian(plan, nameOf(share), initialsOf(share))});
    return plan;
}

Result<Plan> practiceOnSet(const Procedure& procedure, const registry::Registry& registry,
                           const std::string& shareSet, const std::vector<int>& sheets)
{
    const auto set = registry.shareSets.find(shareSet);
    if (set == registry.shareSets.end())
        return fail(ErrorCode::NotFound, "The log holds no share set \"" + shareSet + "\".");
    Plan plan = planFor(procedure, set->second.policy);
    plan.shareSet = set->second.id;
    if (procedure.isAboutKeys())
        KEYRITE_TRY(plan.keys, keysOf(registry, set->second));
    for (const int number : sheets.empty() ? sheetsFor(procedure, set->second) : sheets)
        plan.shares.push_back(
            {number, addCustodian(plan, holderOf(set->second, number), initialsOf(number))});
    if (procedure.replacesShares())
        planReissue(plan, set->second);
    return plan;
}

Plan practiceOnRoom(const Procedure& procedure)
{
    return planFor(procedure, Policy::parse("1of1").value());
}

} // namespace keyrite::app
