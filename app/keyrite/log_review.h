// Recording a review of the log: on the room's thread. docs/formats/review.md.
#pragma once

#include "core/ceremony/room.h"
#include "core/registry/reviews.h"

namespace keyrite::app {

// Somebody's own token, to sign with, and its PIN.
struct SigningToken
{
    hsm::TokenId id;
    SecretBytes pin;
};

// Fills in the root, signs with the first key on the token that can sign, records the entry log.reviewed and
// signs a checkpoint over it. Errors: InvalidArgument, NotFound (the log is shorter; the token has no key
// that can sign), those of Module::open and Room::append.
[[nodiscard]] Result<void> recordReview(ceremony::Room& room, registry::Review review,
                                        const std::optional<SigningToken>& token);

} // namespace keyrite::app
