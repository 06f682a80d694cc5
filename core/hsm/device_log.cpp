#include "core/hsm/device_log.h"

#include "core/bytes.h"
#include "core/crypto/hash.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kMaxBytes = 65536;
constexpr std::size_t kMaxEntries = 62; // of the device's log store
constexpr std::size_t kHashBytes = 16;

struct Entry
{
    std::array<std::uint8_t, 16> bytes; // as the device hashed it
    std::uint16_t number;
    Bytes hash;
};

struct Field
{
    std::string_view name;
    std::size_t bytes;
};

// In the order of the line and of the bytes.
constexpr std::array<Field, 8> kFields{{{"item", 2},
                                        {"cmd", 1},
                                        {"length", 2},
                                        {"session key", 2},
                                        {"target key", 2},
                                        {"second key", 2},
                                        {"result", 1},
                                        {"tick", 4}}};

tl::unexpected<Error> badLine(std::size_t line, std::string_view why)
{
    return fail(ErrorCode::DeviceLogInvalid, "The device's log cannot be read: line " + std::to_string(line) +
                                                 " " + std::string(why) +
                                                 ". Export it again with yubihsm-shell -a get-logs.");
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Decimal, or hexadecimal after "0x", of at most `bytes` bytes.
std::optional<std::uint32_t> numberIn(std::string_view text, std::size_t bytes)
{
    const bool hex = text.starts_with("0x");
    if (hex)
        text.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value >> (8 * bytes) != 0)
        return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

// "name: value", the first of them cut off `line` with the "--" after it.
std::optional<std::string_view> cutField(std::string_view& line, std::string_view name)
{
    const std::size_t end = line.find(" -- ");
    const std::string_view part = trimmed(line.substr(0, end));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 4);
    if (!part.starts_with(name) || part.size() <= name.size() || part[name.size()] != ':')
        return std::nullopt;
    return trimmed(part.substr(name.size() + 1));
}

std::optional<Entry> entryIn(std::string_view line)
{
    Entry entry{};
    std::size_t at = 0;
    for (const Field& field : kFields) {
        const auto text = cutField(line, field.name);
        const auto value = text ? numberIn(*text, field.bytes) : std::nullopt;
        if (!value)
            return std::nullopt;
        for (std::size_t i = field.bytes; i-- > 0;)
            entry.bytes[at++] = static_cast<std::uint8_t>(*value >> (8 * i));
    }
    const auto text = cutField(line, "hash");
    const auto hash = text ? fromHex(*text) : Result<Bytes>(Bytes{});
    if (!hash || hash->size() != kHashBytes || !line.empty())
        return std::nullopt;
    entry.number = static_cast<std::uint16_t>(entry.bytes[0] << 8U | entry.bytes[1]);
    entry.hash = *hash;
    return entry;
}

void compare(const Entry& before, const Entry& entry, std::vector<std::string>& gaps)
{
    const auto next = static_cast<std::uint16_t>(before.number == 0xffff ? 1 : before.number + 1);
    if (entry.number != next) {
        gaps.push_back("Between the entries " + std::to_string(before.number) + " and " +
                       std::to_string(entry.number) + " others are missing.");
        return; // its hash is over one that is not there
    }
    const crypto::Digest digest = crypto::sha256({ByteView(entry.bytes), ByteView(before.hash)});
    if (!std::equal(entry.hash.begin(), entry.hash.end(), digest.begin()))
        gaps.push_back("The entry " + std::to_string(entry.number) +
                       " does not follow from the one before it: one of the two was changed.");
}

// "3 unlogged boots found".
void countUnlogged(std::string_view line, std::string_view words, std::vector<std::string>& gaps)
{
    const std::size_t at = line.find(words);
    if (at == std::string_view::npos || at == 0)
        return;
    const auto count = numberIn(trimmed(line.substr(0, at)), 2);
    if (count && *count > 0)
        gaps.push_back(std::to_string(*count) + std::string(words) + ": the device's log was full.");
}

} // namespace

Result<DeviceLog> readYubiHsmLog(std::string_view text)
{
    if (text.size() > kMaxBytes)
        return fail(ErrorCode::DeviceLogInvalid,
                    "The device's log cannot be read: it is larger than 64 KiB.");
    DeviceLog log;
    std::optional<std::uint32_t> announced;
    std::optional<Entry> before;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        countUnlogged(line, " unlogged boots", log.gaps);
        countUnlogged(line, " unlogged authentications", log.gaps);
        if (line.starts_with("Found ") && line.ends_with(" items"))
            announced = numberIn(line.substr(6, line.size() - 12), 1);
        if (!line.starts_with("item:"))
            continue;
        auto entry = entryIn(line);
        if (!entry)
            return badLine(number, "is not a whole entry");
        if (++log.entries > kMaxEntries)
            return badLine(number, "is one entry more than the device can hold");
        if (before)
            compare(*before, *entry, log.gaps);
        else
            log.first = entry->number;
        log.last = entry->number;
        before = std::move(entry);
    }
    if (!announced)
        return badLine(number, "is the last one, and no line said how many entries there are");
    if (*announced != log.entries)
        log.gaps.push_back("The device said that it has " + std::to_string(*announced) + " entries; " +
                           std::to_string(log.entries) + " are here.");
    return log;
}

} // namespace keyrite::hsm
