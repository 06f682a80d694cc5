// Backup record: the plain text inside a backup document's base32, one "name: value" a line, so that sed and
// base64 open it. Internal to core/paper. Pure functions, safe on any thread.
#pragma once

#include "core/paper/backup.h"

namespace keyrite::paper {

// The record with its SHA-256 line. Errors: InvalidArgument.
[[nodiscard]] Result<std::string> writeBackupRecord(const Backup& backup);

// The reverse; refuses whatever writeBackupRecord would have written otherwise. Errors: BackupDocument.
[[nodiscard]] Result<Backup> readBackupRecord(std::string_view record);

} // namespace keyrite::paper
