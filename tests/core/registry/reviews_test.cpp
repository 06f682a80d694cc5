#include "core/registry/reviews.h"

#include "core/registry/registry.h"
#include "tests/test_main.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

using namespace keyrite;
using namespace keyrite::registry;

namespace {

constexpr std::string_view kOrigin = "keyrite.example/room-1";

// An Ed25519 key in memory in the place of one on a token; the token's way is shown by a journey.
class SigningKey final
{
public:
    SigningKey() : m_key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {}
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    ~SigningKey() { EVP_PKEY_free(m_key); }

    Bytes spki() const
    {
        unsigned char* der = nullptr;
        const int size = i2d_PUBKEY(m_key, &der);
        Bytes bytes(der, der + size);
        OPENSSL_free(der);
        return bytes;
    }
    Bytes sign(ByteView message) const
    {
        Bytes signature(64);
        std::size_t size = signature.size();
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, nullptr, nullptr, m_key);
        EVP_DigestSign(context, signature.data(), &size, message.data(), message.size());
        EVP_MD_CTX_free(context);
        return signature;
    }

private:
    EVP_PKEY* m_key;
};

Review sample()
{
    Review review{.first = 3, .last = 840, .reviewer = "Ida Berg", .comments = "Line one\n\"two\" č"};
    review.root.fill(7);
    review.findings.push_back({"Bag 12 was not signed for", "Mei Tanaka", fromIsoDay("2026-12-31").value()});
    return review;
}

Review signedSample(const SigningKey& key)
{
    Review review = sample();
    review.signature = {
        {"0042", "Ida"}, hsm::KeyType::Ed25519, key.spki(), key.sign(reviewDigest(kOrigin, review))};
    return review;
}

log::Entry recorded(const Review& review, std::uint64_t seq = 841)
{
    log::Entry entry = reviewEntry(review).value();
    entry.seq = seq;
    return entry;
}

} // namespace

class ReviewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStatement()
    {
        QCOMPARE(
            reviewStatement(kOrigin, sample()),
            std::string(
                "keyrite/review/v1\nkeyrite.example/room-1\n"
                "{\"comments\":\"Line one\\n\\\"two\\\" č\",\"findings\":[{\"due\":\"2026-12-31\",\"owner\":"
                "\"Mei Tanaka\",\"text\":\"Bag 12 was not signed for\"}],\"first\":3,\"last\":840,"
                "\"reviewer\":\"Ida Berg\",\"root\":\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\"}"));
    }

    void comesBackFromItsEntry()
    {
        const SigningKey key;
        const Review review = reviewIn(recorded(signedSample(key))).value();
        QCOMPARE(review.first, std::uint64_t{3});
        QCOMPARE(review.size(), std::uint64_t{841});
        QVERIFY(review.findings == sample().findings);
        QCOMPARE(review.comments, sample().comments);
        QVERIFY(checkSignature(kOrigin, review));
        QCOMPARE(recorded(sample()).actor, std::string("Ida Berg"));
    }

    // Every part of what was signed, changed.
    void aChangedReviewIsNotSigned()
    {
        const SigningKey key;
        const auto refused = [&](auto change) {
            Review review = signedSample(key);
            change(review);
            const auto checked = checkSignature(kOrigin, review);
            return !checked && checked.error().code == ErrorCode::SignatureInvalid;
        };
        QVERIFY(refused([](Review& review) { ++review.first; }));
        QVERIFY(refused([](Review& review) { ++review.last; }));
        QVERIFY(refused([](Review& review) { ++review.root[5]; }));
        QVERIFY(refused([](Review& review) { review.reviewer += "x"; }));
        QVERIFY(refused([](Review& review) { review.comments.clear(); }));
        QVERIFY(refused([](Review& review) { review.findings.clear(); }));
        QVERIFY(refused([](Review& review) { review.findings[0].due += std::chrono::days(1); }));
        QVERIFY(refused([](Review& review) { ++review.signature->signature[0]; }));
        QVERIFY(refused([](Review& review) { review.signature->spki = SigningKey().spki(); }));
        QCOMPARE(checkSignature("keyrite.example/room-2", signedSample(key)).error().code,
                 ErrorCode::SignatureInvalid);
        QCOMPARE(checkSignature(kOrigin, sample()).error().code, ErrorCode::NotFound);
    }

    void whatCannotBeRecorded()
    {
        const auto refusal = [](auto change) {
            Review review = sample();
            change(review);
            return reviewEntry(review).error().message;
        };
        QVERIFY(refusal([](Review& review) { review.reviewer.clear(); }).starts_with("Write the name"));
        QVERIFY(
            refusal([](Review& review) { review.first = 900; }).starts_with("There is nothing to review"));
        QVERIFY(
            refusal([](Review& review) { review.comments.assign(8001, 'x'); }).starts_with("The comments"));
        QVERIFY(refusal([](Review& review) {
                    review.findings[0].text.clear();
                }).starts_with("Each finding says"));
        QVERIFY(refusal([](Review& review) {
                    review.findings[0].owner.clear();
                }).starts_with("Each finding names"));
        QVERIFY(refusal([](Review& review) {
                    review.findings.resize(101);
                }).starts_with("There are more than 100"));
    }

    void strangeEntriesChangeNothing()
    {
        const log::Entry good = recorded(sample());
        Reviews reviews;
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, log::Json>>{{"first", -1},
                                                            {"last", "840"},
                                                            {"last", 841}, // itself
                                                            {"root", "BwcH"},
                                                            {"findings", {{{"text", "x"}}}},
                                                            {"signature", {{"type", "p256"}}},
                                                            {"signature", 1}}) {
            log::Entry bad = good;
            bad.data[name] = value;
            applyReview(reviews, bad);
            QVERIFY2(reviews.all.empty(), name.c_str());
        }
        applyReview(reviews, good);
        QCOMPARE(reviews.all.size(), std::size_t{1});
    }

    void whatIsNew()
    {
        Registry registry;
        QCOMPARE(registry.reviews.firstNew(), std::uint64_t{0});
        registry.apply(recorded(sample()));
        QCOMPARE(registry.reviews.firstNew(), std::uint64_t{841});
        Review earlier = sample();
        earlier.last = 100;
        registry.apply(recorded(earlier, 842));
        QCOMPARE(registry.reviews.firstNew(), std::uint64_t{841});
    }

    void savedFilters()
    {
        Reviews reviews;
        applyReview(reviews, savedFilterEntry("Sheets", "kind:SHARE.  lamp").value());
        QCOMPARE(reviews.filters.at("Sheets"), std::string("lamp kind:share."));
        applyReview(reviews, savedFilterEntry("Sheets", "").value());
        QVERIFY(reviews.filters.empty());
        QVERIFY(!savedFilterEntry("", "lamp"));
        QVERIFY(!savedFilterEntry("x", "from:then"));
        log::Entry strange = savedFilterEntry("x", "lamp").value();
        strange.data["filter"] = "from:then";
        applyReview(reviews, strange);
        QVERIFY(reviews.filters.empty());
    }
};

KEYRITE_TEST_MAIN(ReviewsTest)
#include "reviews_test.moc"
