#include "core/log/audit_keys.h"

namespace keyrite::log {
namespace {

constexpr std::string_view kReplaced = "audit.key-replaced";

std::string textOf(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_string() ? data[name].get<std::string>() : std::string();
}

Result<VerifierKey> nextKey(const VerifierKey& old, const Entry& entry)
{
    const auto next = VerifierKey::parse(textOf(entry.data, "vkey"));
    const auto signature = fromBase64(textOf(entry.data, "endorsement"));
    if (next && signature && next->name == old.name &&
        old.verify(asBytes(endorsementText(old, *next)), *signature))
        return *next;
    return fail(
        ErrorCode::SignatureInvalid,
        "Entry " + std::to_string(entry.seq) +
            " names a new audit key for which the key before does not vouch. What was signed after it "
            "proves nothing: go back to the last printed checkpoint before it.");
}

} // namespace

std::string endorsementText(const VerifierKey& old, const VerifierKey& next)
{
    return "keyrite/audit-key/v1\n" + old.text() + "\n" + next.text() + "\n";
}

Result<void> followKeys(std::vector<AuditKey>& keys, const Entry& entry)
{
    if (entry.seq == 0 && entry.kind == "log.opened") {
        if (const auto first = VerifierKey::parse(textOf(entry.data, "vkey")))
            keys.push_back({*first, 0});
        return {};
    }
    if (keys.empty() || entry.kind != kReplaced)
        return {};
    const auto next = nextKey(keys.back().key, entry);
    if (!next)
        return fail(next.error());
    keys.push_back({*next, entry.seq});
    return {};
}

Result<std::vector<AuditKey>> auditKeys(const Store& store)
{
    std::vector<AuditKey> keys;
    const auto opened = store.entry(0);
    if (!opened || !followKeys(keys, *opened) || keys.empty())
        return keys;
    const auto replaced = store.entries({.kind = std::string(kReplaced)});
    if (!replaced)
        return fail(replaced.error());
    for (const Entry& entry : *replaced)
        if (const auto followed = followKeys(keys, entry); !followed)
            return fail(followed.error());
    return keys;
}

const VerifierKey* auditKeyFor(const std::vector<AuditKey>& keys, std::uint64_t size)
{
    const VerifierKey* found = nullptr;
    for (const AuditKey& one : keys)
        if (size > one.from || found == nullptr)
            found = &one.key;
    return found;
}

} // namespace keyrite::log
