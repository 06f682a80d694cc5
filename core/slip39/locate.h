// Pointing to the wrong word: RS1024 detects up to three wrong words, and a single one can be located.
#pragma once

#include "core/slip39/mnemonic.h"

#include <vector>

namespace keyrite::slip39 {

// One change of one word after which the checksum fits.
struct WordCorrection
{
    std::size_t position; // 0-based
    std::uint16_t index;  // the word that would fit there
};

// All single-word changes that make the checksum of `mnemonic` fit and its header decode; empty where it
// fits already or no single change does. Candidates are secret: show them to the custodian alone, never log
// them.
std::vector<WordCorrection> locateSingleWordError(const Mnemonic& mnemonic);

} // namespace keyrite::slip39
