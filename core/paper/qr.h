// QR symbols (ISO/IEC 18004) as matrices. Pure functions, safe on any thread.
#pragma once

#include "core/secret_bytes.h"

#include <string_view>

namespace keyrite::paper {

// Quiet zone on each side, in modules (ISO/IEC 18004, section 6.3.8).
inline constexpr int kQuietModules = 4;

// Error correction: about 7, 15, 25 and 30 per cent of the codewords may be lost.
enum class Ecc { Low, Medium, Quartile, High };

// The modules of one symbol, without quiet zone. Held as a secret, because most of them are.
class QrMatrix final
{
public:
    QrMatrix() = default; // empty: size 0

    // `size` x `size` light modules.
    explicit QrMatrix(int size);

    int size() const { return m_size; } // modules a side: 21 .. 177
    bool dark(int x, int y) const;      // 0 <= x, y < size()
    void setDark(int x, int y);

private:
    std::size_t bit(int x, int y) const;

    int m_size = 0;
    SecretBytes m_bits;
};

// The smallest symbol for `text` with exactly this error correction: alphanumeric where the text allows it
// (digits, capitals, space and $%*+-./:), bytes otherwise. The library's own copies of the payload are wiped
// where it lets us. Errors: InvalidArgument where the text is empty or does not fit `maxVersion` (1 .. 40).
[[nodiscard]] Result<QrMatrix> qr(std::string_view text, Ecc ecc, int maxVersion = 40);

// Modules a side of a version: 17 + 4 x version.
constexpr int modulesOf(int version)
{
    return 17 + 4 * version;
}

} // namespace keyrite::paper
