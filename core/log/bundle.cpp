#include "core/log/bundle.h"

#include "core/log/audit_keys.h"
#include "core/log/canonical.h"
#include "core/log/entry.h"
#include "core/log/note_text.h"

#include <algorithm>
#include <bit>

namespace keyrite::log {
namespace {

constexpr std::string_view kHeader = "keyrite-bundle@v1";
constexpr std::string_view kKey = "vkey ";
constexpr std::string_view kSince = "since ";
constexpr std::string_view kNote = "note ";
constexpr std::size_t kMaxNotes = 10000;
constexpr std::uint64_t kMaxSize = std::uint64_t{1} << 53U; // what a body can number

tl::unexpected<Error> refuse(const std::string& problem)
{
    return fail(ErrorCode::LogUnreadable,
                "This is not a sound bundle: " + problem +
                    " Ask the room for it again, and keep this file if it comes the same.");
}

// Reads line by line and says where it broke.
class Reader final
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    // Every line has its line feed. Errors: BundleInvalid.
    Result<std::string_view> line()
    {
        const auto line = cut(m_rest, "\n");
        if (!line)
            return refuse("it ends in line " + std::to_string(m_number + 1) + ", which has no end.");
        ++m_number;
        return *line;
    }

    Result<std::string_view> lineAfter(std::string_view start)
    {
        auto text = line();
        if (!text)
            return text;
        if (!text->starts_with(start))
            return refuseHere("does not begin with \"" + std::string(start) + "\".");
        return text->substr(start.size());
    }

    bool atEnd() const { return m_rest.empty(); }
    tl::unexpected<Error> refuseHere(const std::string& problem) const
    {
        return refuse("line " + std::to_string(m_number) + " " + problem);
    }

private:
    std::string_view m_rest;
    std::size_t m_number = 0;
};

Result<void> readHead(Reader& in, Bundle& bundle)
{
    if (const auto header = in.lineAfter(kHeader); !header || !header->empty())
        return refuse("it does not begin with " + std::string(kHeader) + ".");
    const auto keyText = in.lineAfter(kKey);
    if (!keyText)
        return fail(keyText.error());
    auto key = VerifierKey::parse(*keyText);
    if (!key)
        return fail(key.error());
    bundle.key = std::move(*key);
    const auto sinceText = in.lineAfter(kSince);
    if (!sinceText)
        return fail(sinceText.error());
    const auto since = parseDecimal(*sinceText);
    if (!since || *since > kMaxSize)
        return in.refuseHere("holds no number of entries.");
    bundle.since = *since;
    return {};
}

Result<void> readNodes(Reader& in, Bundle& bundle)
{
    for (int i = 0; i < std::popcount(bundle.since); ++i) {
        const auto line = in.line();
        if (!line)
            return fail(line.error());
        const auto bytes = fromBase64(*line);
        Digest node{};
        if (!bytes || bytes->size() != node.size())
            return in.refuseHere("holds no hash.");
        std::ranges::copy(*bytes, node.begin());
        bundle.nodes.push_back(node);
    }
    return {};
}

// The notes, and the empty line after them.
Result<void> readNotes(Reader& in, Bundle& bundle)
{
    for (;;) {
        const auto line = in.line();
        if (!line)
            return fail(line.error());
        if (line->empty())
            return {};
        const auto bytes =
            line->starts_with(kNote) ? fromBase64(line->substr(kNote.size())) : Result<Bytes>(refuse(""));
        if (!bytes || bundle.checkpoints.size() == kMaxNotes)
            return in.refuseHere("holds no checkpoint, or one too many.");
        std::string note(bytes->begin(), bytes->end());
        const auto checkpoint = openCheckpoint(note, bundle.key);
        if (!checkpoint)
            return fail(checkpoint.error());
        const bool rises = bundle.checkpoints.empty() ? checkpoint->size >= bundle.since
                                                      : checkpoint->size > bundle.checkpoints.back().size;
        if (!rises)
            return in.refuseHere("holds a checkpoint out of order.");
        bundle.checkpoints.push_back({checkpoint->size, std::move(note)});
    }
}

// Every body canonical and in its place, every checkpoint the root of what is before it.
class Check final
{
public:
    Check(const Bundle& bundle, CompactRange range) : m_bundle(bundle), m_range(std::move(range)) {}

    Result<void> run()
    {
        if (auto checked = checkRoot(); !checked)
            return checked;
        for (const std::string& body : m_bundle.bodies) {
            const auto head = scanBody(body);
            if (!head || head->seq != m_range.size())
                return refuse("entry " + std::to_string(m_range.size()) +
                              " is not in its canonical form, or not in its place.");
            m_range.append(leafHash(asBytes(body)));
            if (auto checked = checkRoot(); !checked)
                return checked;
        }
        if (m_next != m_bundle.checkpoints.size() || m_bundle.checkpoints.empty() ||
            m_bundle.checkpoints.back().size != m_range.size())
            return refuse("its last entry is not covered by its last checkpoint.");
        return {};
    }

private:
    Result<void> checkRoot()
    {
        const bool atNote =
            m_next < m_bundle.checkpoints.size() && m_bundle.checkpoints[m_next].size == m_range.size();
        if (!atNote && m_range.size() == m_bundle.since && m_bundle.since > 0)
            return refuse("the checkpoint over the entries before it is missing.");
        if (!atNote)
            return {};
        if (parseCheckpoint(m_bundle.checkpoints[m_next].note)->root != m_range.root())
            return refuse("its entries up to " + std::to_string(m_range.size()) +
                          " are not those that were signed.");
        ++m_next;
        return {};
    }

