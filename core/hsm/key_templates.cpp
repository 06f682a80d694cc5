#include "core/hsm/key_templates.h"

#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::array<std::uint8_t, 7> kSecp256k1{0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x0a};
constexpr std::array<std::uint8_t, 10> kP256{0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::array<std::uint8_t, 5> kEd25519{0x06, 0x03, 0x2b, 0x65, 0x70};
constexpr std::array<std::uint8_t, 3> kExponent65537{0x01, 0x00, 0x01};
constexpr CK_ULONG kRsaBits = 3072;
constexpr CK_ULONG kAesBytes = 32;

void addCommon(Attributes& attributes, CK_OBJECT_CLASS objectClass, const KeyChoice& key)
{
    attributes.number(CKA_CLASS, objectClass)
        .number(CKA_KEY_TYPE, pkcs11KeyType(key.type))
        .flag(CKA_TOKEN, key.onToken)
        .flag(CKA_PRIVATE, objectClass != CKO_PUBLIC_KEY)
        .text(CKA_LABEL, key.label)
        .bytes(CKA_ID, key.id);
}

void addPrivateUse(Attributes& attributes, const KeyChoice& key)
{
    attributes.flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, key.extractable)
        .flag(CKA_SIGN, true)
        .flag(CKA_DECRYPT, false)
        .flag(CKA_UNWRAP, false)
        .flag(CKA_DERIVE, false);
}

// AES keys encrypt for their owner and sign (AES-CMAC) for the ceremony. Never WRAP or UNWRAP: a key that may
// unwrap can turn another key's blob into readable data.
void addSecretUse(Attributes& attributes, const KeyChoice& key)
{
    attributes.flag(CKA_SENSITIVE, true)
        .flag(CKA_EXTRACTABLE, key.extractable)
        .flag(CKA_ENCRYPT, true)
        .flag(CKA_DECRYPT, true)
        .flag(CKA_SIGN, true)
        .flag(CKA_VERIFY, true)
        .flag(CKA_WRAP, false)
        .flag(CKA_UNWRAP, false)
        .flag(CKA_DERIVE, false);
}

} // namespace

bool isKeyPair(KeyType type)
{
    return type != KeyType::Aes256;
}

CK_KEY_TYPE pkcs11KeyType(KeyType type)
{
    switch (type) {
    case KeyType::Secp256k1:
    case KeyType::P256:
        return CKK_EC;
    case KeyType::Rsa3072:
        return CKK_RSA;
    case KeyType::Aes256:
        return CKK_AES;
    case KeyType::Ed25519:
        return CKK_EC_EDWARDS;
    }
    return CKK_VENDOR_DEFINED;
}

CK_MECHANISM_TYPE generateMechanism(KeyType type)
{
    switch (type) {
    case KeyType::Secp256k1:
    case KeyType::P256:
        return CKM_EC_KEY_PAIR_GEN;
    case KeyType::Rsa3072:
        return CKM_RSA_PKCS_KEY_PAIR_GEN;
    case KeyType::Aes256:
        return CKM_AES_KEY_GEN;
    case KeyType::Ed25519:
        return CKM_EC_EDWARDS_KEY_PAIR_GEN;
    }
    return CKM_VENDOR_DEFINED;
}

ByteView ecParams(KeyType type)
{
    switch (type) {
    case KeyType::Secp256k1:
        return kSecp256k1;
    case KeyType::P256:
        return kP256;
    case KeyType::Ed25519:
        return kEd25519;
    case KeyType::Rsa3072:
    case KeyType::Aes256:
        return {};
    }
    return {};
}

Attributes publicTemplate(const KeyChoice& key)
{
    Attributes attributes;
    addCommon(attributes, CKO_PUBLIC_KEY, key);
    attributes.flag(CKA_VERIFY, true).flag(CKA_ENCRYPT, false).flag(CKA_WRAP, false);
    if (key.type == KeyType::Rsa3072)
        attributes.number(CKA_MODULUS_BITS, kRsaBits).bytes(CKA_PUBLIC_EXPONENT, kExponent65537);
    else
        attributes.bytes(CKA_EC_PARAMS, ecParams(key.type));
    return attributes;
}

Attributes privateTemplate(const KeyChoice& key)
{
    Attributes attributes;
    addCommon(attributes, CKO_PRIVATE_KEY, key);
    addPrivateUse(attributes, key);
    return attributes;
}

Attributes secretTemplate(const KeyChoice& key)
{
    Attributes attributes;
    addCommon(attributes, CKO_SECRET_KEY, key);
    addSecretUse(attributes, key);
    attributes.number(CKA_VALUE_LEN, kAesBytes);
    return attributes;
}

Attributes unwrapTemplate(const KeyChoice& key)
{
    Attributes attributes;
    addCommon(attributes, isKeyPair(key.type) ? CKO_PRIVATE_KEY : CKO_SECRET_KEY, key);
    if (isKeyPair(key.type))
        addPrivateUse(attributes, key);
    else
        addSecretUse(attributes, key);
    return attributes;
}

Attributes findTemplate(CK_OBJECT_CLASS objectClass)
{
    Attributes attributes;
    attributes.number(CKA_CLASS, objectClass).flag(CKA_TOKEN, true);
    return attributes;
}

Attributes findTemplate(CK_OBJECT_CLASS objectClass, ByteView id)
{
    Attributes attributes = findTemplate(objectClass);
    attributes.bytes(CKA_ID, id);
    return attributes;
}

Attributes labelTemplate(std::string_view label)
{
    Attributes attributes;
    attributes.text(CKA_LABEL, label);
    return attributes;
}

void addExtra(Attributes& attributes, const Profile& profile, ExtraAttribute::On on, ByteView ecPoint)
{
    for (const ExtraAttribute& extra : profile.attributes)
        if (extra.on == on && extra.value == ExtraAttribute::Value::EcPoint)
            attributes.bytes(extra.type, ecPoint);
        else if (extra.on == on)
            attributes.number(extra.type, extra.number);
}

} // namespace keyrite::hsm
