// Every way in refuses with a sentence, logs nothing and loses nothing: the same step then succeeds with the
// right input. On a real SoftHSM room, through the runner.
#include "core/paper/share_payload.h"
#include "core/slip39/split.h"
#include "core/slip39/words.h"
#include "tests/journeys/practice_ceremony.h"
#include "tests/journeys/sheets.h"
#include "tests/test_main.h"

#include <QImage>

using namespace keyrite;
using namespace keyrite::test;
using ceremony::Source;
namespace fs = std::filesystem;

namespace {

struct Wrong
{
    const char* name;
    std::string payload;
    std::vector<ErrorCode> codes; // any of these names it rightly
};

std::string textOf(const slip39::Mnemonic& share)
{
    return std::string(share.text().text());
}

std::vector<std::string> wordsOf(const slip39::Mnemonic& share)
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < share.size(); ++i)
        words.emplace_back(slip39::word(share[i]));
    return words;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::string misspelt(const slip39::Mnemonic& share)
{
    auto words = wordsOf(share);
    words[7] = "keyritee";
    return joined(words);
}

std::string oneMissing(const slip39::Mnemonic& share)
{
    auto words = wordsOf(share);
    words.erase(words.begin() + 9);
    return joined(words);
}

// The first two neighbours that differ, exchanged.
std::string swapped(const slip39::Mnemonic& share)
{
    auto words = wordsOf(share);
    for (std::size_t i = 10; i + 1 < words.size(); ++i)
        if (words[i] != words[i + 1]) {
            std::swap(words[i], words[i + 1]);
            break;
        }
    return joined(words);
}

// The same word twice: one too many, or in the place of its neighbour.
std::string doubled(const slip39::Mnemonic& share, bool inPlaceOfNext)
{
    auto words = wordsOf(share);
    std::size_t at = 10;
    while (words[at] == words[at + 1])
        ++at;
    if (inPlaceOfNext)
        words[at + 1] = words[at];
    else
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), words[at]);
    return joined(words);
}

std::string ofAnotherSet()
{
    SecretBytes secret(32);
    crypto::systemRandom(secret.span());
    const auto groups = must(slip39::split(secret, must(Policy::parse("2of2")), {}, crypto::systemRandom));
    return textOf(groups.front().front().encode());
}

std::string ofSixteenGroups()
{
    std::string policy = "16of(1of1";
    for (int group = 1; group < 16; ++group)
        policy += ",1of1";
    SecretBytes secret(32);
    crypto::systemRandom(secret.span());
    const auto groups = must(slip39::split(secret, must(Policy::parse(policy + ")")),
                                           {.iterationExponent = 0}, crypto::systemRandom));
    return textOf(groups.back().front().encode());
}

std::string kr1WithAnotherEnd(const slip39::Mnemonic& share)
{
    const SecretBytes kr1 = paper::kr1Text(share);
    std::string text(kr1.text());
    char& changed = text[text.size() - 4];
    changed = changed == 'A' ? 'B' : 'A';
    return text;
}

std::vector<Wrong> wrongTexts(const slip39::Mnemonic& share)
{
    return {{"misspelt", misspelt(share), {ErrorCode::WordUnknown}},
            {"a word is missing",
             oneMissing(share),
             {ErrorCode::MnemonicLength, ErrorCode::MnemonicChecksum, ErrorCode::MnemonicPadding}},
            {"two words swapped", swapped(share), {ErrorCode::MnemonicChecksum}},
            {"a word twice",
             doubled(share, false),
             {ErrorCode::MnemonicLength, ErrorCode::MnemonicChecksum, ErrorCode::MnemonicPadding}},
            {"a word in place of its neighbour", doubled(share, true), {ErrorCode::MnemonicChecksum}},
            {"of another set", ofAnotherSet(), {ErrorCode::WrongShareSet}},
            {"of 16 groups", ofSixteenGroups(), {ErrorCode::WrongShareSet}},
            {"10 MB from a scanner", std::string(10'000'000, 'A'), {ErrorCode::PayloadNotShare}},
            {"a web address", "https://keyrite.example/pay", {ErrorCode::PayloadNotShare}},
            {"a backup document", "KEYRITE1 1/2 MFRGGZDF", {ErrorCode::PayloadNotShare}},
            {"nothing", "", {ErrorCode::PayloadNotShare, ErrorCode::MnemonicLength}},
            {"a damaged KR1 text", kr1WithAnotherEnd(share), {ErrorCode::PayloadChecksum}}};
}

} // namespace

class BadInputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAtTheProof()
    {
        PracticeCeremony ceremony;
        ceremony.advanceTo("prove-share-1");
        const auto share = sharesOnPaper(ceremony.folder()).front().clone();
        for (const Wrong& wrong : wrongTexts(share))
            for (const Source source : {Source::Typed, Source::Wedge, Source::Image})
                expectRefused(ceremony, ceremony.runner().proveShare(wrong.payload, source), wrong.codes,
                              wrong.name);
        expectRefused(ceremony, ceremony.runner().done({}), {ErrorCode::StepRefused}, "done without a proof");
        ceremony.doStep();
        ceremony.advanceTo("prove-share-2");
        expectRefused(ceremony, ceremony.runner().proveShare(textOf(share), Source::Typed),
                      {ErrorCode::WrongSheet}, "the sheet before");
        ceremony.doStep();
    }

    void sheetsAtTheQuorum()
    {
        PracticeCeremony ceremony("2of3");
        ceremony.advanceTo("enter-quorum");
        const auto shares = sharesOnPaper(ceremony.folder());
        for (const Wrong& wrong : wrongTexts(shares[0]))
            expectRefused(ceremony, ceremony.runner().enterShare(wrong.payload, Source::Typed), wrong.codes,
                          wrong.name);
        QVERIFY(ceremony.runner().enterShare(textOf(shares[0]), Source::Typed));
        expectRefused(ceremony, ceremony.runner().enterShare(textOf(shares[0]), Source::Typed),
                      {ErrorCode::DuplicateShare}, "the same sheet again");
        expectRefused(ceremony, ceremony.runner().done({}), {ErrorCode::StepRefused}, "one sheet less");
        expectRefused(ceremony, ceremony.runner().restore(), {ErrorCode::StepRefused},
                      "a restore without a quorum");
        const auto progress = ceremony.runner().enterShare(textOf(shares[2]), Source::Typed);
        QVERIFY(progress && progress->quorum());
    }

    void paperThatIsNone()
    {
        PracticeCeremony ceremony;
        ceremony.advanceTo("prove-share-1");
        const fs::path sheet = ceremony.paper().pathOf("sheets/sheet-1");
        const fs::path other = ceremony.paper().pathOf("sheets/other");
        fs::copy_file(sheet, other);
        fs::resize_file(other, fs::file_size(sheet) / 2);
        const auto truncated = ceremony.paper().scan("sheets/other");
        QVERIFY(!truncated && truncated.error().code == ErrorCode::ImageUnreadable);
        QVERIFY2(isSentence(truncated.error().message), truncated.error().message.c_str());
        QImage blank(400, 400, QImage::Format_Grayscale8);
        blank.fill(Qt::white);
        QVERIFY(blank.save(QString::fromStdString(other.string()), "PNG"));
        const auto nothing = ceremony.paper().scan("sheets/other");
        QVERIFY(!nothing && nothing.error().code == ErrorCode::NoQrFound);
        QVERIFY2(isSentence(nothing.error().message), nothing.error().message.c_str());
        ceremony.doStep();
    }

    void wrongPin()
    {
        PracticeCeremony ceremony;
        ceremony.advanceTo("open-production");
        const auto made = ceremony.room().module().initialiseFresh("HSM A", practicePin(), practicePin());
        QVERIFY(made);
        const auto open = [&](std::string_view pin) {
            return ceremony.runner().openToken(made->id, SecretBytes::copyOf(asBytes(pin)));
        };
        expectRefused(ceremony, open("not-the-right-one"), {ErrorCode::PinWrong}, "a wrong PIN");
        expectRefused(ceremony, open("short"), {ErrorCode::PinUnusable}, "a PIN that can be none");
        expectRefused(ceremony, open(""), {ErrorCode::PinUnusable}, "no PIN");
        expectRefused(ceremony,
                      ceremony.runner().openToken(ceremony.room().registry().room.auditToken, practicePin()),
                      {ErrorCode::TokenUnexpected}, "the audit token");
        expectRefused(ceremony, ceremony.runner().openToken({"0000000000000000", "HSM A"}, practicePin()),
                      {ErrorCode::TokenUnexpected, ErrorCode::TokenAbsent}, "a token that is not there");
        ceremony.doStep(); // which finds the token by its label
    }

    void wrongPinOfTheAuditToken()
    {
        const MemoryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "room";
        must(ceremony::Room::create({folder, "Test", "practice.invalid/test", Mode::Practice, {}},
                                    practicePin(), practicePin(), systemNow, crypto::systemRandom));
        const std::size_t before = entriesOf(folder).size();
        const auto open = [&](std::string_view pin) {
            return ceremony::Room::open(folder, SecretBytes::copyOf(asBytes(pin)), systemNow,
                                        crypto::systemRandom);
        };
        const auto wrong = open("not-the-right-one");
        QVERIFY(!wrong && wrong.error().code == ErrorCode::PinWrong);
        QVERIFY2(isSentence(wrong.error().message), wrong.error().message.c_str());
        QCOMPARE(entriesOf(folder).size(), before + 1); // counted
        QCOMPARE(entriesOf(folder).back().kind, std::string("hsm.pin-failed"));
        const auto right = open(ceremony::kPracticePin);
        QVERIFY(right && right->registry().pinFailures(right->registry().room.auditToken) == 0);
        QCOMPARE(unsound(folder), QString());
    }

    // A crash while keys were made: the HSM is needed, and only that one; nothing goes on before.
    void wrongPinAtAResume()
    {
        PracticeCeremony ceremony;
        ceremony.advanceTo("generate");
        const ceremony::State state = ceremony.runner().state();
        ceremony.loseRunner();
        std::vector<std::string> asked;
        std::string typed;
        const ceremony::PinOf pinOf = [&](const std::string& token) {
            asked.push_back(token);
            return typed.empty() ? std::nullopt : std::optional(SecretBytes::copyOf(asBytes(typed)));
        };
        const auto resume = [&](ceremony::MissingHsm missing = ceremony::MissingHsm::Refuse) {
            return ceremony::Runner::resume(ceremony.room(), state.procedure, state.id, pinOf, missing);
        };
        typed = "not-the-right-one";
        expectRefused(ceremony, resume(), {ErrorCode::PinWrong}, "a wrong PIN at a resume");
        const registry::Registry& registry = ceremony.room().registry();
        QCOMPARE(registry.pinFailures(state.tokens.at("production")), 1);
        QCOMPARE(registry.pinFailures(state.tokens.at("second")), 0);
        typed.clear();
        expectRefused(ceremony, resume(), {ErrorCode::TokenAbsent}, "no PIN at a resume");
        typed = ceremony::kPracticePin;
        {
            auto resumed = resume();
            QVERIFY2(resumed, resumed ? "" : resumed.error().message.c_str());
            QCOMPARE(resumed->state().run().id, std::string("generate"));
            must(resumed->begin()); // and a second crash, in which the HSM dies
        }
        QCOMPARE(asked, std::vector<std::string>(3, "production"));
        QCOMPARE(registry.pinFailures(state.tokens.at("production")), 0); // the PIN was accepted since
        typed.clear();
        QVERIFY(resume(ceremony::MissingHsm::Accept));
        QCOMPARE(unsound(ceremony.folder()), QString());
    }
};

KEYRITE_GUI_TEST_MAIN(BadInputTest)
#include "bad_input_test.moc"
