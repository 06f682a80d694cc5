// Collected room: what a log that came from elsewhere says of its room at a glance, for the list of a
// collection. Nothing of it is verified. docs/formats/bundle.md, Collection. Safe on any thread.
#pragma once

#include "core/log/store.h"
#include "core/registry/reviews.h"
#include "core/registry/room.h"

namespace keyrite::registry {

struct CollectedRoom
{
    std::filesystem::path file;
    Room room;       // as its first entry names it; where that cannot be read only the origin, by the file
    Reviews reviews; // that the room's own reviewers recorded
    std::uint64_t entries = 0;
    crypto::Digest head{};
    std::optional<TimePoint> lastEntry; // its time
    std::optional<TimePoint> taken;     // when the file was last written: by the last bundle that was taken
    std::optional<Error> problem;       // LogForked, LogUnreadable, ...

    // Otherwise there is nothing to read.
    bool isReadable() const { return entries > 0; }
};

// Reads what the search index finds, not every entry; where a fork was kept (log/collection.h) as much as
// shows it. Answers one for each log of a collection, by origin; of a file that is one log, that one. Errors:
// LogUnreadable (the folder holds no log, or the one file is none).
[[nodiscard]] Result<std::vector<CollectedRoom>> collectedRooms(const std::filesystem::path& path);

} // namespace keyrite::registry
