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

// How the log names the set: its identifier as four hex digits, "7c2a".
std::string setId(std::uint16_t identifier);
inline std::string setId(const ShareHeader& header)
{
    return setId(header.identifier);
}

// The same as people see it, in the window, messages and on paper: "7C2A".
std::string setName(std::string setId);

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
