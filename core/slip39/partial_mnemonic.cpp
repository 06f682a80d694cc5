#include "core/slip39/partial_mnemonic.h"

#include "core/slip39/words.h"

#include <cstring>

namespace keyrite::slip39 {
namespace {

constexpr std::size_t kMaxText = 1024;
constexpr std::string_view kSeparators = " \t\r\n\v\f";
constexpr std::string_view kBlank = "?";

// `text` with the first word of the list for each blank; positions of blanks go to `blanks`.
SecretBytes withoutBlanks(std::string_view text, std::vector<std::size_t>& blanks)
{
    const std::string_view filler = word(0).substr(0, 4);
    SecretBytes filled(text.size() * (filler.size() + 1));
    std::size_t used = 0;
    const auto append = [&](std::string_view piece) {
        std::memcpy(filled.data() + used, piece.data(), piece.size());
        used += piece.size();
        filled[used++] = ' ';
    };
    std::size_t start = text.find_first_not_of(kSeparators);
    for (std::size_t position = 0; start != std::string_view::npos; ++position) {
        const std::size_t end = std::min(text.find_first_of(kSeparators, start), text.size());
        const std::string_view piece = text.substr(start, end - start);
        if (piece == kBlank)
            blanks.push_back(position);
        append(piece == kBlank ? filler : piece);
        start = text.find_first_not_of(kSeparators, end);
    }
    return SecretBytes::copyOf(filled.view().first(used));
}

} // namespace

PartialMnemonic::PartialMnemonic(Mnemonic words) : PartialMnemonic(std::move(words), {}) {}

PartialMnemonic::PartialMnemonic(Mnemonic words, const std::vector<std::size_t>& blanks)
    : m_words(std::move(words)), m_blank(m_words.size(), false)
{
    for (const std::size_t position : blanks) {
        if (position >= m_words.size())
            continue;
        m_blank[position] = true;
        m_words = m_words.withWord(position, 0);
    }
}

Result<PartialMnemonic> PartialMnemonic::parse(std::string_view text)
{
    if (text.find(kBlank) == std::string_view::npos || text.size() > kMaxText) {
        auto words = Mnemonic::parse(text);
        if (!words)
            return fail(words.error());
        return PartialMnemonic(std::move(*words));
    }
    std::vector<std::size_t> blanks;
    auto words = Mnemonic::parse(withoutBlanks(text, blanks).text());
    if (!words)
        return fail(words.error());
    return PartialMnemonic(std::move(*words), blanks);
}

SecretBytes PartialMnemonic::text() const
{
    const auto pieceAt = [this](std::size_t position) {
        return isBlank(position) ? kBlank : word((*this)[position]);
    };
    std::size_t length = size() - 1;
    for (std::size_t position = 0; position < size(); ++position)
        length += pieceAt(position).size();
    SecretBytes text(length);
    std::size_t used = 0;
    for (std::size_t position = 0; position < size(); ++position) {
        if (position > 0)
            text[used++] = ' ';
        std::memcpy(text.data() + used, pieceAt(position).data(), pieceAt(position).size());
        used += pieceAt(position).size();
    }
    return text;
}

std::vector<std::size_t> PartialMnemonic::blanks() const
{
    std::vector<std::size_t> positions;
    for (std::size_t position = 0; position < m_blank.size(); ++position)
        if (m_blank[position])
            positions.push_back(position);
    return positions;
}

} // namespace keyrite::slip39
