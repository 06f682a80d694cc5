// A long log as a busy room would have it: ceremonies of 150 entries, twelve people, twenty share sets, with
// fingerprints and texts that differ. KEYRITE_BENCH_ENTRIES says how long (default 20000; the full run has
// 1000000); KEYRITE_BENCH_FOLDER where (default: the system's folder for temporary files). The file is kept
// there for the next run of the same length.
#pragma once

#include "core/crypto/hash.h"
#include "core/log/store.h"

#include <cstdlib>
#include <stdexcept>

namespace keyrite::bench {

inline std::uint64_t entriesOfBigLog()
{
    const char* text = std::getenv("KEYRITE_BENCH_ENTRIES");
    return text == nullptr ? 20000 : std::strtoull(text, nullptr, 10);
}

inline std::filesystem::path benchFolder()
{
    const char* folder = std::getenv("KEYRITE_BENCH_FOLDER");
    return folder == nullptr ? std::filesystem::temp_directory_path() : std::filesystem::path(folder);
}

// Hex digits that differ from entry to entry.
inline std::string digits(std::uint64_t number)
{
    return toHex(crypto::sha256(asBytes(std::to_string(number)))).substr(0, 16);
}

inline const std::vector<std::string>& people()
{
    static const std::vector<std::string> names{
        "Ana Kovač",   "Mei Tanaka",   "Ida Berg",     "Tom Okafor",  "Zoë Müller",      "Ben Ortiz",
        "Priya Raman", "Luca Bianchi", "Nadia Haddad", "Olu Adeyemi", "Sofia Lindqvist", "Jan Novák"};
    return names;
}

inline log::Entry bigLogEntry(std::uint64_t number)
{
    using std::chrono::milliseconds;
    const auto person = [&](std::uint64_t shift) { return people()[(number / 7 + shift) % people().size()]; };
    log::Entry entry{.time =
                         TimePoint{milliseconds{1640995200000 + static_cast<std::int64_t>(number) * 120000}},
                     .ceremony = "KC-" + std::to_string(2022 + number * 120 / 31536000) + "-" +
                                 std::to_string(1000 + number / 150),
                     .step = "issue-share-" + std::to_string(number % 40),
                     .actor = person(0),
                     .role = "administrator"};
    const std::string set = digits(number / 5000).substr(0, 4);
    switch (number % 6) {
    case 0:
        entry.kind = "step.started";
        break;
    case 1:
        entry.kind = "share.issued";
        entry.data = {{"set", set},
                      {"share", number % 5 + 1},
                      {"fingerprint", digits(number)},
                      {"holder", person(3)},
                      {"method", "print"}};
        break;
    case 2:
        entry.kind = "share.proven";
        entry.data = {{"set", set},       {"share", number % 5 + 1}, {"fingerprint", digits(number - 1)},
                      {"source", "scan"}, {"tries", number % 3 + 1}, {"seconds", number % 90}};
        break;
    case 3:
        entry.kind = "key.challenged";
        entry.data = {{"key", digits(number / 5000) + digits(number / 5000)},
                      {"challenge", digits(number) + digits(number + 7)},
                      {"response", digits(number + 1) + digits(number + 2)},
                      {"serial", "SN-0042"}};
        break;
    case 4:
        entry.kind = number % 1200 == 4 ? "exception.raised" : "environment.checked";
        entry.data = {
            {"happened", number % 1200 == 4 ? "The lamp outside went off for a minute." : "nothing"},
            {"decision", "continue"},
            {"by", "AK"}};
        break;
    default:
        entry.kind = "step.done";
        entry.data = {{"initials", {"AK", "MT"}},
                      {"values", {{"bag", "BAG-" + std::to_string(number)}, {"seal", digits(number)}}}};
        break;
    }
    return entry;
}

template <typename T>
T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

// A log of such entries, made where the last run has left none of this length.
inline std::filesystem::path keptLog(const std::string& name, log::Entry (*entryNumbered)(std::uint64_t))
{
    const std::uint64_t entries = entriesOfBigLog();
    const auto path = benchFolder() / ("keyrite-" + name + "-" + std::to_string(entries) + ".keyrite");
    if (const auto left = log::Store::openReadOnly(path); left && left->size() == entries)
        return path;
    for (const char* suffix : {"", "-wal", "-shm"}) // cut short, or of an earlier format
        std::filesystem::remove(path.string() + suffix);
    log::Store store = need(log::Store::create(path));
    std::vector<log::Entry> batch;
    for (std::uint64_t number = 0; number < entries; ++number) {
        batch.push_back(entryNumbered(number));
        if (batch.size() == 10000 || number + 1 == entries)
            need(store.append(std::exchange(batch, {})));
    }
    return path;
}

inline const std::filesystem::path& bigLog()
{
    static const std::filesystem::path file = keptLog("bench", bigLogEntry);
    return file;
}

} // namespace keyrite::bench
