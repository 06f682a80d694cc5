// A private key in clear as it comes out of a blob: whatever is in it, it is read without a crash.
#include "core/hsm/blob_proof.h"

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

bool prepareOnce()
{
    static const bool ready = prepareSecureMemory().has_value();
    return ready;
}

// SubjectPublicKeyInfo of a secp256k1 key: its generator, so the private key is 1.
const Bytes& generatorSpki()
{
    static const Bytes spki = fromHex("3056301006072a8648ce3d020106052b8104000a03420004"
                                      "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                                      "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
                                  .value_or(Bytes{});
    return spki;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (!prepareOnce() || size > 8192)
        return 0;
    const ByteView bytes(data, size);
    for (const KeyType type : {KeyType::Secp256k1, KeyType::P256, KeyType::Rsa3072, KeyType::Ed25519})
        (void)isPrivateHalf(bytes, type, generatorSpki());
    (void)proveBlob(SecretBytes(32), bytes,
                    {.type = KeyType::Aes256,
                     .label = {},
                     .id = {},
                     .spki = {},
                     .kcv = crypto::Kcv{},
                     .sensitive = true,
                     .extractable = true});
    return 0;
}
