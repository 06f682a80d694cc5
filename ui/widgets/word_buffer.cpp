#include "ui/widgets/word_buffer.h"

#include "core/slip39/words.h"

#include <algorithm>
#include <array>

namespace keyrite::ui {

namespace {

constexpr std::size_t kLongestWord = 8;

// The first word whose beginning is not before `prefix`, or with `after` the first that comes after it; the
// list is sorted. No container of candidates is made, for it would tell the letters.
std::uint16_t bound(std::string_view prefix, bool after)
{
    std::uint16_t low = 0;
    std::uint16_t high = slip39::kWordCount;
    while (low < high) {
        const auto middle = static_cast<std::uint16_t>((low + high) / 2);
        const int order = slip39::word(middle).substr(0, prefix.size()).compare(prefix);
        if (order < 0 || (after && order == 0))
            low = static_cast<std::uint16_t>(middle + 1);
        else
            high = middle;
    }
    return low;
}

// First and one past the last word that begins with `prefix`.
std::pair<std::uint16_t, std::uint16_t> rangeOf(std::string_view prefix)
{
    return {bound(prefix, false), bound(prefix, true)};
}

} // namespace

WordBuffer::WordBuffer() : m_prefix(kLongestWord) {}

void WordBuffer::begin(int words)
{
    const auto count = static_cast<std::size_t>(words);
    m_indices = SecretBytes(2 * count);
    m_filled.assign(count, false);
    m_blank.assign(count, false);
    m_wrong.assign(count, false);
    m_prefix.clear();
    m_current = 0;
}

int WordBuffer::filled() const
{
    return static_cast<int>(std::count(m_filled.begin(), m_filled.end(), true));
}

std::uint16_t WordBuffer::indexAt(int cell) const
{
    const std::size_t at = 2 * static_cast<std::size_t>(cell);
    return static_cast<std::uint16_t>((m_indices[at] << 8U) | m_indices[at + 1]);
}

void WordBuffer::setIndex(int cell, std::uint16_t index)
{
    const std::size_t at = 2 * static_cast<std::size_t>(cell);
    m_indices[at] = static_cast<std::uint8_t>(index >> 8U);
    m_indices[at + 1] = static_cast<std::uint8_t>(index & 0xFFU);
}

std::string_view WordBuffer::wordAt(int cell) const
{
    return slip39::word(indexAt(cell));
}

std::optional<std::uint16_t> WordBuffer::candidate() const
{
    if (m_prefix.empty())
        return std::nullopt;
    const auto [first, last] = rangeOf(prefix());
    return last - first == 1 ? std::optional(first) : std::nullopt;
}

bool WordBuffer::type(char letter)
{
    if (size() == 0 || !m_prefix.append(static_cast<char16_t>(letter)))
        return false;
    const auto [first, last] = rangeOf(prefix());
    if (first == last)
        m_prefix.chop();
    return first != last;
}

void WordBuffer::chop()
{
    if (size() == 0)
        return;
    if (!m_prefix.empty()) {
        m_prefix.chop();
        return;
    }
    if (!isFilled(m_current) && m_current > 0)
        --m_current;
    const auto cell = static_cast<std::size_t>(m_current);
    setIndex(m_current, 0);
    m_filled[cell] = false;
    m_blank[cell] = false;
    m_wrong[cell] = false;
}

bool WordBuffer::accept()
{
    const std::optional<std::uint16_t> index = candidate();
    if (!index)
        return false;
    const auto cell = static_cast<std::size_t>(m_current);
    setIndex(m_current, *index);
    m_filled[cell] = true;
    m_blank[cell] = false;
    m_wrong[cell] = false;
    m_prefix.clear();
    m_current = nextEmpty(m_current);
    return true;
}

void WordBuffer::leaveBlank()
{
    if (size() == 0)
        return;
    const auto cell = static_cast<std::size_t>(m_current);
    setIndex(m_current, 0);
    m_filled[cell] = true;
    m_blank[cell] = true;
    m_wrong[cell] = false;
    m_prefix.clear();
    m_current = nextEmpty(m_current);
}

// The next empty cell after `from`, from the start again where there is none; `from` itself when all are
// full.
int WordBuffer::nextEmpty(int from) const
{
    for (int step = 1; step <= size(); ++step)
        if (const int cell = (from + step) % size(); !isFilled(cell))
            return cell;
    return from;
}

void WordBuffer::moveTo(int cell)
{
    if (size() == 0)
        return;
    m_prefix.clear();
    m_current = std::clamp(cell, 0, size() - 1);
}

void WordBuffer::markWrong(const std::vector<std::size_t>& cells)
{
    m_wrong.assign(m_filled.size(), false);
    for (const std::size_t cell : cells)
        if (cell < m_wrong.size())
            m_wrong[cell] = true;
    if (!cells.empty())
        moveTo(static_cast<int>(cells.front()));
}

slip39::PartialMnemonic WordBuffer::words() const
{
    std::array<std::uint16_t, slip39::kMaxWords> indices{};
    std::vector<std::size_t> blanks;
    const auto count = static_cast<std::size_t>(size());
    for (int cell = 0; cell < size(); ++cell) {
        indices[static_cast<std::size_t>(cell)] = indexAt(cell);
        if (isBlank(cell))
            blanks.push_back(static_cast<std::size_t>(cell));
    }
    auto mnemonic = slip39::Mnemonic::fromIndices(std::span(indices).first(count));
    wipe({reinterpret_cast<std::uint8_t*>(indices.data()), sizeof(indices)});
    return {std::move(mnemonic).value(), blanks};
}

} // namespace keyrite::ui
