// Audit keys: which key signs which part of a log. The first entry names the first one; each entry
// audit.key-replaced names the next, with the signature of the one before over it.
// docs/formats/checkpoint.md.
#pragma once

#include "core/log/note.h"
#include "core/log/store.h"

namespace keyrite::log {

struct AuditKey
{
    VerifierKey key;
    std::uint64_t from; // it signs checkpoints over more entries than this
};

// What the old key signs to vouch for the new one: "keyrite/audit-key/v1", both keys' texts, a line each.
std::string endorsementText(const VerifierKey& old, const VerifierKey& next);

// Takes up the key that an entry names, if it does; entries come in order, from the first. Errors:
// SignatureInvalid (a key that the one before does not vouch for).
[[nodiscard]] Result<void> followKeys(std::vector<AuditKey>& keys, const Entry& entry);

// In order; the last one signs now. Empty where the first entry names no key. Errors: SignatureInvalid (a key
// that the one before does not vouch for, with the entry's number), those of the store.
[[nodiscard]] Result<std::vector<AuditKey>> auditKeys(const Store& store);

// The one of `keys` that signs a checkpoint over `size` entries; null where there is none.
const VerifierKey* auditKeyFor(const std::vector<AuditKey>& keys, std::uint64_t size);

} // namespace keyrite::log
