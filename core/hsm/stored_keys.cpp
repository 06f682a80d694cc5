#include "core/hsm/stored_keys.h"

#include "core/hsm/public_object.h"
#include "core/hsm/response.h"

#include <algorithm>
#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kRsaModulusBytes = 384;
constexpr CK_ULONG kAesBytes = 32;
// curveName "edwards25519" as a PrintableString, the other form of the standard.
constexpr std::array<std::uint8_t, 14> kEdwardsName{0x13, 0x0c, 'e', 'd', 'w', 'a', 'r',
                                                    'd',  's',  '2', '5', '5', '1', '9'};

std::optional<KeyType> curveType(ByteView params)
{
    for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Ed25519})
        if (std::equal(params.begin(), params.end(), ecParams(type).begin(), ecParams(type).end()))
            return type;
    if (std::equal(params.begin(), params.end(), kEdwardsName.begin(), kEdwardsName.end()))
        return KeyType::Ed25519;
    return std::nullopt;
}

// A token may hold keys of others: an attribute that one does not have makes it a key of no known type.
// Other failures are failures.
template <typename Value>
Result<Value> orElse(const SessionState& session, Result<Value> read, Value otherwise)
{
    return !read && session.lastFailure() == CKR_ATTRIBUTE_TYPE_INVALID ? std::move(otherwise)
                                                                        : std::move(read);
}

// An AES key of others may not be allowed to say its check value.
bool isForbidden(CK_RV rv)
{
    return rv == CKR_KEY_FUNCTION_NOT_PERMITTED || rv == CKR_KEY_TYPE_INCONSISTENT ||
           rv == CKR_MECHANISM_INVALID;
}

Result<std::optional<KeyType>> typeOf(SessionState& session, CK_OBJECT_HANDLE object)
{
    using Known = std::optional<KeyType>;
    const auto keyType = readNumber(session, object, CKA_KEY_TYPE);
    if (!keyType)
        return fail(keyType.error());
    if (*keyType == CKK_RSA)
        return orElse<Bytes>(session, readBytes(session, object, CKA_MODULUS), {})
            .map([](const Bytes& modulus) {
                return modulus.size() == kRsaModulusBytes ? Known(KeyType::Rsa3072) : Known();
            });
    if (*keyType == CKK_AES) // SoftHSM answers 0 for every AES key that was unwrapped
        return orElse<CK_ULONG>(session, readNumber(session, object, CKA_VALUE_LEN), 0)
            .map([](CK_ULONG size) {
                return size == kAesBytes || size == 0 ? Known(KeyType::Aes256) : Known();
            });
    if (*keyType == CKK_EC || *keyType == CKK_EC_EDWARDS)
        return orElse<Bytes>(session, readBytes(session, object, CKA_EC_PARAMS), {})
            .map([](const Bytes& params) { return curveType(params); });
    return Known();
}

// Empty where the token holds no public object with this id.
Result<Bytes> spkiOf(SessionState& session, KeyType type, ByteView id)
{
    const auto found = findSome(session, findTemplate(CKO_PUBLIC_KEY, id));
    if (!found)
        return fail(found.error());
    return found->empty() ? Result<Bytes>(Bytes{}) : readSpki(session, found->front(), type);
}

// What is known of an object of this type.
Result<KeyInfo> describe(SessionState& session, CK_OBJECT_HANDLE object, KeyType type)
{
    auto read = readAll(session, object, {CKA_LABEL, CKA_ID, CKA_SENSITIVE, CKA_EXTRACTABLE});
    if (!read)
        return fail(read.error());
    const Bytes& label = (*read)[0];
    const auto sensitive = flagIn(session, (*read)[2]);
    const auto extractable = flagIn(session, (*read)[3]);
    if (!sensitive || !extractable)
        return fail(sensitive ? extractable.error() : sensitive.error());
    KeyInfo info{.type = type,
                 .label = {label.begin(), label.end()},
                 .id = std::move((*read)[1]),
                 .spki = {},
                 .kcv = {},
                 .sensitive = *sensitive,
                 .extractable = *extractable};
    if (!isKeyPair(type)) {
        const auto kcv = tokenKcv(session, object);
        if (!kcv && !isForbidden(session.lastFailure()))
            return fail(kcv.error());
        if (kcv)
            info.kcv = *kcv;
        return info;
    }
    auto spki = spkiOf(session, type, info.id);
    if (!spki)
        return fail(spki.error());
    info.spki = std::move(*spki);
    return info;
}

