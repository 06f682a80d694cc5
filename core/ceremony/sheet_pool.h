// Sheet pool: a pile of sheets, read one after the other by whatever way, sorted into its sets, and what the
// log says of each: which set is complete, which sheets are still missing and who holds them, which sheet is
// void, needless, spent or false. The report is public; the shares stay in the pool. Not thread-safe; any one
// thread.
#pragma once

#include "core/registry/registry.h"
#include "core/slip39/locate.h"
#include "core/slip39/share_pool.h"

namespace keyrite::ceremony {

// What a sheet turned out to be; where several are true, the first.
enum class SheetFinding {
    NotAShare,  // error says what it looks like
    WrongWords, // error says so; suspects are where to look
    Copy,       // of an earlier one of the pool
    Disputed,   // another share claims its place, or the digest of its set refutes it
    Altered,    // a right share by its checksum, but not the one that the log knows at its place
    Voided,     // the log says that it was voided
    Needless,   // every key that its set protected is destroyed
    UnknownSet, // no log, or a log that does not know its set
    Spent,      // good, but the secret was rebuilt from it outside a drill: it is to be re-issued
    Good,
};

struct PooledSheet
{
    std::string label; // where it came from, as the caller named it
    SheetFinding finding = SheetFinding::Good;
    std::optional<Error> error;        // of NotAShare and WrongWords
    std::vector<std::size_t> suspects; // words, from 0, to compare with the sheet
    std::vector<std::size_t> solved;   // words, from 0, that were blank and could be told
    std::size_t copyOf = 0;            // index of the earlier sheet, for Copy
    std::string set;                   // 4 hex digits; empty where it is no share
    std::string fingerprint;           // hex
    SharePosition position{};          // by its own header
    std::optional<int> number;         // of the sheet, where the log knows its set
};

// A sheet that is not here, as the log knows it.
struct AbsentSheet
{
    int number;
    SharePosition position;
    std::string holder;
    std::string bag;
    std::string site; // name of the site it lies at, or its holder works at; empty where the log names none
};

struct GroupNeed
{
    int threshold = 0; // 0 where neither a share of it nor the log tells
    int present = 0;
    bool refuted = false;            // its digest speaks against one of its shares, and it is not known which
    std::vector<AbsentSheet> absent; // sheets that could be brought; empty without a log

    int missing() const { return threshold > present ? threshold - present : 0; }
    bool complete() const { return threshold > 0 && present >= threshold && !refuted; }
};

struct PoolSet
{
    std::string id;        // 4 hex digits
    bool known = false;    // to the log
    bool needless = false; // every key that it protected is destroyed
    bool complete = false; // a quorum is here, and no digest speaks against it
    bool refuted = false;  // enough groups are here, and the digest over them differs
    int groupsNeeded = 0;
    std::vector<GroupNeed> groups;
    std::vector<std::string> keys;   // labels of the keys that it protects and that are not destroyed
    std::vector<std::size_t> sheets; // indices into PoolReport::sheets: one for each place

    // How many more groups are needed.
    int groupsMissing() const;
};

struct PoolReport
{
    std::vector<PooledSheet> sheets; // in the order they were added
    std::vector<PoolSet> sets;       // by id
};

class SheetPool final
{
public:
    // Takes a sheet in: words ("?" for those that cannot be read), or KR1 text. `label` names it in the
    // report. Whatever it is, it is kept: the report says what.
    void add(std::string_view payload, std::string label);

    // Forgets the sheet at `index`; those after it move up.
    void remove(std::size_t index);
    void clear() { m_readings.clear(); }
    std::size_t size() const { return m_readings.size(); }

    // Sorts the pool. With `log`, its fingerprints help to solve for blank words, which then may take
    // seconds.
    PoolReport report(const registry::Registry* log = nullptr);

    // After report(): the share of a sheet; null where it is none. Its words, where they could be read.
    const slip39::Share* share(std::size_t index) const;
    const slip39::Mnemonic* mnemonic(std::size_t index) const;

    // After report(): what wrong words may have been; empty for other sheets. Secret.
    const slip39::Location& location(std::size_t index) const { return m_readings[index].location; }

    // After report(): the indices of an exact quorum of a complete set, for slip39::combine(); else empty.
    std::vector<std::size_t> quorum(const PoolSet& set) const;

private:
    struct Reading
    {
        std::string label;
        Result<slip39::PartialMnemonic> words;
        std::optional<slip39::Mnemonic> mnemonic;
        std::optional<slip39::Share> share;
        std::optional<Error> error;
        std::vector<std::size_t> solved;
        slip39::Location location;
    };

    static void solve(Reading& reading, const slip39::KnownShare& known);
    std::vector<const slip39::Share*> shares() const;
    PooledSheet sheetOf(std::size_t index) const;

    std::vector<Reading> m_readings;
    slip39::SortedPool m_sorted;
};

} // namespace keyrite::ceremony
