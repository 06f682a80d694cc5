#include "core/slip39/locate.h"
#include "core/slip39/words.h"
#include "tests/core/slip39/any_share.h"
#include "tests/core/slip39/official_vectors.h"
#include "tests/test_main.h"

#include <set>

using namespace keyrite;
using namespace keyrite::slip39;
using namespace keyrite::slip39::test;

namespace {

using Positions = std::vector<std::size_t>;

// A share of a 256-bit key, 33 words, as ceremonies make them.
Mnemonic shareOf33Words(std::mt19937& random)
{
    Share share{.header = {.identifier = static_cast<std::uint16_t>(random() % 0x8000),
                           .extendable = random() % 2 == 0,
                           .iterationExponent = 1,
                           .groupIndex = static_cast<int>(random() % 3),
                           .groupThreshold = 2,
                           .groupCount = 3,
                           .memberIndex = static_cast<int>(random() % 5),
                           .memberThreshold = 3},
                .value = SecretBytes(32)};
    for (std::uint8_t& byte : share.value.span())
        byte = static_cast<std::uint8_t>(random());
    return share.encode();
}

// `count` different positions of 33, ascending.
Positions anyPositions(std::mt19937& random, std::size_t count)
{
    std::set<std::size_t> positions;
    while (positions.size() < count)
        positions.insert(random() % 33);
    return {positions.begin(), positions.end()};
}

Mnemonic mistaken(const Mnemonic& mnemonic, const Positions& positions, std::mt19937& random)
{
    Mnemonic wrong = mnemonic.clone();
    for (const std::size_t position : positions)
        wrong = wrong.withWord(
            position, static_cast<std::uint16_t>(wrong[position] ^ (1U + random() % (kWordCount - 1))));
    return wrong;
}

bool holds(const Location& location, const Mnemonic& mnemonic, const Positions& changed)
{
    return std::ranges::any_of(location.candidates, [&](const Candidate& candidate) {
        return sameWords(candidate.mnemonic, mnemonic) && candidate.changed == changed;
    });
}

Location locate(const Mnemonic& mnemonic, const KnownShare& known = {})
{
    return slip39::locate(PartialMnemonic(mnemonic.clone()), known);
}

KnownShare knownBy(const Fingerprint& fingerprint)
{
    KnownShare known;
    known.fingerprints = {Fingerprint{}, fingerprint};
    return known;
}

} // namespace

class LocateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThousandSingleMistakesAreLocated()
    {
        std::mt19937 random(1);
        for (int draw = 0; draw < 1000; ++draw) {
            const Mnemonic mnemonic = shareOf33Words(random);
            const Positions positions = anyPositions(random, 1);
            const Location found = locate(mistaken(mnemonic, positions, random));
            QCOMPARE(found.candidates.size(), std::size_t{1});
            QVERIFY(holds(found, mnemonic, positions));
            QVERIFY(!found.confirmed);
        }
    }

    void aThousandDoubleMistakesAreNeverAcceptedAndLocated()
    {
        std::mt19937 random(2);
        std::size_t candidates = 0;
        for (int draw = 0; draw < 1000; ++draw) {
            const Mnemonic mnemonic = shareOf33Words(random);
            const Positions positions = anyPositions(random, 2);
            const Mnemonic wrong = mistaken(mnemonic, positions, random);
            QCOMPARE(Share::decode(wrong).error().code, ErrorCode::MnemonicChecksum);
            const Location found = locate(wrong);
            QVERIFY(found.tooMany != holds(found, mnemonic, positions));
            candidates += found.candidates.size();
        }
        QVERIFY2(candidates < 2000, "more than two explanations on average");
    }

    void neighboursInTheWrongOrderAreLocated()
    {
        std::mt19937 random(3);
        for (std::size_t first = 0; first + 1 < 33; ++first) {
            const Mnemonic mnemonic = shareOf33Words(random);
            if (mnemonic[first] == mnemonic[first + 1])
                continue;
            const Mnemonic swapped =
                mnemonic.withWord(first, mnemonic[first + 1]).withWord(first + 1, mnemonic[first]);
            QVERIFY(holds(locate(swapped), mnemonic, {first, first + 1}));
        }
    }

    // Shares of every length and header; every candidate decodes.
    void theTrueWordIsAmongTheCandidates()
    {
        QVERIFY(rc::check([] {
            const Mnemonic mnemonic = anyShare().encode();
            const auto position = *rc::gen::inRange<std::size_t>(0, mnemonic.size());
            const auto change = *rc::gen::inRange<std::uint16_t>(1, kWordCount);
            const Location found = locate(mnemonic.withWord(position, mnemonic[position] ^ change));
            for (const Candidate& candidate : found.candidates)
                RC_ASSERT(Share::decode(candidate.mnemonic).has_value());
            RC_ASSERT(holds(found, mnemonic, {position}));
        }));
    }

    // Every change of the word that says with which string the checksum starts.
    void theWordWithTheFlagIsLocatedToo()
    {
        const Mnemonic mnemonic = Mnemonic::parse(kChosenVectors.back().mnemonics.front()).value();
        for (std::uint16_t change = 1; change < kWordCount; ++change)
            QVERIFY(holds(locate(mnemonic.withWord(1, mnemonic[1] ^ change)), mnemonic, {1}));
    }

    // SOURCE: official vector 2, whose last word is wrong.
    void officialVectorIsLocated()
    {
        const Location found = locate(Mnemonic::parse(kChosenVectors[1].mnemonics.front()).value());
        QCOMPARE(found.candidates.size(), std::size_t{1});
        QCOMPARE(found.candidates.front().changed, Positions{19});
        QCOMPARE(std::string(word(found.candidates.front().mnemonic[19])), std::string("keyboard"));
    }

    void aRightOrHopelessShareHasNoCandidates()
    {
        const Mnemonic right = Mnemonic::parse(kChosenVectors[0].mnemonics.front()).value();
        QVERIFY(locate(right).candidates.empty());
        // Vector 3 has a right checksum and wrong padding.
        QVERIFY(locate(Mnemonic::parse(kChosenVectors[2].mnemonics.front()).value()).candidates.empty());
    }

    // Anything at all is read without a crash, within the bounds.
    void noiseGivesFewCandidatesOrNone()
    {
        QVERIFY(rc::check([] {
            std::vector<std::uint16_t> words(static_cast<std::size_t>(*rc::gen::element(20, 33, 59)));
            for (std::uint16_t& one : words)
                one = *rc::gen::inRange<std::uint16_t>(0, kWordCount);
            const Location found = locate(Mnemonic::fromIndices(words).value());
            RC_ASSERT(found.candidates.size() <= kMaxCandidates);
            RC_ASSERT(!found.tooMany || found.candidates.empty());
            RC_ASSERT(!found.confirmed);
        }));
    }

    // Blank words: the checksum solves for three.

    void upToThreeBlanksAreSolved()
    {
        QVERIFY(rc::check([] {
            const Mnemonic mnemonic = anyShare().encode();
            const auto blanks =
                *rc::gen::container<std::set<std::size_t>>(rc::gen::inRange<std::size_t>(0, mnemonic.size()));
            const Positions positions(
                blanks.begin(), std::next(blanks.begin(), static_cast<std::ptrdiff_t>(
                                                              std::min<std::size_t>(3, blanks.size()))));
            const PartialMnemonic read(mnemonic.clone(), positions);
            RC_ASSERT(read.blanks() == positions);
            const Location found = slip39::locate(read);
            RC_ASSERT(positions.empty() || holds(found, mnemonic, positions));
            // A blank flag word has a second hypothesis, which three blanks cannot always tell apart.
            RC_ASSERT(positions.empty() || found.candidates.size() <= 2);
        }));
    }

    void aBlankBesidesAWrongWord()
    {
        std::mt19937 random(4);
        for (int draw = 0; draw < 200; ++draw) {
            const Mnemonic mnemonic = shareOf33Words(random);
            const Positions both = anyPositions(random, 2);
            const PartialMnemonic read(mistaken(mnemonic, {both[0]}, random), {both[1]});
            const Location found = slip39::locate(read);
            QVERIFY(holds(found, mnemonic, both));
            QVERIFY(!found.solved(read));
        }
    }

    // Two blanks leave a checksum word over: a wrong word elsewhere is noticed, and not explained away.
    void twoBlanksDoNotHideAWrongWord()
    {
        std::mt19937 random(5);
        int solved = 0;
        for (int draw = 0; draw < 1000; ++draw) {
            const Mnemonic mnemonic = shareOf33Words(random);
            const Positions three = anyPositions(random, 3);
            const PartialMnemonic read(mistaken(mnemonic, {three[1]}, random), {three[0], three[2]});
            solved += slip39::locate(read).solved(read) ? 1 : 0;
        }
        QVERIFY2(solved < 10, "a checksum word of 10 bits lets one in 1024 through");
    }

    void fourBlanksAreTooManyByThemselves()
    {
        std::mt19937 random(6);
        const Mnemonic mnemonic = shareOf33Words(random);
        const Location found = slip39::locate(PartialMnemonic(mnemonic.clone(), {6, 11, 20, 31}));
        QVERIFY(found.tooMany);
        QVERIFY(found.candidates.empty());
    }

    // What is known besides.

    void theRestOfTheSetFillsTheHeader()
    {
        std::mt19937 random(7);
        const Mnemonic mnemonic = shareOf33Words(random);
        KnownShare known = KnownShare::ofSetOf(Share::decode(mnemonic)->header);
        const PartialMnemonic read(mnemonic.clone(), {0, 1, 7, 8, 32});
        const Location found = slip39::locate(read, known);
        QVERIFY(found.solved(read));
        QVERIFY(holds(found, mnemonic, {0, 1, 7, 8, 32}));
        // With the group known too, all four words of the header and one more.
        const ShareHeader header = Share::decode(mnemonic)->header;
        known.groupIndex = header.groupIndex;
        known.memberThreshold = header.memberThreshold;
        known.memberIndex = header.memberIndex;
        const PartialMnemonic headless(mnemonic.clone(), {0, 1, 2, 3, 9, 10});
        QVERIFY(slip39::locate(headless, known).solved(headless));
    }

    void theFingerprintConfirmsFourBlanks()
    {
        std::mt19937 random(8);
        const Mnemonic mnemonic = shareOf33Words(random);
        const PartialMnemonic read(mnemonic.clone(), {4, 11, 20, 31});
        const Location found = slip39::locate(read, knownBy(fingerprint(mnemonic)));
        QVERIFY(found.solved(read));
        QVERIFY(found.confirmed);
        QVERIFY(holds(found, mnemonic, {4, 11, 20, 31}));
    }

    void theFingerprintConfirmsThreeWrongWords()
    {
        std::mt19937 random(9);
        const Mnemonic mnemonic = shareOf33Words(random);
        const Mnemonic wrong = mistaken(mnemonic, {2, 17, 30}, random);
        const Location found = locate(wrong, knownBy(fingerprint(mnemonic)));
        QVERIFY(found.confirmed);
        QVERIFY(holds(found, mnemonic, {2, 17, 30}));
    }

    void whatDoesNotFitWhatIsKnownIsNoCandidate()
    {
        std::mt19937 random(10);
        const Mnemonic mnemonic = shareOf33Words(random);
        const Mnemonic wrong = mistaken(mnemonic, {12}, random);
        KnownShare known = KnownShare::ofSetOf(Share::decode(mnemonic)->header);
        QVERIFY(holds(locate(wrong, known), mnemonic, {12}));
        known.identifier = static_cast<std::uint16_t>(*known.identifier ^ 1U);
        QVERIFY(!holds(locate(wrong, known), mnemonic, {12}));
        QVERIFY(locate(wrong, knownBy(fingerprint(wrong))).candidates.empty());
    }

    void aSheetWithoutAnyWordIsHopeless()
    {
        std::mt19937 random(11);
        Positions all(33);
        std::iota(all.begin(), all.end(), 0);
        const Mnemonic mnemonic = shareOf33Words(random);
        const Location found =
            slip39::locate(PartialMnemonic(mnemonic.clone(), all), knownBy(fingerprint(mnemonic)));
        QVERIFY(found.candidates.empty());
    }
};

KEYRITE_TEST_MAIN(LocateTest)
#include "locate_test.moc"
