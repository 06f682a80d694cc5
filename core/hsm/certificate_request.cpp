#include "core/hsm/certificate_request.h"

#include "core/crypto/openssl_types.h"
#include "core/hsm/certificate_subject.h"
#include "core/hsm/module.h"

#include <algorithm>
#include <array>
#include <libp11.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace keyrite::hsm {
namespace {

using crypto::FreeWith;
using Request = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;

tl::unexpected<Error> bridgeFailed(std::string_view call)
{
    std::array<char, 160> words{};
    ERR_error_string_n(ERR_get_error(), words.data(), words.size());
    ERR_clear_error();
    return fail(
        ErrorCode::HsmFailed,
        "The certificate request could not be made: the HSM did not answer through OpenSSL. Check that "
        "the token is still there and try again.",
        std::string(call) + ": " + words.data());
}

// Owns libp11's context and slots, and gives them back in the one order that it survives.
class Bridge final
{
public:
    Bridge() : m_context(PKCS11_CTX_new()) {}
    ~Bridge()
    {
        if (m_slots != nullptr)
            PKCS11_release_all_slots(m_context, m_slots, m_slotCount);
        if (m_loaded)
            PKCS11_CTX_unload(m_context);
        PKCS11_CTX_free(m_context);
    }
    Bridge(const Bridge&) = delete;
    Bridge& operator=(const Bridge&) = delete;

    bool load(const std::filesystem::path& module)
    {
        m_loaded = PKCS11_CTX_load(m_context, module.c_str()) == 0;
        return m_loaded && PKCS11_enumerate_slots(m_context, &m_slots, &m_slotCount) == 0;
    }

