// Backup document: the pages that carry a Backup, as text for people and as QR codes for machines.
// Ciphertext and public data only. Pure functions, safe on any thread.
#pragma once

#include "core/mode.h"
#include "core/paper/backup.h"
#include "core/paper/page.h"

namespace keyrite::paper {

// What the pages say besides the backup itself. Empty texts are left out.
struct BackupPages
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string date;          // "22 Nov 2026"
    std::string procedureHash; // 64 hex digits
};

// Errors: as backupLines().
[[nodiscard]] Result<Document> backupDocument(const Backup& backup, const BackupPages& pages);

// "Elliptic curve secp256k1 (ECDSA)": what a reader without Keyrite needs to know.
std::string_view algorithmInWords(hsm::KeyType type);
std::string_view schemeInWords(hsm::WrapScheme scheme);

} // namespace keyrite::paper
