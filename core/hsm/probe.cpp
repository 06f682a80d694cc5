#include "core/hsm/probe.h"

#include "core/hsm/generation.h"
#include "core/hsm/wrapping.h"

namespace keyrite::hsm {

Result<WrapScheme> probeType(SessionState& session, KeyType type)
{
    const auto key = generateThrowaway(session, type);
    if (!key)
        return fail(key.error());
    const auto wrapped = wrapAndProve(session, throwawayKek(), key->object.handle(), key->info);
    if (wrapped)
        return wrapped->scheme;
    if (isOfTheDevice(wrapped.error().code) || wrapped.error().code == ErrorCode::MechanismUnsupported)
        return fail(wrapped.error());
    return fail(ErrorCode::KeyTypeNotBackable,
                "The token \"" + session.token().id.label + "\" cannot back up keys of the type " +
                    std::string(keyTypeName(type)) + ": " + wrapped.error().message +
                    " Choose another type of key or another HSM.",
                wrapped.error().detail);
}

} // namespace keyrite::hsm
