#include "core/slip39/combine.h"
#include "tests/core/slip39/official_vectors.h"
#include "tests/shared_vectors.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::slip39;
using keyrite::slip39::test::OfficialVector;

namespace {

Result<SecretBytes> recover(const std::vector<std::string>& mnemonics)
{
    std::vector<Share> shares;
    for (const std::string& text : mnemonics) {
        const auto mnemonic = Mnemonic::parse(text);
        if (!mnemonic)
            return fail(mnemonic.error());
        auto share = Share::decode(*mnemonic);
        if (!share)
            return fail(share.error());
        // Reading back what is written is part of every vector.
        if (!equalSecret(share->encode().packed().view(), mnemonic->packed().view()))
            return fail(ErrorCode::Internal, "encode of decode differs");
        shares.push_back(std::move(*share));
    }
    return combine(shares, asBytes("TREZOR"));
}

void check(const OfficialVector& vector)
{
    const auto secret = recover(vector.mnemonics);
    const std::string name = "vector " + std::to_string(vector.number);
    if (vector.secretHex.empty()) {
        QVERIFY2(!secret, name.c_str());
        QVERIFY2(secret.error().code == slip39::test::kExpectedErrors.at(vector.number),
                 (name + ": " + secret.error().message).c_str());
    } else {
        QVERIFY2(secret.has_value(), (name + (secret ? "" : ": " + secret.error().message)).c_str());
        QCOMPARE(toHex(secret->view()), vector.secretHex);
    }
}

} // namespace

class VectorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosenVectors()
    {
        for (const OfficialVector& vector : slip39::test::kChosenVectors)
            check(vector);
    }

    void allVectors()
    {
        KEYRITE_NEEDS_SHARED("vectors/slip39/vectors.json");
        const auto vectors =
            keyrite::test::readJson(keyrite::test::sharedPath("vectors/slip39/vectors.json"));
        QCOMPARE(vectors.size(), std::size_t{45});
        int number = 0;
        for (const auto& vector : vectors)
            check({++number, vector.at(1).get<std::vector<std::string>>(), vector.at(2).get<std::string>()});
    }
};

KEYRITE_TEST_MAIN(VectorsTest)
#include "vectors_test.moc"
