// ErrorText: the only place that turns an error's code into translated words. GUI thread only.
#pragma once

#include "core/result.h"
#include "ui/widgets/message_panel.h"

namespace keyrite::ui {

// "The PIN is wrong." One short sentence.
QString errorHeadline(ErrorCode code);

// What it means for the ceremony and what to do now. One or two sentences.
QString errorAdvice(ErrorCode code);

// The technical name as it stands in the source: "PinWrong".
QString errorName(ErrorCode code);

// Headline, the error's own sentences (free of secrets by the rule of core/result.h), advice, technical name.
Message messageOf(const Error& error);

} // namespace keyrite::ui
