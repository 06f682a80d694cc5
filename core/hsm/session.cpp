#include "core/hsm/session.h"

#include "core/crypto/hash.h"
#include "core/crypto/public_key.h"
#include "core/hsm/generation.h"
#include "core/hsm/probe.h"
#include "core/hsm/response.h"
#include "core/hsm/restore.h"
#include "core/hsm/rewrap.h"
#include "core/hsm/stored_keys.h"
#include "core/hsm/unfinished.h"
#include "core/hsm/wrapping.h"

#include <algorithm>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kIdBytes = 16;

Result<void> checkNewKey(SessionState& session, KeyType type, ByteView id, bool backable)
{
    if (type == KeyType::Ed25519 && backable)
        return fail(ErrorCode::KeyTypeNotBackable,
                    "Ed25519 keys are not backed up here: HSMs cannot wrap them reliably. Choose secp256k1, "
                    "P-256, RSA-3072 or AES-256.");
    if (id.size() != kIdBytes)
        return fail(ErrorCode::InvalidArgument, "A key's ID has 16 bytes.");
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_SECRET_KEY, CKO_PUBLIC_KEY}) {
        const auto present = findSome(session, findTemplate(objectClass, id));
        if (!present)
            return fail(present.error());
        if (!present->empty())
            return fail(ErrorCode::InvalidArgument,
                        "The token already holds an object with the ID " + toHex(id) + ". Use a fresh ID.");
    }
    return {};
}

Result<KeyInfo> generateOnToken(SessionState& session, const KeyChoice& choice)
{
    if (const auto ok = checkNewKey(session, choice.type, choice.id, choice.extractable); !ok)
        return fail(ok.error());
    auto key = generateKey(session, choice);
    if (!key)
        return fail(key.error());
    key->keep();
    return std::move(key->info);
}

Result<WrappedKey> wrapStored(SessionState& session, ByteView id, const SecretBytes& kek)
{
    auto key = findKey(session, id);
    if (!key)
        return fail(key.error());
    if (!key->info.extractable)
        return fail(
            hsmError(CKR_KEY_UNEXTRACTABLE, Action::Wrap, "CKA_EXTRACTABLE", session.token().id.label));
    auto wrapped = wrapAndProve(session, kek, key->object, key->info);
    if (!wrapped)
        return fail(wrapped.error());
    // A blob that does not open is believed only of a token that makes no other kind.
    if (wrapped->scheme == WrapScheme::Opaque) {
        const auto usual = probeType(session, key->info.type);
        if (!usual)
            return fail(usual.error());
        if (*usual != WrapScheme::Opaque)
            return fail(ErrorCode::KekMismatch,
                        "The wrapped key does not open under the key-encryption key, although this token's "
                        "blobs do. Start the step again.",
                        std::string(wrapSchemeName(*usual)));
    }
    return WrappedKey{.type = key->info.type,
                      .label = std::move(key->info.label),
                      .id = std::move(key->info.id),
                      .spki = std::move(key->info.spki),
                      .kcv = key->info.kcv,
                      .scheme = wrapped->scheme,
                      .blob = std::move(wrapped->blob)};
}

Result<void> destroyStored(SessionState& session, ByteView id)
{
    const auto destroyed = destroyKey(session, id);
    if (!destroyed)
        return fail(destroyed.error());
    if (*destroyed > 0)
        return {};
    return fail(ErrorCode::NotFound, "The token \"" + session.token().id.label +
                                         "\" holds nothing with the ID " + toHex(id) +
                                         ". It may have been destroyed before.");
}

Result<int> destroyAllBut(SessionState& session, const std::vector<Bytes>& keep)
{
    int destroyed = 0;
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_SECRET_KEY, CKO_PUBLIC_KEY}) {
        const auto objects = findObjects(session, findTemplate(objectClass));
        if (!objects)
            return fail(objects.error());
        for (const CK_OBJECT_HANDLE object : *objects) {
            const auto id = readBytes(session, object, CKA_ID);
            if (!id)
                return fail(id.error());
            if (std::find(keep.begin(), keep.end(), *id) != keep.end())
                continue;
            if (const auto ok = destroyObject(session, object); !ok)
                return fail(ok.error());
            destroyed += objectClass == CKO_PUBLIC_KEY ? 0 : 1;
        }
    }
    if (!session.alive()) // a store that is gone looks like an empty one
        return fail(hsmError(CKR_DEVICE_REMOVED, Action::Destroy, "C_FindObjects", session.token().id.label));
    return destroyed;
}

} // namespace

