// ByteSource: bytes from outside, a piece at a time, for what may be larger than memory. Not for secrets.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace keyrite {

// Fills the span from its beginning and answers how many bytes came; 0 is the end. An error ends the reading.
using ByteSource = std::function<Result<std::size_t>(std::span<char>)>;

// The bytes of a text that outlives the source.
ByteSource sourceOf(std::string_view text);

// The bytes of a file, or of standard input for "-". Errors: NotFound, IoFailed; of the source: IoFailed.
[[nodiscard]] Result<ByteSource> fileSource(const std::filesystem::path& path);

} // namespace keyrite
