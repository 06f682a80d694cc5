#include "core/log/verify_tree.h"

#include <algorithm>
#include <bit>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace keyrite::log {
namespace {

// Hands out the subtrees that have rows, in order, and takes the reports in whatever order they come. Locked.
class Queue final
{
public:
    explicit Queue(std::uint64_t subtreeEntries) : m_subtreeEntries(subtreeEntries) {}

    struct Task
    {
        std::size_t number;
        std::uint64_t start;
    };

    // The next subtree with a row in it: those without are skipped, however many a forged number makes. The
    // seek is a step down the table's tree, and the lock is held for as long.
    Result<std::optional<Task>> take(const Store& store)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopped || m_from > std::numeric_limits<std::int64_t>::max())
            return std::nullopt;
        const auto row = store.firstRowFrom(static_cast<std::int64_t>(m_from));
        if (!row)
            return fail(row.error());
        if (!*row)
            return std::nullopt;
        const std::uint64_t start = static_cast<std::uint64_t>(**row) & ~(m_subtreeEntries - 1);
        m_from = start + m_subtreeEntries;
        return Task{m_taken++, start};
    }

    void put(std::size_t number, SubtreeReport report)
    {
        const std::scoped_lock lock(m_mutex);
        m_reports.emplace(number, std::move(report));
        m_changed.notify_all();
    }

    void readerEnds(std::optional<Error> error)
    {
        const std::scoped_lock lock(m_mutex);
        --m_readers;
        if (error && !m_error)
            m_error = std::move(error);
        m_changed.notify_all();
    }

    // The report with this number; nothing where there will be none. Errors: those of the readers.
    Result<std::optional<SubtreeReport>> wait(std::size_t number)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_reports.contains(number) || m_readers == 0 || m_error; });
        const auto found = m_reports.find(number);
        if (found == m_reports.end())
            return m_error ? Result<std::optional<SubtreeReport>>(fail(*m_error)) : std::nullopt;
        std::optional<SubtreeReport> report(std::move(found->second));
        m_reports.erase(found);
        return report;
    }

    void addReader()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_readers;
    }

    void stop()
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
    }

private:
    const std::uint64_t m_subtreeEntries;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_from = 0;
    std::size_t m_taken = 0;
    std::map<std::size_t, SubtreeReport> m_reports;
    int m_readers = 0;
    bool m_stopped = false;
    std::optional<Error> m_error;
};

// Tells the readers to stop however the merging ends; before the threads, which wait for them.
class StopAtEnd final
{
public:
    explicit StopAtEnd(Queue& queue) : m_queue(queue) {}
    StopAtEnd(const StopAtEnd&) = delete;
    StopAtEnd& operator=(const StopAtEnd&) = delete;
    ~StopAtEnd() { m_queue.stop(); }

private:
    Queue& m_queue;
};

} // namespace

unsigned threadsOf(const VerifyOptions& options)
{
    return options.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.threads;
}

TreeWalk::TreeWalk(const Store& store, const VerifyOptions& options, std::vector<std::uint64_t> sizes)
    : m_store(store), m_options(options), m_sizes(std::move(sizes))
{
    std::sort(m_sizes.begin(), m_sizes.end());
    m_roots[0] = emptyRoot();
}

std::optional<Digest> TreeWalk::rootAt(std::uint64_t size) const
{
    const auto found = m_roots.find(size);
    return found == m_roots.end() ? std::nullopt : std::optional(found->second);
}

Result<void> TreeWalk::run()
{
    checkNegative();
    const unsigned threads = threadsOf(m_options);
    const bool small = m_store.size() <= m_options.subtreeEntries;
    return threads == 1 || small ? runAlone() : runThreads(threads);
}

void TreeWalk::checkNegative()
{
    const auto row = m_store.firstRowFrom(std::numeric_limits<std::int64_t>::min());
    if (row && *row && **row < 0)
        m_findings.add(badEntry(0, ErrorCode::LogNotSound,
                                "Before entry 0 there is a row with the number " + std::to_string(**row) +
                                    ", which no Keyrite log has."));
}

SubtreeReport TreeWalk::walk(const Store& store, std::uint64_t start) const
{
    RowWalk walk(start, m_options.subtreeEntries, m_sizes);
    const auto read = store.forEachRowFrom(static_cast<std::int64_t>(start),
                                           [&](const Row& row) { return walk.visit(row); });
    if (!read)
        walk.report().refused = read.error();
    return std::move(walk.report());
}

