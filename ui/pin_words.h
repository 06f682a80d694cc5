// What a person must know before the next try of a PIN. GUI thread only (translations).
#pragma once

#include "core/registry/registry.h"

#include <QString>

namespace keyrite::ui {

// From the token's own flags and from the count in the log; empty where there is nothing to say.
QString pinWarning(const hsm::TokenInfo& token, const registry::Registry& registry);
// The same for the security officer's PIN.
QString officerPinWarning(const hsm::TokenInfo& token, const registry::Registry& registry);

// How the user's PIN of a token is given: on its own pad, else as the log says.
registry::PinWay pinWayOf(const hsm::TokenInfo& token, const registry::Registry& registry);
registry::PinWay officerPinWayOf(const hsm::TokenInfo& token, const registry::Registry& registry);

// "two people know one half each".
QString pinWayText(registry::PinWay way);

// What a PIN of this maker looks like, where it is not just a PIN; empty otherwise.
QString pinFormText(const hsm::TokenInfo& token);

} // namespace keyrite::ui
