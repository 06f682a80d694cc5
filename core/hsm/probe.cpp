#include "core/hsm/generation.h"
#include "core/hsm/session.h"
#include "core/hsm/wrapping.h"

namespace keyrite::hsm {
namespace {

// All objects are session objects under guards: nothing is left on the token.
Result<WrapScheme> probeType(SessionState& session, KeyType type)
{
    const auto key = generateThrowaway(session, type);
    if (!key)
        return fail(key.error());
    const auto wrapped = wrapAndProve(session, throwawayKek(), key->object.handle(), key->info);
    if (wrapped)
        return wrapped->scheme;
    if (wrapped.error().code == ErrorCode::DeviceLost || wrapped.error().code == ErrorCode::DeviceFull)
        return fail(wrapped.error());
    if (wrapped.error().code == ErrorCode::MechanismUnsupported)
        return fail(wrapped.error());
    return fail(ErrorCode::KeyTypeNotBackable,
                "The token \"" + session.token().id.label + "\" cannot back up keys of the type " +
                    std::string(keyTypeName(type)) + ": " + wrapped.error().message +
                    " Choose another type of key or another HSM.",
                wrapped.error().detail);
}

} // namespace

Result<WrapScheme> Session::probe(KeyType type)
{
    return m_state->guarded([&] { return probeType(*m_state, type); });
}

} // namespace keyrite::hsm
