// SecretBytes: the only place where a secret lives.
// Locked in memory, left out of core dumps and wiped on destruction (OpenSSL's secure heap). Move-only; it
// has no stream operator and no conversion to a text or Qt type, on purpose.
#pragma once

#include "core/bytes.h"

#include <cstddef>

namespace keyrite {

// Size of the process's secure heap in bytes. Ceremonies need a few KiB; 16 x 16 shares need some 64 KiB.
inline constexpr std::size_t kSecureHeapBytes = 1U << 20U;

// Prepares the secure heap, and turns core dumps and ptrace off for this process (PR_SET_DUMPABLE).
// Call once, first thing in main, on the main thread; later calls answer the first one's outcome.
// Fails (EnvironmentUnsafe) where the heap cannot be locked in memory; the program must then refuse secrets.
[[nodiscard]] Result<void> prepareSecureMemory();

class SecretBytes final
{
public:
    SecretBytes() = default; // empty

    // `size` zero bytes. Throws std::bad_alloc where the secure heap is not prepared or is exhausted:
    // it never falls back to ordinary memory.
    explicit SecretBytes(std::size_t size);

    // Copies bytes in; the caller wipes the source.
    static SecretBytes copyOf(ByteView bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    // A second copy, said out loud.
    [[nodiscard]] SecretBytes clone() const;

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::uint8_t* data() { return m_data; }
    const std::uint8_t* data() const { return m_data; }
    std::uint8_t& operator[](std::size_t index) { return m_data[index]; }
    std::uint8_t operator[](std::size_t index) const { return m_data[index]; }
    std::span<std::uint8_t> span() { return {m_data, m_size}; }
    ByteView view() const { return {m_data, m_size}; }

    // The bytes as text, borrowed. For handing to a function that reads characters; never store it.
    std::string_view text() const { return {reinterpret_cast<const char*>(m_data), m_size}; }

    // Wipes and becomes empty.
    void wipe();

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

// Constant-time for equal sizes.
bool equalSecret(ByteView a, ByteView b);

// Wipes ordinary memory that a library made us use.
void wipe(std::span<std::uint8_t> bytes);

} // namespace keyrite
