// Secrets in and out of keyrite-cli: read(2) and write(2) on secret memory, with no stream buffer between.
#pragma once

#include "core/secret_bytes.h"

#include <string>

namespace keyrite::cli {

// Room for 256 shares of the longest kind, and more than any other input needs.
inline constexpr std::size_t kMaxInput = 256UL * 1024UL;

// All that standard input or a file holds. Errors: IoFailed, InvalidArgument (more than kMaxInput bytes).
[[nodiscard]] Result<SecretBytes> readStandardInput();
[[nodiscard]] Result<SecretBytes> readSecretFile(const std::string& path);

// The one line that a passphrase file holds, without its line end; empty for an empty path.
[[nodiscard]] Result<SecretBytes> readPassphraseFile(const std::string& path);

// Bytes from hex in either case, white space around it skipped. Errors: BadEncoding.
[[nodiscard]] Result<SecretBytes> secretFromHex(std::string_view text);
SecretBytes hexOfSecret(const SecretBytes& secret);

// Writes `text` and a line end to standard output. Errors: IoFailed.
[[nodiscard]] Result<void> printSecretLine(const SecretBytes& text);

// `text` without white space at either end, borrowed.
std::string_view trimmed(std::string_view text);

} // namespace keyrite::cli
