// Claims: what checkpoints (stored or brought from outside) and printed heads say of a log, and whether its
// recomputed tree bears them out. Internal to core/log, used by verify() on one thread.
#pragma once

#include "core/log/audit_keys.h"
#include "core/log/verify_tree.h"

#include <set>

namespace keyrite::log {

class Claims final
{
public:
    // What is found is added to the report, whose `key` is known already; `keys` are the log's.
    Claims(const std::vector<AuditKey>& keys, VerifyReport& report) : m_keys(keys), m_report(report) {}

    void addStored(const StoredCheckpoint& checkpoint);
    void addOutside(std::string_view note);
    void addPrinted(const PrintedHead& head);

    // Of all claims, to keep the roots at.
    std::vector<std::uint64_t> sizes() const;
    // After all were added: each against the root over as many entries.
    void judge(const TreeWalk& walk);

private:
    enum class Source { Stored, Outside, Printed };
    // Whether somebody vouches for it: its signature, or the paper.
    struct Claim
    {
        std::string name; // "stored checkpoint"
        Checkpoint checkpoint;
        Source source;
        bool vouchedFor;
    };

    void addNote(std::string_view note, const std::string& name, std::optional<std::uint64_t> storedSize);
    void judge(const Claim& claim, const TreeWalk& walk);
    void reportMismatch(const Claim& claim);
    void reportTruncation();

    const std::vector<AuditKey>& m_keys;
    VerifyReport& m_report;
    std::vector<Claim> m_claims;
    std::size_t m_outside = 0;
    std::set<std::uint64_t> m_goodSizes{0}; // at which a claim held
    bool m_storedMismatch = false;
};

// "1 entry", "7 entries".
std::string entriesText(std::uint64_t count);

} // namespace keyrite::log
