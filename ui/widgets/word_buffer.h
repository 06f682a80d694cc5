// WordBuffer: the state of typed word entry, without a widget: which cells hold a word, which letters of the
// next one are there. Everything typed lives in locked memory. GUI thread only.
#pragma once

#include "core/slip39/partial_mnemonic.h"
#include "ui/widgets/secret_buffer.h"

#include <optional>
#include <vector>

namespace keyrite::ui {

class WordBuffer final
{
public:
    WordBuffer();

    // Empties everything and makes room for `words` (20 .. 59, see slip39::kMinWords).
    void begin(int words);

    int size() const { return static_cast<int>(m_filled.size()); }
    int current() const { return m_current; } // the cell that letters go to
    int filled() const;
    bool complete() const { return size() > 0 && filled() == size(); }
    bool isFilled(int cell) const { return m_filled[static_cast<std::size_t>(cell)]; } // a word, or blank
    bool isBlank(int cell) const { return m_blank[static_cast<std::size_t>(cell)]; }
    bool isWrong(int cell) const { return m_wrong[static_cast<std::size_t>(cell)]; }
    std::string_view prefix() const { return m_prefix.text(); } // borrowed until the next change

    // The word of a filled cell that is not blank, borrowed from the public list.
    std::string_view wordAt(int cell) const;

    // The one word that the typed letters can still become; nothing while there are several or no letters.
    std::optional<std::uint16_t> candidate() const;

    // A letter a-z. False, and nothing changes, where no word of the list begins like that.
    bool type(char letter);

    // Takes back a letter, or the word before where no letter is typed.
    void chop();

    // Puts the candidate into the current cell and goes to the next empty one. False without a candidate.
    bool accept();

    // Says of the current cell that its word cannot be read, and goes to the next empty one; letters typed
    // there are wiped.
    void leaveBlank();

    // Goes to a cell; typed letters that were not accepted are wiped.
    void moveTo(int cell);

    // Marks cells (counted from 0) that the checksum or a comparison points to; a changed cell loses its
    // mark.
    void markWrong(const std::vector<std::size_t>& cells);

    // The words, only while complete(); they stay.
    slip39::PartialMnemonic words() const;

private:
    std::uint16_t indexAt(int cell) const;
    void setIndex(int cell, std::uint16_t index);
    int nextEmpty(int from) const;

    SecretBytes m_indices; // two bytes a word, big-endian
    std::vector<bool> m_filled;
    std::vector<bool> m_blank;
    std::vector<bool> m_wrong;
    SecretBuffer m_prefix;
    int m_current = 0;
};

} // namespace keyrite::ui
