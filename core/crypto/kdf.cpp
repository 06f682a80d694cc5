#include "core/crypto/kdf.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <openssl/evp.h>

namespace keyrite::crypto {

SecretBytes pbkdf2Sha256(ByteView password, ByteView salt, std::uint32_t iterations, std::size_t length)
{
    SecretBytes key(length);
    if (PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()), static_cast<int>(password.size()),
                          salt.data(), static_cast<int>(salt.size()), static_cast<int>(iterations),
                          EVP_sha256(), static_cast<int>(length), key.data()) != 1)
        throw std::bad_alloc();
    return key;
}

SecretBytes hkdfSha256(ByteView inputKey, ByteView salt, ByteView info, std::size_t length)
{
    // RFC 5869, section 2.2: an absent salt is HashLen zero bytes.
    constexpr std::array<std::uint8_t, 32> kNoSalt{};
    const SecretBytes pseudoRandomKey = hmacSha256(salt.empty() ? ByteView(kNoSalt) : salt, inputKey);
    // Section 2.3: T(i) = HMAC(PRK, T(i-1) | info | i).
    SecretBytes output(length);
    SecretBytes block;
    for (std::size_t done = 0, counter = 1; done < length; ++counter) {
        SecretBytes message(block.size() + info.size() + 1);
        std::copy(block.view().begin(), block.view().end(), message.data());
        std::copy(info.begin(), info.end(), message.data() + block.size());
        message[message.size() - 1] = static_cast<std::uint8_t>(counter);
        block = hmacSha256(pseudoRandomKey.view(), message.view());
        const std::size_t take = std::min(block.size(), length - done);
        std::memcpy(output.data() + done, block.data(), take);
        done += take;
    }
    return output;
}

} // namespace keyrite::crypto
