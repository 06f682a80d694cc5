// Scores: what each drill showed, from the entries alone: how long everybody took, and whether the key would
// have been back in time. Pure functions of the registry; safe on any thread.
#pragma once

#include "core/registry/registry.h"

namespace keyrite::drill {

using Minutes = std::int64_t;

// One person of one drill. Times count from when everybody was asked.
struct PersonScore
{
    std::string person;
    std::optional<Minutes> answered;
    std::optional<Minutes> arrived;
    std::optional<Minutes> read;     // the first sheet of this person was read from its paper
    std::optional<Minutes> handOver; // from arrival to reading
    std::optional<Minutes> notBy;    // neither arrived nor read by then: refused, or the drill was over
    int reads = 0;
    int tries = 0;                   // readings that it took, failed ones too
    std::vector<std::uint64_t> from; // numbers of entries
};

enum class Verdict {
    Running,
    Passed,
    Late,      // it worked, but not within the longest outage that the keys allow
    Failed,    // it did not work
    Abandoned, // says nothing
};

std::string_view verdictName(Verdict verdict); // "running", "passed", "late", "failed", "abandoned"

struct DrillScore
{
    std::string drill;
    registry::DrillType type = registry::DrillType::Quorum;
    bool announced = true;
    std::string shareSet;
    TimePoint asked;
    std::vector<PersonScore> people;
    std::optional<Minutes> provisioning; // from the ceremony's opening to the HSM that is ready
    std::optional<Minutes> quorum;       // from asking to the quorum
    std::optional<Minutes> recovered;    // from asking to the signed challenge of a restored key
    std::optional<Minutes> limit;        // longest outage that what the keys control allows
    Verdict verdict = Verdict::Running;
    std::vector<std::string> findings; // ids
    std::vector<std::uint64_t> from;   // numbers of entries
};

// Every drill, in the order of asking.
std::vector<DrillScore> scoresOf(const registry::Registry& registry);

// The smallest outage limit among the keys of a share set; empty where none was described.
std::optional<Minutes> outageLimit(const registry::Registry& registry, const std::string& shareSet);

// The last time that something was exercised.
struct Exercise
{
    registry::Mark mark;    // the issuing ceremony where it never was since
    bool announced = false; // as the drill said; false for the issuing ceremony
    bool ever = false;
};

// When a quorum of the set last came together from its paper, after the ceremony that issued it.
Exercise lastQuorum(const registry::Registry& registry, const registry::ShareSet& set);

} // namespace keyrite::drill
