// KEK: where the key-encryption key of a ceremony comes from.
#pragma once

#include "core/crypto/random.h"
#include "core/hsm/session.h"

namespace keyrite::ceremony {

// 32 bytes: HKDF-SHA-256 over (system generator, the HSM's generator, dice), so that one good source is
// enough. `dice`: characters 1 to 6, none or 50 to 1000. `ceremony` salts it. Errors: InvalidArgument, those
// of hsm::Session::random.
[[nodiscard]] Result<SecretBytes> mixKek(const crypto::RandomSource& system, hsm::Session& session,
                                         ByteView dice, const std::string& ceremony);

// The KEK's check value as the log writes it: 10 hex digits. Public.
[[nodiscard]] Result<std::string> kcvText(const SecretBytes& kek);

} // namespace keyrite::ceremony
