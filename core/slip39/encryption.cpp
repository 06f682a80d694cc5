#include "core/slip39/encryption.h"

#include "core/crypto/kdf.h"

#include <algorithm>
#include <array>
#include <utility>

namespace keyrite::slip39 {
namespace {

using Rounds = std::array<std::uint8_t, 4>;

constexpr std::uint32_t kBaseIterations = 10000;

// "shamir" and the identifier; nothing for an extendable share, so that later sets can give the same secret.
Bytes saltPrefix(const EncryptionParameters& parameters)
{
    if (parameters.extendable)
        return {};
    Bytes prefix = toBytes("shamir");
    prefix.push_back(static_cast<std::uint8_t>(parameters.identifier >> 8U));
    prefix.push_back(static_cast<std::uint8_t>(parameters.identifier & 0xFFU));
    return prefix;
}

// L, R = R, L xor F(round, R) for each round, then R || L. Run with the rounds reversed it undoes itself.
SecretBytes feistel(ByteView input, ByteView passphrase, const EncryptionParameters& parameters,
                    const Rounds& rounds)
{
    const std::size_t half = input.size() / 2;
    const std::uint32_t iterations =
        (kBaseIterations << static_cast<unsigned>(parameters.iterationExponent)) /
        static_cast<std::uint32_t>(rounds.size());
    const Bytes prefix = saltPrefix(parameters);
    SecretBytes password(1 + passphrase.size()); // round || passphrase
    std::ranges::copy(passphrase, password.data() + 1);
    SecretBytes salt(prefix.size() + half); // prefix || R
    std::ranges::copy(prefix, salt.data());

    SecretBytes left = SecretBytes::copyOf(input.first(half));
    SecretBytes right = SecretBytes::copyOf(input.last(half));
    for (const std::uint8_t round : rounds) {
        password[0] = round;
        std::ranges::copy(right.view(), salt.data() + prefix.size());
        const SecretBytes mask = crypto::pbkdf2Sha256(password.view(), salt.view(), iterations, half);
        for (std::size_t i = 0; i < half; ++i)
            left[i] ^= mask[i];
        std::swap(left, right);
    }
    SecretBytes output(input.size());
    std::ranges::copy(left.view(), std::ranges::copy(right.view(), output.data()).out);
    return output;
}

} // namespace

Result<void> checkPassphrase(ByteView passphrase)
{
    const auto isPrintable = [](std::uint8_t c) { return c >= 32 && c <= 126; };
    if (!std::ranges::all_of(passphrase, isPrintable))
        return fail(
            ErrorCode::PassphraseInvalid,
            "The passphrase has a character that SLIP-39 does not allow. Use English letters, digits, "
            "signs and spaces only.");
    return {};
}

SecretBytes encrypt(ByteView secret, ByteView passphrase, const EncryptionParameters& parameters)
{
    return feistel(secret, passphrase, parameters, {0, 1, 2, 3});
}

SecretBytes decrypt(ByteView encrypted, ByteView passphrase, const EncryptionParameters& parameters)
{
    return feistel(encrypted, passphrase, parameters, {3, 2, 1, 0});
}

} // namespace keyrite::slip39
