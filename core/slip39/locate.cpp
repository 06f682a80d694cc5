#include "core/slip39/locate.h"

#include "core/slip39/rs1024.h"
#include "core/slip39/share.h"
#include "core/slip39/words.h"

#include <array>

// Runs only over words that do not fit, for the eyes of who holds them: its branches tell no more than that.
namespace keyrite::slip39 {
namespace {

constexpr std::size_t kFlagPosition = 1; // the word with the extendable flag
constexpr unsigned kFlag = 16;

std::uint32_t residue(const Mnemonic& mnemonic, bool extendable)
{
    Rs1024 checksum(extendable);
    for (std::size_t i = 0; i < mnemonic.size(); ++i)
        checksum.add(mnemonic[i]);
    return checksum.residue();
}

} // namespace

std::vector<WordCorrection> locateSingleWordError(const Mnemonic& mnemonic)
{
    const bool flag = (mnemonic[kFlagPosition] & kFlag) != 0;
    // The checksum starts from a string that the flag chooses, so a wrong flag shows as a residue of its own.
    const std::array<std::uint32_t, 2> residues = {residue(mnemonic, false), residue(mnemonic, true)};
    std::vector<WordCorrection> corrections;
    if (residues[flag ? 1 : 0] == 0)
        return corrections;
    // RS1024 is linear: changing the last word by `change` changes the residue by it, and each place further
    // to the front is one step more.
    for (std::uint16_t change = 1; change < kWordCount; ++change) {
        std::uint32_t effect = change;
        for (std::size_t position = mnemonic.size(); position-- > 0; effect = rs1024Step(effect, 0)) {
            const bool flipsFlag = position == kFlagPosition && (change & kFlag) != 0;
            if (effect != residues[flag != flipsFlag ? 1 : 0])
                continue;
            const auto word = static_cast<std::uint16_t>(mnemonic[position] ^ change);
            if (Share::decode(mnemonic.withWord(position, word)))
                corrections.push_back({position, word});
        }
    }
    return corrections;
}

} // namespace keyrite::slip39
