#include "core/secret_bytes.h"

#include <cstring>
#include <new>
#include <openssl/crypto.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <utility>

namespace keyrite {
namespace {

Result<void> prepare()
{
    const rlimit noCore{0, 0};
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || setrlimit(RLIMIT_CORE, &noCore) != 0)
        return fail(ErrorCode::EnvironmentUnsafe,
                    "Core dumps could not be turned off for this program. Secrets will not be handled here.");
    // 1 = locked, 2 = allocated but not locked, 0 = failed.
    if (CRYPTO_secure_malloc_init(kSecureHeapBytes, 16) != 1)
        return fail(ErrorCode::EnvironmentUnsafe,
                    "Memory for secrets could not be locked. Raise the limit of locked memory to at least 2 "
                    "MiB (ulimit -l) and start the program again.");
    return {};
}

} // namespace

Result<void> prepareSecureMemory()
{
    static const Result<void> outcome = prepare();
    return outcome;
}

SecretBytes::SecretBytes(std::size_t size) : m_size(size)
{
    if (size == 0)
        return;
    // Before its initialisation OpenSSL silently answers with ordinary memory.
    if (CRYPTO_secure_malloc_initialized() != 1)
        throw std::bad_alloc();
    m_data = static_cast<std::uint8_t*>(OPENSSL_secure_zalloc(size));
    if (m_data == nullptr)
        throw std::bad_alloc();
}

SecretBytes SecretBytes::copyOf(ByteView bytes)
{
    SecretBytes copy(bytes.size());
    if (!bytes.empty())
        std::memcpy(copy.m_data, bytes.data(), bytes.size());
    return copy;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    wipe();
}

SecretBytes SecretBytes::clone() const
{
    return copyOf(view());
}

void SecretBytes::wipe()
{
    OPENSSL_secure_clear_free(m_data, m_size);
    m_data = nullptr;
    m_size = 0;
}

bool equalSecret(ByteView a, ByteView b)
{
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(std::span<std::uint8_t> bytes)
{
    OPENSSL_cleanse(bytes.data(), bytes.size());
}

} // namespace keyrite
