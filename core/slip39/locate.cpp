#include "core/slip39/locate.h"

#include "core/slip39/gf1024.h"
#include "core/slip39/rs1024.h"
#include "core/slip39/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>

// Runs only over words that do not fit, for the eyes of who holds them: its branches tell no more than that.
namespace keyrite::slip39 {
namespace {

constexpr std::size_t kFlagPosition = 1; // the word with the extendable flag
constexpr unsigned kFlag = 16;
constexpr std::uint16_t kGenerator = 2; // x, which generates GF(1024)
constexpr std::uint64_t kMaxTrials = 1U << 20U;
constexpr std::size_t kUnknowns = kChecksumWords;

using Values = std::array<std::uint16_t, kUnknowns>;

// The residue as polynomial, at the roots of the code's generator polynomial, x, x^2 and x^3.
Values syndromes(std::uint32_t residue)
{
    Values values{};
    for (std::size_t k = 0; k < values.size(); ++k) {
        const std::uint16_t root = gf1024::power(kGenerator, static_cast<unsigned>(k) + 1);
        for (const unsigned shift : {20U, 10U, 0U})
            values[k] =
                gf1024::multiply(values[k], root) ^ static_cast<std::uint16_t>((residue >> shift) & 1023U);
    }
    return values;
}

// The changes e at the places with these locators X (at most three) for which the sum of e X^k is the k-th
// syndrome, k = 1, 2, 3; nothing where no change is. Gauss and Jordan; the leading minors of a Vandermonde
// matrix are not zero, so that no row is exchanged.
std::optional<Values> solve(std::span<const std::uint16_t> locators, const Values& syndromes)
{
    const std::size_t n = locators.size();
    std::array<std::array<std::uint16_t, kUnknowns + 1>, kUnknowns> row{};
    for (std::size_t k = 0; k < kUnknowns; ++k) {
        for (std::size_t i = 0; i < n; ++i)
            row[k][i] = k == 0 ? locators[i] : gf1024::multiply(row[k - 1][i], locators[i]);
        row[k][n] = syndromes[k];
    }
    for (std::size_t pivot = 0; pivot < n; ++pivot) {
        const std::uint16_t inverse = gf1024::inverse(row[pivot][pivot]);
        for (std::size_t j = pivot; j <= n; ++j)
            row[pivot][j] = gf1024::multiply(row[pivot][j], inverse);
        for (std::size_t k = 0; k < kUnknowns; ++k) {
            const std::uint16_t factor = row[k][pivot];
            for (std::size_t j = pivot; k != pivot && j <= n; ++j)
                row[k][j] ^= gf1024::multiply(factor, row[pivot][j]);
        }
    }
    Values changes{};
    for (std::size_t k = 0; k < kUnknowns; ++k) {
        if (k >= n && row[k][n] != 0)
            return std::nullopt;
        changes[k] = k < n ? row[k][n] : 0;
    }
    return changes;
}

// One call of locate(): the words, which it tries changes on, and what it found.
class Search final
{
public:
    Search(const PartialMnemonic& read, const KnownShare& known) : m_known(known), m_size(read.size())
    {
        for (std::size_t position = 0; position < m_size; ++position) {
            m_words[position] = read[position];
            m_bits[position] = knownBits(known, position, m_size);
            m_locators[position] = gf1024::power(kGenerator, static_cast<unsigned>(m_size - 1 - position));
        }
        m_blanks = read.blanks();
        m_changed = m_blanks;
        for (const std::size_t position : m_blanks)
            m_words[position] = m_bits[position].value;
        std::erase_if(m_blanks, [this](std::size_t position) { return m_bits[position].decided(); });
    }
    ~Search() { wipe({reinterpret_cast<std::uint8_t*>(m_words.data()), sizeof m_words}); }
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

    Location run()
    {
        if (m_blanks.size() > kUnknowns)
            tryBeyondTheChecksum();
        else
            tryFewestWrongWords();
        if (m_found.tooMany)
            m_found.candidates.clear();
        m_found.confirmed = m_found.candidates.size() == 1 && !m_known.fingerprints.empty();
        return std::move(m_found);
    }

private:
    // Values for the blanks beyond three, those with the fewest possible ones; the checksum gives the others.
    void tryBeyondTheChecksum()
    {
        std::ranges::stable_sort(m_blanks, {}, [this](std::size_t position) { return freeBits(position); });
        const std::size_t guessed = m_blanks.size() - kUnknowns;
        unsigned bits = 0;
        for (std::size_t i = 0; i < guessed; ++i)
            bits += freeBits(m_blanks[i]);
        if (bits > 63 || (std::uint64_t{1} << bits) > kMaxTrials)
            return;
        const std::vector<std::size_t> positions(m_blanks.begin(),
                                                 m_blanks.begin() + static_cast<std::ptrdiff_t>(guessed));
        m_blanks.erase(m_blanks.begin(), m_blanks.begin() + static_cast<std::ptrdiff_t>(guessed));
        guess(positions);
    }

