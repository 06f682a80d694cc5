// What a screen reader may know of a field that takes secrets: that it is a password field, and its name. It
// offers no text, no value and no caret. GUI thread only.
#pragma once

namespace keyrite::ui {

// Makes PinField, DiceField and WordEntry known to the accessibility bus as password fields. Each of them
// calls it when it is made; only the first call does something.
void describeAsSecret();

} // namespace keyrite::ui
