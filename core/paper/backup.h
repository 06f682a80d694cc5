// Backup: what a backup document says, and its text lines (docs/formats/backup-document.md).
// Ciphertext and public data only. Pure functions, safe on any thread.
#pragma once

#include "core/hsm/token.h"
#include "core/policy.h"

#include <optional>

namespace keyrite::paper {

inline constexpr int kMaxBackupParts = 64;
inline constexpr std::size_t kMaxBackupTextBytes = 65536; // of all lines together
inline constexpr std::size_t kMaxBackupNameBytes = 256;   // of origin, ceremony and label

struct Backup
{
    std::string origin;           // of the log
    std::string ceremony;         // "KC-2026-0001", may be empty
    std::uint16_t shareSetId = 0; // SLIP-39 identifier, 15 bits
    std::optional<Policy> policy; // absent where the sheets are anonymous
    crypto::Kcv kcv{};            // of the KEK
    std::string checkpointNote;   // the signed note, may be empty
    std::vector<hsm::WrappedKey> keys;
};

// The lines "KEYRITE1 <part>/<parts> <base32>", each of which is one QR code. The base32 of all parts in
// order, and each part by itself, needs no padding. Errors: InvalidArgument (a text with control characters
// or too long, no key, or more than fits kMaxBackupParts).
[[nodiscard]] Result<std::vector<std::string>> backupLines(const Backup& backup);

// backup.txt: the lines, each ended by a line feed.
[[nodiscard]] Result<std::string> backupText(const Backup& backup);

// Lines in any order, in either case, with empty lines and white space around them; a part may be there twice
// if both are equal. A record that Keyrite would have written otherwise is refused. Errors: BackupDocument
// (which part is missing, what does not fit), never a half-read backup.
[[nodiscard]] Result<Backup> parseBackup(std::string_view text);

} // namespace keyrite::paper
