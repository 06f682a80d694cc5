#include "ui/widgets/secret_buffer.h"

#include <algorithm>
#include <array>

namespace keyrite::ui {

namespace {

bool continuesCharacter(std::uint8_t byte)
{
    return (byte & 0xC0U) == 0x80U;
}

// RFC 3629, section 3, for units outside the surrogate range.
std::size_t encode(char16_t unit, std::array<std::uint8_t, 3>& out)
{
    const unsigned value = unit;
    if (value < 0x80U) {
        out[0] = static_cast<std::uint8_t>(value);
        return 1;
    }
    if (value < 0x800U) {
        out[0] = static_cast<std::uint8_t>(0xC0U | (value >> 6U));
        out[1] = static_cast<std::uint8_t>(0x80U | (value & 0x3FU));
        return 2;
    }
    out[0] = static_cast<std::uint8_t>(0xE0U | (value >> 12U));
    out[1] = static_cast<std::uint8_t>(0x80U | ((value >> 6U) & 0x3FU));
    out[2] = static_cast<std::uint8_t>(0x80U | (value & 0x3FU));
    return 3;
}

} // namespace

SecretBuffer::SecretBuffer(std::size_t capacity) : m_room(capacity) {}

bool SecretBuffer::append(char16_t unit)
{
    if (unit >= 0xD800 && unit <= 0xDFFF)
        return false;
    std::array<std::uint8_t, 3> bytes{};
    const std::size_t count = encode(unit, bytes);
    const bool fits = m_used + count <= m_room.size();
    if (fits) {
        std::copy_n(bytes.begin(), count, m_room.data() + m_used);
        m_used += count;
    }
    wipe(bytes);
    return fits;
}

void SecretBuffer::chop()
{
    if (m_used == 0)
        return;
    do {
        --m_used;
        const bool inside = continuesCharacter(m_room[m_used]);
        m_room[m_used] = 0;
        if (!inside)
            return;
    } while (m_used > 0);
}

void SecretBuffer::clear()
{
    keyrite::wipe(m_room.span());
    m_used = 0;
}

std::size_t SecretBuffer::characters() const
{
    const std::string_view typed = text();
    return static_cast<std::size_t>(std::count_if(typed.begin(), typed.end(), [](char byte) {
        return !continuesCharacter(static_cast<std::uint8_t>(byte));
    }));
}

SecretBytes SecretBuffer::take()
{
    SecretBytes taken = SecretBytes::copyOf(m_room.view().first(m_used));
    clear();
    return taken;
}

} // namespace keyrite::ui
