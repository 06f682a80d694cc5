#include "core/ceremony/plan.h"

#include "core/ceremony/fields.h"

#include <algorithm>
#include <set>

namespace keyrite::ceremony {
namespace {

using log::Json;

tl::unexpected<Error> refuse(const std::string& why)
{
    return fail(ErrorCode::InvalidArgument, why);
}

bool isInitials(std::string_view text)
{
    const auto plain = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return text.size() >= 2 && text.size() <= 4 && std::ranges::all_of(text, plain);
}

bool isName(std::string_view text, std::size_t maxBytes)
{
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !text.empty() && text.size() <= maxBytes && std::ranges::none_of(text, control);
}

Result<PlannedKey> keyFromJson(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    std::string id;
    std::string type;
    PlannedKey key{};
    KEYRITE_TRY(id, fields.text("id"));
    KEYRITE_TRY(type, fields.text("type"));
    KEYRITE_TRY(key.label, fields.text("label"));
    KEYRITE_CHECK(fields.finish());
    KEYRITE_TRY(key.id, fromHex(id));
    const auto known = hsm::keyTypeFromName(type);
    if (!known)
        return fields.refuse("type", "is not a key type that Keyrite knows");
    key.type = *known;
    return key;
}

Result<Person> personFromJson(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    Person person;
    KEYRITE_TRY(person.initials, fields.text("initials"));
    KEYRITE_TRY(person.name, fields.text("name"));
    KEYRITE_TRY(person.role, fields.text("role"));
    KEYRITE_CHECK(fields.finish());
    return person;
}

Result<PlannedShare> shareFromJson(const Json& json, const std::string& where)
{
    Fields fields(json, where);
    PlannedShare share{};
    KEYRITE_TRY(share.number, fields.integer("number", 1, kMaxGroups * kMaxMembers));
    KEYRITE_TRY(share.holder, fields.text("holder"));
    KEYRITE_CHECK(fields.finish());
    return share;
}

Result<void> readOld(Plan& plan, Fields& fields)
{
    Json json;
    KEYRITE_TRY(json, fields.object("old"));
    Fields old(json, "the plan's old share set");
    std::string text;
    KEYRITE_TRY(text, old.text("policy"));
    auto policy = Policy::parse(text);
    if (!policy)
        return fail(policy.error());
    plan.oldPolicy = std::move(*policy);
    KEYRITE_TRY(plan.oldShares, old.list<PlannedShare>("shares", shareFromJson));
    return old.finish();
}

Result<void> checkPeople(const Plan& plan, const Procedure& procedure)
{
    std::set<std::string> initials;
    for (const Person& person : plan.people) {
        if (!isInitials(person.initials) || !initials.insert(person.initials).second)
            return refuse("The initials \"" + person.initials.substr(0, 10) +
                          "\" must be 2 to 4 capital letters or digits, and each person needs their own.");
        if (!isName(person.name, 80))
            return refuse(
                "The name of " + person.initials +
                " must have 1 to 80 characters (accented ones count twice) and no control characters.");
    }
    const auto holders = [&](const std::string& role) {
        return std::ranges::count_if(plan.people, [&](const Person& person) { return person.role == role; });
    };
    std::size_t counted = 0;
    for (const RoleSpec& role : procedure.roles) {
        const auto count = holders(role.id);
        counted += static_cast<std::size_t>(count);
        if (count < role.min || count > role.max)
            return refuse("The procedure needs " + std::to_string(role.min) + " to " +
                          std::to_string(role.max) + " people in the role \"" + role.title.in("en") +
                          "\"; there are " + std::to_string(count) + ".");
    }
    if (counted != plan.people.size())
        return refuse("A person has a role that this procedure does not know.");
    return {};
}

// A split makes every share of the design; what is put together must be a quorum.
Result<void> checkEnoughShares(const Plan& plan, const Procedure& procedure)
{
    if (plan.shares.empty())
        return refuse("No custodian takes part. Say whose sheet this is about.");
    if (procedure.has(StepKind::Split) && static_cast<int>(plan.shares.size()) != plan.policy.shareCount())
        return refuse("Every share of the design " + plan.policy.text() + " needs a custodian.");
    if (procedure.replacesShares() && !makesQuorum(*plan.oldPolicy, plan.oldShares))
        return refuse("The old sheets that came do not make a quorum of " + plan.oldPolicy->text() + ".");
    if (procedure.needsQuorum() && !makesQuorum(plan.policy, plan.shares))
        return refuse("The custodians who take part do not make a quorum of " + plan.policy.text() + ".");
    return {};
}

Result<void> checkShares(const Plan& plan, const Policy& policy, const std::vector<PlannedShare>& shares)
{
    std::set<int> numbers;
    for (const PlannedShare& share : shares) {
        if (share.number > policy.shareCount() || !numbers.insert(share.number).second)
            return refuse("Share " + std::to_string(share.number) + " is not in the design " + policy.text() +
                          ", or is named twice.");
        const Person* holder = plan.person(share.holder);
        if (holder == nullptr || holder->role != "custodian")
            return refuse("Share " + std::to_string(share.number) + " has no custodian who takes part.");
    }
    return {};
}

Result<void> checkOldShares(const Plan& plan, const Procedure& procedure)
{
    if (plan.oldPolicy.has_value() != procedure.replacesShares() ||
        plan.oldPolicy.has_value() == plan.oldShares.empty())
        return refuse(procedure.replacesShares() ? "Say which sheets of the old share set are here."
                                                 : "This procedure replaces no share set.");
    return plan.oldPolicy ? checkShares(plan, *plan.oldPolicy, plan.oldShares) : Result<void>();
}

Json sharesToJson(const std::vector<PlannedShare>& shares)
{
    Json list = Json::array();
    for (const PlannedShare& share : shares)
        list.push_back({{"number", share.number}, {"holder", share.holder}});
    return list;
}

const std::string& holderIn(const std::vector<PlannedShare>& shares, int number)
{
    static const std::string nobody;
    const auto found =
        std::ranges::find_if(shares, [&](const PlannedShare& one) { return one.number == number; });
    return found == shares.end() ? nobody : found->holder;
}

} // namespace

Json Plan::toJson() const
{
    Json keyList = Json::array();
    for (const PlannedKey& key : keys)
        keyList.push_back(
            {{"id", toHex(key.id)}, {"type", hsm::keyTypeName(key.type)}, {"label", key.label}});
    Json peopleList = Json::array();
    for (const Person& person : people)
        peopleList.push_back({{"initials", person.initials}, {"name", person.name}, {"role", person.role}});
    Json json{{"procedure", {{"id", procedureId}, {"version", procedureVersion}, {"sha256", procedureHash}}},
              {"mode", modeName(mode)},
              {"title", title},
              {"policy", policy.text()},
              {"keys", keyList},
              {"people", peopleList},
              {"shares", sharesToJson(shares)},
              {"set", shareSet},
              {"issue", issue == IssueMethod::Print ? "print" : "copy"},
              {"paper", paper == PaperChoice::A4 ? "A4" : "Letter"},
              {"anonymous", anonymous},
              {"contact", contact},
              {"software", software}};
    if (oldPolicy)
        json["old"] = {{"policy", oldPolicy->text()}, {"shares", sharesToJson(oldShares)}};
    if (!candidate.empty())
        json["candidate"] = candidate;
    if (!approvedPlan.empty())
        json["approvedPlan"] = approvedPlan;
    return json;
}

Result<Plan> Plan::fromJson(const Json& json)
{
    Fields fields(json, "the plan");
    Json procedure;
    KEYRITE_TRY(procedure, fields.object("procedure"));
    Fields procedureFields(procedure, "the plan's procedure");
    std::string policyText;
    KEYRITE_TRY(policyText, fields.text("policy"));
    auto policy = Policy::parse(policyText);
    if (!policy)
        return fail(policy.error());
    Plan plan{.policy = *policy};
    KEYRITE_TRY(plan.procedureId, procedureFields.text("id"));
    KEYRITE_TRY(plan.procedureVersion, procedureFields.integer("version", 1, 1000000));
    KEYRITE_TRY(plan.procedureHash, procedureFields.text("sha256"));
    KEYRITE_CHECK(procedureFields.finish());
    std::string mode;
    KEYRITE_TRY(mode, fields.text("mode"));
    if (!modeFromName(mode))
        return fields.refuse("mode", "is not a mode");
    plan.mode = *modeFromName(mode);
    KEYRITE_TRY(plan.title, fields.text("title"));
    KEYRITE_TRY(plan.keys, fields.list<PlannedKey>("keys", keyFromJson));
    KEYRITE_TRY(plan.people, fields.list<Person>("people", personFromJson));
    KEYRITE_TRY(plan.shares, fields.list<PlannedShare>("shares", shareFromJson));
    KEYRITE_TRY(plan.shareSet, fields.text("set"));
    std::string issue;
    KEYRITE_TRY(issue, fields.text("issue"));
    plan.issue = issue == "copy" ? IssueMethod::Copy : IssueMethod::Print;
    std::string paper;
    KEYRITE_TRY(paper, fields.text("paper"));
    plan.paper = paper == "Letter" ? PaperChoice::Letter : PaperChoice::A4;
    KEYRITE_TRY(plan.anonymous, fields.flag("anonymous"));
    KEYRITE_TRY(plan.contact, fields.text("contact"));
    KEYRITE_TRY(plan.software, fields.text("software"));
    KEYRITE_TRY(plan.approvedPlan, fields.textOr("approvedPlan", ""));
    if (fields.has("old"))
        KEYRITE_CHECK(readOld(plan, fields));
    if (fields.has("candidate"))
        KEYRITE_TRY(plan.candidate, fields.text("candidate", kMaxCandidateBytes));
    KEYRITE_CHECK(fields.finish());
    return plan;
}

const Person* Plan::person(std::string_view initials) const
{
    const auto found =
        std::ranges::find_if(people, [&](const Person& one) { return one.initials == initials; });
    return found == people.end() ? nullptr : &*found;
}

const std::string& Plan::holderOf(int share) const
{
    return holderIn(shares, share);
}

const std::string& Plan::oldHolderOf(int share) const
{
    return holderIn(oldShares, share);
}

bool makesQuorum(const Policy& policy, const std::vector<PlannedShare>& shares)
{
    std::vector<int> present(policy.groups().size(), 0);
    for (const PlannedShare& share : shares)
        ++present[static_cast<std::size_t>(sharePosition(policy, share.number - 1).group)];
    int complete = 0;
    for (std::size_t i = 0; i < present.size(); ++i)
        complete += present[i] >= policy.groups()[i].threshold ? 1 : 0;
    return complete >= policy.groupThreshold();
}

Result<void> checkPlan(const Plan& plan, const Procedure& procedure)
{
    if (plan.procedureId != procedure.id || plan.procedureVersion != procedure.version ||
        plan.procedureHash != toHex(procedure.hash))
        return fail(ErrorCode::ProcedureInvalid,
                    "The plan was made for another procedure file. Choose the procedure again.");
    if (std::ranges::find(procedure.modes, plan.mode) == procedure.modes.end())
        return refuse("The procedure \"" + procedure.id + "\" does not run in the mode " +
                      std::string(modeName(plan.mode)) + ".");
    if (!isName(plan.title, 120))
        return refuse("The ceremony needs a title of 1 to 120 characters; accented ones count twice.");
    if (plan.keys.empty() == procedure.isAboutKeys() || plan.keys.size() > 16)
        return refuse(procedure.isAboutKeys() ? "A ceremony is about 1 to 16 keys."
                                              : "This procedure is about no keys.");
    std::set<Bytes> ids;
    for (const PlannedKey& key : plan.keys)
        if (key.id.size() != 16 || !isName(key.label, 60) || !ids.insert(key.id).second)
            return refuse("Each key needs a label of 1 to 60 characters and an id of 16 bytes of its own.");
    if (plan.people.size() > 64 || plan.contact.size() > 300)
        return refuse("A ceremony has at most 64 people, and the contact text at most 300 characters.");
    KEYRITE_CHECK(checkPeople(plan, procedure));
    KEYRITE_CHECK(checkShares(plan, plan.policy, plan.shares));
    KEYRITE_CHECK(checkOldShares(plan, procedure));
    if (plan.candidate.empty() == procedure.has(StepKind::Approve) ||
        plan.candidate.size() > kMaxCandidateBytes)
        return refuse(procedure.has(StepKind::Approve)
                          ? "Choose the file of the procedure that is to be approved, of at most 48 KiB."
                          : "This procedure approves no other one.");
    return procedure.isAboutShares() ? checkEnoughShares(plan, procedure) : Result<void>();
}

} // namespace keyrite::ceremony
