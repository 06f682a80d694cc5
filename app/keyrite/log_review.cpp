#include "app/keyrite/log_review.h"

#include <algorithm>

namespace keyrite::app {

namespace {

Result<registry::ReviewSignature> signedBy(ceremony::Room& room, const registry::Review& review,
                                           const SigningToken& token)
{
    auto session = room.openToken(token.id, token.pin);
    if (!session)
        return fail(session.error());
    const auto keys = session->keys();
    if (!keys)
        return fail(keys.error());
    const auto key =
        std::ranges::find_if(*keys, [](const hsm::KeyInfo& one) { return one.type != hsm::KeyType::Aes256; });
    if (key == keys->end())
        return fail(ErrorCode::NotFound,
                    "The token " + token.id.label + ", serial " + token.id.serial +
                        ", has no key that can sign. Choose another token, or record the review "
                        "without a signature.");
    const crypto::Digest digest = registry::reviewDigest(room.registry().room.origin, review);
    auto signature = session->respond(key->id, digest);
    if (!signature)
        return fail(signature.error());
    return registry::ReviewSignature{token.id, key->type, key->spki, std::move(*signature)};
}

} // namespace

Result<void> recordReview(ceremony::Room& room, registry::Review review,
                          const std::optional<SigningToken>& token)
{
    const auto root = room.store().rootAt(review.size());
    if (!root)
        return fail(root.error());
    review.root = *root;
    if (token) {
        auto signature = signedBy(room, review, *token);
        if (!signature)
            return fail(signature.error());
        review.signature = std::move(*signature);
        // What the log keeps must hold.
        if (auto holds = registry::checkSignature(room.registry().room.origin, review); !holds)
            return holds;
    }
    auto entry = registry::reviewEntry(review);
    if (!entry)
        return fail(entry.error());
    entry->time = room.now();
    if (auto appended = room.append({std::move(*entry)}); !appended)
        return fail(appended.error());
    if (auto note = room.signCheckpoint(); !note)
        return fail(note.error());
    return {};
}

} // namespace keyrite::app
