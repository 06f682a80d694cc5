#include "core/hsm/token.h"

namespace keyrite::hsm {

std::string_view keyTypeName(KeyType type)
{
    switch (type) {
    case KeyType::Secp256k1:
        return "secp256k1";
    case KeyType::P256:
        return "p256";
    case KeyType::Rsa3072:
        return "rsa3072";
    case KeyType::Aes256:
        return "aes256";
    case KeyType::Ed25519:
        return "ed25519";
    }
    return {};
}

std::optional<KeyType> keyTypeFromName(std::string_view name)
{
    for (const KeyType type : kKeyTypes)
        if (keyTypeName(type) == name)
            return type;
    return std::nullopt;
}

std::string_view wrapSchemeName(WrapScheme scheme)
{
    switch (scheme) {
    case WrapScheme::Rfc5649:
        return "rfc5649";
    case WrapScheme::Rfc3394:
        return "rfc3394";
    case WrapScheme::Rfc3394Pkcs7:
        return "rfc3394-pkcs7";
    case WrapScheme::Opaque:
        return "opaque";
    }
    return {};
}

std::optional<WrapScheme> wrapSchemeFromName(std::string_view name)
{
    for (const WrapScheme scheme :
         {WrapScheme::Rfc5649, WrapScheme::Rfc3394, WrapScheme::Rfc3394Pkcs7, WrapScheme::Opaque})
        if (wrapSchemeName(scheme) == name)
            return scheme;
    return std::nullopt;
}

} // namespace keyrite::hsm
