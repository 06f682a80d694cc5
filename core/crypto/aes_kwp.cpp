#include "core/crypto/aes_kwp.h"

#include "core/crypto/openssl_types.h"

namespace keyrite::crypto {
namespace {

constexpr std::size_t kMaxPlain = 16384;

// The wrap context, or null where OpenSSL has no such cipher.
EvpCipherContext wrapContext(const SecretBytes& kek, bool encrypt)
{
    EvpCipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_CipherInit_ex(context.get(), EVP_aes_256_wrap_pad(), nullptr, kek.data(), nullptr,
                          encrypt ? 1 : 0) != 1)
        return nullptr;
    return context;
}

} // namespace

Result<Bytes> aesKwpWrap(const SecretBytes& kek, ByteView plain)
{
    if (kek.size() != 32 || plain.empty() || plain.size() > kMaxPlain)
        return fail(ErrorCode::InvalidArgument, "A key wrap takes a 32-byte KEK and 1 to 16384 bytes.");
    const EvpCipherContext context = wrapContext(kek, true);
    Bytes blob(plain.size() + 16);
    int length = 0;
    if (!context || EVP_CipherUpdate(context.get(), blob.data(), &length, plain.data(),
                                     static_cast<int>(plain.size())) != 1)
        return fail(ErrorCode::Internal, "OpenSSL refused to wrap the key.");
    blob.resize(static_cast<std::size_t>(length));
    return blob;
}

Result<SecretBytes> aesKwpUnwrap(const SecretBytes& kek, ByteView blob)
{
    if (kek.size() != 32)
        return fail(ErrorCode::InvalidArgument, "A key wrap takes a 32-byte KEK.");
    const auto refuse = [] {
        return fail(ErrorCode::UnwrapFailed, "The wrapped key does not open: the shares belong to another "
                                             "share set, or the backup is damaged.");
    };
    if (blob.size() < 16 || blob.size() % 8 != 0 || blob.size() > kMaxPlain + 16)
        return refuse();
    const EvpCipherContext context = wrapContext(kek, false);
    SecretBytes padded(blob.size());
    int length = 0;
    if (!context || EVP_CipherUpdate(context.get(), padded.data(), &length, blob.data(),
                                     static_cast<int>(blob.size())) != 1)
        return refuse();
    return SecretBytes::copyOf(padded.view().first(static_cast<std::size_t>(length)));
}

} // namespace keyrite::crypto
