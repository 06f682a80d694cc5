// The shares of a rehearsal, read from the rasters of its printed sheets, as a stranger with the paper would.
#pragma once

#include "core/slip39/share.h"

#include <filesystem>
#include <vector>

namespace keyrite::test {

// All of sheets/sheet-1.pdf, sheet-2.pdf ... of a folder, in order. Throws where one cannot be read.
std::vector<slip39::Mnemonic> sharesOnPaper(const std::filesystem::path& folder);

// The KEK that they give. Throws where they make no quorum.
SecretBytes kekOf(const std::vector<slip39::Mnemonic>& shares);

} // namespace keyrite::test
