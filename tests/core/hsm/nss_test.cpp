// A second, independent implementation: blobs pass between SoftHSM and NSS's softoken. NSS answers
// EXTRACTABLE=false and wraps all the same, so a restore onto it is refused unless people decided otherwise;
// that its unwrap opens our blob to the same key is shown one level lower.
#include "core/hsm/generation.h"
#include "core/hsm/public_object.h"
#include "core/hsm/response.h"
#include "core/hsm/restore.h"
#include "core/hsm/token_info.h"
#include "core/hsm/wrapping.h"
#include "tests/core/hsm/nss_token.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::hsm;
using namespace keyrite::test;

namespace {

constexpr std::array kTypes{KeyType::P256, KeyType::Rsa3072, KeyType::Aes256};

const Bytes kChallenge = filled(32, 0x5c);

Bytes idOf(KeyType type, int origin)
{
    return filled(16, static_cast<std::uint8_t>(static_cast<int>(type) * 16 + origin));
}

} // namespace

class NssTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!hasSoftoken())
            QSKIP("SKIPPED: NSS's softoken (package libnss3) is not installed.");
        m_nss.emplace();
        QVERIFY(!m_nss->module().ownsInitialisation());
        m_soft = m_tokens.make("SOFT").id;
        makeSoftHsmBlobs();
    }

    void probeClassifies()
    {
        Session nss = m_nss->open();
        for (const KeyType type : kTypes)
            QCOMPARE(must(nss.probe(type)), WrapScheme::Rfc5649);
        QCOMPARE(nss.probe(KeyType::Secp256k1).error().code, ErrorCode::MechanismUnsupported);
        QCOMPARE(must(nss.keys()).size(), std::size_t(0));
    }

    // What a person is told before any key is made: NSS hands out what it says it keeps.
    void probeTellsThatKeysAreNotKept()
    {
        Session nss = m_nss->open();
        for (const ProbeResult& one : must(nss.probeAll())) {
            const bool used = std::ranges::count(kTypes, one.type) > 0;
            QCOMPARE(one.scheme.has_value(), used);
            QVERIFY(!used || one.locks == std::optional(false));
            QVERIFY(used || !one.why.empty());
        }
    }

    void kekComesInByRsaOaep()
    {
        const auto session = nssSession();
        Profile oaep = profileFor(session->token());
        oaep.kekImport = {KekImport::RsaOaepSha256};
        session->setProfile(oaep);
        const NewKey key = must(generateThrowaway(*session, KeyType::Aes256));
        QCOMPARE(must(wrapAndProve(*session, m_kek, key.object.handle(), key.info)).scheme,
                 WrapScheme::Rfc5649);
    }

    void nssBlobRestoresOnSoftHsm()
    {
        Session nss = m_nss->open();
        Session soft = must(m_tokens.module.open(m_soft, pin(kUserPin)));
        for (const KeyType type : kTypes) {
            const Bytes id = idOf(type, 1);
            must(nss.generate(type, "from NSS", id, true));
            const WrappedKey wrapped = must(nss.wrap(id, m_kek));
            QCOMPARE(wrapped.scheme, WrapScheme::Rfc5649);
            must(soft.restore(wrapped, m_kek));
            must(verifyResponse(type, wrapped.spki, kChallenge, must(soft.respond(id, kChallenge)),
                                must(nss.respond(id, kChallenge))));
            must(nss.destroy(id));
            must(soft.destroy(id));
        }
    }

    void softHsmBlobOpensInNss()
    {
        const auto session = nssSession();
        const ObjectGuard kek = must(importKek(*session, m_kek, KekUse::Unwrap));
        for (const auto& [key, expected] : m_blobs) {
            const KeyChoice choice{
                .type = key.type, .label = "k", .id = key.id, .onToken = true, .extractable = false};
            Attributes attributes = unwrapTemplate(choice);
            Bytes point;
            if (key.type == KeyType::P256) {
                point = must(ecPointFromSpki(key.type, key.spki));
                addExtra(attributes, session->profile(), ExtraAttribute::On::UnwrappedEc,
                         ByteView(point).subspan(2)); // bare
            }
            const ObjectGuard object(
                *session, must(unwrapBy(*session, kAesKeyWrapKwp, kek.handle(), key.blob, attributes)));
            must(verifyResponse(key.type, key.spki, kChallenge,
                                must(respondWith(*session, object.handle(), key.type, kChallenge)),
                                expected));
        }
    }

    // "Unwrap success proves nothing": NSS takes a secp256k1 key that it cannot use, and hands out keys that
    // it says are not extractable.
    void restoreOnNssIsRefusedAndUndone()
    {
        Session nss = m_nss->open();
        for (const auto& [key, expected] : m_blobs)
            QCOMPARE(nss.restore(key, m_kek).error().code, ErrorCode::LockIgnored);
        const auto unusable = nss.restore(m_bitcoin, m_kek);
        QCOMPARE(unusable.error().code, ErrorCode::MechanismUnsupported);
        QVERIFY2(unusable.error().message.find("took the secp256k1 key but cannot sign with it") !=
                     std::string::npos,
                 unusable.error().message.c_str());
        QCOMPARE(must(nss.keys()).size(), std::size_t(0));
        const auto session = nssSession();
        for (const CK_OBJECT_CLASS kind : {CKO_PRIVATE_KEY, CKO_PUBLIC_KEY, CKO_SECRET_KEY})
            QVERIFY(must(findObjects(*session, findTemplate(kind))).empty()); // of any type, known or not
    }

    // People decided that it may hand the keys out: they are there, and work. One that it cannot use is not.
    void restoreOnNssAsItIs()
    {
        Session nss = m_nss->open();
        for (const auto& [key, expected] : m_blobs) {
            const KeyInfo restored = must(nss.restore(key, m_kek, Containment::Waived));
            QVERIFY(restored.sensitive);
            must(verifyResponse(key.type, key.spki, kChallenge, must(nss.respond(key.id, kChallenge)),
                                expected));
            WrappedKey other = key;
            other.id = filled(16, 0x98);
            QVERIFY(!nss.restore(other, throwawayKek(), Containment::Waived)); // the KEK is another
            must(nss.destroy(key.id));
        }
        QCOMPARE(nss.restore(m_bitcoin, m_kek, Containment::Waived).error().code,
                 ErrorCode::MechanismUnsupported);
        QCOMPARE(must(nss.keys()).size(), std::size_t(0));
    }

    // SoftHSM -> NSS -> SoftHSM: what NSS unwrapped by its 0x210B it wraps again by it, and SoftHSM opens
    // that by its 0x210A: other numbers, the same scheme.
    void thereAndBack_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kTypes.size(); ++i)
            QTest::newRow(std::string(keyTypeName(kTypes.at(i))).c_str()) << static_cast<int>(i);
    }

    void thereAndBack()
    {
        QFETCH(int, index);
        const auto& [key, expected] = m_blobs.at(static_cast<std::size_t>(index));
        const SecretBytes newKek = throwawayKek();
        Session nss = m_nss->open();
        const Rewrapped there = must(nss.rewrap(key, m_kek, newKek));
        QCOMPARE(there.key.scheme, WrapScheme::Rfc5649);
        Session soft = must(m_tokens.module.open(m_soft, pin(kUserPin)));
        QCOMPARE(soft.restore(there.key, m_kek).error().code,
                 ErrorCode::UnwrapFailed); // the old KEK opens nothing
        must(soft.restore(there.key, newKek));
        must(
            verifyResponse(key.type, key.spki, kChallenge, must(soft.respond(key.id, kChallenge)), expected));
        must(soft.destroy(key.id));
        QCOMPARE(must(nss.keys()).size(), std::size_t(0));
    }

    void lockOnNssIsNotBelieved()
    {
        Session nss = m_nss->open();
        must(nss.generate(KeyType::P256, "k", filled(16, 0x77), true));
        QCOMPARE(nss.lock(filled(16, 0x77)).error().code, ErrorCode::LockIgnored);
        must(nss.destroy(filled(16, 0x77)));
    }

    // NSS's CKM_AES_KEY_WRAP_PAD is RFC 3394 after PKCS#7: such a blob is for NSS's like, not for SoftHSM.
    void otherSchemesAreNotOpenedByChance()
    {
        const auto session = nssSession();
        QVERIFY(must(unwrapMechanisms(*session, WrapScheme::Rfc3394Pkcs7)) ==
                std::vector<CK_MECHANISM_TYPE>{CKM_AES_KEY_WRAP_PAD});
        QVERIFY(must(unwrapMechanisms(*session, WrapScheme::Rfc5649)) ==
                std::vector<CK_MECHANISM_TYPE>{kAesKeyWrapKwp});
        WrappedKey wrapped = m_blobs.front().first;
        Session soft = must(m_tokens.module.open(m_soft, pin(kUserPin)));
        wrapped.scheme = WrapScheme::Rfc3394Pkcs7;
        QCOMPARE(soft.restore(wrapped, m_kek).error().code, ErrorCode::MechanismUnsupported);
    }

