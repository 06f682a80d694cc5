// Plan lessons: puts what drills and losses have taught into the inputs of a plan. Pure; safe on any thread.
#pragma once

#include "core/drill/learning.h"
#include "core/fields.h"

namespace keyrite::drill {

// `input` (keyrite-plan-input/1) with the response times of unannounced drills (of announced ones where there
// was none), and the losses of sheets, in place of what it assumed; what no drill has shown stays as it is. A
// sheet may be lost unseen for `attestationDays`.
Json withLessons(Json input, const Learning& learning, int attestationDays);

} // namespace keyrite::drill
