// Recovering a secret from shares (SLIP-0039, section "Combining the shares"). Safe on any thread.
#pragma once

#include "core/slip39/progress.h"

namespace keyrite::slip39 {

// The secret, from exactly a quorum: group threshold groups with member threshold shares each. Each way to be
// wrong has its own error: Share*Mismatch, ShareDuplicateMember, NotEnoughGroups, NotEnoughMembers,
// TooManyShares, ShareDigestInvalid, SecretLength (a value that no decoded share has), PassphraseInvalid. A
// wrong passphrase is not an error: it gives another secret.
[[nodiscard]] Result<SecretBytes> combine(const std::vector<Share>& shares, ByteView passphrase = {});

// What the shares hold before it is decrypted: the encrypted master secret, to compare quorums of one set
// with each other without the cost of the passphrase. A function of it and of public values alone is the
// secret. Errors: as combine(), but for the passphrase.
[[nodiscard]] Result<SecretBytes> combineEncrypted(const std::vector<Share>& shares);

} // namespace keyrite::slip39