Session::Session(std::unique_ptr<SessionState> state) : m_state(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const TokenInfo& Session::token() const
{
    return m_state->token();
}

Result<SecretBytes> Session::random(std::size_t size)
{
    return m_state->guarded([&]() -> Result<SecretBytes> {
        SecretBytes bytes(size);
        const CK_RV rv = m_state->functions().C_GenerateRandom(m_state->handle(), bytes.data(), bytes.size());
        if (const auto ok = m_state->check(rv, Action::Random, "C_GenerateRandom"); !ok)
            return fail(ok.error());
        return bytes;
    });
}

Result<WrapScheme> Session::probe(KeyType type)
{
    auto found = m_state->guarded([&] { return probeType(*m_state, type); });
    if (!found)
        return found;
    if (const auto swept = m_state->guarded([&] { return sweepThrowaways(*m_state); }); !swept)
        return fail(swept.error());
    return found;
}

Result<std::vector<ProbeResult>> Session::probeAll()
{
    auto found = m_state->guarded([&]() -> Result<std::vector<ProbeResult>> {
        std::vector<ProbeResult> results;
        for (const KeyType type : kKeyTypes) {
            auto one = describeType(*m_state, type);
            if (!one)
                return fail(one.error());
            results.push_back(std::move(*one));
            m_state->renew(); // a refusal that is an answer may have left an operation active
        }
        return results;
    });
    // After an error guarded() has closed the session, and its objects with it; token objects would still be
    // there.
    const auto swept = m_state->guarded([&] { return sweepThrowaways(*m_state); });
    if (found && !swept)
        return fail(swept.error());
    return found;
}

Result<KeyInfo> Session::generate(KeyType type, std::string_view label, ByteView id, bool backable)
{
    return m_state->guarded([&] {
        return generateOnToken(
            *m_state, {.type = type, .label = label, .id = id, .onToken = true, .extractable = backable});
    });
}

Result<std::vector<KeyInfo>> Session::keys()
{
    return m_state->guarded([&] {
        return listKeys(*m_state).map([](const std::vector<StoredKey>& stored) {
            std::vector<KeyInfo> infos;
            infos.reserve(stored.size());
            for (const StoredKey& key : stored)
                infos.push_back(key.info);
            return infos;
        });
    });
}

Result<KeyInfo> Session::find(ByteView id)
{
    return m_state->guarded(
        [&] { return findKey(*m_state, id).map([](const StoredKey& key) { return key.info; }); });
}

Result<WrappedKey> Session::wrap(ByteView id, const SecretBytes& kek)
{
    return m_state->guarded([&] { return wrapStored(*m_state, id, kek); });
}

Result<KeyInfo> Session::restore(const WrappedKey& key, const SecretBytes& kek, Containment containment)
{
    return m_state->guarded([&] { return restoreKey(*m_state, key, kek, containment); });
}

Result<Rewrapped> Session::rewrap(const WrappedKey& key, const SecretBytes& oldKek, const SecretBytes& newKek)
{
    return m_state->guarded([&] { return rewrapKey(*m_state, key, oldKek, newKek); });
}

Result<void> Session::lock(ByteView id)
{
    return m_state->guarded([&]() -> Result<void> {
        const auto key = findKey(*m_state, id);
        if (!key)
            return fail(key.error());
        return keepIn(*m_state, key->object);
    });
}

Result<void> Session::destroy(ByteView id)
{
    return m_state->guarded([&] { return destroyStored(*m_state, id); });
}

Result<int> Session::destroyOthers(const std::vector<Bytes>& keep)
{
    return m_state->guarded([&] { return destroyAllBut(*m_state, keep); });
}

Result<int> Session::destroyUnfinished()
{
    return m_state->guarded([&] { return destroyUnfinishedObjects(*m_state); });
}

Result<Bytes> Session::respond(ByteView id, ByteView challenge)
{
    return m_state->guarded([&]() -> Result<Bytes> {
        const auto key = findKeyObject(*m_state, id);
        if (!key)
            return fail(key.error());
        return respondWith(*m_state, key->object, key->type, challenge);
    });
}

Result<Bytes> Session::signMessage(ByteView id, ByteView message)
{
    return m_state->guarded([&]() -> Result<Bytes> {
        const auto key = findKeyObject(*m_state, id);
        if (!key)
            return fail(key.error());
        if (key->type == KeyType::Ed25519)
            return sign(*m_state, key->object, CKM_EDDSA, message);
        if (key->type != KeyType::P256)
            return fail(ErrorCode::InvalidArgument,
                        "The key with the ID " + toHex(id) +
                            " is neither an Ed25519 nor a P-256 key and cannot sign the log.");
        return sign(*m_state, key->object, CKM_ECDSA, crypto::sha256(message))
            .and_then([](const Bytes& pair) { return crypto::ecdsaToDer(pair); });
    });
}

} // namespace keyrite::hsm
