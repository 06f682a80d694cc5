// SharePool: the shares of some input, one a line, sorted into the sets they belong to.
#pragma once

#include "core/slip39/combine.h"

#include <optional>
#include <string>
#include <vector>

namespace keyrite::cli {

// One line that is not blank.
struct PoolLine
{
    int number;                               // counted from 1, blank lines included
    std::optional<slip39::Mnemonic> mnemonic; // where its words could be read
    Result<slip39::Share> share;              // or what is wrong
    std::optional<std::size_t> sameAs = {};   // index of an earlier line with the same share
};

// Shares that fit together: indices into SharePool::lines. Never empty.
struct ShareSet
{
    std::vector<std::size_t> lines;
};

struct SharePool
{
    std::vector<PoolLine> lines;
    std::vector<ShareSet> sets; // by identifier; two of one identifier where their shares do not fit together

    bool allValid() const;
    const slip39::ShareHeader& header(std::size_t line) const { return lines[line].share->header; }
    std::vector<slip39::ShareHeader> headers(const ShareSet& set) const;
    slip39::Progress progress(const ShareSet& set) const { return slip39::progress(headers(set)); }
};

// Words or KR1 text, one share a line.
SharePool readPool(std::string_view text);

// "Set 7945": how a set is named in messages.
std::string setName(const SharePool& pool, const ShareSet& set);

// One line for each group and one for the whole: what is there and what is missing for a quorum.
std::vector<std::string> describe(const slip39::Progress& progress);

// "1 share", "2 shares".
std::string counted(int count, const std::string& noun);

} // namespace keyrite::cli
