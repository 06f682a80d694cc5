#include "core/hsm/probe.h"

#include "core/hsm/generation.h"
#include "core/hsm/response.h"
#include "core/hsm/session.h"
#include "core/hsm/wrapping.h"

namespace keyrite::hsm {
namespace {

// A key that was made must also work. An AES key was shown to: its check value was computed on the token.
Result<void> checkSigns(SessionState& session, const NewKey& key)
{
    if (!isKeyPair(key.info.type))
        return {};
    const Bytes challenge(32, 0x5a);
    const auto response = respondWith(session, key.object.handle(), key.info.type, challenge);
    if (!response)
        return fail(response.error());
    return verifyResponse(key.info.type, key.info.spki, challenge, *response);
}

Result<WrapScheme> schemeOf(SessionState& session, const NewKey& key)
{
    const auto wrapped = wrapAndProve(session, throwawayKek(), key.object.handle(), key.info);
    if (!wrapped)
        return fail(wrapped.error());
    return wrapped->scheme;
}

// Whether a key that must not leave the token stays in it; nothing where that cannot be told.
Result<std::optional<bool>> keepsIn(SessionState& session, KeyType type)
{
    const auto key = generateThrowaway(session, type, false);
    if (!key && isOfTheDevice(key.error().code))
        return fail(key.error());
    if (!key)
        return key.error().code == ErrorCode::LockIgnored ? std::optional(false) : std::nullopt;
    const auto refused = checkWrapRefused(session, key->object.handle());
    if (refused)
        return std::optional(true);
    if (isOfTheDevice(refused.error().code))
        return fail(refused.error());
    const bool handedOut = refused.error().detail.find("CKR_OK") != std::string::npos;
    return handedOut ? std::optional(false) : std::nullopt;
}

} // namespace

Result<WrapScheme> probeType(SessionState& session, KeyType type)
{
    const auto key = generateThrowaway(session, type);
    if (!key)
        return fail(key.error());
    auto scheme = schemeOf(session, *key);
    // A token that gave no reason may do it the next time: nothing is concluded about the type.
    if (scheme || isOfTheDevice(scheme.error().code) || scheme.error().code == ErrorCode::HsmFailed ||
        scheme.error().code == ErrorCode::MechanismUnsupported)
        return scheme;
    return fail(ErrorCode::KeyTypeNotBackable,
                "The token \"" + session.token().id.label + "\" cannot back up keys of the type " +
                    std::string(keyTypeName(type)) + ": " + scheme.error().message +
                    " Choose another type of key or another HSM.",
                scheme.error().detail);
}

Result<ProbeResult> describeType(SessionState& session, KeyType type)
{
    ProbeResult result{.type = type, .generates = false, .scheme = {}, .locks = {}, .why = {}};
    const bool backable = type != KeyType::Ed25519;
    const auto key = generateThrowaway(session, type, backable);
    const auto works = key ? checkSigns(session, *key) : Result<void>(fail(key.error()));
    if (!works && isOfTheDevice(works.error().code))
        return fail(works.error());
    if (!works) {
        result.why = works.error().message;
        return result;
    }
    result.generates = true;
    if (!backable) {
        result.why = "Keyrite does not back up Ed25519 keys: HSMs cannot wrap them reliably.";
        return result;
    }
    const auto scheme = schemeOf(session, *key);
    if (!scheme && isOfTheDevice(scheme.error().code))
        return fail(scheme.error());
    if (!scheme) {
        result.why = scheme.error().message;
        return result;
    }
    result.scheme = *scheme;
    auto locks = keepsIn(session, type);
    if (!locks)
        return fail(locks.error());
    result.locks = *locks;
    return result;
}

Result<void> sweepThrowaways(SessionState& session)
{
    std::size_t left = 0;
    for (const bool look : {false, true}) { // destroy, then look again: no return code is believed
        left = 0;
        for (const std::string_view label : {kThrowawayLabel, kKekLabel}) {
            const auto found = findObjects(session, labelTemplate(label));
            if (!found)
                return fail(found.error());
            left += found->size();
            for (const CK_OBJECT_HANDLE object : *found)
                if (!look)
                    (void)destroyObject(session, object);
        }
        if (left == 0)
            return {};
    }
    return fail(
        ErrorCode::HsmFailed,
        "The token \"" + session.token().id.label + "\" still holds " + std::to_string(left) +
            " throwaway objects of the probe and does not destroy them. Erase the token before you use "
            "it.",
        "C_DestroyObject");
}

} // namespace keyrite::hsm
