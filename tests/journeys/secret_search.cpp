#include "tests/journeys/secret_search.h"

#include "core/paper/share_payload.h"
#include "core/slip39/share.h"
#include "core/slip39/words.h"
#include "tests/journeys/room_folder.h"

#include <algorithm>
#include <cctype>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace keyrite::test {
namespace {

constexpr std::size_t kBytesRun = 8;
constexpr std::size_t kIndicesRun = 4;
constexpr std::size_t kWordsRun = 3;
constexpr std::size_t kHeaderWords = 5; // set, group and member, and the padding of the value: small numbers
constexpr std::size_t kTextRun = 16;    // characters of hex or base32 text
constexpr std::size_t kAround = 48;     // bytes shown on either side of what was found

Bytes bytesOf(std::string_view text)
{
    return {text.begin(), text.end()};
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

// Each byte followed by a zero: ASCII as UTF-16, little-endian.
Bytes wide(std::string_view text)
{
    Bytes bytes;
    for (const char c : text)
        bytes.insert(bytes.end(), {static_cast<std::uint8_t>(c), 0});
    return bytes;
}

std::uint32_t firstFour(const std::uint8_t* bytes)
{
    return std::uint32_t(bytes[0]) | std::uint32_t(bytes[1]) << 8U | std::uint32_t(bytes[2]) << 16U |
           std::uint32_t(bytes[3]) << 24U;
}

// Printable characters as they are, the others as dots.
std::string around(ByteView bytes, std::size_t at)
{
    const std::size_t begin = at < kAround ? 0 : at - kAround;
    std::string text;
    for (std::size_t i = begin; i < std::min(bytes.size(), at + kAround); ++i)
        text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? static_cast<char>(bytes[i]) : '.';
    return text;
}

Bytes readAll(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

void SecretSearch::add(const std::string& name, Bytes piece)
{
    const std::uint32_t start = firstFour(piece.data());
    m_starts[start & 0xffffffU] = true;
    m_pieces.insert({start, {name, std::move(piece)}});
}

void SecretSearch::addPieces(const std::string& name, ByteView bytes, std::size_t size, std::size_t step)
{
    for (std::size_t i = 0; i + size <= bytes.size(); i += step) {
        const ByteView piece = bytes.subspan(i, size);
        add(name, Bytes(piece.begin(), piece.end()));
    }
}

void SecretSearch::addBytes(const std::string& name, ByteView bytes)
{
    addPieces(name + ", bytes", bytes, kBytesRun, 1);
    const std::string hex = toHex(bytes);
    addPieces(name + ", hex", asBytes(hex), kTextRun, 2);
    addPieces(name + ", upper-case hex", asBytes(upper(hex)), kTextRun, 2);
    for (std::size_t phase = 0; phase < 3; ++phase) // where it stands in a longer text
        addPieces(name + ", base64", asBytes(toBase64(bytes.subspan(phase))), kTextRun, 4);
}

void SecretSearch::addShare(const std::string& name, const slip39::Mnemonic& share)
{
    addBytes(name + ", value", must(slip39::Share::decode(share)).value.view());
    addBytes(name + ", packed", share.packed().view());
    Bytes little;
    Bytes big;
    Bytes four;
    std::string words;
    std::vector<std::size_t> starts; // of each word in `words`
    for (std::size_t i = 0; i < share.size(); ++i) {
        const auto low = static_cast<std::uint8_t>(share[i] & 0xffU);
        const auto high = static_cast<std::uint8_t>(share[i] >> 8U);
        if (i >= kHeaderWords) {
            little.insert(little.end(), {low, high});
            big.insert(big.end(), {high, low});
            four.insert(four.end(), {low, high, 0, 0});
        }
        starts.push_back(words.size());
        words.append(slip39::word(share[i])).append(" ");
    }
    starts.push_back(words.size());
    addPieces(name + ", 16-bit indices", little, 2 * kIndicesRun, 2);
    addPieces(name + ", big-endian indices", big, 2 * kIndicesRun, 2);
    addPieces(name + ", 32-bit indices", four, 4 * kIndicesRun, 4);
    for (std::size_t i = 0; i + kWordsRun < starts.size(); ++i) {
        const std::string three = words.substr(starts[i], starts[i + kWordsRun] - starts[i] - 1);
        for (const std::string& text : {three, upper(three)}) {
            add(name + ", words", bytesOf(text));
            add(name + ", words in UTF-16", wide(text));
        }
    }
    const SecretBytes kr1 = paper::kr1Text(share);
    const ByteView payload = kr1.view().subspan(4);
    addPieces(name + ", KR1", payload, kTextRun, 1);
    addPieces(name + ", KR1 in UTF-16", wide(kr1.text().substr(4)), 2 * kTextRun, 2);
}

std::vector<std::string> SecretSearch::find(ByteView bytes, const std::string& where) const
{
    std::vector<std::string> found;
    for (std::size_t at = 0; at + kBytesRun <= bytes.size(); ++at) {
        const std::uint32_t start = firstFour(bytes.data() + at);
        if (!m_starts[start & 0xffffffU])
            continue;
        const auto [begin, end] = m_pieces.equal_range(start);
        for (auto one = begin; one != end; ++one) {
            const Bytes& piece = one->second.bytes;
            if (at + piece.size() <= bytes.size() &&
                std::equal(piece.begin(), piece.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at)))
                found.push_back(one->second.name + " at +" + std::to_string(at) + " of " + where + ": " +
                                around(bytes, at));
        }
    }
    return found;
}

std::vector<Mapping> memoryOf(pid_t process)
{
    const std::string base = "/proc/" + std::to_string(process) + "/";
    const int memory = ::open((base + "mem").c_str(), O_RDONLY | O_CLOEXEC);
    std::ifstream maps(base + "maps");
    std::vector<Mapping> mappings;
    for (std::string line; memory >= 0 && std::getline(maps, line);) {
        unsigned long begin = 0;
        unsigned long end = 0;
        char readable = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx %c", &begin, &end, &readable) != 3 || readable != 'r')
            continue;
        Mapping mapping{line, Bytes(end - begin)};
        const ssize_t got =
            ::pread(memory, mapping.content.data(), mapping.content.size(), static_cast<off_t>(begin));
        mapping.content.resize(got < 0 ? 0 : static_cast<std::size_t>(got)); // the kernel's own pages refuse
        if (got > 0)
            mappings.push_back(std::move(mapping));
    }
    if (memory >= 0)
        ::close(memory);
    return mappings;
}

std::vector<std::string> findInMemory(const SecretSearch& search, const std::vector<Mapping>& memory)
{
    std::vector<std::string> found;
    for (const Mapping& mapping : memory)
        for (std::string& one : search.find(mapping.content, mapping.line))
            found.push_back(std::move(one));
    return found;
}

std::vector<std::string> findInFiles(const SecretSearch& search, const std::filesystem::path& folder)
{
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const bool isSheet = entry.path().parent_path().filename() == "sheets";
        if (entry.is_regular_file() && !isSheet)
            for (std::string& one : search.find(readAll(entry.path()), entry.path().string()))
                found.push_back(std::move(one));
    }
    return found;
}

} // namespace keyrite::test
