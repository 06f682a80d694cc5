// RowWalk: the single pass of verify() over the entries. Internal to core/log.
#pragma once

#include "core/log/merkle.h"
#include "core/log/verify.h"

#include <map>

namespace keyrite::log {

// Visits every row in order; keeps the tree recomputed from the bodies alone, and compares with it the hashes
// that were stored with each entry, which is how a bad entry is named and not only noticed.
class RowWalk final
{
public:
    // The roots at these sizes are kept on the way.
    explicit RowWalk(const std::vector<std::uint64_t>& sizes);

    bool visit(const Row& row);

    std::uint64_t entries() const { return m_next; } // one above the last number seen
    const CompactRange& range() const { return m_range; }
    // Nothing where the log is shorter, or has a gap before.
    std::optional<Digest> rootAt(std::uint64_t size) const;
    // Each names its entry; at most kMaxFindings, and how many were left out.
    std::vector<Finding>& findings() { return m_findings; }
    std::uint64_t unlisted() const { return m_unlisted; }

private:
    static constexpr std::size_t kMaxFindings = 20;

    void report(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail = {});
    void checkGap(std::int64_t seq);
    bool checkHashes(std::uint64_t seq, const Row& row);
    void checkBody(std::uint64_t seq, std::string_view body);
    void keepRoot();

    CompactRange m_range;
    std::map<std::uint64_t, std::optional<Digest>> m_roots;
    std::map<std::uint64_t, std::optional<Digest>>::iterator m_nextRoot;
    std::uint64_t m_next = 0;
    bool m_whole = true;      // no gap yet: the recomputed tree means something
    bool m_treesAgree = true; // no stored hash differed yet, so that the next that differs is the first
    std::vector<Finding> m_findings;
    std::uint64_t m_unlisted = 0;
};

} // namespace keyrite::log
