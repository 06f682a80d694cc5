#include "core/log/verify_rows.h"

#include "core/log/canonical.h"

#include <bit>
#include <cstring>

namespace keyrite::log {
namespace {

constexpr const char* kWhatToDo = " Keep this file unchanged as evidence, and compare it with the last "
                                  "exported copy and the printed checkpoints.";

std::string span(std::uint64_t first, std::uint64_t last)
{
    return first == last ? "Entry " + std::to_string(first) + " is"
                         : "Entries " + std::to_string(first) + " to " + std::to_string(last) + " are";
}

} // namespace

RowWalk::RowWalk(const std::vector<std::uint64_t>& sizes)
{
    for (const std::uint64_t size : sizes)
        m_roots[size] = std::nullopt;
    m_nextRoot = m_roots.begin();
    keepRoot();
}

void RowWalk::report(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail)
{
    if (m_findings.size() < kMaxFindings)
        m_findings.push_back({seq, {code, problem + kWhatToDo, std::move(detail)}});
    else
        ++m_unlisted;
}

void RowWalk::keepRoot()
{
    if (m_whole && m_nextRoot != m_roots.end() && m_nextRoot->first == m_range.size())
        (m_nextRoot++)->second = m_range.root();
}

std::optional<Digest> RowWalk::rootAt(std::uint64_t size) const
{
    const auto found = m_roots.find(size);
    return found == m_roots.end() ? std::nullopt : found->second;
}

bool RowWalk::visit(const Row& row)
{
    checkGap(row.seq);
    const auto seq = static_cast<std::uint64_t>(row.seq);
    if (row.seq < 0)
        return true;
    if (checkHashes(seq, row))
        checkBody(seq, row.body);
    keepRoot();
    m_next = seq + 1;
    return true;
}

void RowWalk::checkGap(std::int64_t seq)
{
    const auto expected = static_cast<std::int64_t>(m_next);
    if (seq == expected)
        return;
    m_whole = false;
    if (seq > expected)
        report(m_next, ErrorCode::LogNotSound,
               span(m_next, static_cast<std::uint64_t>(seq) - 1) +
                   " missing: removed after they were recorded.");
    else
        report(0, ErrorCode::LogNotSound,
               "Before entry 0 there is a row with the number " + std::to_string(seq) +
                   ", which no Keyrite log has.");
}

// Answers whether the row's own hash holds, that is whether the body is the one that was recorded here.
bool RowWalk::checkHashes(std::uint64_t seq, const Row& row)
{
    const std::vector<Digest>& completed = m_range.append(leafHash(asBytes(row.body)));
    const std::size_t levels = static_cast<std::size_t>(std::countr_zero(seq + 1)) + 1;
    if (row.tree.size() != levels * sizeof(Digest) ||
        std::memcmp(row.tree.data(), completed.front().data(), sizeof(Digest)) != 0) {
        m_treesAgree = false;
        report(
            seq, ErrorCode::LogNotSound,
            "Entry " + std::to_string(seq) +
                " is not as it was recorded: its text and the hash stored with it do not fit. One of the two "
                "was changed afterwards.");
        return false;
    }
    if (!m_whole || !m_treesAgree)
        return true;
    for (std::size_t level = 1; level < completed.size(); ++level) {
        if (std::memcmp(row.tree.data() + level * sizeof(Digest), completed[level].data(), sizeof(Digest)) ==
            0)
            continue;
        // Both halves below this node hold by themselves: the second does not follow the first.
        const std::uint64_t second = seq + 1 - (std::uint64_t{1} << (level - 1));
        m_treesAgree = false;
        report(second, ErrorCode::LogNotSound,
               "From entry " + std::to_string(second) +
                   " on the entries do not follow those before it: they, or the ones before, were taken from "
                   "another log or replaced together with their hashes.",
               "seen at entry " + std::to_string(seq));
        return true;
    }
    return true;
}

void RowWalk::checkBody(std::uint64_t seq, std::string_view body)
{
    const auto head = scanBody(body);
    if (!head)
        report(seq, ErrorCode::EntryInvalid, "Entry " + std::to_string(seq) + ": " + head.error().message,
               head.error().detail);
    else if (head->seq != seq)
        report(seq, ErrorCode::LogNotSound,
               "Entry " + std::to_string(seq) + " says of itself that it is number " +
                   std::to_string(head->seq) + ": entries were moved, added or removed.");
}

} // namespace keyrite::log
