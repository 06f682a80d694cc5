// Store::rootAt, Store::inclusionProof: read from the hashes that lie with the entries, without hashing
// anything that is not on the path.
#include "core/log/store_state.h"

#include <bit>

namespace keyrite::log {
namespace {

// The largest power of two below n; n > 1 (RFC 6962, section 2.1).
std::uint64_t splitOf(std::uint64_t n)
{
    return std::bit_floor(n - 1);
}

// The root over entries [first, end), of which `first` is a multiple of the smallest power of two that is at
// least end - first: the nodes of its perfect subtrees, joined from the right.
Result<Digest> rootOver(const Store::State& state, std::uint64_t first, std::uint64_t end)
{
    const std::uint64_t count = end - first;
    if (std::has_single_bit(count))
        return state.nodeAt(static_cast<unsigned>(std::countr_zero(count)), end - 1);
    const std::uint64_t middle = first + splitOf(count);
    const auto left = rootOver(state, first, middle);
    const auto right = left ? rootOver(state, middle, end) : left;
    return right ? Result<Digest>(nodeHash(*left, *right)) : right;
}

// PATH(m, D[n]) of RFC 6962, section 2.1.1, lowest sibling first.
Result<void> appendPath(const Store::State& state, std::uint64_t seq, std::uint64_t first, std::uint64_t end,
                        std::vector<Digest>& path)
{
    if (end - first == 1)
        return {};
    const std::uint64_t middle = first + splitOf(end - first);
    const bool left = seq < middle;
    const auto below =
        left ? appendPath(state, seq, first, middle, path) : appendPath(state, seq, middle, end, path);
    const auto sibling = left ? rootOver(state, middle, end) : rootOver(state, first, middle);
    if (!below || !sibling)
        return fail(!below ? below.error() : sibling.error());
    path.push_back(*sibling);
    return {};
}

tl::unexpected<Error> tooShort(const std::string& file, std::uint64_t size)
{
    return fail(ErrorCode::NotFound, "The log " + file + " has no " + std::to_string(size) + " entries.");
}

} // namespace

Result<Digest> Store::rootAt(std::uint64_t size) const
{
    if (size > m_state->size)
        return tooShort(m_state->file, size);
    return size == 0 ? Result<Digest>(emptyRoot()) : rootOver(*m_state, 0, size);
}

Result<std::vector<Digest>> Store::inclusionProof(std::uint64_t seq, std::uint64_t size) const
{
    if (size > m_state->size || seq >= size)
        return tooShort(m_state->file, std::max(size, seq + 1));
    std::vector<Digest> path;
    const auto done = appendPath(*m_state, seq, 0, size, path);
    return done ? Result<std::vector<Digest>>(std::move(path)) : fail(done.error());
}

} // namespace keyrite::log
