#include "core/ceremony/kek.h"

#include "core/ceremony/fields.h"
#include "core/crypto/cmac.h"
#include "core/crypto/kdf.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

constexpr std::size_t kMinDice = 50;
constexpr std::size_t kMaxDice = 1000;
constexpr std::size_t kKekBytes = 32;

Result<void> checkDice(ByteView dice)
{
    const bool digits = std::ranges::all_of(dice, [](std::uint8_t c) { return c >= '1' && c <= '6'; });
    if (dice.empty() || (digits && dice.size() >= kMinDice && dice.size() <= kMaxDice))
        return {};
    return fail(ErrorCode::InvalidArgument,
                "Dice throws are the digits 1 to 6, at least 50 of them, or none at all.");
}

} // namespace

Result<SecretBytes> mixKek(const crypto::RandomSource& system, hsm::Session& session, ByteView dice,
                           const std::string& ceremony)
{
    KEYRITE_CHECK(checkDice(dice));
    auto fromHsm = session.random(kKekBytes);
    if (!fromHsm)
        return fail(fromHsm.error());
    SecretBytes input(2 * kKekBytes + dice.size());
    system(input.span().first(kKekBytes));
    std::ranges::copy(fromHsm->view(), input.data() + kKekBytes);
    std::ranges::copy(dice, input.data() + 2 * kKekBytes);
    return crypto::hkdfSha256(input.view(), asBytes(ceremony), asBytes("keyrite/kek/v1"), kKekBytes);
}

Result<std::string> kcvText(const SecretBytes& kek)
{
    return crypto::keyCheckValue(kek).map([](const crypto::Kcv& kcv) { return toHex(kcv); });
}

} // namespace keyrite::ceremony
