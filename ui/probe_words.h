// What a probe found, in words. GUI thread only (translations).
#pragma once

#include "core/hsm/token.h"
#include "ui/widgets/text.h"

namespace keyrite::ui {

struct ProbeWords
{
    QString type = {};   // "P-256"
    QString answer = {}; // "Can be generated and backed up as RFC 5649."
    Tone tone = Tone::Neutral;
};

// `advice`: the maker's profile's, said where something cannot be done.
ProbeWords probeWordsOf(const hsm::ProbeResult& result, const QString& advice);

} // namespace keyrite::ui
