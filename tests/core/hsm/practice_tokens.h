// A private SoftHSM store with fresh tokens, for one test process (SOFTHSM2_CONF is process-wide).
#pragma once

#include "core/hsm/module.h"
#include "core/hsm/practice_store.h"
#include "tests/memory_dir.h"

#include <stdexcept>

namespace keyrite::test {

// The value, or a failed test that says why.
template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message + " [" + result.error().detail + "]");
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline SecretBytes pin(std::string_view text)
{
    return SecretBytes::copyOf(asBytes(text));
}

inline constexpr std::string_view kSoPin = "so-pin-for-tests";
inline constexpr std::string_view kUserPin = "user-pin-for-tests";

struct PracticeTokens
{
    test::MemoryDir dir;
    std::filesystem::path library = must(hsm::preparePracticeStore(dir.path().toStdString()));
    hsm::Module module = must(hsm::Module::load(library));

    hsm::TokenInfo make(std::string_view label)
    {
        return must(module.initialiseFresh(label, pin(kSoPin), pin(kUserPin)));
    }

    hsm::Session open(const hsm::TokenInfo& token) { return must(module.open(token.id, pin(kUserPin))); }
};

// A key ID or a challenge, all of one byte.
inline Bytes filled(std::size_t size, std::uint8_t byte)
{
    return Bytes(size, byte);
}

} // namespace keyrite::test
