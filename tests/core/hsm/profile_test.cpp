// HSM profiles: the built-in ones load and fit their tokens; every tampered twin is refused with the field.
#include "core/hsm/profile.h"
#include "tests/test_main.h"

#include <set>

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

TokenInfo tokenOf(std::string manufacturer, std::string model)
{
    TokenInfo token{};
    token.manufacturer = std::move(manufacturer);
    token.model = std::move(model);
    return token;
}

const std::string kProfile = R"({
  "schema": "keyrite-hsm-profile/1", "id": "acme", "title": "Acme HSM",
  "match": [{"manufacturer": "Acme", "model": "X"}],
  "pin": "plain", "securityOfficer": true, "kekImport": ["rsa-oaep-sha256"],
  "mechanisms": [{"number": "0x80000171", "name": "CKM_AES_KWP", "scheme": "rfc5649", "source": "s"}],
  "attributes": [{"on": "kek", "type": "0x100", "name": "CKA_KEY_TYPE", "value": "0x1f", "source": "s"}],
  "advice": "Read the manual.", "sources": ["s"]})";

std::string with(const std::string& part, const std::string& other)
{
    std::string text = kProfile;
    const std::size_t at = text.find(part);
    if (at == std::string::npos)
        throw std::runtime_error("not in the profile: " + part);
    return text.replace(at, part.size(), other);
}

} // namespace

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldIsRead()
    {
        const Profile profile = Profile::parse(kProfile).value();
        QCOMPARE(profile.id, std::string("acme"));
        QCOMPARE(profile.title, std::string("Acme HSM"));
        QCOMPARE(profile.matches.front().model, std::string("X"));
        QVERIFY(profile.kekImport == std::vector{KekImport::RsaOaepSha256});
        QCOMPARE(profile.mechanisms.front().number, std::uint64_t(0x80000171));
        QCOMPARE(profile.mechanisms.front().scheme, WrapScheme::Rfc5649);
        QCOMPARE(profile.attributes.front().number, std::uint64_t(0x1f));
        QCOMPARE(profile.advice, std::string("Read the manual."));
    }

    void tamperedTwinsAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const std::string& text, const char* field) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(field);
        };
        row("schema", with("profile/1", "profile/2"), "\"schema\"");
        row("no id", with("\"id\": \"acme\",", ""), "\"id\" is missing");
        row("no rule", with(R"([{"manufacturer": "Acme", "model": "X"}])", "[]"), "\"match\"");
        row("pin", with("\"plain\"", "\"four digits\""), "\"pin\"");
        row("device log", with("\"plain\",", "\"plain\", \"deviceLog\": \"luna\","), "\"deviceLog\"");
        row("user list", with("\"plain\",", "\"plain\", \"userList\": \"luna\","), "\"userList\"");
        row("default", with("\"plain\",", "\"plain\", \"defaultPin\": \"short\","), "\"defaultPin\"");
        row("officer", with("true", "1"), "\"securityOfficer\"");
        row("import", with("rsa-oaep-sha256", "rsa-pkcs1"), "\"kekImport\"");
        row("import twice", with("[\"rsa-oaep-sha256\"]", R"(["object", "object"])"), "\"kekImport\"");
        row("CBC", with("0x80000171", "0x1082"), "\"number\"");
        row("CBC with padding", with("0x80000171", "0x1085"), "\"number\"");
        row("decimal", with("\"0x80000171\"", "2147484017"), "\"number\"");
        row("too long", with("0x80000171", "0x180000171"), "\"number\"");
        row("not hexadecimal", with("0x80000171", "0x8000017g"), "\"number\"");
        row("scheme", with("rfc5649", "cbc"), "\"scheme\"");
        row("no source", with(R"(, "scheme": "rfc5649", "source": "s")", R"(, "scheme": "rfc5649")"),
            "\"source\"");
        row("on", with("\"on\": \"kek\"", "\"on\": \"all\""), "\"on\"");
        row("point of a KEK", with("\"0x1f\"", "\"ec-point\""), "\"value\"");
        row("value", with("\"0x1f\"", "\"yes\""), "\"value\"");
        row("sources", with("\"sources\": [\"s\"]", "\"sources\": []"), "\"sources\"");
        row("more", with("\"advice\"", "\"advise\""), "\"advise\"");
        row("not JSON", kProfile.substr(1), "not JSON");
        row("large", kProfile + std::string(70000, ' '), "64 KiB");
    }

    void tamperedTwinsAreRefused()
    {
        QFETCH(QString, text);
        QFETCH(QString, field);
        const auto profile = Profile::parse(text.toStdString());
        QVERIFY(!profile);
        QCOMPARE(profile.error().code, ErrorCode::HsmProfileInvalid);
        QVERIFY2(profile.error().message.find(field.toStdString()) != std::string::npos,
                 profile.error().message.c_str());
    }

    void theFirstThatFitsCounts()
    {
        QCOMPARE(profileFor(tokenOf("SoftHSM project", "SoftHSM v2")).id, std::string("softhsm2"));
        QCOMPARE(profileFor(tokenOf("Mozilla Foundation", "NSS 3")).id, std::string("nss"));
        QCOMPARE(profileFor(tokenOf("Yubico (www.yubico.com)", "YubiHSM")).id, std::string("yubihsm2"));
        QCOMPARE(profileFor(tokenOf("SAFENET", "Luna")).id, std::string("luna"));
        QCOMPARE(profileFor(tokenOf("nCipher Corp. Ltd", "")).id, std::string("nshield"));
        QCOMPARE(profileFor(tokenOf("www.CardContact.de", "PKCS#15 emulated")).id,
                 std::string("smartcard-hsm"));
        for (const auto& [manufacturer, model] :
             {std::pair{"", ""}, {"Yubico (www.yubico.com)", "YubiKey"}, {"SoftHSM", "SoftHSM v2"}})
            QCOMPARE(profileFor(tokenOf(manufacturer, model)).id, std::string("standard"));
    }

    void builtInOnesAreApart()
    {
        std::set<std::string> ids;
        for (const Profile& profile : profiles())
            QVERIFY2(ids.insert(profile.id).second, profile.id.c_str());
        QCOMPARE(profiles().back().id, std::string("standard"));
        QVERIFY(profileNamed("luna") != nullptr && profileNamed("lunar") == nullptr);
    }
};

KEYRITE_TEST_MAIN(ProfileTest)
#include "profile_test.moc"
