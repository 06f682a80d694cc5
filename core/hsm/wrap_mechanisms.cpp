#include "core/hsm/wrap_mechanisms.h"

namespace keyrite::hsm {

std::vector<WrapMechanism> wrapMechanisms(const SessionState& session)
{
    std::vector<WrapMechanism> order;
    order.reserve(3 + session.profile().mechanisms.size());
    order.push_back({kAesKeyWrapKwp, WrapScheme::Rfc5649});
    const auto addOwn = [&](bool padded) {
        for (const VendorMechanism& own : session.profile().mechanisms)
            if ((own.scheme == WrapScheme::Rfc5649) == padded)
                order.push_back({own.number, own.scheme});
    };
    addOwn(true);
    order.push_back({CKM_AES_KEY_WRAP_PAD, std::nullopt});
    order.push_back({CKM_AES_KEY_WRAP, WrapScheme::Rfc3394});
    addOwn(false);
    return order;
}

} // namespace keyrite::hsm
