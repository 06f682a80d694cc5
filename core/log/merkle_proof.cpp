#include "core/log/merkle.h"

#include <bit>

namespace keyrite::log {
namespace {

tl::unexpected<Error> refuse(const char* problem)
{
    return fail(ErrorCode::ProofInvalid, std::string("The proof does not hold: ") + problem +
                                             " The text it speaks of is not what the log recorded, or the "
                                             "proof is damaged.");
}

// MTH(D[begin:end]) of RFC 6962, section 2.1; begin < end.
Digest subtreeRoot(std::span<const Digest> leaves)
{
    CompactRange range;
    for (const Digest& leaf : leaves)
        range.append(leaf);
    return range.root();
}

// The largest power of two smaller than `size`, the split of RFC 6962; size > 1.
std::uint64_t splitPoint(std::uint64_t size)
{
    return std::bit_floor(size - 1);
}

// [start, end) is a node of some tree: start is a multiple of the power of two that covers the span. Written
// without that power, which does not fit 64 bits for the largest spans: no bit of start lies below it.
bool isSubtree(std::uint64_t start, std::uint64_t end)
{
    if (start > end)
        return false;
    if (start == end)
        return true;
    const auto levels = static_cast<unsigned>(std::bit_width(end - start - 1));
    return levels >= 64 ? start == 0 : (start & ((std::uint64_t{1} << levels) - 1)) == 0;
}

// The walk of draft-ietf-plants-merkle-tree-certs (and of RFC 9162, section 2.1.4.2, of which it is the
// general form): `first`, `last` and `treeLast` are the subtree's first and last node and the tree's last
// node at the level reached.
class ConsistencyWalk final
{
public:
    ConsistencyWalk(std::uint64_t start, std::uint64_t end, std::uint64_t size)
        : m_first(start), m_last(end - 1), m_treeLast(size - 1)
    {
        // Up to the largest node which ends the subtree and is a node of the tree too.
        while (m_first != m_last && (m_last == m_treeLast || (m_last & 1U) == 1))
            up();
    }

    bool seedIsSubtree() const { return m_first == m_last; }
    bool atTop() const { return m_treeLast == 0; }

    void take(const Digest& node, Digest& subtree, Digest& tree)
    {
        if ((m_last & 1U) == 1 || m_last == m_treeLast) {
            if (m_first < m_last)
                subtree = nodeHash(node, subtree);
            tree = nodeHash(node, tree);
            while ((m_last & 1U) == 0)
                up();
        } else {
            tree = nodeHash(tree, node);
        }
        up();
    }

private:
    void up()
    {
        m_first >>= 1U;
        m_last >>= 1U;
        m_treeLast >>= 1U;
    }

    std::uint64_t m_first;
    std::uint64_t m_last;
    std::uint64_t m_treeLast;
};

Result<void> verifyEmptySubtree(const std::vector<Digest>& proof, const Digest& subtree)
{
    if (!proof.empty() || subtree != emptyRoot())
        return refuse("an empty part of the log has one root and needs no proof.");
    return {};
}

// PATH(m, D[n]) of RFC 6962, section 2.1.1.
void appendPath(std::uint64_t index, std::span<const Digest> leaves, std::vector<Digest>& path)
{
    if (leaves.size() <= 1)
        return;
    const std::uint64_t split = splitPoint(leaves.size());
    if (index < split) {
        appendPath(index, leaves.first(split), path);
        path.push_back(subtreeRoot(leaves.subspan(split)));
    } else {
        appendPath(index - split, leaves.subspan(split), path);
        path.push_back(subtreeRoot(leaves.first(split)));
    }
}

// SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2; `known` is b: the verifier has this subtree's root.
void appendSubproof(std::uint64_t size1, std::span<const Digest> leaves, bool known,
                    std::vector<Digest>& proof)
{
    if (size1 == leaves.size()) {
        if (!known)
            proof.push_back(subtreeRoot(leaves));
        return;
    }
    const std::uint64_t split = splitPoint(leaves.size());
    if (size1 <= split) {
        appendSubproof(size1, leaves.first(split), known, proof);
        proof.push_back(subtreeRoot(leaves.subspan(split)));
    } else {
        appendSubproof(size1 - split, leaves.subspan(split), false, proof);
        proof.push_back(subtreeRoot(leaves.first(split)));
    }
}

} // namespace

Result<void> verifyInclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf,
                             const std::vector<Digest>& proof, const Digest& root)
{
    if (index >= size)
        return refuse("it names an entry beyond the end of the log.");
    Digest hash = leaf;
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    for (const Digest& sibling : proof) {
        if (last == 0)
            return refuse("it has too many steps.");
        if ((node & 1U) == 1 || node == last) {
            hash = nodeHash(sibling, hash);
            while ((node & 1U) == 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = nodeHash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0 || hash != root)
        return refuse("it does not lead to the root.");
    return {};
}

Result<void> verifyConsistency(std::uint64_t size1, std::uint64_t size2, const std::vector<Digest>& proof,
                               const Digest& root1, const Digest& root2)
{
    if (size1 == 0)
        return refuse("nothing can be shown about an empty log.");
    return verifySubtreeConsistency(0, size1, size2, proof, root1, root2);
}

Result<void> verifySubtreeInclusion(std::uint64_t index, std::uint64_t start, std::uint64_t end,
                                    const Digest& leaf, const std::vector<Digest>& proof,
                                    const Digest& subtreeRoot)
{
    if (!isSubtree(start, end) || index < start)
        return refuse("it names a part of the log that is no subtree, or an entry outside it.");
    return verifyInclusion(index - start, end - start, leaf, proof, subtreeRoot);
}

Result<void> verifySubtreeConsistency(std::uint64_t start, std::uint64_t end, std::uint64_t size,
                                      const std::vector<Digest>& proof, const Digest& subtreeRoot,
                                      const Digest& root)
{
    if (!isSubtree(start, end) || end > size)
        return refuse("it names a part of the log that is no subtree, or beyond the log's end.");
    if (start == end)
        return verifyEmptySubtree(proof, subtreeRoot);
    ConsistencyWalk walk(start, end, size);
    std::span<const Digest> rest(proof);
    if (!walk.seedIsSubtree() && rest.empty())
        return refuse("it is empty.");
    Digest subtree = walk.seedIsSubtree() ? subtreeRoot : rest.front();
    Digest tree = subtree;
    if (!walk.seedIsSubtree())
        rest = rest.subspan(1);
    for (const Digest& node : rest) {
        if (walk.atTop())
            return refuse("it has too many steps.");
        walk.take(node, subtree, tree);
    }
    if (!walk.atTop() || subtree != subtreeRoot || tree != root)
        return refuse("it does not lead to both roots.");
    return {};
}

std::vector<Digest> inclusionProof(std::uint64_t index, const std::vector<Digest>& leaves)
{
    std::vector<Digest> path;
    appendPath(index, leaves, path);
    return path;
}

std::vector<Digest> consistencyProof(std::uint64_t size1, const std::vector<Digest>& leaves)
{
    std::vector<Digest> proof;
    if (size1 > 0)
        appendSubproof(size1, leaves, true, proof);
    return proof;
}

} // namespace keyrite::log
