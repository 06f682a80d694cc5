// Recording a review of the log: on the room's thread. docs/formats/review.md.
#pragma once

#include "core/ceremony/room.h"
#include "core/registry/reviews.h"

namespace keyrite::app {

// The reviewer's own token and its PIN.
struct ReviewToken
{
    hsm::TokenId id;
    SecretBytes pin;
};

// Fills in the root, signs with the first key on the token that can sign, records the entry log.reviewed and
// signs a checkpoint over it. Errors: InvalidArgument, NotFound (the log is shorter; the token has no key
// that can sign), those of Module::open and Room::append.
[[nodiscard]] Result<void> recordReview(ceremony::Room& room, registry::Review review,
                                        const std::optional<ReviewToken>& token);

} // namespace keyrite::app
