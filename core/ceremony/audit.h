// Audit: the whole check of a log, for the window and for the command line: its tree and signatures
// (log/verify.h), then every ceremony through the engine (replay.h), and what that shows in words.
#pragma once

#include "core/ceremony/replay.h"

namespace keyrite::ceremony {

struct AuditOptions
{
    log::VerifyOptions log; // `progress` is told of the replay too
    ProcedureSource procedures;
};

struct Audit
{
    // With the findings of the replay, where there was one.
    log::VerifyReport log;
    // Nothing where the log itself is not sound: a replay of entries that are not the recorded ones says
    // nothing.
    std::optional<ReplayReport> replay;

    bool sound() const { return log.sound(); }
};

// Errors: those of log::verify and replay.
[[nodiscard]] Result<Audit> audit(const log::Store& store, const AuditOptions& options);

// The same for people, in full sentences of English.
struct AuditWords
{
    std::string verdict;                 // one sentence: sound, or the first thing that is wrong
    std::vector<std::string> checked;    // what was looked at, and against which keys
    std::vector<std::string> notCovered; // what this audit cannot vouch for, and what would
    std::vector<std::string> wrong;      // every finding
    std::vector<std::string> remarks;    // what a person should look at
};

AuditWords inWords(const Audit& audit);

} // namespace keyrite::ceremony
