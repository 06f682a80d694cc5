#include "core/log/merkle.h"

#include <bit>

namespace keyrite::log {

using crypto::sha256;

Digest leafHash(ByteView body)
{
    constexpr std::array<std::uint8_t, 1> kLeaf{0};
    return sha256({ByteView(kLeaf), body});
}

Digest nodeHash(const Digest& left, const Digest& right)
{
    // One piece: a call into the hash costs more than copying 64 bytes.
    std::array<std::uint8_t, 65> node{1};
    std::copy(left.begin(), left.end(), node.begin() + 1);
    std::copy(right.begin(), right.end(), node.begin() + 33);
    return sha256(ByteView(node));
}

Digest emptyRoot()
{
    return sha256(ByteView{});
}

Result<CompactRange> CompactRange::restore(std::uint64_t size, std::vector<Digest> nodes)
{
    if (nodes.size() != static_cast<std::size_t>(std::popcount(size)))
        return fail(ErrorCode::LogNotSound, "The stored tree does not fit the number of entries. Verify the "
                                            "log before anything is added to it.");
    CompactRange range;
    range.m_size = size;
    range.m_nodes = std::move(nodes);
    return range;
}

const std::vector<Digest>& CompactRange::appendSubtree(const Digest& subtreeRoot, unsigned level)
{
    m_completed.assign(1, subtreeRoot);
    for (std::uint64_t ones = m_size >> level; (ones & 1U) != 0; ones >>= 1U) {
        m_completed.push_back(nodeHash(m_nodes.back(), m_completed.back()));
        m_nodes.pop_back();
    }
    m_nodes.push_back(m_completed.back());
    m_size += std::uint64_t{1} << level;
    return m_completed;
}

Digest CompactRange::root() const
{
    if (m_nodes.empty())
        return emptyRoot();
    Digest root = m_nodes.back();
    for (std::size_t i = m_nodes.size() - 1; i-- > 0;)
        root = nodeHash(m_nodes[i], root);
    return root;
}

} // namespace keyrite::log
