// Whole small files, bounded and durable.
#pragma once

#include "core/bytes.h"

#include <filesystem>

namespace keyrite {

// Writes the file whole or not at all (new file, fsync, rename), mode 0600. Not for secrets.
// Errors: IoFailed, DiskFull.
[[nodiscard]] Result<void> writeFile(const std::filesystem::path& path, std::string_view content);

// The content, of at most `maxBytes`. Not for secrets. Errors: NotFound, IoFailed (too large, unreadable).
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

} // namespace keyrite
