// SecretBuffer: characters as they are typed, in locked memory, wiped as they are taken back. GUI thread
// only.
#pragma once

#include "core/secret_bytes.h"

namespace keyrite::ui {

class SecretBuffer final
{
public:
    // Room for `capacity` bytes (1 or more); never grows.
    explicit SecretBuffer(std::size_t capacity);

    // Appends one UTF-16 unit of a key press as UTF-8. False, and nothing changes, where it does not fit or
    // is half of a surrogate pair.
    bool append(char16_t unit);

    // Takes the last character back; nothing happens when empty.
    void chop();
    void clear();

    std::size_t bytes() const { return m_used; }
    std::size_t characters() const;
    bool empty() const { return m_used == 0; }
    std::string_view text() const
    {
        return m_room.text().substr(0, m_used);
    } // borrowed until the next change

    // The bytes, exactly as many as typed; the buffer is empty and wiped afterwards.
    SecretBytes take();

private:
    SecretBytes m_room;
    std::size_t m_used = 0;
};

} // namespace keyrite::ui
