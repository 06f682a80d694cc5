// Receipts: what each custodian took away, in two copies: one to keep, one for the minutes. Bag labels: what
// is stuck on each bag. Public data; nothing of a share. Pure, any thread.
#pragma once

#include "core/mode.h"
#include "core/paper/page.h"

namespace keyrite::paper {

// One bag and who has it.
struct BagLine
{
    std::string holder;      // empty on anonymous sheets
    int sheet = 0;           // number of the sheet
    int sheets = 0;          // 0: not said
    std::string bag;         // empty: a box to write it
    std::string fingerprint; // of the sheet, in groups; empty: not issued yet
};

struct Bags
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room; // empty on anonymous sheets
    std::string ceremony;
    std::string date;
    std::string procedureHash;
    std::vector<BagLine> bags;
};

// A page for each bag.
[[nodiscard]] Document receipts(const Bags& bags);

// Ten on a page, to be cut out and put into the window of the bag.
[[nodiscard]] Document bagLabels(const Bags& bags);

} // namespace keyrite::paper
