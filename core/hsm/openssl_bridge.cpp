#include "core/hsm/openssl_bridge.h"

#include "core/hsm/module.h"

#include <algorithm>
#include <array>
#include <libp11.h>
#include <openssl/err.h>

namespace keyrite::hsm {
namespace {

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

Result<void> checkKey(const KeyInfo& key, const std::vector<KeyInfo>& all, std::string_view purpose)
{
    const auto unsupported = [purpose](std::string_view why) {
        return fail(ErrorCode::MechanismUnsupported, std::string(purpose) + ": " + std::string(why));
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
Result<KeyInfo> describe(const BridgedKey& where, std::string_view purpose)
{
    auto module = Module::load(where.module);
    if (!module)
        return fail(module.error());
    if (!module->ownsInitialisation())
        return fail(
            ErrorCode::ModuleUnusable,
            "The HSM's module is in use by this program, and a signature through OpenSSL would end its "
            "sessions. Sign with keyrite-cli, or close the token first.");
    auto session = module->open(where.token, where.userPin);
    if (!session)
        return fail(session.error());
    const auto all = session->keys();
    if (!all)
        return fail(all.error());
    auto key = session->find(where.keyId);
    if (!key)
        return key;
    if (const auto ok = checkKey(*key, *all, purpose); !ok)
        return fail(ok.error());
    return key;
}

Result<void> logIn(PKCS11_SLOT* slot, const SecretBytes& userPin)
{
    SecretBytes terminated(userPin.size() + 1);
    std::copy(userPin.view().begin(), userPin.view().end(), terminated.data());
    // None: the token has a PIN pad of its own.
    const char* pin = userPin.empty() ? nullptr : reinterpret_cast<const char*>(terminated.data());
    if (PKCS11_login(slot, 0, pin) != 0)
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

} // namespace

tl::unexpected<Error> bridgeFailed(std::string_view call)
{
    std::array<char, 160> words{};
    ERR_error_string_n(ERR_get_error(), words.data(), words.size());
    ERR_clear_error();
    return fail(
        ErrorCode::HsmFailed,
        "Nothing was signed: the HSM did not answer through OpenSSL. Check that the token is still there "
        "and try again.",
        std::string(call) + ": " + words.data());
}

Result<Bytes> withSigner(const BridgedKey& where, std::string_view purpose, const SignerWork& work)
{
    if (where.userPin.text().find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "A PIN with a zero byte cannot be used here.");
    const auto key = describe(where, purpose);
    if (!key)
        return fail(key.error());
    Bridge bridge;
    if (!bridge.load(where.module))
        return bridgeFailed("PKCS11_CTX_load");
    PKCS11_SLOT* slot = bridge.find(where.token);
    if (slot == nullptr)
        return bridgeFailed("PKCS11_enumerate_slots");
    if (const auto ok = logIn(slot, where.userPin); !ok)
        return fail(ok.error());
    const auto signer = privateKey(slot, where.keyId);
    if (!signer)
        return fail(signer.error());
    return work(signer->get(), *key);
}

} // namespace keyrite::hsm
