// A key in the place of the audit token, for tests that sign checkpoints.
#pragma once

#include "core/crypto/openssl_types.h"
#include "core/log/cosignature.h"

#include <openssl/ec.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace keyrite::test {

class AuditKey final
{
public:
    // The key is a pure function of the origin, so that tests repeat.
    explicit AuditKey(const std::string& origin)
    {
        const crypto::Digest seed = crypto::sha256(asBytes(origin));
        m_key.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
        m_verifier.name = origin;
        m_verifier.publicKey.resize(32);
        std::size_t length = m_verifier.publicKey.size();
        if (EVP_PKEY_get_raw_public_key(m_key.get(), m_verifier.publicKey.data(), &length) != 1)
            throw std::runtime_error("no Ed25519");
    }

    // P-256, of a token that knows no Ed25519: another key each time.
    static AuditKey p256(const std::string& origin)
    {
        AuditKey key(origin);
        key.m_key.reset(EVP_EC_gen("P-256"));
        Bytes spki(static_cast<std::size_t>(i2d_PUBKEY(key.m_key.get(), nullptr)));
        unsigned char* end = spki.data();
        i2d_PUBKEY(key.m_key.get(), &end);
        key.m_verifier = log::VerifierKey::fromSpki(origin, spki).value();
        return key;
    }

    const log::VerifierKey& verifier() const { return m_verifier; }

    log::NoteSigner signer() const
    {
        return [this](ByteView message) -> Result<Bytes> {
            const crypto::EvpMdContext context(EVP_MD_CTX_new());
            const bool p256 = m_verifier.algorithm == log::AuditAlgorithm::EcdsaP256;
            Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(m_key.get())));
            std::size_t length = signature.size();
            if (EVP_DigestSignInit(context.get(), nullptr, p256 ? EVP_sha256() : nullptr, nullptr,
                                   m_key.get()) != 1 ||
                EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size()) != 1)
                throw std::runtime_error("no signature");
            signature.resize(length);
            return signature;
        };
    }

    std::string sign(std::uint64_t size, const crypto::Digest& root) const
    {
        return log::signCheckpoint({m_verifier.name, size, root}, m_verifier, signer()).value();
    }

private:
    crypto::EvpKey m_key;
    log::VerifierKey m_verifier{};
};

// The same key in the place of a witness's token.
class WitnessToken final
{
public:
    explicit WitnessToken(const std::string& name) : m_key(name) {}

    log::WitnessKey verifier() const { return {m_key.verifier().name, m_key.verifier().publicKey}; }
    log::NoteSigner signer() const { return m_key.signer(); }
    std::string cosign(const std::string& note, std::int64_t timeSeconds) const
    {
        return log::cosign(note, verifier(), timeSeconds, signer()).value();
    }

private:
    AuditKey m_key;
};

} // namespace keyrite::test