    void guess(std::span<const std::size_t> positions)
    {
        if (positions.empty())
            return tryBlanks();
        const std::size_t position = positions.front();
        for (std::uint16_t word = 0; word < kWordCount && !m_found.tooMany; ++word) {
            if (!m_bits[position].fits(word))
                continue;
            m_words[position] = word;
            guess(positions.subspan(1));
        }
    }

    unsigned freeBits(std::size_t position) const
    {
        return 10U - static_cast<unsigned>(std::popcount(m_bits[position].mask));
    }

    // None, then one, two, three wrong words besides the blanks, until there is an explanation. Three unknown
    // places fit always: without a fingerprint they explain nothing.
    void tryFewestWrongWords()
    {
        const std::size_t most = m_known.fingerprints.empty() ? kUnknowns - 1 : kUnknowns;
        tryBlanks();
        std::vector<std::size_t> places = m_blanks;
        for (std::size_t count = m_blanks.size() + 1; count <= most && nothingFound(); ++count)
            extend(places, 0, count);
    }

    void tryBlanks()
    {
        m_syndromes = {syndromes(residue(false)), syndromes(residue(true))};
        tryPlaces(m_blanks);
    }

    bool nothingFound() const { return m_found.candidates.empty() && !m_found.tooMany; }

    // Tries every `count` places that hold `places` and further ones from `first` on.
    void extend(std::vector<std::size_t>& places, std::size_t first, std::size_t count)
    {
        if (places.size() == count)
            return tryPlaces(places);
        for (std::size_t position = first; position < m_size && !m_found.tooMany; ++position) {
            if (std::ranges::find(m_blanks, position) != m_blanks.end())
                continue;
            places.push_back(position);
            extend(places, position + 1, count);
            places.pop_back();
        }
    }

    // The checksum starts from a string that the flag chooses, so a changed flag shows in another residue.
    void tryPlaces(std::span<const std::size_t> places)
    {
        const bool flag = flagOf(m_words[kFlagPosition]);
        tryPlaces(places, flag);
        if (std::ranges::find(places, kFlagPosition) != places.end())
            tryPlaces(places, !flag);
    }

    void tryPlaces(std::span<const std::size_t> places, bool flag)
    {
        std::array<std::uint16_t, kUnknowns> locators{};
        for (std::size_t i = 0; i < places.size(); ++i)
            locators[i] = m_locators[places[i]];
        const auto changes = solve(std::span(locators).first(places.size()), m_syndromes[flag ? 1 : 0]);
        if (!changes)
            return;
        const auto words = m_words;
        bool fits = true;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const bool isBlank = i < m_blanks.size();
            fits = fits && (isBlank || (*changes)[i] != 0); // else fewer wrong words would do
            m_words[places[i]] ^= (*changes)[i];
        }
        for (std::size_t position = 0; position < m_size; ++position)
            fits = fits && m_bits[position].fits(m_words[position]);
        if (fits && flagOf(m_words[kFlagPosition]) == flag)
            addCandidate(places.subspan(m_blanks.size()));
        m_words = words;
    }

    void addCandidate(std::span<const std::size_t> wrong)
    {
        if (wrong.empty() && m_changed.empty())
            return; // nothing is wrong
        auto mnemonic = Mnemonic::fromIndices(std::span(m_words).first(m_size));
        if (!mnemonic || !Share::decode(*mnemonic))
            return;
        const auto& known = m_known.fingerprints;
        if (!known.empty() && std::ranges::find(known, fingerprint(*mnemonic)) == known.end())
            return;
        m_found.tooMany = m_found.candidates.size() == kMaxCandidates;
        if (m_found.tooMany)
            return;
        std::vector<std::size_t> changed = m_changed;
        changed.insert(changed.end(), wrong.begin(), wrong.end());
        std::ranges::sort(changed);
        m_found.candidates.push_back({std::move(*mnemonic), std::move(changed)});
    }

    static bool flagOf(std::uint16_t word) { return (word & kFlag) != 0; }

    std::uint32_t residue(bool flag) const
    {
        Rs1024 checksum(flag);
        for (std::size_t position = 0; position < m_size; ++position)
            checksum.add(m_words[position]);
        return checksum.residue();
    }

    const KnownShare& m_known;
    std::size_t m_size;
    std::array<std::uint16_t, kMaxWords> m_words{};
    std::array<std::uint16_t, kMaxWords> m_locators{};
    std::array<KnownBits, kMaxWords> m_bits{};
    std::array<Values, 2> m_syndromes{}; // of m_words, without the flag and with it
    std::vector<std::size_t> m_blanks;   // those that are solved for
    std::vector<std::size_t> m_changed;  // all of them
    Location m_found;
};

} // namespace

bool Location::solved(const PartialMnemonic& read) const
{
    return candidates.size() == 1 && !tooMany && candidates.front().changed == read.blanks();
}

std::vector<std::size_t> Location::suspects() const
{
    std::set<std::size_t> positions;
    for (const Candidate& candidate : candidates)
        positions.insert(candidate.changed.begin(), candidate.changed.end());
    return {positions.begin(), positions.end()};
}

Location locate(const PartialMnemonic& read, const KnownShare& known)
{
    return Search(read, known).run();
}

} // namespace keyrite::slip39
