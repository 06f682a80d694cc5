// Procedure: the script of a ceremony, as data. docs/formats/procedure.md.
// An immutable value: one that exists has passed the check of its form; world.h checks its order.
#pragma once

#include "core/ceremony/vocabulary.h"
#include "core/crypto/hash.h"
#include "core/mode.h"

#include <map>
#include <memory>

namespace keyrite::ceremony {

inline constexpr std::size_t kMaxProcedureBytes = 1U << 20U;

// A text a person reads, by language ("en", "de"); always has "en".
class Text final
{
public:
    Text() = default;
    explicit Text(std::map<std::string, std::string> byLanguage) : m_byLanguage(std::move(byLanguage)) {}

    // The text in `language`, else in English; `{share}`, `{shares}`, `{holder}`, `{keys}` stay as they are.
    const std::string& in(std::string_view language) const;
    bool empty() const { return m_byLanguage.empty(); }

private:
    std::map<std::string, std::string> m_byLanguage;
};

struct RoleSpec
{
    std::string id; // "administrator", "witness", "custodian", ...
    Text title;
    int min; // how many people hold it at least
    int max;
};

struct ActSpec
{
    std::string id;
    Text title;
};

// A value that a person types, or an option or item that a person ticks.
struct Field
{
    std::string id;
    Text label;
    std::string pattern; // ECMAScript regular expression for the whole value; empty: any text up to 200 bytes
};

// Old shares are those of the set that the ceremony replaces.
enum class Repeat { Once, Share, OldShare };

struct StepSpec
{
    std::string id;
    std::string act;
    StepKind kind;
    Repeat repeat = Repeat::Once;
    std::vector<std::string> roles; // who initial it, first the actor
    Text title;
    Text instruction;
    Text expected;                 // what should be seen; may be empty
    std::vector<Field> items;      // check-list, options or typed values, by kind
    std::string token;             // for token steps: "production", "second", "replacement", "drill"
    std::vector<Effect> requires_; // what must have happened before
    std::vector<Effect> effects;
    bool secret = false;
    bool pointOfNoReturn = false;
    int minutes = 1;    // planned
    std::string onFail; // id of the step to repeat from; empty: this step
};

struct Procedure
{
    std::string id;
    int version;
    Text title;
    std::vector<Mode> modes;
    std::vector<RoleSpec> roles;
    std::vector<ActSpec> acts;
    std::vector<StepSpec> steps;
    crypto::Digest hash; // SHA-256 of the file's bytes

    bool has(StepKind kind) const;
    bool has(Effect effect) const;

    // Whether it makes, brings back or destroys keys, and so has keys in its plan.
    bool isAboutKeys() const;
    // Whether it has a design and custodians in its plan; true of all that are about keys.
    bool isAboutShares() const;
    // Whether the custodians who take part must make a quorum: what they bring is put together, or a drill
    // shows that it could be.
    bool needsQuorum() const;
    // Whether it makes a new share set in the place of an old one.
    bool replacesShares() const;

    // Parses and checks a procedure file. Errors: ProcedureInvalid, naming the step and the field.
    [[nodiscard]] static Result<std::shared_ptr<const Procedure>> parse(std::string_view json);
};

} // namespace keyrite::ceremony
