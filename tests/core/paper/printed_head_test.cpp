#include "core/paper/pgp_words.h"
#include "core/paper/printed_head.h"
#include "tests/core/log/audit_key.h"
#include "tests/test_main.h"

#include <rapidcheck.h>

using namespace keyrite;
using namespace keyrite::paper;

namespace {

std::string joined(const std::vector<std::string_view>& words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(" ").append(word);
    return text;
}

} // namespace

class PrintedHeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Whatever way it is typed or scanned, it is the same head.
    void everySpelling()
    {
        QVERIFY(rc::check([] {
            log::PrintedHead head{*rc::gen::inRange<std::uint64_t>(0, 5000000), {}};
            for (std::uint8_t& byte : head.root)
                byte = *rc::gen::arbitrary<std::uint8_t>();
            const std::string size = std::to_string(head.size);
            std::string groups;
            const std::string hex = toHex(head.root);
            for (std::size_t i = 0; i < hex.size(); i += 4)
                groups += " " + hex.substr(i, 4);
            for (const std::string& text : {size + groups, size + ":" + hex,
                                            size + "\n" + joined(pgpWords(head.root)), headText(head)}) {
                const auto parsed = parsePrintedHead(text);
                RC_ASSERT(parsed.has_value());
                RC_ASSERT(*parsed == head);
            }
        }));
    }

    void whatIsWrongIsNamed()
    {
        const auto problem = [](const std::string& text) {
            const auto head = parsePrintedHead(text);
            return head ? std::string()
                        : (head.error().code == ErrorCode::BadEncoding ? head.error().message : "?");
        };
        const crypto::Digest root = crypto::sha256({});
        const std::string hex = toHex(root);
        std::vector<std::string_view> words = pgpWords(root);
        QCOMPARE(problem("12 " + hex), std::string());
        QVERIFY(problem("12 " + hex.substr(4)).starts_with("The head has 60 hex digits instead of 64."));
        QVERIFY(problem(hex).starts_with("The number of entries or the head is missing."));
        QVERIFY(problem("twelve " + hex).starts_with("The first part is not the number of entries."));
        QVERIFY(problem("99999999999999999999 " + hex).starts_with("The first part is not"));
        QVERIFY(problem("").starts_with("The number of entries"));
        QVERIFY(problem(std::string(70000, 'a')).starts_with("The text is too long"));
        QVERIFY(problem("12 e3b0 zz42 " + hex.substr(8)).starts_with("Group 2 of the head is not in hex"));
        words[4] = "qwerty";
        QVERIFY(problem("12" + joined(words)).starts_with("Word 5 is not one of the words."));
        words = pgpWords(root);
        words.erase(words.begin() + 4);
        QVERIFY(problem("12" + joined(words)).starts_with("Word 5 cannot stand there: a word before it"));
        words.pop_back();
        words = {words.begin(), words.begin() + 4};
        QVERIFY(problem("12" + joined(words)).starts_with("The head has 4 words instead of 32."));
    }

    void notesAndHeads()
    {
        const test::AuditKey key("keyrite.example/room-1");
        const std::string note = key.sign(3, crypto::sha256({}));
        QCOMPARE(std::get<std::string>(parseAnchor(note).value()), note);
        QCOMPARE(std::get<std::string>(parseAnchor(note + "\n\n").value()), note);
        std::string scanned = note; // as a scanner types it
        for (std::size_t at = 0; (at = scanned.find('\n', at)) != std::string::npos; at += 2)
            scanned.replace(at, 1, "\r\n");
        QCOMPARE(std::get<std::string>(parseAnchor(scanned).value()), note);
        QCOMPARE(parseAnchor(note.substr(3, 200).insert(0, "x\n")).error().code, ErrorCode::NoteMalformed);
        QVERIFY(
            std::holds_alternative<log::PrintedHead>(parseAnchor("3 " + toHex(crypto::sha256({}))).value()));
        QCOMPARE(parseAnchor("3").error().code, ErrorCode::BadEncoding);
    }
};

KEYRITE_TEST_MAIN(PrintedHeadTest)
#include "printed_head_test.moc"
