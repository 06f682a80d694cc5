// Looks for traces of secrets in a process's memory and in files, in every form that they have in this
// program or that a library could give them.
#pragma once

#include "core/bytes.h"
#include "core/slip39/mnemonic.h"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <unordered_map>
#include <vector>

namespace keyrite::test {

// What is looked for, each with a name. Short pieces stand for the whole, so that half-overwritten rests are
// found too: 8 bytes, 4 word indices, 3 words.
class SecretSearch final
{
public:
    // Bytes as they are, in hex in either case, and in base64.
    void addBytes(const std::string& name, ByteView bytes);

    // A share: its value, packed words, indices (16 bits of either order, 32 bits) and words (either case,
    // UTF-8 and UTF-16), and the KR1 text.
    void addShare(const std::string& name, const slip39::Mnemonic& share);

    // Names of what `bytes` hold, with `where` and what is around it.
    std::vector<std::string> find(ByteView bytes, const std::string& where) const;

private:
    void add(const std::string& name, Bytes piece);
    void addPieces(const std::string& name, ByteView bytes, std::size_t size, std::size_t step);

    struct Piece
    {
        std::string name;
        Bytes bytes;
    };
    std::unordered_multimap<std::uint32_t, Piece> m_pieces;    // by their first four bytes
    std::vector<bool> m_starts = std::vector<bool>(1U << 24U); // by their first three
};

// One readable mapping of a process, as it was.
struct Mapping
{
    std::string line; // of /proc/PID/maps
    Bytes content;
};

// Every readable byte of a stopped process. Empty where the system does not let us.
std::vector<Mapping> memoryOf(pid_t process);

std::vector<std::string> findInMemory(const SecretSearch& search, const std::vector<Mapping>& memory);

// In every file below `folder` but the printed sheets.
std::vector<std::string> findInFiles(const SecretSearch& search, const std::filesystem::path& folder);

} // namespace keyrite::test
