// Plan: what one ceremony is about: mode, people, keys, policy and which shares its loops run over.
// It is the data of the entry ceremony.opened; all that comes later is checked against it.
#pragma once

#include "core/ceremony/procedure.h"
#include "core/hsm/token.h"
#include "core/log/entry.h"
#include "core/policy.h"

namespace keyrite::ceremony {

struct Person
{
    std::string initials; // 2 to 4 capital letters or digits, unique in the ceremony
    std::string name;     // 1 to 80 bytes
    std::string role;     // id of a role of the procedure
};

// A key that the ceremony makes or brings back. The id is chosen before the key exists, so that after a crash
// an orphan can be told from a key that was there before.
struct PlannedKey
{
    Bytes id; // 16 bytes, CKA_ID
    hsm::KeyType type;
    std::string label; // 1 to 60 bytes
};

// A share that the loops of the procedure run over, and who holds it.
struct PlannedShare
{
    int number;         // 1 .. policy.shareCount()
    std::string holder; // initials of a custodian
};

enum class IssueMethod { Print, Copy }; // printed sheet, or a blank form filled by hand
enum class PaperChoice { A4, Letter };

struct Plan
{
    std::string procedureId;
    int procedureVersion = 1;
    std::string procedureHash; // hex
    Mode mode = Mode::Practice;
    std::string title; // 1 to 120 bytes
    Policy policy;
    std::vector<PlannedKey> keys; // 1 to 16
    std::vector<Person> people;   // 1 to 64
    std::vector<PlannedShare> shares;
    std::string shareSet; // the one that exists already, as 4 hex digits: recovered, drilled or replaced
    // Of a re-issue: the design of the set that is replaced, and those of its sheets that came.
    std::optional<Policy> oldPolicy = {};
    std::vector<PlannedShare> oldShares = {};
    std::string candidate = {}; // the file of a firm's own procedure that is to be approved; at most 48 KiB
    IssueMethod issue = IssueMethod::Print;
    PaperChoice paper = PaperChoice::A4;
    bool anonymous = false;   // sheets name neither firm, asset, threshold nor holder
    std::string contact;      // whom to call, printed on START-HERE; at most 300 bytes
    std::string software;     // version and build
    std::string approvedPlan; // SHA-256 of the approved plan that the policy is of, hex; empty: of none

    log::Json toJson() const;
    [[nodiscard]] static Result<Plan> fromJson(const log::Json& json);

    const Person* person(std::string_view initials) const;
    // Initials; empty where the share is not planned.
    const std::string& holderOf(int share) const;
    const std::string& oldHolderOf(int share) const;
};

// What fits into one entry of the log beside the rest of a plan.
inline constexpr std::size_t kMaxCandidateBytes = std::size_t{48} * 1024;

// Whether these sheets together would give the KEK back.
bool makesQuorum(const Policy& policy, const std::vector<PlannedShare>& shares);

// Whether people, roles, shares and modes fit the procedure. Errors: ProcedureInvalid, InvalidArgument.
[[nodiscard]] Result<void> checkPlan(const Plan& plan, const Procedure& procedure);

} // namespace keyrite::ceremony
