// What an import of prices found, by row and column. Nothing is ever repaired: a defect keeps its row out of
// the series, and whoever uses the series must say that they accept that; a note changes nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace keyrite::market {

enum class FindingKind {
    // Defects: the row is not in the series.
    WrongColumnCount,
    BadTime,
    NotANumber,
    OutOfRange, // infinite, or larger than any price
    IncompleteBar,
    InconsistentBar, // the close is not between low and high
    Duplicate,
    Disorder,
    MixedZones,
    // Notes: the row is used as it is, or holds no bar at all.
    MissingValue, // ".", "NA", nothing: no bar that day
    ZeroOpen,
    OpenOutside,
    ZeroPrice,
    NegativePrice,
    Gap,
    NewestFirst,
    NoTimeZone,
    CloseOnly,
    Unadjusted,
};

inline constexpr std::size_t kFindingKinds = 19;

bool isDefect(FindingKind kind);

// "zeroOpen": the kind's name in reports.
std::string findingName(FindingKind kind);

// What the kind means, and what became of the rows: one or two full sentences.
std::string findingMeaning(FindingKind kind);

struct Finding
{
    FindingKind kind;
    std::uint64_t line; // of the file, counted from 1
    std::size_t column; // counted from 1; 0 for the whole row
    std::string text;   // what was found: a full sentence

    // "Line 12, column 3: ...".
    std::string sentence() const;
};

// Every finding is counted; of each kind the first kMaxKept are kept whole, so that memory stays bounded.
class Findings final
{
public:
    static constexpr std::size_t kMaxKept = 200;

    void add(FindingKind kind, std::uint64_t line, std::size_t column, std::string text);

    std::uint64_t count(FindingKind kind) const { return m_counts[static_cast<std::size_t>(kind)]; }
    std::uint64_t defects() const;
    const std::vector<Finding>& kept() const { return m_kept; } // gaps last

    // "3 rows are defective. The first: Line 12, ..."; empty where none is.
    std::string defectSummary() const;

private:
    std::array<std::uint64_t, kFindingKinds> m_counts{};
    std::vector<Finding> m_kept;
};

// Text from a file, short and harmless enough for a sentence: at most 40 characters, controls as '?'.
std::string shown(std::string_view field);

} // namespace keyrite::market
