// Collection: the logs of many rooms at a head office: a folder with one ordinary log for each origin, grown
// from the bundles that arrive. Thread rule: one call at a time for a folder.
#pragma once

#include "core/log/bundle.h"

#include <optional>

namespace keyrite::log {

// One origin after its bundles were taken.
struct CollectedOrigin
{
    std::string origin;
    std::filesystem::path file; // of its log
    std::uint64_t size = 0;     // entries it has now
    std::uint64_t added = 0;
    bool keyGiven = false; // else the key is the one that its first bundle named
};

// A bundle that was not taken, or a gap between bundles.
struct CollectProblem
{
    std::string bundle; // the file's name
    std::string origin; // empty where the bundle cannot be read
    Error error;        // LogForked, NotFound (a bundle is missing), LogUnreadable, SignatureInvalid, ...
};

struct CollectReport
{
    std::vector<CollectedOrigin> origins; // by name
    std::vector<CollectProblem> problems;
};

// Reads every file in `bundles` (at most 10000), each bounded and checked by itself, and adds what is new to
// the logs in `into` (made where it is absent). `keys` are trusted from outside: an origin that they name
// must have that key. What is refused changes nothing, and the other bundles are taken. Errors: IoFailed.
[[nodiscard]] Result<CollectReport> collect(const std::filesystem::path& bundles,
                                            const std::filesystem::path& into,
                                            const std::vector<VerifierKey>& keys);

// A bundle that shows that its room signed two logs is evidence: collect() keeps the first one of each origin
// in this folder of the collection. Answers why it is refused, checked anew: LogForked, or that it cannot be
// compared any more, so that a fork that was seen is never forgotten; nothing where none is kept, or where it
// agrees with the log. `file` is a log of the collection; takes as long as reading it.
inline constexpr const char* kForkedFolder = "forked";
[[nodiscard]] std::optional<Error> keptFork(const std::filesystem::path& file);

// The origin that the name of a collected log stands for.
std::string originNamedBy(const std::filesystem::path& file);

// The logs of a collection, sorted; or the file itself where it is one log.
[[nodiscard]] Result<std::vector<std::filesystem::path>> logsIn(const std::filesystem::path& path);

} // namespace keyrite::log
