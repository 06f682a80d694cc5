// What the page of the tokens shows: the tokens as the modules list them, with what the log knows of each.
// Pure function. GUI thread (translations).
#pragma once

#include "core/hsm/modules.h"
#include "ui/pages/tokens_page.h"
#include "ui/room_thread.h"

namespace keyrite::ui {

// What the room's thread answers.
struct TokensSeen
{
    std::vector<hsm::TokenInfo> tokens;
    std::vector<hsm::Modules::Status> modules;
    std::vector<std::filesystem::path> registered; // on this computer
};

TokensView tokensViewOf(const RoomSnapshot& room, const TokensSeen& seen);

} // namespace keyrite::ui
