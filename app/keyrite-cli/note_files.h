// Small text files with notes and keys, as editors and scanners leave them.
#pragma once

#include "core/log/note.h"

namespace keyrite::cli {

inline constexpr std::size_t kMaxNoteFileBytes = 65536;
inline constexpr std::size_t kMaxProcedureBytes = 1U << 20;

// Errors: IoFailed (it cannot be read, is empty or too long).
[[nodiscard]] Result<std::string> readTextFile(const std::string& file, std::size_t maxBytes);

// The text of a signed note, its line ends made plain. Errors: IoFailed.
[[nodiscard]] Result<std::string> readNoteFile(const std::string& file);

// Errors: IoFailed, NoteMalformed.
[[nodiscard]] Result<log::VerifierKey> readVerifierKeyFile(const std::string& file);

// Writes to standard output where `file` is empty. Errors: IoFailed.
[[nodiscard]] Result<void> writeText(const std::string& text, const std::string& file);

} // namespace keyrite::cli
