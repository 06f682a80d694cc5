// Error text: the only place where an error's code becomes what a person reads: what failed, what it means
// for the ceremony, what to do now. Pure functions. GUI thread (translations).
#pragma once

#include "core/hsm/token.h"
#include "ui/widgets/message_panel.h"

namespace keyrite::ui {

Message messageOf(const Error& error);

// "Network", "Swap space" ... for the ids of ceremony::EnvironmentCheck.
QString environmentTitle(const std::string& id);
QString deviceCheckTitle(const std::string& id);

// "Elliptic curve secp256k1", ...
QString keyTypeText(hsm::KeyType type);

} // namespace keyrite::ui
