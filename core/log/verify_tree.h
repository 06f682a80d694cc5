// TreeWalk: the pass of verify() over all entries, subtree by subtree on as many threads as are wanted, and
// put together in order. Internal to core/log.
#pragma once

#include "core/log/verify_rows.h"

namespace keyrite::log {

// How many threads are wanted, at least one.
unsigned threadsOf(const VerifyOptions& options);

// What all walks together found out, as one walk over the whole log would have.
class TreeWalk final
{
public:
    // The roots at these sizes are kept on the way.
    TreeWalk(const Store& store, const VerifyOptions& options, std::vector<std::uint64_t> sizes);

    // Errors: Cancelled; LogUnreadable where a further reader cannot be opened.
    [[nodiscard]] Result<void> run();

    std::uint64_t entries() const { return m_next; } // one above the last number seen
    // Recomputed from the bodies; of no meaning where entries are missing.
    Digest root() const { return m_range.root(); }
    // Nothing where the log is shorter, or has a gap before.
    std::optional<Digest> rootAt(std::uint64_t size) const;
    Findings& findings() { return m_findings; }
    Findings& remarks() { return m_remarks; }
    const std::vector<Entry>& cosigned() const { return m_cosigned; }
    // Where and why reading ended before the last row.
    const std::optional<Error>& refused() const { return m_refused; }

private:
    Result<void> runAlone();
    Result<void> runThreads(unsigned threads);
    SubtreeReport walk(const Store& store, std::uint64_t start) const;
    void checkNegative();
    // In order of the subtrees; false once there is no sense in going on.
    bool merge(SubtreeReport report);
    void mergeRange(const SubtreeReport& report);
    void checkHashesAbove(const SubtreeReport& report, const std::vector<Digest>& completed);
    Result<void> tellProgress();

    const Store& m_store;
    const VerifyOptions& m_options;
    std::vector<std::uint64_t> m_sizes; // sorted
    CompactRange m_range;
    std::map<std::uint64_t, Digest> m_roots;
    std::uint64_t m_next = 0;
    bool m_whole = true;      // no gap yet: the recomputed tree means something
    bool m_treesAgree = true; // no stored hash above the subtrees differed yet
    std::optional<TimePoint> m_lastTime;
    Findings m_findings;
    Findings m_remarks;
    std::vector<Entry> m_cosigned;
    std::optional<Error> m_refused;
};

} // namespace keyrite::log
