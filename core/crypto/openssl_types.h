// Owners for OpenSSL's objects. Internal to core.
#pragma once

#include <memory>
#include <openssl/evp.h>

namespace keyrite::crypto {

template <auto freeFunction>
struct FreeWith
{
    template <typename T>
    void operator()(T* object) const
    {
        freeFunction(object);
    }
};

using EvpKey = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using EvpCipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;
using EvpMdContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;

} // namespace keyrite::crypto
