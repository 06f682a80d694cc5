#include "core/crypto/hash.h"

#include <new>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace keyrite::crypto {

// OpenSSL's EVP makes, wipes and frees a context for every hash, which takes longer than hashing the 65 bytes
// of a tree's node; its low level does not. That is deprecated because it knows no providers: nothing here
// needs one.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

Digest sha256(std::initializer_list<ByteView> parts)
{
    Digest digest;
    SHA256_CTX context;
    bool ok = SHA256_Init(&context) == 1;
    for (const ByteView part : parts)
        ok = ok && SHA256_Update(&context, part.data(), part.size()) == 1;
    ok = ok && SHA256_Final(digest.data(), &context) == 1;
    OPENSSL_cleanse(&context, sizeof(context)); // what was hashed may be secret
    if (!ok)
        throw std::bad_alloc(); // SHA-256 itself cannot fail
    return digest;
}

#pragma GCC diagnostic pop

Digest sha256(ByteView bytes)
{
    return sha256({bytes});
}

Sha256Stream::Sha256Stream() : m_context(EVP_MD_CTX_new())
{
    if (EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc(); // SHA-256 itself cannot fail
}

void Sha256Stream::add(ByteView bytes)
{
    if (EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) != 1)
        throw std::bad_alloc();
}

Digest Sha256Stream::finish()
{
    Digest digest;
    if (EVP_DigestFinal_ex(m_context.get(), digest.data(), nullptr) != 1)
        throw std::bad_alloc();
    return digest;
}

SecretBytes hmacSha256(ByteView key, ByteView message)
{
    SecretBytes mac(32);
    unsigned length = 32;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
             mac.data(), &length) == nullptr)
        throw std::bad_alloc();
    return mac;
}

} // namespace keyrite::crypto
