#include "core/hsm/cms_signature.h"

#include "core/hsm/openssl_bridge.h"

#include <algorithm>
#include <ctime>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace keyrite::hsm {
namespace {

using crypto::FreeWith;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, FreeWith<CMS_ContentInfo_free>>;

constexpr std::size_t kMaxCertificates = 8;
constexpr std::size_t kMaxPemBytes = 65536;
// The file as it is, beside the signature, which names its certificate.
constexpr unsigned kFlags = CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES;

Result<std::vector<Certificate>> parseCertificates(const std::string& pem)
{
    const auto malformed = [] {
        ERR_clear_error();
        return fail(
            ErrorCode::BadEncoding,
            "The certificate file does not hold PEM certificates: at least one, at most 8. Choose the file "
            "that the certificate authority made from your request.");
    };
    if (pem.size() > kMaxPemBytes)
        return malformed();
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::vector<Certificate> all;
    while (X509* one = bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr)
        all.emplace_back(one);
    const bool atEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (all.empty() || all.size() > kMaxCertificates || !atEnd)
        return malformed();
    ERR_clear_error();
    return all;
}

Result<void> checkValidity(const X509* certificate, TimePoint now)
{
    std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    if (X509_cmp_time(X509_get0_notBefore(certificate), &seconds) < 0 &&
        X509_cmp_time(X509_get0_notAfter(certificate), &seconds) > 0)
        return {};
    return fail(ErrorCode::ClockOdd,
                "The certificate is not valid today: it is not valid yet, or not any more. Check "
                "the clock of this workstation, or have a new certificate made.");
}

// That the certificate is the key's, and one that signs.
Result<void> checkCertificate(X509* certificate, const KeyInfo& key)
{
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    const Bytes spki(der, der + std::max(size, 0));
    OPENSSL_free(der);
    if (spki != key.spki)
        return fail(ErrorCode::BadPublicKey,
                    "The certificate is not one of the key \"" + key.label +
                        "\": it holds another public key. Choose the certificate that was "
                        "made from this key's request.");
    if ((X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) !=
        0) // all, where none is said
        return {};
    return fail(ErrorCode::BadPublicKey,
                "The certificate does not allow its key to sign. Have one made whose key usage "
                "includes digital signatures.");
}

Result<Bytes> toDer(CMS_ContentInfo* cms)
{
    unsigned char* der = nullptr;
    const int size = i2d_CMS_ContentInfo(cms, &der);
    if (size <= 0)
        return bridgeFailed("i2d_CMS_ContentInfo");
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

Result<Bio> openFile(const std::filesystem::path& file)
{
    Bio content(BIO_new_file(file.c_str(), "rb"));
    if (content)
        return content;
    ERR_clear_error();
    return fail(ErrorCode::NotFound,
                "The file " + file.string() + " cannot be read. Nothing was signed; check its path.");
}

Result<Cms> sign(EVP_PKEY* signer, const std::vector<Certificate>& certificates, BIO* content)
{
    Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags | CMS_PARTIAL));
    if (!cms || CMS_add1_signer(cms.get(), certificates.front().get(), signer, EVP_sha256(),
                                kFlags | CMS_PARTIAL) == nullptr)
        return bridgeFailed("CMS_add1_signer");
    for (std::size_t i = 1; i < certificates.size(); ++i)
        if (CMS_add1_cert(cms.get(), certificates[i].get()) != 1)
            return bridgeFailed("CMS_add1_cert");
    if (CMS_final(cms.get(), content, nullptr, kFlags) != 1)
        return bridgeFailed("CMS_final");
    return cms;
}

} // namespace

Result<Bytes> signFile(const CmsSigner& signer, const SecretBytes& userPin, const std::filesystem::path& file,
                       TimePoint now)
{
    const auto certificates = parseCertificates(signer.certificates);
    if (!certificates)
        return fail(certificates.error());
    if (const auto valid = checkValidity(certificates->front().get(), now); !valid)
        return fail(valid.error());
    const auto content = openFile(file);
    if (!content)
        return fail(content.error());
    const auto again = openFile(file);
    if (!again)
        return fail(again.error());
    const auto work = [&](EVP_PKEY* privateKey, const KeyInfo& key) -> Result<Bytes> {
        if (const auto fits = checkCertificate(certificates->front().get(), key); !fits)
            return fail(fits.error());
        const auto cms = sign(privateKey, *certificates, content->get());
        if (!cms)
            return fail(cms.error());
        if (CMS_verify(cms->get(), nullptr, nullptr, again->get(), nullptr,
                       CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1)
            return bridgeFailed("CMS_verify");
        return toDer(cms->get());
    };
    return withSigner({signer.module, signer.token, userPin, signer.keyId},
                      "A file cannot be signed by this key", work);
}

} // namespace keyrite::hsm
