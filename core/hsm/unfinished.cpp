#include "core/hsm/unfinished.h"

namespace keyrite::hsm {
namespace {

constexpr std::string_view kSoftHsm = "SoftHSM";

// Every finished object has a class; keys of this program have an ID and a label, and are token objects.
Result<bool> isUnfinished(SessionState& session, CK_OBJECT_HANDLE object)
{
    const auto objectClass = readNumber(session, object, CKA_CLASS);
    if (!objectClass)
        return objectClass.error().code == ErrorCode::DeviceLost ? Result<bool>(fail(objectClass.error()))
                                                                 : true;
    if (*objectClass != CKO_PRIVATE_KEY && *objectClass != CKO_SECRET_KEY && *objectClass != CKO_PUBLIC_KEY)
        return false;
    const auto onToken = readFlag(session, object, CKA_TOKEN);
    const auto id = readBytes(session, object, CKA_ID);
    const auto label = readBytes(session, object, CKA_LABEL);
    if (!onToken || !id || !label)
        return fail(!onToken ? onToken.error() : !id ? id.error() : label.error());
    return !*onToken && id->empty() && label->empty();
}

} // namespace

Result<int> destroyUnfinishedObjects(SessionState& session)
{
    if (!std::string_view(session.token().manufacturer).starts_with(kSoftHsm))
        return 0;
    const auto objects = findObjects(session, Attributes());
    if (!objects)
        return fail(objects.error());
    int destroyed = 0;
    for (const CK_OBJECT_HANDLE object : *objects) {
        const auto unfinished = isUnfinished(session, object);
        if (!unfinished)
            return fail(unfinished.error());
        if (!*unfinished)
            continue;
        if (const auto ok = destroyObject(session, object); !ok)
            return fail(ok.error());
        ++destroyed;
    }
    return destroyed;
}

} // namespace keyrite::hsm