Result<void> TreeWalk::runAlone()
{
    Queue queue(m_options.subtreeEntries);
    for (;;) {
        const auto task = queue.take(m_store);
        if (!task)
            m_refused = task.error();
        if (!task || !*task || !merge(walk(m_store, (*task)->start)))
            return {};
        if (auto told = tellProgress(); !told)
            return told;
    }
}

Result<void> TreeWalk::runThreads(unsigned threads)
{
    Queue queue(m_options.subtreeEntries);
    const auto read = [&] {
        auto store = Store::openReadOnly(m_store.file());
        if (!store)
            return queue.readerEnds(store.error());
        for (;;) {
            const auto task = queue.take(*store);
            if (!task || !*task)
                return queue.readerEnds(task ? std::nullopt : std::optional(task.error()));
            queue.put((*task)->number, walk(*store, (*task)->start));
        }
    };
    std::vector<std::jthread> readers;
    const StopAtEnd stop(queue);
    for (unsigned i = 0; i < threads; ++i) {
        queue.addReader();
        readers.emplace_back(read);
    }
    for (std::size_t number = 0;; ++number) {
        auto report = queue.wait(number);
        if (!report)
            m_refused = report.error();
        if (!report || !*report || !merge(std::move(**report)))
            return {};
        if (auto told = tellProgress(); !told)
            return told;
    }
}

Result<void> TreeWalk::tellProgress()
{
    if (m_options.progress && !m_options.progress({VerifyStage::Entries, m_next, m_store.size()}))
        return fail(ErrorCode::Cancelled, "The verification was stopped before its end: it says nothing.");
    return {};
}

bool TreeWalk::merge(SubtreeReport report)
{
    const bool seen = report.range.size() > 0;
    if (seen && report.first != m_next) {
        m_findings.add(report.first > m_next
                           ? missingEntries(m_next, report.first - 1)
                           : badEntry(report.first, ErrorCode::LogNotSound,
                                      "Entry " + std::to_string(report.first) +
                                          " is there twice, or out of its place in the file."));
        m_whole = false;
    }
    m_findings.append(std::move(report.findings));
    m_remarks.append(std::move(report.remarks));
    std::move(report.cosigned.begin(), report.cosigned.end(), std::back_inserter(m_cosigned));
    if (seen && m_lastTime && report.firstTime)
        if (auto remark = clockRemark(report.first, *m_lastTime, *report.firstTime))
            m_remarks.add(std::move(*remark));
    if (report.lastTime)
        m_lastTime = report.lastTime;
    if (m_whole)
        mergeRange(report);
    m_whole = m_whole && report.whole;
    if (seen)
        m_next = report.next;
    m_refused = report.refused;
    return !m_refused;
}

// The nodes of a range over the whole log are those of all full subtrees before, and then the subtree's own.
void TreeWalk::mergeRange(const SubtreeReport& report)
{
    const auto joined = [&](std::uint64_t size, const std::vector<Digest>& own) {
        std::vector<Digest> nodes = m_range.nodes();
        nodes.insert(nodes.end(), own.begin(), own.end());
        return CompactRange::restore(size, std::move(nodes));
    };
    for (const auto& [size, nodes] : report.nodesAt)
        if (const auto range = joined(size, nodes))
            m_roots[size] = range->root();
    if (!report.whole)
        return;
    const auto level = static_cast<unsigned>(std::countr_zero(m_options.subtreeEntries));
    if (report.range.size() == m_options.subtreeEntries)
        checkHashesAbove(report, m_range.appendSubtree(report.range.root(), level));
    else if (auto range = joined(report.next, report.range.nodes()))
        m_range = std::move(*range);
    if (std::binary_search(m_sizes.begin(), m_sizes.end(), report.next))
        m_roots[report.next] = m_range.root();
}

void TreeWalk::checkHashesAbove(const SubtreeReport& report, const std::vector<Digest>& completed)
{
    const auto level = static_cast<std::size_t>(std::countr_zero(m_options.subtreeEntries));
    m_treesAgree = m_treesAgree && report.treesAgree;
    if (!m_treesAgree || report.hashesAbove.size() != (completed.size() - 1) * sizeof(Digest))
        return;
    for (std::size_t above = 1; above < completed.size(); ++above) {
        if (std::memcmp(report.hashesAbove.data() + (above - 1) * sizeof(Digest), completed[above].data(),
                        sizeof(Digest)) == 0)
            continue;
        m_treesAgree = false;
        m_findings.add(
            notFollowing(report.next - (std::uint64_t{1} << (level + above - 1)), report.next - 1));
        return;
    }
}

} // namespace keyrite::log
