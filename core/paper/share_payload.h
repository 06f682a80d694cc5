// Share payload: the two texts of one share that a sheet's QR codes hold (docs/formats/share-sheet.md), and
// the one parser behind camera, image, scanner and keyboard. Pure functions, safe on any thread.
#pragma once

#include "core/slip39/partial_mnemonic.h"

namespace keyrite::paper {

// The share in `text`: its words as Mnemonic::parse() takes them, or the KR1 text in either case; white space
// around it is skipped. The words' own checksum is looked at by slip39::Share::decode().
// Errors: PayloadNotShare (something else; the message says what it looks like), PayloadChecksum (KR1: the
// CRC-32 differs), BadEncoding (KR1: not base32, or bits left over), WordUnknown, MnemonicLength.
[[nodiscard]] Result<slip39::Mnemonic> parseSharePayload(std::string_view text);

// The same for a sheet that cannot be read whole: "?" stands for each word that is not legible. Errors: as
// above.
[[nodiscard]] Result<slip39::PartialMnemonic> parseSheetReading(std::string_view text);

// Upper case, single spaces: the alphabet of a QR code's alphanumeric mode.
SecretBytes wordsText(const slip39::Mnemonic& mnemonic);

// `KR1:` and the RFC 4648 base32 without padding of the packed words and their CRC-32/ISO-HDLC, big-endian.
// 78 characters for a share of 33 words.
SecretBytes kr1Text(const slip39::Mnemonic& mnemonic);

} // namespace keyrite::paper