// Keys of others may have none: "nothing" must never stand for "any".
tl::unexpected<Error> noId()
{
    return fail(ErrorCode::InvalidArgument, "A key is named by its ID, and none was given.");
}

} // namespace

Result<std::optional<KeyInfo>> describeKey(SessionState& session, CK_OBJECT_HANDLE object,
                                           CK_OBJECT_CLASS objectClass)
{
    const auto type = typeOf(session, object);
    if (!type)
        return fail(type.error());
    if (!*type || isKeyPair(**type) != (objectClass == CKO_PRIVATE_KEY))
        return std::optional<KeyInfo>();
    return describe(session, object, **type).map([](KeyInfo info) { return std::optional(std::move(info)); });
}

Result<std::vector<StoredKey>> listKeys(SessionState& session)
{
    std::vector<StoredKey> keys;
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_SECRET_KEY}) {
        const auto objects = findObjects(session, findTemplate(objectClass));
        if (!objects)
            return fail(objects.error());
        for (const CK_OBJECT_HANDLE object : *objects) {
            const auto info = describeKey(session, object, objectClass);
            if (!info)
                return fail(info.error());
            if (*info)
                keys.push_back({object, **info});
        }
    }
    if (keys.empty() && !session.alive()) // a store that is gone looks like an empty one
        return fail(
            hsmError(CKR_DEVICE_REMOVED, Action::ReadKeys, "C_FindObjects", session.token().id.label));
    return keys;
}

Result<KeyObject> findKeyObject(SessionState& session, ByteView id)
{
    if (id.empty())
        return noId();
    bool isThere = false;
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_SECRET_KEY}) {
        const auto objects = findSome(session, findTemplate(objectClass, id));
        if (!objects)
            return fail(objects.error());
        for (const CK_OBJECT_HANDLE object : *objects) {
            const auto type = typeOf(session, object);
            if (!type)
                return fail(type.error());
            if (*type && isKeyPair(**type) == (objectClass == CKO_PRIVATE_KEY))
                return KeyObject{object, **type};
            isThere = true;
        }
    }
    if (isThere)
        return fail(ErrorCode::HsmTemplate,
                    "The token \"" + session.token().id.label +
                        "\" does not say of what type its key with the ID " + toHex(id) +
                        " is, or it is of none that Keyrite uses. Read it with the HSM's "
                        "own tools, and try again.");
    return fail(ErrorCode::NotFound, "The token \"" + session.token().id.label +
                                         "\" holds no key with the ID " + toHex(id) +
                                         ". Check that it is the right token.");
}

Result<StoredKey> findKey(SessionState& session, ByteView id)
{
    const auto found = findKeyObject(session, id);
    if (!found)
        return fail(found.error());
    return describe(session, found->object, found->type).map([&](KeyInfo info) {
        return StoredKey{found->object, std::move(info)};
    });
}

Result<int> destroyKey(SessionState& session, ByteView id)
{
    if (id.empty())
        return noId();
    int destroyed = 0;
    // The private half first: where the rest fails, no orphaned secret is left.
    for (const CK_OBJECT_CLASS objectClass : {CKO_PRIVATE_KEY, CKO_SECRET_KEY, CKO_PUBLIC_KEY}) {
        const auto objects = findObjects(session, findTemplate(objectClass, id));
        if (!objects)
            return fail(objects.error());
        for (const CK_OBJECT_HANDLE object : *objects) {
            if (const auto ok = destroyObject(session, object); !ok)
                return fail(ok.error());
            ++destroyed;
        }
    }
    return destroyed;
}

} // namespace keyrite::hsm
