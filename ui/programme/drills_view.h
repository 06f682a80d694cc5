// What the page Drills shows of a room, and what Home says is due. Pure functions of its registry. GUI thread
// only (translations).
#pragma once

#include "core/drill/recovery_time.h"
#include "core/drill/schedule.h"
#include "ui/pages/drills_page.h"
#include "ui/pages/home_page.h"

namespace keyrite::ui {

DrillsView drillsViewOf(const registry::Registry& registry, TimePoint now);

// What is overdue or due within 30 days.
std::vector<DueRow> dueRowsOf(const registry::Registry& registry, TimePoint now);

// "95 % of recoveries would take under 31 h; the last four drills moved it from 44 h."
QString learntSentence(const std::vector<drill::Movement>& moves);

// Unannounced drills tell more: whether the sentences are of announced ones, because there was no other yet.
bool showsAnnounced(const registry::Registry& registry);

// A due thing as a sentence in the person's language.
QString dueText(const drill::Due& due);

} // namespace keyrite::ui
