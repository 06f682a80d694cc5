// Page builder: what the pages show of a room. Pure functions of its registry. GUI thread (translations).
#pragma once

#include "ui/pages/ceremonies_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/keys_page.h"
#include "ui/rail.h"
#include "ui/room_thread.h"

namespace keyrite::ui {

// "22 Nov 2026, 10:42 UTC".
QString dateTimeText(TimePoint time);

// What the main button of Home does.
enum class HomeAction { GoOn, Generate, PractiseRecovery, ShowKeys };

HomeAction homeActionOf(const registry::Registry& registry);
HomeView homeViewOf(const RoomSnapshot& room, TimePoint now);
CeremoniesView ceremoniesViewOf(const RoomSnapshot& room);
KeysView keysViewOf(const RoomSnapshot& room, TimePoint now);
RoomView railViewOf(const RoomSnapshot& room, bool offline);

} // namespace keyrite::ui
