#include "core/registry/room.h"

#include "core/registry/entry_data.h"

namespace keyrite::registry {

void applyRoom(Room& room, const log::Entry& entry)
{
    const log::Json& data = entry.data;
    room = {textOf(data, "origin"),
            textOf(data, "name"),
            textOf(data, "vkey"),
            {textOf(data, "serial"), textOf(data, "label")},
            textOf(data, "auditKey"),
            textOf(data, "module"),
            {},
            modeFromName(textOf(data, "mode")).value_or(Mode::Practice)};
}

void applyModule(Room& room, const log::Entry& entry)
{
    const std::string path = textOf(entry.data, "path");
    std::erase(room.moreModules, path);
    if (entry.kind == "module.added" && path != room.module)
        room.moreModules.push_back(path);
}

void applyAuditKey(Room& room, const log::Entry& entry)
{
    room.vkey = textOf(entry.data, "vkey");
    room.auditToken = {textOf(entry.data, "serial"), textOf(entry.data, "label")};
    room.auditKeyId = textOf(entry.data, "auditKey");
}

} // namespace keyrite::registry
