// RowWalk: one thread's part of verify(): the rows of one perfect subtree, read once and hashed. Internal to
// core/log; each walk is used on one thread.
#pragma once

#include "core/log/canonical.h"
#include "core/log/merkle.h"
#include "core/log/verify.h"

#include <map>
#include <span>

namespace keyrite::log {

// Findings of one kind, of which so many are listed and the others counted.
struct Findings
{
    static constexpr std::size_t kMost = 20;

    void add(Finding finding);
    void append(Findings other);

    std::vector<Finding> listed;
    std::uint64_t unlisted = 0;
};

// What a walk found out, without a look at the entries before its own.
struct SubtreeReport
{
    std::uint64_t start = 0; // the subtree's first entry, a multiple of its size
    std::uint64_t first = 0; // the first row that was there
    std::uint64_t next = 0;  // one above the last row that was there
    bool whole = true;       // no gap between `start` and `next`
    bool treesAgree = true;  // every stored hash within the subtree is the recomputed one
    CompactRange range;      // over the rows, recomputed from the bodies alone
    std::map<std::uint64_t, std::vector<Digest>> nodesAt; // of the range, at sizes that somebody asked for
    Bytes hashesAbove; // stored with the last row, of the nodes above this subtree
    std::optional<TimePoint> firstTime;
    std::optional<TimePoint> lastTime;
    Findings findings;            // each names its entry
    Findings remarks;             // what the clock did
    std::vector<Entry> cosigned;  // the entries that hold a witness's signature
    std::optional<Error> refused; // the row after the last one could not be read
};

class RowWalk final
{
public:
    // The subtree of `entries` (a power of two) leaves from `start` on. `sizes` is sorted.
    RowWalk(std::uint64_t start, std::uint64_t entries, std::span<const std::uint64_t> sizes);

    // False once the row lies behind the subtree.
    bool visit(const Row& row);
    SubtreeReport& report() { return m_report; }

private:
    void addFinding(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail = {});
    void checkGap(std::uint64_t seq);
    bool checkHashes(std::uint64_t seq, const Row& row);
    void checkNodesAbove(std::uint64_t seq, const Row& row, const std::vector<Digest>& completed);
    void checkBody(std::uint64_t seq, std::string_view body);
    void checkClock(const BodyHead& head);
    void keepNodes();

    std::uint64_t m_end;
    std::span<const std::uint64_t> m_sizes; // those not passed yet
    SubtreeReport m_report;
};

// The entry is not what the log recorded: `problem`, and what to do.
Finding badEntry(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail = {});
Finding missingEntries(std::uint64_t first, std::uint64_t last);
// From this entry on the rows do not follow those before.
Finding notFollowing(std::uint64_t seq, std::uint64_t seenAt);
// What is odd about two entries that follow each other; nothing where the clock went on as clocks do.
std::optional<Finding> clockRemark(std::uint64_t seq, TimePoint before, TimePoint time);

} // namespace keyrite::log
