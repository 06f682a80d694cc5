// Anchors: what of the log leaves the room, on paper and as a bundle, and comes back; and the entries that
// say so. Pure functions but for the last two, which are called on the room's thread.
#pragma once

#include "core/ceremony/room.h"
#include "core/paper/printed_head.h"

namespace keyrite::ceremony {

// anchor.printed: this head stands on `document`, of a ceremony or of none.
log::Entry anchorPrinted(const log::PrintedHead& head, const std::string& document,
                         const std::string& ceremony, TimePoint now);

// anchor.verified: somebody brought it back, and the log contains it. Nothing where the anchor is no
// checkpoint.
std::optional<log::Entry> anchorVerified(const paper::Anchor& anchor, const std::string& by, TimePoint now);

// checkpoint.cosigned: a witness's line under `note`, which the log holds. `line` as log::cosign answers it.
log::Entry checkpointCosigned(const std::string& note, const log::WitnessKey& key, std::string line,
                              TimePoint now);

// log.exported: what left the room as a bundle.
log::Entry bundleExported(const std::string& bundleText, std::uint64_t since, std::uint64_t size,
                          TimePoint now);

// The size at which the bundle of a log.exported ended; 0 for another entry.
std::uint64_t bundledUpTo(const log::Entry& entry);

// Signs the log as it is, to be printed on a document; that it was is an entry, and that entry is signed too.
// Answers the note to print, which is the first of the two. Errors: those of Room::signCheckpoint, append.
[[nodiscard]] Result<std::string> anchorOn(Room& room, const std::string& document,
                                           const std::string& ceremony);

inline constexpr const char* kBundleFolder = "bundles"; // in the room's: what may leave after each ceremony

// Writes what came since the last bundle, up to the last checkpoint, into the room's folder and records it as
// log.exported. Answers the file; nothing where nothing was signed since. Errors: those of log::makeBundle,
// writeFile and append.
[[nodiscard]] Result<std::optional<std::filesystem::path>> exportBundle(Room& room);

} // namespace keyrite::ceremony
