#include "core/registry/collected_room.h"

#include "core/log/collection.h"
#include "core/log/verify.h"

#include <algorithm>

namespace keyrite::registry {

namespace fs = std::filesystem;

namespace {

std::optional<TimePoint> lastWritten(const fs::path& file)
{
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    if (error)
        return std::nullopt;
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(time));
}

Result<void> readReviews(const log::Store& store, Reviews& reviews)
{
    for (const char* kind : {"log.reviewed", "log.filter-saved"}) {
        const auto entries = store.entries({.kind = kind});
        if (!entries)
            return fail(entries.error());
        for (const log::Entry& entry : *entries)
            applyReview(reviews, entry);
    }
    return {};
}

Result<void> readLog(CollectedRoom& collected)
{
    const auto store = log::Store::openReadOnly(collected.file);
    if (!store)
        return fail(store.error());
    if (store->size() == 0)
        return {};
    const auto first = store->entry(0);
    const auto last = first ? store->entry(store->size() - 1) : first;
    if (!last)
        return fail(last.error());
    applyRoom(collected.room, *first);
    if (const auto key = log::keyNamedBy(*store))
        collected.room.origin = key->name; // under which the log is signed
    collected.lastEntry = last->time;
    collected.entries = store->size();
    collected.head = store->root();
    return readReviews(*store, collected.reviews);
}

// A log under the name of another room would be read as that room's.
std::optional<Error> misnamed(const CollectedRoom& collected)
{
    const std::string byName = log::originNamedBy(collected.file);
    if (!collected.isReadable() || collected.room.origin == byName)
        return std::nullopt;
    return Error{ErrorCode::LogUnreadable,
                 "The file " + collected.file.string() + " has the name of the room " + byName +
                     ", but is the log of " + collected.room.origin +
                     ". Somebody renamed or exchanged it: collect the bundles anew.",
                 {}};
}

CollectedRoom glanceAt(const fs::path& file)
{
    CollectedRoom collected{.file = file, .taken = lastWritten(file)};
    if (const auto read = readLog(collected); !read)
        collected.problem = read.error();
    return collected;
}

} // namespace

Result<std::vector<CollectedRoom>> collectedRooms(const fs::path& path)
{
    const auto files = log::logsIn(path);
    if (!files)
        return fail(files.error());
    std::vector<CollectedRoom> rooms;
    for (const fs::path& file : *files) {
        CollectedRoom& room = rooms.emplace_back(glanceAt(file));
        if (file == path && room.problem)
            return fail(*room.problem);
        if (file == path)
            continue; // its name says nothing, and nothing was kept for it
        if (!room.problem)
            room.problem = misnamed(room);
        if (!room.problem)
            room.problem = log::keptFork(file);
        if (room.room.origin.empty())
            room.room.origin = log::originNamedBy(file);
    }
    std::ranges::stable_sort(rooms, {}, [](const CollectedRoom& one) { return one.room.origin; });
    return rooms;
}

} // namespace keyrite::registry
