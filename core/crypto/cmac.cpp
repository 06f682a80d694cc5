#include "core/crypto/cmac.h"

#include "core/crypto/openssl_types.h"

#include <algorithm>
#include <openssl/core_names.h>

namespace keyrite::crypto {
namespace {

const char* cipherName(std::size_t keyBytes)
{
    if (keyBytes == 16)
        return "AES-128-CBC";
    return keyBytes == 24 ? "AES-192-CBC" : "AES-256-CBC";
}

} // namespace

Result<std::array<std::uint8_t, 16>> aesCmac(ByteView key, ByteView message)
{
    if (key.size() != 16 && key.size() != 24 && key.size() != 32)
        return fail(ErrorCode::InvalidArgument, "An AES key has 16, 24 or 32 bytes.");
    std::array<std::uint8_t, 16> tag{};
    std::size_t length = 0;
    if (EVP_Q_mac(nullptr, "CMAC", nullptr, cipherName(key.size()), nullptr, key.data(), key.size(),
                  message.data(), message.size(), tag.data(), tag.size(), &length) == nullptr)
        return fail(ErrorCode::Internal, "OpenSSL refused to compute an AES-CMAC.");
    return tag;
}

Result<Kcv> keyCheckValue(const SecretBytes& kek)
{
    if (kek.size() != 32)
        return fail(ErrorCode::InvalidArgument, "A key-encryption key has 32 bytes.");
    constexpr std::array<std::uint8_t, 16> kZeroBlock{};
    return aesCmac(kek.view(), kZeroBlock).map([](const std::array<std::uint8_t, 16>& tag) {
        Kcv kcv{};
        std::copy_n(tag.begin(), kcv.size(), kcv.begin());
        return kcv;
    });
}

} // namespace keyrite::crypto