    const Bundle& m_bundle;
    CompactRange m_range;
    std::size_t m_next = 0;
};

Result<void> check(const Bundle& bundle)
{
    auto range = CompactRange::restore(bundle.since, bundle.nodes);
    if (!range)
        return fail(range.error());
    return Check(bundle, std::move(*range)).run();
}

Result<std::vector<StoredCheckpoint>> checkpointsFrom(const Store& store, std::uint64_t since)
{
    auto stored = store.checkpoints();
    if (!stored)
        return stored;
    std::erase_if(*stored, [&](const StoredCheckpoint& one) { return one.size < since; });
    const bool joins = since == 0 || (!stored->empty() && stored->front().size == since);
    if (!joins || stored->empty() || stored->back().size == since)
        return fail(ErrorCode::NotFound,
                    "The log " + store.file() + " has no checkpoint over " + std::to_string(since) +
                        " entries, or none after it. A bundle goes from one checkpoint to the last: give the "
                        "size at which the last bundle ended.");
    return stored;
}

} // namespace

std::string Bundle::text() const
{
    std::string text(kHeader);
    text += "\n";
    text.append(kKey).append(key.text()).append("\n");
    text.append(kSince).append(std::to_string(since)).append("\n");
    for (const Digest& node : nodes)
        text.append(toBase64(node)).append("\n");
    for (const StoredCheckpoint& one : checkpoints)
        text.append(kNote).append(toBase64(asBytes(one.note))).append("\n");
    text += "\n";
    for (const std::string& body : bodies)
        text.append(body).append("\n");
    return text;
}

Result<Bundle> Bundle::parse(std::string_view text)
{
    if (text.size() > kMaxBundleBytes)
        return refuse("it is longer than 256 MiB.");
    Bundle bundle{};
    Reader in(text);
    for (const auto read : {readHead, readNodes, readNotes})
        if (const auto done = read(in, bundle); !done)
            return fail(done.error());
    while (!in.atEnd()) {
        const auto body = in.line();
        if (!body)
            return fail(body.error());
        bundle.bodies.emplace_back(*body);
    }
    if (const auto checked = check(bundle); !checked)
        return fail(checked.error());
    return bundle;
}

Result<CompactRange> rangeOfBodies(const Store& store, std::uint64_t size)
{
    CompactRange range;
    const auto read = store.forEachRow([&](const Row& row) {
        if (range.size() == size || row.seq != static_cast<std::int64_t>(range.size()))
            return false;
        range.append(leafHash(asBytes(row.body)));
        return true;
    });
    if (!read)
        return fail(read.error());
    if (range.size() != size)
        return fail(ErrorCode::LogNotSound, "The log " + store.file() + " lacks entry " +
                                                std::to_string(range.size()) +
                                                ". Verify it before anything is taken from it.");
    return range;
}

Result<Bundle> makeBundle(const Store& store, std::uint64_t since, const VerifierKey& key)
{
    auto checkpoints = checkpointsFrom(store, since);
    if (!checkpoints)
        return fail(checkpoints.error());
    const auto range = rangeOfBodies(store, since);
    if (!range)
        return fail(range.error());
    const auto keys = auditKeys(store);
    if (!keys)
        return fail(keys.error());
    // What an earlier audit key of this log signed is not vouched for by `key`: it left with its own bundle.
    if (std::ranges::find(*keys, key, &AuditKey::key) != keys->end())
        std::erase_if(*checkpoints, [&](const StoredCheckpoint& one) {
            const VerifierKey* signer = auditKeyFor(*keys, one.size);
            return signer != nullptr && *signer != key;
        });
    if (checkpoints->empty())
        return fail(ErrorCode::NotFound,
                    "This audit key has signed nothing since: there is nothing to bundle.");
    Bundle bundle{key, since, range->nodes(), {}, std::move(*checkpoints)};
    const std::uint64_t size = bundle.checkpoints.back().size;
    std::size_t bytes = 0;
    const auto read = store.forEachRowFrom(static_cast<std::int64_t>(since), [&](const Row& row) {
        if (row.seq >= static_cast<std::int64_t>(size) || bytes > kMaxBundleBytes)
            return false;
        bytes += row.body.size() + 1;
        bundle.bodies.emplace_back(row.body);
        return true;
    });
    if (!read)
        return fail(read.error());
    if (bytes > kMaxBundleBytes)
        return refuse("it would be longer than 256 MiB. Bundle from a later checkpoint.");
    for (const StoredCheckpoint& one : bundle.checkpoints)
        if (const auto opened = openCheckpoint(one.note, key); !opened)
            return fail(opened.error());
    if (const auto checked = check(bundle); !checked)
        return fail(checked.error());
    return bundle;
}

} // namespace keyrite::log
