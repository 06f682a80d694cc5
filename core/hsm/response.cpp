#include "core/hsm/response.h"

#include "core/crypto/hash.h"
#include "core/crypto/public_key.h"
#include "core/hsm/session.h"

#include <algorithm>
#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kChallengeBytes = 32;
constexpr std::size_t kMaxSignature = 512; // RSA-4096; no size query: some modules answer it too small

using Block = std::array<std::uint8_t, kBlock>;

tl::unexpected<Error> badChallenge()
{
    return fail(ErrorCode::InvalidArgument, "A challenge has 32 bytes.");
}

Result<Block> encryptBlock(SessionState& session, CK_OBJECT_HANDLE key, Block block)
{
    CK_MECHANISM ecb{CKM_AES_ECB, nullptr, 0};
    const CK_FUNCTION_LIST& functions = session.functions();
    if (auto ok = session.check(functions.C_EncryptInit(session.handle(), &ecb, key), Action::Sign,
                                "C_EncryptInit");
        !ok)
        return fail(ok.error());
    Block answer{};
    CK_ULONG size = answer.size();
    return session
        .check(functions.C_Encrypt(session.handle(), block.data(), block.size(), answer.data(), &size),
               Action::Sign, "C_Encrypt")
        .map([&] { return answer; });
}

// SP 800-38B, section 6.1: K1 = L * x in GF(2^128). K1 helps to forge tags, so no branch on it and a wipe.
void doubleInField(Block& block)
{
    unsigned carry = 0;
    for (std::size_t i = kBlock; i-- > 0;) {
        const unsigned shifted = (static_cast<unsigned>(block[i]) << 1U) | carry;
        carry = shifted >> 8U;
        block[i] = static_cast<std::uint8_t>(shifted);
    }
    block[kBlock - 1] = static_cast<std::uint8_t>(block[kBlock - 1] ^ (0x87U & (0U - carry)));
}

Result<Bytes> cmacByEcb(SessionState& session, CK_OBJECT_HANDLE key, ByteView message)
{
    auto subkey = encryptBlock(session, key, {});
    if (!subkey)
        return fail(subkey.error());
    doubleInField(*subkey);
    Block chain{};
    for (std::size_t at = 0; at < message.size(); at += kBlock) {
        const bool last = at + kBlock == message.size();
        for (std::size_t i = 0; i < kBlock; ++i)
            chain[i] = static_cast<std::uint8_t>(chain[i] ^ message[at + i] ^ (last ? (*subkey)[i] : 0U));
        const auto encrypted = encryptBlock(session, key, chain);
        if (!encrypted)
            return fail(encrypted.error());
        chain = *encrypted;
    }
    wipe(*subkey);
    return Bytes(chain.begin(), chain.end());
}

} // namespace

Result<Bytes> sign(SessionState& session, CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE mechanism, ByteView data)
{
    CK_MECHANISM chosen{mechanism, nullptr, 0};
    const CK_FUNCTION_LIST& functions = session.functions();
    if (auto ok =
            session.check(functions.C_SignInit(session.handle(), &chosen, key), Action::Sign, "C_SignInit");
        !ok)
        return fail(ok.error());
    Bytes signature(kMaxSignature);
    CK_ULONG size = signature.size();
    if (auto ok = session.check(functions.C_Sign(session.handle(), const_cast<CK_BYTE_PTR>(data.data()),
                                                 data.size(), signature.data(), &size),
                                Action::Sign, "C_Sign");
        !ok)
        return fail(ok.error());
    signature.resize(size);
    return signature;
}

Result<Bytes> tokenCmac(SessionState& session, CK_OBJECT_HANDLE key, ByteView message)
{
    auto tag = sign(session, key, CKM_AES_CMAC, message);
    if (!tag && tag.error().code == ErrorCode::MechanismUnsupported)
        return cmacByEcb(session, key, message);
    return tag;
}

Result<crypto::Kcv> tokenKcv(SessionState& session, CK_OBJECT_HANDLE key)
{
    const Block zero{};
    return tokenCmac(session, key, zero).map([](const Bytes& tag) {
        crypto::Kcv kcv{};
        std::copy_n(tag.begin(), std::min(tag.size(), kcv.size()), kcv.begin());
        return kcv;
    });
}

Result<Bytes> respondWith(SessionState& session, CK_OBJECT_HANDLE key, KeyType type, ByteView challenge)
{
    if (challenge.size() != kChallengeBytes)
        return badChallenge();
    switch (type) {
    case KeyType::Secp256k1:
    case KeyType::P256:
        return sign(session, key, CKM_ECDSA, crypto::sha256(challenge));
    case KeyType::Rsa3072:
        return sign(session, key, CKM_SHA256_RSA_PKCS, challenge);
    case KeyType::Ed25519:
        return sign(session, key, CKM_EDDSA, challenge);
    case KeyType::Aes256:
        return tokenCmac(session, key, challenge);
    }
    return badChallenge();
}

Result<void> verifyResponse(KeyType type, ByteView spki, ByteView challenge, ByteView response,
                            ByteView expectedResponse)
{
    if (challenge.size() != kChallengeBytes)
        return badChallenge();
    switch (type) {
    case KeyType::Secp256k1:
    case KeyType::P256:
        return crypto::verifyEcdsa(spki, crypto::sha256(challenge), response);
    case KeyType::Rsa3072:
        return crypto::verifyRsaSha256(spki, challenge, response);
    case KeyType::Ed25519: {
        const auto key = crypto::rawEd25519(spki);
        return key ? crypto::verifyEd25519(*key, challenge, response) : fail(key.error());
    }
    case KeyType::Aes256:
        if (response.size() == kBlock && equalSecret(response, expectedResponse))
            return {};
        return fail(ErrorCode::SignatureInvalid,
                    "The two tokens answer the challenge differently: they do not hold the same AES key.");
    }
    return badChallenge();
}

} // namespace keyrite::hsm