    // Null where the token has gone, or where a login would hang (not initialised).
    PKCS11_SLOT* find(const TokenId& id) const
    {
        for (unsigned i = 0; i < m_slotCount; ++i) {
            const PKCS11_TOKEN* token = m_slots[i].token;
            if (token != nullptr && token->initialized != 0 && token->serialnr != nullptr &&
                token->label != nullptr && id.serial == token->serialnr && id.label == token->label)
                return &m_slots[i];
        }
        return nullptr;
    }

private:
    PKCS11_CTX* m_context;
    PKCS11_SLOT* m_slots = nullptr;
    unsigned m_slotCount = 0;
    bool m_loaded = false;
};

Result<void> checkKey(const KeyInfo& key, const std::vector<KeyInfo>& all)
{
    const auto unsupported = [](std::string_view why) {
        return fail(ErrorCode::MechanismUnsupported,
                    "No certificate request can be made for this key: " + std::string(why));
    };
    if (key.type == KeyType::Aes256)
        return unsupported("it is an AES key and has no public half. Choose an RSA or EC key.");
    if (key.type == KeyType::Ed25519)
        return unsupported("Ed25519 keys cannot be reached through OpenSSL here. Choose an RSA or EC key.");
    if (std::any_of(all.begin(), all.end(), [](auto& one) { return one.type == KeyType::Ed25519; }))
        return unsupported("the token also holds an Ed25519 key, which hides all keys from OpenSSL's bridge. "
                           "Keep the audit key on a token of its own.");
    if (key.spki.empty()) // libp11 would crash on it
        return fail(
            ErrorCode::BadPublicKey,
            "The token holds the private key but not its public key. Restore the key again; that puts "
            "its public key on the token too.");
    return {};
}

// What our own layer knows about the key. The module is finalised again on the way out.
Result<KeyInfo> describe(const std::filesystem::path& modulePath, const TokenId& token,
                         const SecretBytes& userPin, ByteView keyId)
{
    auto module = Module::load(modulePath);
    if (!module)
        return fail(module.error());
    if (!module->ownsInitialisation())
        return fail(ErrorCode::ModuleUnusable,
                    "The HSM's module is in use by this program, and a certificate request would end its "
                    "sessions. Make the request with keyrite-cli csr, or close the token first.");
    auto session = module->open(token, userPin);
    if (!session)
        return fail(session.error());
    const auto all = session->keys();
    if (!all)
        return fail(all.error());
    auto key = session->find(keyId);
    if (!key)
        return key;
    if (const auto ok = checkKey(*key, *all); !ok)
        return fail(ok.error());
    return key;
}

Result<void> logIn(PKCS11_SLOT* slot, const SecretBytes& userPin)
{
    SecretBytes terminated(userPin.size() + 1);
    std::copy(userPin.view().begin(), userPin.view().end(), terminated.data());
    if (PKCS11_login(slot, 0, reinterpret_cast<const char*>(terminated.data())) != 0)
        return bridgeFailed("PKCS11_login");
    return {};
}

Result<crypto::EvpKey> privateKey(PKCS11_SLOT* slot, ByteView keyId)
{
    PKCS11_KEY* keys = nullptr;
    unsigned count = 0;
    if (PKCS11_enumerate_keys(slot->token, &keys, &count) != 0)
        return bridgeFailed("PKCS11_enumerate_keys");
    for (unsigned i = 0; i < count; ++i)
        if (std::equal(keyId.begin(), keyId.end(), keys[i].id, keys[i].id + keys[i].id_len)) {
            crypto::EvpKey key(PKCS11_get_private_key(&keys[i]));
            return key ? Result<crypto::EvpKey>(std::move(key)) : bridgeFailed("PKCS11_get_private_key");
        }
    return bridgeFailed("PKCS11_enumerate_keys");
}

bool setSubject(X509_REQ* request, const std::vector<SubjectField>& subject)
{
    X509_NAME* name = X509_REQ_get_subject_name(request);
    return std::all_of(subject.begin(), subject.end(), [name](const SubjectField& field) {
        return X509_NAME_add_entry_by_txt(name, field.name.c_str(), MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char*>(field.value.data()),
                                          static_cast<int>(field.value.size()), -1, 0) == 1;
    });
}

Result<std::string> toPem(X509_REQ* request)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    char* text = nullptr;
    if (!bio || PEM_write_bio_X509_REQ(bio.get(), request) != 1)
        return bridgeFailed("PEM_write_bio_X509_REQ");
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

// The public key comes from our own reading of the token, and the signature is checked against it.
Result<std::string> signedRequest(EVP_PKEY* signer, ByteView spki, const std::vector<SubjectField>& subject)
{
    const unsigned char* at = spki.data();
    const crypto::EvpKey publicKey(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    const Request request(X509_REQ_new());
    if (!publicKey || !request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        !setSubject(request.get(), subject) || X509_REQ_set_pubkey(request.get(), publicKey.get()) != 1)
        return bridgeFailed("X509_REQ_set_pubkey");
    if (X509_REQ_sign(request.get(), signer, EVP_sha256()) <= 0)
        return bridgeFailed("X509_REQ_sign");
    if (X509_REQ_verify(request.get(), publicKey.get()) != 1)
        return bridgeFailed("X509_REQ_verify");
    return toPem(request.get());
}

} // namespace

Result<std::string> certificateRequest(const std::filesystem::path& modulePath, const TokenId& token,
                                       const SecretBytes& userPin, ByteView keyId, std::string_view subject)
{
    const auto fields = parseSubject(subject);
    if (!fields)
        return fail(fields.error());
    if (userPin.text().find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "A PIN with a zero byte cannot be used here.");
    const auto key = describe(modulePath, token, userPin, keyId);
    if (!key)
        return fail(key.error());
    Bridge bridge;
    if (!bridge.load(modulePath))
        return bridgeFailed("PKCS11_CTX_load");
    PKCS11_SLOT* slot = bridge.find(token);
    if (slot == nullptr)
        return bridgeFailed("PKCS11_enumerate_slots");
    if (const auto ok = logIn(slot, userPin); !ok)
        return fail(ok.error());
    const auto signer = privateKey(slot, keyId);
    if (!signer)
        return fail(signer.error());
    return signedRequest(signer->get(), key->spki, *fields);
}

} // namespace keyrite::hsm
