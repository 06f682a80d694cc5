// Share: one decoded SLIP-39 share (SLIP-0039, section "Format of the share mnemonic").
#pragma once

#include "core/slip39/mnemonic.h"

namespace keyrite::slip39 {

// All of a share but its value. Public. Counts and thresholds are 1..16, indices 0..15.
struct ShareHeader
{
    std::uint16_t identifier; // 15 bits; names the share set
    bool extendable;
    int iterationExponent; // 0..15
    int groupIndex;
    int groupThreshold;
    int groupCount;
    int memberIndex;
    int memberThreshold;
    bool operator==(const ShareHeader&) const = default;
};

// How the log and sheets name the set: its identifier as four hex digits.
std::string setId(const ShareHeader& header);

struct Share
{
    ShareHeader header;
    SecretBytes value; // even size, at least 16

    // Errors: MnemonicChecksum, MnemonicPadding, MnemonicLength, GroupThresholdExceedsCount.
    [[nodiscard]] static Result<Share> decode(const Mnemonic& mnemonic);
    Mnemonic encode() const;
    Share clone() const;
};

} // namespace keyrite::slip39
