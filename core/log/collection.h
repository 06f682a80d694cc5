// Collection: the logs of many rooms at a head office: a folder with one ordinary log for each origin, grown
// from the bundles that arrive. Thread rule: one call at a time for a folder.
#pragma once

#include "core/log/bundle.h"

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

// The logs of a collection, sorted; or the file itself where it is one log.
[[nodiscard]] Result<std::vector<std::filesystem::path>> logsIn(const std::filesystem::path& path);

} // namespace keyrite::log
