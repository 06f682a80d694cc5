#include "core/log/merkle.h"
#include "tests/core/log/audit_key.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::log;

namespace {

// SOURCE: transparency-dev/tessera testdata/build_log.sh and testdata/log/checkpoint, commit
// 1811ae1a7c401c971d9cff2a5cfdfba07a26161e, Apache-2.0.
constexpr std::string_view kTesseraKey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const std::string kTesseraNote =
    "example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n"
    "— example.com/log/testdata "
    "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=\n";

// SOURCE: the public key of rekor.sigstore.dev (SHA-256 c0d23d6ad406...), and a checkpoint of that log as
// sigstore's bundles hold them. Its origin is longer than the name of its key, which C2SP does not forbid and
// Keyrite does not take.
constexpr std::string_view kRekorKey =
    "rekor.sigstore.dev+c0d23d6a+"
    "AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGN"
    "M7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";
const std::string kRekorNote =
    "rekor.sigstore.dev - 2605736670972794746\n75408393\nFnnj13Uu1jdksPc4HZLapKX329dVlD5+MGNsiqBq1XM=\n\n"
    "— rekor.sigstore.dev "
    "wNI9ajBFAiBTyiBM9WtyOTgohje6QZ5rFGJUdMq7Wk3A6oThE98SUgIhAMvxDwa7FyqRqg+YV3rdPPrfS23w19iK+piMS"
    "GVOmP5w\n";

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    return text.replace(text.find(from), from.size(), to);
}

std::string readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

// The entries of a partial tlog-tiles entry bundle: a 16-bit big-endian length, then the bytes, for each.
std::vector<std::string> bundleEntries(const std::string& bundle)
{
    std::vector<std::string> entries;
    for (std::size_t at = 0; at + 2 <= bundle.size();) {
        const std::size_t length =
            static_cast<std::uint8_t>(bundle[at]) * 256U + static_cast<std::uint8_t>(bundle[at + 1]);
        entries.push_back(bundle.substr(at + 2, length));
        at += 2 + length;
    }
    return entries;
}

} // namespace

class NoteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tesseraCheckpoint()
    {
        const VerifierKey key = VerifierKey::parse(kTesseraKey).value();
        QCOMPARE(key.name, std::string("example.com/log/testdata"));
        QCOMPARE(key.keyId(), 0x33d7b496U);
        QCOMPARE(key.text(), std::string(kTesseraKey));
        const Checkpoint checkpoint = openCheckpoint(kTesseraNote, key).value();
        QCOMPARE(checkpoint.size, std::uint64_t{15});
        QVERIFY(parseCheckpoint(kTesseraNote).value() == checkpoint);
    }

    // ECDSA over P-256, for an audit token that knows no Ed25519: another log's signature holds here.
    void rekorCheckpoint()
    {
        const VerifierKey key = VerifierKey::parse(kRekorKey).value();
        QCOMPARE(key.algorithm, AuditAlgorithm::EcdsaP256);
        QCOMPARE(key.keyId(), 0xc0d23d6aU);
        QCOMPARE(key.text(), std::string(kRekorKey));
        QVERIFY(VerifierKey::fromSpki(key.name, key.publicKey).value() == key);
        QCOMPARE(openCheckpoint(kRekorNote, key).error().code, ErrorCode::CheckpointMismatch);
        for (const std::string& wrong :
             {replaced(kRekorNote, "75408393", "75408394"), replaced(kRekorNote, "ajBFAiBT", "ajBFAiBU"),
              replaced(kRekorNote, "wNI9", "wNI8")})
            QCOMPARE(openCheckpoint(wrong, key).error().code, ErrorCode::SignatureInvalid);
    }

    void malformedP256KeysAreRefused()
    {
        const std::string key(kRekorKey);
        for (const std::string& wrong :
             {replaced(key, "c0d23d6a", "c0d23d6b"), replaced(key, "+AjBZ", "+AzBZ"),
              replaced(key, "+AjBZ", "+ATBZ"), replaced(key, "ABNht", "ABNhu"),        // not on the curve
              replaced(key, "PfkWLc=", "PfkWA=="), replaced(key, "AwEHA0", "AwEIA0")}) // short; other curve
            QCOMPARE(VerifierKey::parse(wrong).error().code, ErrorCode::NoteMalformed);
    }

    // Every checkpoint of the log, its entries hashed anew, and its sizes consistent with one another.
    void tesseraLog()
    {
        KEYRITE_NEEDS_SHARED("vectors/tlog/tessera");
        const QString log = test::sharedPath("vectors/tlog/tessera/testdata/log/");
        const VerifierKey key = VerifierKey::parse(kTesseraKey).value();
        std::vector<Digest> leaves;
        for (const std::string& entry :
             bundleEntries(readText(log + QStringLiteral("tile/entries/000.p/15"))))
            leaves.push_back(leafHash(asBytes(entry)));
        QCOMPARE(leaves.size(), std::size_t{15});
        CompactRange range;
        std::vector<Digest> roots;
        for (std::uint64_t size = 0; size <= 15; ++size) {
            const std::string note = readText(log + QStringLiteral("checkpoint.%1").arg(size));
            const Checkpoint checkpoint = openCheckpoint(note, key).value();
            QCOMPARE(checkpoint.size, size);
            QVERIFY(checkpoint.root == range.root());
            roots.push_back(checkpoint.root);
            if (size < leaves.size())
                range.append(leaves[size]);
        }
        for (std::uint64_t size2 = 1; size2 < roots.size(); ++size2)
            for (std::uint64_t size1 = 1; size1 <= size2; ++size1) {
                const std::vector<Digest> tree(leaves.begin(),
                                               leaves.begin() + static_cast<std::ptrdiff_t>(size2));
                QVERIFY(verifyConsistency(size1, size2, consistencyProof(size1, tree), roots[size1],
                                          roots[size2]));
            }
    }

    // SOURCE: C2SP tlog-checkpoint.md, the example of its first section.
    void specificationExample()
    {
        const Checkpoint checkpoint =
            parseCheckpoint(
                "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
                "— example.com/behind-the-sofa "
                "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
                "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n")
                .value();
        QCOMPARE(checkpoint.size, std::uint64_t{20852163});
        QCOMPARE(checkpoint.origin, std::string("example.com/behind-the-sofa"));
    }

    void malformedNotesAreRefused()
    {
        const std::string& note = kTesseraNote;
        for (const std::string& wrong :
             {std::string(), replaced(note, "\n\n", "\n"), note.substr(0, note.size() - 1),
              replaced(note, "\n15\n", "\n015\n"), replaced(note, "\n15\n", "\n-15\n"),
              replaced(note, "\n15\n", "\n15 \n"), replaced(note, "\n15\n", "\n99999999999999999999\n"),
              replaced(note, "\n15\n", "\n\n15\n"), replaced(note, "rKbD", "rKb"),
              replaced(note, "cs=", "ct="), replaced(note, "example.com/log/testdata\n", "\n"),
              replaced(note, "— ", "- "), replaced(note, "testdata\n", "testdata\r\n"),
              replaced(note, "testdata\n", "test\xFF\n"), replaced(note, "— example", "— exa mple"),
              note.substr(0, note.find("— ")), note + "\n", note + "junk\n", std::string(70000, 'a')})
            QCOMPARE(parseCheckpoint(wrong).error().code, ErrorCode::NoteMalformed);
    }

    void malformedKeysAreRefused()
    {
        const std::string key(kTesseraKey);
        for (const std::string& wrong :
             {std::string(), std::string("name"), replaced(key, "33d7b496", "33d7b497"),
              replaced(key, "33d7b496", "33D7B496"), replaced(key, "example", "exam ple"),
              replaced(key, "example", "exam\xC2\xA0ple"), replaced(key, "+AeHT", "+BeHT"),
              replaced(key, "kkSx", "kk"), key + "\n", replaced(key, "example.com/log/testdata", "")})
            QCOMPARE(VerifierKey::parse(wrong).error().code, ErrorCode::NoteMalformed);
    }

    void changedNotesDoNotOpen()
    {
        const VerifierKey key = VerifierKey::parse(kTesseraKey).value();
        QCOMPARE(openCheckpoint(replaced(kTesseraNote, "\n15\n", "\n16\n"), key).error().code,
                 ErrorCode::SignatureInvalid);
        QCOMPARE(openCheckpoint(replaced(kTesseraNote, "ewI=", "ewM="), key).error().code,
                 ErrorCode::SignatureInvalid);
        QCOMPARE(
            openCheckpoint(kTesseraNote, test::AuditKey("example.com/log/testdata").verifier()).error().code,
            ErrorCode::SignatureInvalid);
    }

    // C2SP signed-note, section "Signatures": others are ignored, a second one under the same key must hold
    // too.
    void furtherSignatures()
    {
        const test::AuditKey key("keyrite.example/room-1");
        const test::AuditKey witness("witness.example/w");
        const std::string note = key.sign(3, emptyRoot());
        const std::string line = note.substr(note.find("— "));
        const std::string other = witness.sign(3, emptyRoot());
        std::string many = note;
        for (int i = 0; i < 16; ++i)
            many += other.substr(other.find("— "));
        QVERIFY(openCheckpoint(many, key.verifier()));
        QVERIFY(openCheckpoint(note + line, key.verifier()));
        std::string broken = line;
        broken[broken.size() - 10] = broken[broken.size() - 10] == 'A' ? 'B' : 'A';
        QCOMPARE(openCheckpoint(note + broken, key.verifier()).error().code, ErrorCode::SignatureInvalid);
        QCOMPARE(openCheckpoint(many, witness.verifier()).error().code, ErrorCode::SignatureInvalid);
    }

    void extensionLinesAreSignedAndIgnored()
    {
        const test::AuditKey key("keyrite.example/room-1");
        const std::string text = "keyrite.example/room-1\n0\n" + toBase64(emptyRoot()) + "\nextension\n";
        Bytes signature = fromHex(key.verifier().text().substr(key.verifier().name.size() + 1, 8)).value();
        const Bytes bytes = key.signer()(asBytes(text)).value();
        signature.insert(signature.end(), bytes.begin(), bytes.end());
        const std::string note = text + "\n— keyrite.example/room-1 " + toBase64(signature) + "\n";
        QCOMPARE(openCheckpoint(note, key.verifier()).value().size, std::uint64_t{0});
        QVERIFY(!openCheckpoint(replaced(note, "extension", "extensiom"), key.verifier()));
    }

    void aKeyOfAnotherOriginIsRefused()
    {
        const test::AuditKey key("keyrite.example/room-1");
        QCOMPARE(signCheckpoint({"keyrite.example/room-2", 1, {}}, key.verifier(), key.signer()).error().code,
                 ErrorCode::InvalidArgument);
        // Signed by the right key, but speaking of another log.
        const std::string text = "keyrite.example/room-2\n0\n" + toBase64(emptyRoot()) + "\n";
        Bytes signature = fromHex(key.verifier().text().substr(key.verifier().name.size() + 1, 8)).value();
        const Bytes bytes = key.signer()(asBytes(text)).value();
        signature.insert(signature.end(), bytes.begin(), bytes.end());
        QCOMPARE(
            openCheckpoint(text + "\n— keyrite.example/room-1 " + toBase64(signature) + "\n", key.verifier())
                .error()
                .code,
            ErrorCode::CheckpointMismatch);
    }

    void aTokenThatSignsWrongIsNoticed()
    {
        const test::AuditKey key("keyrite.example/room-1");
        const test::AuditKey other("keyrite.example/room-2");
        const Checkpoint checkpoint{key.verifier().name, 0, emptyRoot()};
        QCOMPARE(signCheckpoint(checkpoint, key.verifier(), other.signer()).error().code,
                 ErrorCode::SignatureInvalid);
        const NoteSigner failing = [](ByteView) -> Result<Bytes> {
            return fail(ErrorCode::DeviceLost, "Gone.");
        };
        QCOMPARE(signCheckpoint(checkpoint, key.verifier(), failing).error().code, ErrorCode::DeviceLost);
    }

    void openOfSignIsIdentityAndTamperedTwinsFail()
    {
        const test::AuditKey key("keyrite.example/room-1");
        QVERIFY(rc::check([&](std::uint64_t size, Digest root) {
            const Checkpoint checkpoint{key.verifier().name, size, root};
            std::string note = signCheckpoint(checkpoint, key.verifier(), key.signer()).value();
            RC_ASSERT(openCheckpoint(note, key.verifier()).value() == checkpoint);
            const auto at = *rc::gen::inRange<std::size_t>(0, note.size());
            note[at] = static_cast<char>(note[at] ^ *rc::gen::inRange(1, 128));
            RC_ASSERT(!openCheckpoint(note, key.verifier()).has_value());
        }));
    }
};

KEYRITE_TEST_MAIN(NoteTest)
#include "note_test.moc"
