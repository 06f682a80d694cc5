// Disaster view: what the page of disaster day says of what was found. A pure function. GUI thread
// (translations).
#pragma once

#include "core/ceremony/salvage.h"
#include "ui/pages/disaster_day_page.h"

namespace keyrite::ui {

struct DisasterFinds
{
    const ceremony::Salvage& salvage;
    std::optional<ceremony::SalvagedLog> log = {}; // a log file that was put in
    QString partOfBackup = {}; // why the backup document is not complete yet; may be empty
    std::string roomSet = {};  // the share sets that the open room knows, space after each
    bool liveRoom = false;     // a live room is open
    bool practiceRoom = false; // the practice room is open
};

DisasterView disasterViewOf(const DisasterFinds& finds);

} // namespace keyrite::ui
