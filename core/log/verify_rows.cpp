#include "core/log/verify_rows.h"

#include <bit>
#include <cstring>

namespace keyrite::log {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kCosigned = "checkpoint.cosigned";
constexpr std::size_t kMaxCosigned = 10000; // in one subtree; more no room collects in its life

std::string durationText(std::chrono::milliseconds span)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
    if (minutes < 120)
        return std::to_string(minutes) + " minutes";
    if (minutes < 48 * 60)
        return std::to_string(minutes / 60) + " hours";
    return std::to_string(minutes / 60 / 24) + " days";
}

} // namespace

void Findings::add(Finding finding)
{
    if (listed.size() < kMost)
        listed.push_back(std::move(finding));
    else
        ++unlisted;
}

void Findings::append(Findings other)
{
    for (Finding& finding : other.listed)
        add(std::move(finding));
    unlisted += other.unlisted;
}

Finding badEntry(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail)
{
    constexpr const char* kWhatToDo = " Keep this file unchanged as evidence, and compare it with the last "
                                      "exported copy and the printed checkpoints.";
    return {seq, {code, problem + kWhatToDo, std::move(detail)}};
}

Finding missingEntries(std::uint64_t first, std::uint64_t last)
{
    const std::string which =
        first == last ? "Entry " + std::to_string(first) + " is"
                      : "Entries " + std::to_string(first) + " to " + std::to_string(last) + " are";
    return badEntry(first, ErrorCode::LogNotSound, which + " missing: removed after they were recorded.");
}

Finding notFollowing(std::uint64_t seq, std::uint64_t seenAt)
{
    return badEntry(seq, ErrorCode::LogNotSound,
                    "From entry " + std::to_string(seq) +
                        " on the entries do not follow those before it: they, or the ones before, were "
                        "taken from another log or replaced together with their hashes.",
                    "seen at entry " + std::to_string(seenAt));
}

std::optional<Finding> clockRemark(std::uint64_t seq, TimePoint before, TimePoint time)
{
    const bool back = before - time > 2min;
    if (!back && time - before <= 24h)
        return std::nullopt; // as nearly always: no text is made
    const std::string where = "Entry " + std::to_string(seq) + " was recorded ";
    return Finding{seq,
                   {ErrorCode::ClockOdd,
                    back ? where + durationText(before - time) +
                               " before the entry that it follows: the workstation's clock was set back. Ask "
                               "who set it, and trust the order of the entries rather than their times."
                         : where + durationText(time - before) +
                               " after the entry before it. If the room was not used in that time this is "
                               "right; else the clock was moved, or it was not this log that was used."}};
}

RowWalk::RowWalk(std::uint64_t start, std::uint64_t entries, std::span<const std::uint64_t> sizes)
    : m_end(start + entries), m_sizes(sizes)
{
    m_report.start = start;
    m_report.next = start;
    while (!m_sizes.empty() && m_sizes.front() <= start)
        m_sizes = m_sizes.subspan(1);
}

void RowWalk::addFinding(std::uint64_t seq, ErrorCode code, const std::string& problem, std::string detail)
{
    m_report.findings.add(badEntry(seq, code, problem, std::move(detail)));
}

void RowWalk::keepNodes()
{
    const std::uint64_t size = m_report.next;
    while (!m_sizes.empty() && m_sizes.front() <= size) {
        if (m_report.whole && m_sizes.front() == size)
            m_report.nodesAt[size] = m_report.range.nodes();
        m_sizes = m_sizes.subspan(1);
    }
}

bool RowWalk::visit(const Row& row)
{
    const auto seq = static_cast<std::uint64_t>(row.seq);
    if (seq >= m_end)
        return false;
    checkGap(seq);
    if (checkHashes(seq, row))
        checkBody(seq, row.body);
    m_report.next = seq + 1;
    keepNodes();
    return true;
}

void RowWalk::checkGap(std::uint64_t seq)
{
    const bool isFirst = m_report.range.size() == 0;
    if (isFirst)
        m_report.first = seq;
    if (seq == m_report.next)
        return;
    m_report.whole = false;
    if (isFirst)
        return; // whether something is missing before it, the entries before the subtree tell
    if (seq > m_report.next)
        m_report.findings.add(missingEntries(m_report.next, seq - 1));
    else
        addFinding(seq, ErrorCode::LogNotSound,
                   "Entry " + std::to_string(seq) + " is there twice, or out of its place in the file.");
}

// Answers whether the row's own hash holds, that is whether the body is the one that was recorded here.
bool RowWalk::checkHashes(std::uint64_t seq, const Row& row)
{
    const std::vector<Digest>& completed = m_report.range.append(leafHash(asBytes(row.body)));
    const std::size_t levels = static_cast<std::size_t>(std::countr_zero(seq + 1)) + 1;
    if (row.tree.size() != levels * sizeof(Digest) ||
        std::memcmp(row.tree.data(), completed.front().data(), sizeof(Digest)) != 0) {
        m_report.treesAgree = false;
        addFinding(
            seq, ErrorCode::LogNotSound,
            "Entry " + std::to_string(seq) +
                " is not as it was recorded: its text and the hash stored with it do not fit. One of the two "
                "was changed afterwards.");
        return false;
    }
    if (m_report.whole && m_report.treesAgree)
        checkNodesAbove(seq, row, completed);
    return true;
}

// Of the stored hashes that differ only the first is named: those above it follow from it.
void RowWalk::checkNodesAbove(std::uint64_t seq, const Row& row, const std::vector<Digest>& completed)
{
    for (std::size_t level = 1; level < completed.size(); ++level) {
        if (std::memcmp(row.tree.data() + level * sizeof(Digest), completed[level].data(), sizeof(Digest)) ==
            0)
            continue;
        // Both halves below this node hold by themselves: the second does not follow the first.
        m_report.treesAgree = false;
        m_report.findings.add(notFollowing(seq + 1 - (std::uint64_t{1} << (level - 1)), seq));
        return;
    }
    const ByteView above = row.tree.subspan(completed.size() * sizeof(Digest));
    m_report.hashesAbove.assign(above.begin(), above.end());
}

void RowWalk::checkBody(std::uint64_t seq, std::string_view body)
{
    const auto head = scanBody(body);
    if (!head) {
        addFinding(seq, ErrorCode::EntryInvalid, "Entry " + std::to_string(seq) + ": " + head.error().message,
                   head.error().detail);
        return;
    }
    if (head->seq != seq)
        addFinding(seq, ErrorCode::LogNotSound,
                   "Entry " + std::to_string(seq) + " says of itself that it is number " +
                       std::to_string(head->seq) + ": entries were moved, added or removed.");
    checkClock(*head);
    if (head->kind == kCosigned && m_report.cosigned.size() < kMaxCosigned)
        if (auto entry = parseBody(body))
            m_report.cosigned.push_back(std::move(*entry));
}

void RowWalk::checkClock(const BodyHead& head)
{
    if (!m_report.firstTime)
        m_report.firstTime = head.time;
    else if (auto remark = clockRemark(head.seq, *m_report.lastTime, head.time))
        m_report.remarks.add(std::move(*remark));
    m_report.lastTime = head.time;
}

} // namespace keyrite::log
