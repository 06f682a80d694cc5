// A witness signs the log's head with their own token: on the room's thread. docs/formats/checkpoint.md.
#pragma once

#include "app/keyrite/log_review.h"
#include "core/log/cosignature.h"

namespace keyrite::app {

// Signs the stored checkpoint over `size` entries, which the witness saw verified, with the Ed25519 key of
// their token; where it has none, one is made on it first. Records the signature and signs a checkpoint over
// that. Answers the witness's key, which they keep. Errors: NotFound (no such checkpoint), InvalidArgument
// (the name), those of Module::open, Session and Room::append.
[[nodiscard]] Result<log::WitnessKey> recordCosignature(ceremony::Room& room, std::uint64_t size,
                                                        const std::string& witness,
                                                        const SigningToken& token);

} // namespace keyrite::app
