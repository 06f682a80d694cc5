#include "core/hsm/certificate_request.h"

#include "core/hsm/certificate_subject.h"
#include "core/hsm/openssl_bridge.h"

#include <algorithm>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace keyrite::hsm {
namespace {

using crypto::FreeWith;
using Request = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using Bio = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;

bool setSubject(X509_REQ* request, const std::vector<SubjectField>& subject)
{
    X509_NAME* name = X509_REQ_get_subject_name(request);
    return std::all_of(subject.begin(), subject.end(), [name](const SubjectField& field) {
        return X509_NAME_add_entry_by_txt(name, field.name.c_str(), MBSTRING_UTF8,
                                          reinterpret_cast<const unsigned char*>(field.value.data()),
                                          static_cast<int>(field.value.size()), -1, 0) == 1;
    });
}

Result<Bytes> toPem(X509_REQ* request)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    char* text = nullptr;
    if (!bio || PEM_write_bio_X509_REQ(bio.get(), request) != 1)
        return bridgeFailed("PEM_write_bio_X509_REQ");
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return Bytes(text, text + size);
}

// The public key comes from our own reading of the token, and the signature is checked against it.
Result<Bytes> signedRequest(EVP_PKEY* signer, ByteView spki, const std::vector<SubjectField>& subject)
{
    const unsigned char* at = spki.data();
    const crypto::EvpKey publicKey(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    const Request request(X509_REQ_new());
    if (!publicKey || !request || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1 ||
        !setSubject(request.get(), subject) || X509_REQ_set_pubkey(request.get(), publicKey.get()) != 1)
        return bridgeFailed("X509_REQ_set_pubkey");
    if (X509_REQ_sign(request.get(), signer, EVP_sha256()) <= 0)
        return bridgeFailed("X509_REQ_sign");
    if (X509_REQ_verify(request.get(), publicKey.get()) != 1)
        return bridgeFailed("X509_REQ_verify");
    return toPem(request.get());
}

} // namespace

Result<std::string> certificateRequest(const std::filesystem::path& modulePath, const TokenId& token,
                                       const SecretBytes& userPin, ByteView keyId, std::string_view subject)
{
    const auto fields = parseSubject(subject);
    if (!fields)
        return fail(fields.error());
    return withSigner(
               {modulePath, token, userPin, keyId}, "No certificate request can be made for this key",
               [&](EVP_PKEY* signer, const KeyInfo& key) { return signedRequest(signer, key.spki, *fields); })
        .map([](const Bytes& pem) { return std::string(pem.begin(), pem.end()); });
}

} // namespace keyrite::hsm
