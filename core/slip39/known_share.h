// KnownShare: what is known of a share before its sheet is read, from others of its set or from the log.
// Public data. Values, safe on any thread.
#pragma once

#include "core/slip39/share.h"

#include <optional>
#include <vector>

namespace keyrite::slip39 {

// Ranges as in ShareHeader; empty where not known.
struct KnownShare
{
    std::optional<std::uint16_t> identifier;
    std::optional<bool> extendable;
    std::optional<int> iterationExponent;
    std::optional<int> groupIndex;
    std::optional<int> groupThreshold;
    std::optional<int> groupCount;
    std::optional<int> memberIndex;
    std::optional<int> memberThreshold;

    // Of the sheets that it may be: its own must be among them. Empty: none is known.
    std::vector<Fingerprint> fingerprints = {};

    // What every share of the set has in common with `sibling`.
    static KnownShare ofSetOf(const ShareHeader& sibling);
};

// The bits of the first words of a mnemonic that are known.
struct KnownBits
{
    std::uint16_t mask = 0; // the bits known, of 10
    std::uint16_t value = 0;

    bool fits(std::uint16_t word) const { return ((word ^ value) & mask) == 0; }
    bool decided() const { return mask == 1023; }
};

// Of the word at `position` (from 0) of a share of `words` words; the zero bits that fill the value to whole
// words count among them (SLIP-0039, section "Format of the share mnemonic").
KnownBits knownBits(const KnownShare& known, std::size_t position, std::size_t words);

} // namespace keyrite::slip39
