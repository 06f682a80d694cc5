// PartialMnemonic: the words of a sheet as far as they can be read; the others are blank (erasures). Secret,
// move-only.
#pragma once

#include "core/slip39/mnemonic.h"

#include <vector>

namespace keyrite::slip39 {

class PartialMnemonic final
{
public:
    // No word is blank.
    explicit PartialMnemonic(Mnemonic words);

    // `blanks`: positions, counted from 0, whose words in `words` mean nothing. Those beyond its end are
    // ignored.
    PartialMnemonic(Mnemonic words, const std::vector<std::size_t>& blanks);

    // As Mnemonic::parse(); "?" stands for a word that cannot be read. Errors: as there.
    [[nodiscard]] static Result<PartialMnemonic> parse(std::string_view text);

    std::size_t size() const { return m_words.size(); }
    bool isBlank(std::size_t position) const { return m_blank[position]; }
    std::uint16_t operator[](std::size_t position) const { return m_words[position]; } // 0 where blank

    // Counted from 0, ascending. Public: where a word is missing tells nothing of it.
    std::vector<std::size_t> blanks() const;

    // As parse() takes it: lower case, single spaces, "?" for blanks.
    SecretBytes text() const;

    // The words as they are, where none is blank.
    const Mnemonic* complete() const { return blanks().empty() ? &m_words : nullptr; }

private:
    Mnemonic m_words;
    std::vector<bool> m_blank;
};

} // namespace keyrite::slip39
