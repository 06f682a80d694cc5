#include "core/log/entry.h"
#include "core/log/proof.h"
#include "tests/core/log/audit_key.h"
#include "tests/core/log/sample_log.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::log;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

// SOURCE: C2SP tlog-proof.md, section "Format"; the refusals are those of
// github.com/transparency-dev/formats/proof, tlog_proof_test.go.
class ProofTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::uint64_t seq = 0;
        for (Entry& entry : test::sampleEntries(m_key.verifier(), 13)) {
            entry.seq = seq++;
            m_bodies.push_back(canonicalBody(entry).value());
            m_leaves.push_back(leafHash(asBytes(m_bodies.back())));
        }
        CompactRange range;
        for (const Digest& leaf : m_leaves)
            range.append(leaf);
        m_note = m_key.sign(13, range.root());
    }

    void everyEntryIsProven()
    {
        for (std::uint64_t seq = 0; seq < 13; ++seq) {
            const EntryProof proof = proofOf(seq);
            const EntryProof read = EntryProof::parse(proof.text()).value();
            QCOMPARE(read.text(), proof.text());
            QCOMPARE(verifyEntry(read, m_bodies[seq], m_key.verifier())->size, std::uint64_t{13});
            const auto other = verifyEntry(read, m_bodies[(seq + 1) % 13], m_key.verifier());
            QCOMPARE(other.error().code, ErrorCode::ProofInvalid);
        }
    }

    void theFormat()
    {
        EntryProof proof = proofOf(12);
        proof.path.resize(1);
        proof.extra = Bytes{'a', 'b'};
        QCOMPARE(proof.text(), "c2sp.org/tlog-proof@v1\nextra YWI=\nindex 12\n" + toBase64(proof.path[0]) +
                                   "\n\n" + m_note);
        proof.extra.clear();
        proof.path.clear();
        QCOMPARE(proof.text(), "c2sp.org/tlog-proof@v1\nindex 12\n\n" + m_note);
    }

    void whatIsNoProof()
    {
        const std::string good = proofOf(5).text();
        const std::string hash = toBase64(proofOf(5).path[0]);
        const auto refusal = [&](const std::string& text) {
            const auto proof = EntryProof::parse(text);
            return proof ? ErrorCode::Internal : proof.error().code;
        };
        QCOMPARE(refusal(good), ErrorCode::Internal);
        QCOMPARE(refusal(""), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "proof@v1", "proof@v2")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5", "index -5")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5", "index 05")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5", "index  5")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5", "index 18446744073709551616")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5", "extra !!notbase64!!\nindex 5")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, "index 5\n", "\n")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, hash, "!!notbase64!!")), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(replaced(good, hash, toBase64(Bytes(64)))), ErrorCode::ProofInvalid);
        QCOMPARE(refusal("c2sp.org/tlog-proof@v1\nindex 5\n" + hash + "\n"), ErrorCode::ProofInvalid);
        std::string long70;
        for (int i = 0; i < 70; ++i)
            long70 += hash + "\n";
        QCOMPARE(refusal(replaced(good, hash + "\n", long70)), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(good + std::string(300000, 'x')), ErrorCode::ProofInvalid);
        QCOMPARE(refusal(good.substr(0, good.rfind("\n\n") + 2)), ErrorCode::NoteMalformed);
    }

    void tampered()
    {
        const auto refusal = [&](const EntryProof& proof, const std::string& body) {
            const auto checkpoint = verifyEntry(proof, body, m_key.verifier());
            return checkpoint ? ErrorCode::Internal : checkpoint.error().code;
        };
        EntryProof proof = proofOf(5);
        QCOMPARE(refusal(proof, m_bodies[5]), ErrorCode::Internal);
        QCOMPARE(refusal(proof, replaced(m_bodies[5], "Ben", "Eve")), ErrorCode::ProofInvalid);
        proof.index = 4;
        QCOMPARE(refusal(proof, m_bodies[5]), ErrorCode::ProofInvalid);
        proof = proofOf(5);
        proof.path[0][0] ^= 1U;
        QCOMPARE(refusal(proof, m_bodies[5]), ErrorCode::ProofInvalid);
        proof = proofOf(5);
        proof.note = replaced(m_note, "\n13\n", "\n14\n");
        QCOMPARE(refusal(proof, m_bodies[5]), ErrorCode::SignatureInvalid);
        // A log that holds one entry's text in the place of another.
        CompactRange range;
        range.append(m_leaves[5]);
        const EntryProof moved{0, {}, m_key.sign(1, range.root()), {}};
        QCOMPARE(refusal(moved, m_bodies[5]), ErrorCode::ProofInvalid);
    }

private:
    EntryProof proofOf(std::uint64_t seq) const { return {seq, inclusionProof(seq, m_leaves), m_note, {}}; }

    test::AuditKey m_key{test::kOrigin};
    std::vector<std::string> m_bodies;
    std::vector<Digest> m_leaves;
    std::string m_note;
};

KEYRITE_TEST_MAIN(ProofTest)
#include "proof_test.moc"
