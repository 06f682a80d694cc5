// What is asked where a PIN is needed, and what a person must know before the next try. GUI thread only
// (translations).
#pragma once

#include "core/registry/registry.h"
#include "ui/widgets/set_up_pins.h"

namespace keyrite::ui {

// Whose PIN it is (PKCS#11: CKU_USER, CKU_SO).
enum class PinOwner {
    User,    // opens the token and uses its keys
    Officer, // the security officer: sets the user's PIN anew, and erases the token
};

// The PIN of a token as the module lists it now: with the way in which the log says that it is given, or on
// its own pad, and what its flags and the count in the log warn of.
PinQuestion pinQuestion(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry);

// The same where the token is not there, as far as the log knows it; it can be answered all the same.
PinQuestion pinQuestionUnseen(const hsm::TokenId& token, const registry::Registry& registry);

// A new PIN of it, which takes the old one's place.
PinQuestion newPinQuestion(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry);

// Both PINs of a token that is set up: a fresh one, whose PINs are new, or one that was set up before, whose
// security officer lets it be erased.
SetUpQuestions setUpQuestions(const hsm::TokenInfo& token, const registry::Registry& registry);

// From the token's own flags and from the count in the log; empty where there is nothing to say.
QString pinWarning(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry);

// How a PIN of a token is given: on its own pad, else as the log says.
registry::PinWay pinWayOf(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry);

// "two people know one half each".
QString pinWayText(registry::PinWay way);

// What Keyrite waits for once a PIN was given: with a pad, for a person at the device.
QString pinWaitText(registry::PinWay way, const QString& otherwise);

} // namespace keyrite::ui
