#include "app/keyrite/log_cosign.h"

#include "core/ceremony/anchors.h"
#include "core/crypto/public_key.h"

#include <algorithm>

namespace keyrite::app {

namespace {

constexpr const char* kLabel = "Witness key";
constexpr std::size_t kIdBytes = 16;

Result<std::string> noteOver(const log::Store& store, std::uint64_t size)
{
    const auto stored = store.checkpoints();
    if (!stored)
        return fail(stored.error());
    const auto found = std::ranges::find(*stored, size, &log::StoredCheckpoint::size);
    if (found == stored->end())
        return fail(ErrorCode::NotFound, "The log has no checkpoint over " + std::to_string(size) +
                                             " entries. Verify it again, and sign what was verified.");
    return found->note;
}

Result<hsm::KeyInfo> witnessKeyOf(hsm::Session& session, const crypto::RandomSource& random)
{
    const auto keys = session.keys();
    if (!keys)
        return fail(keys.error());
    const auto found = std::ranges::find(*keys, hsm::KeyType::Ed25519, &hsm::KeyInfo::type);
    if (found != keys->end())
        return *found;
    Bytes id(kIdBytes);
    random(id);
    return session.generate(hsm::KeyType::Ed25519, kLabel, id, false);
}

} // namespace

Result<log::WitnessKey> recordCosignature(ceremony::Room& room, std::uint64_t size,
                                          const std::string& witness, const SigningToken& token)
{
    const auto note = noteOver(room.store(), size);
    if (!note)
        return fail(note.error());
    auto session = room.openToken(token.id, token.pin);
    if (!session)
        return fail(session.error());
    const auto info = witnessKeyOf(*session, room.random());
    const auto raw = info ? crypto::rawEd25519(info->spki) : fail(info.error());
    if (!raw)
        return fail(raw.error());
    const log::WitnessKey key{witness, Bytes(raw->begin(), raw->end())};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(room.now()).time_since_epoch().count();
    auto line = log::cosign(*note, key, seconds,
                            [&](ByteView message) { return session->signMessage(info->id, message); });
    if (!line)
        return fail(line.error());
    auto entry = ceremony::checkpointCosigned(*note, key, std::move(*line), room.now());
    if (const auto appended = room.append({std::move(entry)}); !appended)
        return fail(appended.error());
    if (const auto covered = room.signCheckpoint(); !covered)
        return fail(covered.error());
    return key;
}

} // namespace keyrite::app
