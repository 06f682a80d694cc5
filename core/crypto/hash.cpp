#include "core/crypto/hash.h"

#include <new>
#include <openssl/hmac.h>

namespace keyrite::crypto {
namespace {

// One fetched algorithm and one context a thread: OpenSSL 3 pays more for the fetch than for a short hash.
struct Sha256
{
    std::unique_ptr<EVP_MD, FreeWith<EVP_MD_free>> algorithm{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
    std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>> context{EVP_MD_CTX_new()};
};

} // namespace

Digest sha256(std::initializer_list<ByteView> parts)
{
    thread_local const Sha256 hash;
    Digest digest;
    bool ok = EVP_DigestInit_ex2(hash.context.get(), hash.algorithm.get(), nullptr) == 1;
    for (const ByteView part : parts)
        ok = ok && EVP_DigestUpdate(hash.context.get(), part.data(), part.size()) == 1;
    if (!ok || EVP_DigestFinal_ex(hash.context.get(), digest.data(), nullptr) != 1)
        throw std::bad_alloc(); // SHA-256 itself cannot fail
    return digest;
}

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
