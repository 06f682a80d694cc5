// Reading a share sheet back: what its two QR codes say together. Either of them is enough; where both can be
// read they must agree. Safe on any thread.
#pragma once

#include "core/paper/printed_head.h"
#include "core/paper/scan.h"
#include "core/slip39/mnemonic.h"

namespace keyrite::paper {

// The one share that the texts of a sheet's QR codes hold; what is no share among them is skipped while
// another is. Errors: SheetCodesDiffer (two different shares: two sheets in one image, or a false sheet);
// where none is a share the error of one that comes closest: as parseSharePayload() and
// slip39::Share::decode(). `texts` is not empty.
[[nodiscard]] Result<slip39::Mnemonic> agreedShare(const std::vector<SecretBytes>& texts);

// What the small code of a sheet says: the log's head. Nothing where there is none, or two differ.
std::optional<log::PrintedHead> headOn(const std::vector<SecretBytes>& texts);

// Whether anything but the small code was read; to stop readQrCodes() with where a page may hold other things
// than a share.
bool saysMoreThanHead(const std::vector<SecretBytes>& texts);

// Drops the small code's text where there is another.
void leaveHeadOut(std::vector<SecretBytes>& texts);

// Whether a share is among the texts; to stop readQrCodes() with.
bool holdsShare(const std::vector<SecretBytes>& texts);

// The share on the sheet in this image: readQrCodes() until there is one. Errors: of both.
[[nodiscard]] Result<slip39::Mnemonic> readSheet(const GrayImage& image);

} // namespace keyrite::paper
