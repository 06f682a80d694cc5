// RS1024: the checksum of a mnemonic, a Reed-Solomon code over GF(1024) (SLIP-0039, section "Checksum").
// Three words; finds any three wrong ones. Constant time. Internal to core/slip39. Safe on any thread.
#pragma once

#include <cstdint>

namespace keyrite::slip39 {

inline constexpr unsigned kChecksumWords = 3;

// Appends one 10-bit word (0 to append nothing but its place) to the words behind `state`, which has 30 bits.
// Linear: the state of a sum is the sum of the states.
std::uint32_t rs1024Step(std::uint32_t state, std::uint16_t word);

// Takes the words one by one, after the customisation string of a share that is extendable or not.
class Rs1024 final
{
public:
    explicit Rs1024(bool extendable);
    void add(std::uint16_t word) { m_state = rs1024Step(m_state, word); }

    // 0 after the words of a mnemonic with the right checksum. After its words without the checksum and
    // three zero words, the checksum: 30 bits, first word in the highest.
    std::uint32_t residue() const { return m_state ^ 1U; }

private:
    std::uint32_t m_state = 1;
};

} // namespace keyrite::slip39
