// Which mechanisms wrap and unwrap under an AES key, best first. Internal to core/hsm.
#pragma once

#include "core/hsm/session_state.h"

namespace keyrite::hsm {

struct WrapMechanism
{
    CK_MECHANISM_TYPE number;
    // By the standard or the maker's documents; nothing for CKM_AES_KEY_WRAP_PAD, which is read in two ways.
    std::optional<WrapScheme> documented;
};

// The standard's and those of the maker's profile. CBC and CBC_PAD are never among them: under those a wrong
// KEK and a flipped byte were answered with CKR_OK.
std::vector<WrapMechanism> wrapMechanisms(const SessionState& session);

} // namespace keyrite::hsm
