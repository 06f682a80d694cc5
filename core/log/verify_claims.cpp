#include "core/log/verify_claims.h"

#include <algorithm>

namespace keyrite::log {

std::string entriesText(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

void Claims::addStored(const StoredCheckpoint& checkpoint)
{
    addNote(checkpoint.note, "The stored checkpoint over " + entriesText(checkpoint.size), checkpoint.size);
}

void Claims::addOutside(std::string_view note)
{
    addNote(note, "The checkpoint from outside, number " + std::to_string(++m_outside), std::nullopt);
}

void Claims::addPrinted(const PrintedHead& head)
{
    m_claims.push_back({"printed head", {{}, head.size, head.root}, Source::Printed, true});
}

void Claims::addNote(std::string_view note, const std::string& name, std::optional<std::uint64_t> storedSize)
{
    auto checkpoint = parseCheckpoint(note);
    if (const VerifierKey* key = checkpoint ? auditKeyFor(m_keys, checkpoint->size) : nullptr)
        checkpoint = openCheckpoint(note, *key);
    if (!checkpoint)
        m_report.addFinding(checkpoint.error().code, name + ": " + checkpoint.error().message, std::nullopt,
                            checkpoint.error().detail);
    else if (storedSize && *storedSize != checkpoint->size)
        m_report.addFinding(ErrorCode::CheckpointMismatch,
                            name + " is stored under another number of entries than it says, which is " +
                                std::to_string(checkpoint->size) +
                                ". It was moved or replaced. Compare it with the printed one.");
    else
        m_claims.push_back({storedSize ? "stored checkpoint" : "checkpoint from outside", *checkpoint,
                            storedSize ? Source::Stored : Source::Outside, m_report.key.has_value()});
}

std::vector<std::uint64_t> Claims::sizes() const
{
    std::vector<std::uint64_t> sizes;
    for (const Claim& claim : m_claims)
        sizes.push_back(claim.checkpoint.size);
    return sizes;
}

void Claims::judge(const TreeWalk& walk)
{
    std::stable_sort(m_claims.begin(), m_claims.end(),
                     [](const Claim& a, const Claim& b) { return a.checkpoint.size < b.checkpoint.size; });
    for (const Claim& claim : m_claims)
        judge(claim, walk);
    reportTruncation();
}

void Claims::judge(const Claim& claim, const TreeWalk& walk)
{
    const auto root = walk.rootAt(claim.checkpoint.size);
    if (!root)
        return; // the log ends before (reported below), or has a gap before (reported already)
    if (*root != claim.checkpoint.root) {
        reportMismatch(claim);
        return;
    }
    m_goodSizes.insert(claim.checkpoint.size);
    if (!claim.vouchedFor)
        return;
    if (claim.source != Source::Printed)
        m_report.coveredBySignature = claim.checkpoint.size;
    if (claim.source == Source::Stored) {
        ++m_report.checkpoints;
    } else {
        ++m_report.anchors;
        m_report.anchored = claim.checkpoint.size;
    }
}

// The change lies behind the last checkpoint that holds. It is named as an entry only where no entry there
// has been found bad by itself.
void Claims::reportMismatch(const Claim& claim)
{
    const bool stored = claim.source == Source::Stored;
    if (stored && std::exchange(m_storedMismatch, true))
        return; // follows from the first
    const std::uint64_t last = claim.checkpoint.size == 0 ? 0 : claim.checkpoint.size - 1;
    const std::uint64_t good = *std::prev(m_goodSizes.upper_bound(last));
    const bool known = std::any_of(m_report.findings.begin(), m_report.findings.end(), [&](const Finding& f) {
        return f.seq && *f.seq >= good && *f.seq <= last;
    });
    const std::string where = "entries " + std::to_string(good) + " to " + std::to_string(last);
    m_report.addFinding(
        stored ? ErrorCode::CheckpointMismatch : ErrorCode::LogForked,
        std::string("What is in the log is not what was ") +
            (claim.source == Source::Printed ? "printed" : "signed") + ": the " + claim.name + " over " +
            entriesText(claim.checkpoint.size) + " has another root. At least one of the " + where +
            " was changed, or the checkpoint belongs to another copy of the log. Keep both, and compare "
            "them with the printed checkpoints.",
        known ? std::nullopt : std::optional(good));
}

void Claims::reportTruncation()
{
    const std::uint64_t entries = m_report.entries;
    if (m_claims.empty() || m_claims.back().checkpoint.size <= entries)
        return;
    const Claim& claim = m_claims.back();
    const std::uint64_t last = claim.checkpoint.size - 1;
    m_report.addFinding(
        ErrorCode::LogNotSound,
        "The log is truncated: entries " + std::to_string(entries) + " to " + std::to_string(last) +
            " are missing. The " + claim.name + " counts " + entriesText(claim.checkpoint.size) +
            ", the log has " + std::to_string(entries) +
            ". The last ones were removed, or this is an older copy: look for the newest one.",
        entries);
}

} // namespace keyrite::log
