#include "core/log/cosignature.h"
#include "tests/core/log/audit_key.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::log;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

// SOURCE: C2SP tlog-cosignature.md, sections "Format" and "Ed25519 signed message".
class CosignatureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The bytes that the standard says are signed, and where the time stands.
    void theSignedBytes()
    {
        std::string message;
        const auto note = m_log.sign(3, crypto::sha256({}));
        const auto line = cosign(note, m_witness.verifier(), 1679315147, [&](ByteView bytes) {
            message.assign(bytes.begin(), bytes.end());
            return m_witness.signer()(bytes);
        });
        QVERIFY(line);
        const std::string text = note.substr(0, note.find("\n\n") + 1);
        QCOMPARE(message, "cosignature/v1\ntime 1679315147\n" + text);
        const auto bytes =
            fromBase64(line->substr(line->rfind(' ') + 1, line->size() - line->rfind(' ') - 2));
        QCOMPARE(bytes->size(), std::size_t{4 + 8 + 64});
        QCOMPARE(toHex(ByteView(*bytes).subspan(4, 8)), std::string("000000006418"
                                                                    "50cb"));
        QCOMPARE(toHex(ByteView(*bytes).first(4)),
                 m_witness.verifier().text().substr(m_witness.verifier().name.size() + 1, 8));
    }

    // The example of the standard: nobody here has its key, but its form is read and passed over.
    void theExampleOfTheStandard()
    {
        const std::string note =
            "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/"
            "5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
            "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyi"
            "n1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        QCOMPARE(parseCheckpoint(note)->size, std::uint64_t{20852163});
        QVERIFY(openCosignatures(note, m_witness.verifier())->empty());
    }

    void signedAndTampered()
    {
        const std::string note = m_log.sign(3, crypto::sha256({}));
        const std::string line = m_witness.cosign(note, 1795342530);
        const std::string whole = withSignature(note, line).value();
        QVERIFY(openCosignatures(whole, m_witness.verifier()).value() ==
                std::vector<std::int64_t>{1795342530});
        QVERIFY(openCheckpoint(whole, m_log.verifier())); // the log's own signature is as before
        QVERIFY(withSignature(whole, line).value() == whole);
        QVERIFY(openCosignatures(note, m_witness.verifier())->empty());
        const auto refused = [&](const std::string& changed) {
            const auto opened = openCosignatures(changed, m_witness.verifier());
            return opened ? ErrorCode::Internal : opened.error().code;
        };
        QCOMPARE(refused(replaced(whole, "\n3\n", "\n4\n")), ErrorCode::SignatureInvalid);
        const std::string later = m_witness.cosign(note, 1795342531);
        QVERIFY(later != line);
        // The signature of one time with the time of the other.
        Bytes mixed = fromBase64(line.substr(line.rfind(' ') + 1, line.size() - line.rfind(' ') - 2)).value();
        mixed[11] ^= 1U;
        const std::string forged = line.substr(0, line.rfind(' ') + 1) + toBase64(mixed) + "\n";
        QCOMPARE(refused(withSignature(note, forged).value()), ErrorCode::SignatureInvalid);
        mixed.pop_back();
        QCOMPARE(
            refused(
                withSignature(note, line.substr(0, line.rfind(' ') + 1) + toBase64(mixed) + "\n").value()),
            ErrorCode::SignatureInvalid);
        // Another witness is another name or another key: passed over, not refused.
        QVERIFY(openCosignatures(whole, test::WitnessToken("witness.example/w2").verifier())->empty());
        QCOMPARE(refused("junk"), ErrorCode::NoteMalformed);
    }

    // A log's own signature is no cosignature and the other way round.
    void theTypesAreApart()
    {
        const test::AuditKey& log = m_log;
        const WitnessKey same{log.verifier().name, log.verifier().publicKey};
        QVERIFY(same.text() != log.verifier().text());
        QCOMPARE(WitnessKey::parse(log.verifier().text()).error().code, ErrorCode::NoteMalformed);
        QCOMPARE(VerifierKey::parse(same.text()).error().code, ErrorCode::NoteMalformed);
        QVERIFY(WitnessKey::parse(same.text()).value() == same);
        const std::string note = m_log.sign(3, crypto::sha256({}));
        QVERIFY(openCosignatures(note, same)->empty());
    }

    void whatCannotBeSigned()
    {
        const std::string note = m_log.sign(3, crypto::sha256({}));
        WitnessKey spaced = m_witness.verifier();
        spaced.name = "two words";
        QCOMPARE(cosign(note, spaced, 1, m_witness.signer()).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(cosign(note, m_witness.verifier(), -1, m_witness.signer()).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(cosign("junk", m_witness.verifier(), 1, m_witness.signer()).error().code,
                 ErrorCode::NoteMalformed);
        // A token that holds another key.
        QCOMPARE(cosign(note, m_witness.verifier(), 1, m_log.signer()).error().code,
                 ErrorCode::SignatureInvalid);
    }

private:
    test::AuditKey m_log{"keyrite.example/room-1"};
    test::WitnessToken m_witness{"witness.example/w1"};
};

KEYRITE_TEST_MAIN(CosignatureTest)
#include "cosignature_test.moc"
