#include "core/crypto/rsa_oaep.h"

#include "core/crypto/openssl_types.h"

#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace keyrite::crypto {
namespace {

using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeWith<EVP_PKEY_CTX_free>>;

EvpKey rsaKey(ByteView spki)
{
    const unsigned char* at = spki.data();
    EvpKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    const bool whole = key && at == spki.data() + spki.size() && EVP_PKEY_is_a(key.get(), "RSA") == 1;
    return whole ? std::move(key) : nullptr;
}

} // namespace

Result<Bytes> encryptOaep(ByteView spki, OaepHash hash, ByteView secret)
{
    const EvpKey key = rsaKey(spki);
    const KeyContext context(key ? EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr) : nullptr);
    const EVP_MD* digest = hash == OaepHash::Sha1 ? EVP_sha1() : EVP_sha256();
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) != 1)
        return fail(ErrorCode::BadPublicKey, "The RSA key to encrypt to cannot be read. It is damaged or of "
                                             "another kind.");
    Bytes encrypted(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())));
    std::size_t size = encrypted.size();
    if (EVP_PKEY_encrypt(context.get(), encrypted.data(), &size, secret.data(), secret.size()) != 1)
        return fail(ErrorCode::InvalidArgument, "The secret is too long for the RSA key to encrypt it to.");
    encrypted.resize(size);
    return encrypted;
}

} // namespace keyrite::crypto