private:
    // One blob of each type with the key's answer to the challenge; the keys themselves are destroyed.
    void makeSoftHsmBlobs()
    {
        Session soft = must(m_tokens.module.open(m_soft, pin(kUserPin)));
        for (const KeyType type : kTypes) {
            const Bytes id = idOf(type, 2);
            must(soft.generate(type, "from SoftHSM", id, true));
            m_blobs.emplace_back(must(soft.wrap(id, m_kek)), must(soft.respond(id, kChallenge)));
            must(soft.destroy(id));
        }
        must(soft.generate(KeyType::Secp256k1, "k", filled(16, 0x99), true));
        m_bitcoin = must(soft.wrap(filled(16, 0x99), m_kek));
    }

    std::unique_ptr<SessionState> nssSession()
    {
        const SlotToken token = must(findToken(m_nss->cryptoki()->functions(), m_nss->id()));
        const auto* userPin = reinterpret_cast<const CK_UTF8CHAR*>(kUserPin.data());
        CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
        m_nss->cryptoki()->functions().C_OpenSession(token.slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr,
                                                     nullptr, &handle);
        m_nss->cryptoki()->functions().C_Login(handle, CKU_USER, const_cast<CK_UTF8CHAR*>(userPin),
                                               kUserPin.size());
        return std::make_unique<SessionState>(m_nss->cryptoki(), token.slot, handle, token.info);
    }

    std::optional<NssToken> m_nss;
    PracticeTokens m_tokens;
    SecretBytes m_kek = throwawayKek();
    TokenId m_soft;
    std::vector<std::pair<WrappedKey, Bytes>> m_blobs;
    WrappedKey m_bitcoin{.type = KeyType::Secp256k1};
};

KEYRITE_TEST_MAIN(NssTest)
#include "nss_test.moc"
