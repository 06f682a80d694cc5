// Share sets and their sheets: who holds which, where it lies, in which bag, when it last proved that it
// reads.
#pragma once

#include "core/policy.h"
#include "core/registry/entry_data.h"

#include <map>

namespace keyrite::registry {

enum class SheetState { Issued, Proven, Sealed, HandedOver, Opened, Voided, Lost, Destroyed };

// "issued", "proven", "sealed", "handed-over", "opened", "voided", "lost", "destroyed".
std::string_view sheetStateName(SheetState state);

// A quorum that a sheet was part of: the secret of its set was rebuilt.
struct Rebuilding
{
    std::string ceremony;
    Mark mark;
};

struct Sheet
{
    int number = 0;
    SharePosition position{};
    std::string fingerprint; // hex
    std::string holder;      // name of the custodian
    std::string bag;
    std::string site; // where it was put, empty: with its holder
    std::string safe;
    SheetState state = SheetState::Issued;
    TimePoint changed;
    TimePoint proven;                    // last time it was read from its paper
    TimePoint attested;                  // last time its holder proved it alone, with nothing rebuilt
    std::uint64_t lastRead = 0;          // number of the entry that `proven` comes from, else of its issue
    std::vector<Rebuilding> rebuildings; // after its issue
    History history;

    // Neither void nor lost nor destroyed.
    bool exists() const;
};

struct ShareSet
{
    std::string id; // 4 hex digits
    std::string ceremony;
    Policy policy;
    std::string kcv; // hex
    std::map<int, Sheet> sheets;
    std::vector<std::string> keys; // hex ids
    bool retired = false;          // its sheets count no more
    std::string replacedBy;        // id of the set in its place; empty where its keys were destroyed
    History history;
};

using ShareSets = std::map<std::string, ShareSet>; // by id

// shareset.split. `keys` are the ids of those that it protects.
void applySplit(ShareSets& sets, const log::Entry& entry, std::vector<std::string> keys);

// share.*: of a sheet within the policy of a set that is there.
void applySheet(ShareSets& sets, const log::Entry& entry);

// shareset.retired: every sheet of the set that is not destroyed is void, wherever it is. Null: no such set.
ShareSet* applyRetired(ShareSets& sets, const log::Entry& entry);

// quorum.entered: the sheets that a quorum was read from are proven once more, and the secret was rebuilt
// from them.
void applyQuorum(ShareSets& sets, const log::Entry& entry);

} // namespace keyrite::registry
