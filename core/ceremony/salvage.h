// Salvage: what can be recovered from what is still there, and what is missing for it. It takes sheets,
// backup documents, logs that may be damaged, and the registry of an open room; of a sheet it keeps which one
// it is, never its secret. Values, no thread rule.
#pragma once

#include "core/ceremony/plan.h"
#include "core/paper/backup.h"
#include "core/registry/registry.h"
#include "core/slip39/progress.h"

namespace keyrite::ceremony {

// Where wrapped keys were found.
enum class BackupSource { Room, Log, Document };

// The wrapped keys of one share set, and what is known of who holds its sheets.
struct FoundBackup
{
    BackupSource source;
    paper::Backup backup;
    std::map<int, std::string> holders; // "Dora Dune, Zurich" by sheet number, of sheets that can be reached;
                                        // empty where only a document tells of the set
};

// What could be read of a log that may be damaged.
struct SalvagedLog
{
    std::uint64_t entries = 0;                 // in the file
    std::uint64_t unreadable = 0;              // entries that are damaged
    std::optional<std::uint64_t> firstDamaged; // its number
    registry::Registry registry;               // folded from the others
};

// Every entry that can be read, whatever is wrong with the rest: a restore proves the keys anyhow. Takes time
// in proportion to the log. Errors: LogUnreadable where the file is no log at all.
[[nodiscard]] Result<SalvagedLog> salvageLog(const std::filesystem::path& file);

// Sheets that are still missing in one group.
struct MissingSheets
{
    int group; // counted from 1
    int count;
    std::vector<int>
        numbers; // the group's sheets that are not here, counted from 1; empty where the design is unknown
};

// How one share set stands.
struct Prospect
{
    std::string set;          // 4 hex digits, lower case
    const FoundBackup* found; // null: its wrapped keys are not here
    std::vector<int> sheets;  // numbers of those that are here
    bool quorum = false;      // enough of them
    int groupsMissing = 0;    // so many groups have to be completed
    std::vector<MissingSheets>
        missing; // of every group that is not complete; any `groupsMissing` of them suffice

    bool isRecoverable() const { return quorum && found != nullptr; }
};

class Salvage final
{
public:
    // A sheet that was read. Errors: those of slip39::Share::decode, DuplicateShare, and of consistentWith.
    [[nodiscard]] Result<slip39::ShareHeader> addSheet(const slip39::Mnemonic& sheet);

    // Errors: BackupDocument where one of the same set is here and says something else.
    [[nodiscard]] Result<void> addBackup(paper::Backup backup);

    // What an open room or a log that was found knows. Answers how many share sets with wrapped keys it tells
    // of.
    std::size_t addRegistry(const registry::Registry& registry, BackupSource source);

    // The headers of the sheets of one set that are here.
    const std::vector<slip39::ShareHeader>& sheetsOf(const std::string& set) const;

    // One for each share set of which anything is here; those that are recoverable first. The pointers hold
    // until the next change.
    std::vector<Prospect> prospects() const;

private:
    Prospect prospectOf(const std::string& set) const;

    std::map<std::string, FoundBackup> m_backups;                     // by set
    std::map<std::string, std::vector<slip39::ShareHeader>> m_sheets; // by set
};

// The design of a set as far as backup and sheets tell: the backup's own, else the smallest that these sheets
// fit. `sheets` is not empty where the backup names no design.
[[nodiscard]] Result<Policy> policyOf(const paper::Backup& backup,
                                      const std::vector<slip39::ShareHeader>& sheets);

// The data of the entry backup.imported, by which a room learns keys that it has never seen.
log::Json importedJson(const FoundBackup& found, const Policy& policy);

} // namespace keyrite::ceremony
