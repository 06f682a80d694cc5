// Locating wrong words and solving for blank ones. The checksum of a mnemonic is a Reed-Solomon code with
// three check words (SLIP-0039, section "Checksum"): one wrong word has one explanation, two have few, and up
// to three blanks are solved by linear algebra. What is known of the share besides narrows that down, and the
// fingerprint from the log proves it. Nothing is ever changed: these are proposals for the eyes of who holds
// the sheet.
#pragma once

#include "core/slip39/known_share.h"
#include "core/slip39/partial_mnemonic.h"

namespace keyrite::slip39 {

// More explanations than this explain nothing.
inline constexpr std::size_t kMaxCandidates = 8;

// A share that the words may have been.
struct Candidate
{
    Mnemonic mnemonic;                // decodes
    std::vector<std::size_t> changed; // the positions, from 0, of its blanks and of the words read wrongly
};

struct Location
{
    std::vector<Candidate> candidates; // secret: never logged; at most kMaxCandidates
    bool tooMany = false;              // there are more; none is given
    bool confirmed = false;            // the one candidate has a fingerprint that was known

    // Whether blanks alone explain it and there is one way to fill them.
    bool solved(const PartialMnemonic& read) const;

    // The positions that any candidate changes, ascending: what to look at again. Public.
    std::vector<std::size_t> suspects() const;
};

// Every way to fill the blanks and to change the fewest words after which checksum, header and what is known
// fit. Looked for: one and two wrong words, one wrong word besides one blank, up to three blanks; more blanks
// where few enough values are left for those beyond three; with fingerprints known, up to three wrong words
// or blanks in all, and five blanks. Empty where nothing is wrong or too much is. Takes microseconds to
// milliseconds; with fingerprints and five blanks, seconds: not for the GUI thread then. Memory is constant.
Location locate(const PartialMnemonic& read, const KnownShare& known = {});

} // namespace keyrite::slip39
