// Share sheet: the paper that carries one SLIP-39 share, and its blank form for copying by hand.
// docs/formats/share-sheet.md. Pure functions, safe on any thread.
#pragma once

#include "core/mode.h"
#include "core/paper/page.h"
#include "core/paper/printed_head.h"
#include "core/policy.h"
#include "core/slip39/mnemonic.h"

#include <optional>

namespace keyrite::paper {

inline constexpr double kWordsQrMm = 65;          // at most 65 modules: never below 1.0 mm a module
inline constexpr double kKr1QrMm = 51.25;         // 41 modules of 1.25 mm
inline constexpr int kWordsQrVersion = 12;        // 65 modules
inline constexpr std::size_t kMaxSheetWords = 33; // a 256-bit secret

// What a sheet says besides its share. All public. Empty texts are left out.
struct ShareSheet
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    // Names neither firm, asset, threshold nor holder, and no ceremony: only the sheet number.
    bool anonymous = false;
    int number = 1;            // from 1
    int count = 1;             // of all sheets of the set
    std::string room;          // the firm or room: "Example Custody, Zurich"
    std::string holder;        // the custodian's name
    std::string protects;      // what the key is for: "Treasury signing key"
    std::string ceremony;      // "KC-2026-0001"
    std::string date;          // "22 Nov 2026"
    std::string bag;           // number of the bag, or empty: a box to write it into
    std::string returnTo;      // who is told, and where a found sheet goes
    std::string procedureHash; // 64 hex digits
    std::optional<Policy> policy;
    std::optional<log::PrintedHead> head; // of the log, as it was before this sheet
};

// The sheet of one share, one page: two QR codes in opposite corners, the numbered words between them, and
// under these the log's head with a small code of its own.
// Errors: InvalidArgument (more than kMaxSheetWords words).
[[nodiscard]] Result<Document> shareSheet(const ShareSheet& sheet, const slip39::Mnemonic& mnemonic);

// The same sheet with `words` numbered empty boxes to write into, and no QR code but the head's: the printer
// never sees the share. 1 <= words <= kMaxSheetWords.
Document blankShareForm(const ShareSheet& sheet, int words);

// "Any 2 of the 3 sheets are enough." or, with groups, how many sheets of how many groups.
std::string policyInWords(const Policy& policy);

// The same for policies of many groups: "Any 2 of the 3 groups are enough. Sheets needed, group by group: 2
// of 3, 2 of 3, 1 of 1."
std::string policyInFigures(const Policy& policy);

} // namespace keyrite::paper
