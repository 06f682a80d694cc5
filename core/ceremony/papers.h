// Papers: what the documents of a ceremony say, from its state. Public data but for the share itself, which
// paper::shareSheet adds. Pure functions.
#pragma once

#include "core/ceremony/engine.h"
#include "core/paper/backup.h"
#include "core/paper/share_sheet.h"
#include "core/registry/registry.h"

namespace keyrite::ceremony {

// "22 Nov 2026" and "10:42".
std::string dateText(TimePoint time);
std::string timeText(TimePoint time);

// A text of the procedure with {share}, {shares}, {keys}, {holder} and {bag} filled in.
std::string filledIn(const std::string& text, const State& state, const StepRun& run);

// Under which name a practice room keeps a sheet: "sheets/sheet-3" of the room's first share set,
// "sheets/7c2a-sheet-3" of every later one.
std::string sheetName(const registry::Registry& registry, const std::string& shareSet, int share);

paper::ShareSheet shareSheetOf(const State& state, const registry::Room& room, int share, TimePoint now);

// Errors: NotFound (a key of the plan has no backup).
[[nodiscard]] Result<paper::Backup> backupDataOf(const State& state, const registry::Registry& registry,
                                                 const std::string& checkpointNote);

struct NamedDocument
{
    std::string name; // "backup", "start-here"
    paper::Document document;
};

[[nodiscard]] Result<std::vector<NamedDocument>>
backupDocuments(const State& state, const registry::Room& room, const paper::Backup& backup, TimePoint now);

// The annotated script of an ended ceremony, with its checkpoint.
[[nodiscard]] Result<paper::Document> minutesOf(const State& state, const registry::Room& room,
                                                const std::string& checkpointNote, TimePoint now);

} // namespace keyrite::ceremony
