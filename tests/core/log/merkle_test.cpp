#include "core/log/merkle.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

#include <QDirIterator>
#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;

namespace {

Digest digest(std::string_view hex)
{
    const Bytes bytes = fromHex(hex).value();
    Digest value{};
    std::copy(bytes.begin(), bytes.end(), value.begin());
    return value;
}

// Base64 of 32 bytes; nothing for the vectors' hashes of another length, which the type Digest rules out.
std::optional<Digest> digestIn(const nlohmann::json& json, const char* key)
{
    const Bytes bytes = fromBase64(json.at(key).get<std::string>()).value();
    if (bytes.size() != 32)
        return std::nullopt;
    Digest value{};
    std::copy(bytes.begin(), bytes.end(), value.begin());
    return value;
}

std::optional<std::vector<Digest>> proofIn(const nlohmann::json& json)
{
    std::vector<Digest> proof;
    for (const nlohmann::json& node : json.at("proof")) {
        const Bytes bytes = fromBase64(node.get<std::string>()).value();
        if (bytes.size() != 32)
            return std::nullopt;
        std::copy(bytes.begin(), bytes.end(), proof.emplace_back().begin());
    }
    return proof;
}

// The consistency cases write texts like "don't care" for roots that are only compared with one another.
Digest rootIn(const nlohmann::json& json, const char* key)
{
    const auto root = digestIn(json, key);
    return root ? *root : crypto::sha256(fromBase64(json.at(key).get<std::string>()).value());
}

std::uint64_t number(const nlohmann::json& json, const char* key)
{
    return json.at(key).get<std::uint64_t>();
}

// Calls check(case) for each file below testdata/<folder> and compares with its wantErr; answers how many.
template <typename Check>
int runCases(const char* folder, Check check)
{
    int count = 0;
    QDirIterator files(test::sharedPath("vectors/merkle/testdata/") + QString::fromLatin1(folder),
                       {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const nlohmann::json one = test::readJson(files.next());
        const bool holds = check(one);
        if (holds == one.at("wantErr").get<bool>())
            qWarning() << files.filePath();
        if (holds == one.at("wantErr").get<bool>())
            return -1;
        ++count;
    }
    return count;
}

bool inclusionHolds(const nlohmann::json& one)
{
    const auto leaf = digestIn(one, "leafHash");
    const auto root = digestIn(one, "root");
    const auto proof = proofIn(one);
    return leaf && root && proof &&
           verifyInclusion(number(one, "leafIdx"), number(one, "treeSize"), *leaf, *proof, *root).has_value();
}

bool consistencyHolds(const nlohmann::json& one)
{
    const Digest root1 = rootIn(one, "root1");
    const Digest root2 = rootIn(one, "root2");
    const auto proof = proofIn(one);
    return proof &&
           verifyConsistency(number(one, "size1"), number(one, "size2"), *proof, root1, root2).has_value();
}

bool subtreeInclusionHolds(const nlohmann::json& one)
{
    const auto leaf = digestIn(one, "leafHash");
    const auto root = digestIn(one, "root");
    const auto proof = proofIn(one);
    return leaf && root && proof &&
           verifySubtreeInclusion(number(one, "leafIdx"), number(one, "start"), number(one, "end"), *leaf,
                                  *proof, *root)
               .has_value();
}

bool subtreeConsistencyHolds(const nlohmann::json& one)
{
    const Digest root1 = rootIn(one, "root1");
    const Digest root2 = rootIn(one, "root2");
    const auto proof = proofIn(one);
    return proof && verifySubtreeConsistency(number(one, "start"), number(one, "end"), number(one, "size"),
                                             *proof, root1, root2)
                        .has_value();
}

std::vector<Digest> someLeaves(std::uint64_t count)
{
    std::vector<Digest> leaves;
    for (std::uint64_t i = 0; i < count; ++i)
        leaves.push_back(leafHash(asBytes(std::to_string(i))));
    return leaves;
}

Digest rootOf(const std::vector<Digest>& leaves, std::uint64_t size)
{
    CompactRange range;
    for (std::uint64_t i = 0; i < size; ++i)
        range.append(leaves[i]);
    return range.root();
}

void flipOneBit(std::vector<Digest>& proof)
{
    Digest& node = proof[*rc::gen::inRange<std::size_t>(0, proof.size())];
    const auto bit = *rc::gen::inRange<unsigned>(0, 256);
    node[bit / 8] = static_cast<std::uint8_t>(node[bit / 8] ^ (1U << (bit % 8)));
}

} // namespace

class MerkleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SOURCE: transparency-dev/merkle rfc6962/rfc6962_test.go, commit
    // 417fb0c314750d94e53942e9f92e79b6d35915db (its vector of a node over two four-byte hashes is computed
    // from the same definition, with 32-byte hashes, by the trees below).
    void rfc6962Hashes()
    {
        QVERIFY(emptyRoot() == digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QVERIFY(leafHash({}) == digest("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        QVERIFY(leafHash(asBytes("L123456")) ==
                digest("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"));
        // Second preimage: the bytes of two hashes, taken as a leaf, are another hash than their node.
        const Digest left = leafHash(asBytes("Hello"));
        const Digest right = leafHash(asBytes("World"));
        Bytes both(left.begin(), left.end());
        both.insert(both.end(), right.begin(), right.end());
        QVERIFY(nodeHash(left, right) != leafHash(both));
        QVERIFY(nodeHash(left, right) != nodeHash(right, left));
    }

    // SOURCE: transparency-dev/merkle testonly/constants.go, commit 417fb0c314750d94e53942e9f92e79b6d35915db:
    // LeafInputs, RootHashes, CompactTrees.
    void rfc6962Trees()
    {
        const std::array<const char*, 8> inputs{"",
                                                "00",
                                                "10",
                                                "2021",
                                                "3031",
                                                "40414243",
                                                "5051525354555657",
                                                "606162636465666768696a6b6c6d6e6f"};
        const std::array<const char*, 8> roots{
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
        CompactRange range;
        QVERIFY(range.root() == emptyRoot());
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            range.append(leafHash(fromHex(inputs[i]).value()));
            QCOMPARE(range.size(), i + 1);
            QVERIFY(range.root() == digest(roots[i]));
        }
        CompactRange seven;
        for (std::size_t i = 0; i < 7; ++i)
            seven.append(leafHash(fromHex(inputs[i]).value()));
        QVERIFY(
            seven.nodes() ==
            (std::vector<Digest>{
                digest(roots[3]), digest("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
                digest("b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f")}));
    }

    // SOURCE: transparency-dev/merkle testdata, commit 417fb0c314750d94e53942e9f92e79b6d35915db, Apache-2.0.
    void officialProofs()
    {
        KEYRITE_NEEDS_SHARED("vectors/merkle/testdata");
        const int inclusion = runCases("inclusion", inclusionHolds);
        const int consistency = runCases("consistency", consistencyHolds);
        const int subtreeInclusion = runCases("subtreeinclusion", subtreeInclusionHolds);
        const int subtreeConsistency = runCases("subtreeconsistency", subtreeConsistencyHolds);
        QCOMPARE(inclusion, 98);
        QCOMPARE(consistency, 98);
        QCOMPARE(subtreeInclusion, 204);
        QCOMPARE(subtreeConsistency, 118);
        QCOMPARE(inclusion + consistency + subtreeInclusion + subtreeConsistency, 518);
    }

    // SOURCE: the same set, cases inclusion/3/happy-path, consistency/3/happy-path and
    // subtreeinclusion/3/happy-path-subtree, for where the full set is absent.
    void fewOfficialProofs()
    {
        const Digest leaf2 = digest("0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7");
        const Digest node01 = digest("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        const Digest root3 = digest("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
        QVERIFY(verifyInclusion(2, 3, leaf2, {node01}, root3));
        QCOMPARE(verifyInclusion(1, 3, leaf2, {node01}, root3).error().code, ErrorCode::ProofInvalid);
        QVERIFY(verifySubtreeInclusion(6, 4, 7, leaf2, {node01}, root3));
        QCOMPARE(verifySubtreeInclusion(6, 3, 6, leaf2, {node01}, root3).error().code,
                 ErrorCode::ProofInvalid);
        const Digest root5 = digest("4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4");
        const std::vector<Digest> proof{
            digest("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            digest("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")};
        QVERIFY(verifyConsistency(2, 5, proof, node01, root5));
        QCOMPARE(verifyConsistency(3, 5, proof, node01, root5).error().code, ErrorCode::ProofInvalid);
    }

    void everyPairOfASmallTree()
    {
        const std::vector<Digest> leaves = someLeaves(33);
        for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
            const std::vector<Digest> tree(leaves.begin(),
                                           leaves.begin() + static_cast<std::ptrdiff_t>(size));
            const Digest root = rootOf(leaves, size);
            for (std::uint64_t i = 0; i < size; ++i)
                QVERIFY(verifyInclusion(i, size, leaves[i], inclusionProof(i, tree), root));
            for (std::uint64_t earlier = 1; earlier <= size; ++earlier)
                QVERIFY(verifyConsistency(earlier, size, consistencyProof(earlier, tree),
                                          rootOf(leaves, earlier), root));
        }
    }

    void inclusionProofsVerifyAndTamperedTwinsFail()
    {
        QVERIFY(rc::check([] {
            const auto size = *rc::gen::inRange<std::uint64_t>(2, 600);
            const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
            const std::vector<Digest> leaves = someLeaves(size);
            const Digest root = rootOf(leaves, size);
            std::vector<Digest> proof = inclusionProof(index, leaves);
            RC_ASSERT(verifyInclusion(index, size, leaves[index], proof, root).has_value());
            RC_ASSERT(!verifyInclusion((index + 1) % size, size, leaves[index], proof, root).has_value());
            flipOneBit(proof);
            RC_ASSERT(verifyInclusion(index, size, leaves[index], proof, root).error().code ==
                      ErrorCode::ProofInvalid);
        }));
    }

    void consistencyProofsVerifyAndTamperedTwinsFail()
    {
        QVERIFY(rc::check([] {
            const auto size2 = *rc::gen::inRange<std::uint64_t>(2, 600);
            const auto size1 = *rc::gen::inRange<std::uint64_t>(1, size2);
            const std::vector<Digest> leaves = someLeaves(size2);
            const Digest root1 = rootOf(leaves, size1);
            const Digest root2 = rootOf(leaves, size2);
            std::vector<Digest> proof = consistencyProof(size1, leaves);
            RC_ASSERT(verifyConsistency(size1, size2, proof, root1, root2).has_value());
            RC_ASSERT(!verifyConsistency(size1, size2, proof, root2, root1).has_value());
            flipOneBit(proof);
            RC_ASSERT(verifyConsistency(size1, size2, proof, root1, root2).error().code ==
                      ErrorCode::ProofInvalid);
        }));
    }

    // An entry hands out the hashes it completes: together they are the whole tree, once.
    void completedNodesAreTheTree()
    {
        CompactRange range;
        std::size_t nodes = 0;
        for (std::uint64_t i = 0; i < 64; ++i) {
            const std::vector<Digest>& completed = range.append(leafHash(asBytes(std::to_string(i))));
            QCOMPARE(completed.size(), static_cast<std::size_t>(std::countr_zero(i + 1) + 1));
            nodes += completed.size();
        }
        QCOMPARE(nodes, std::size_t{127});
    }

    void restoredRangesGoOnAsBefore()
    {
        CompactRange range;
        for (const Digest& leaf : someLeaves(11))
            range.append(leaf);
        CompactRange restored = CompactRange::restore(11, range.nodes()).value();
        range.append(emptyRoot());
        restored.append(emptyRoot());
        QVERIFY(range.root() == restored.root());
        QCOMPARE(CompactRange::restore(11, range.nodes()).error().code, ErrorCode::LogNotSound);
    }
};

KEYRITE_TEST_MAIN(MerkleTest)
#include "merkle_test.moc"
