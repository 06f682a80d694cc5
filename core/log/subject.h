// Subject: what an entry is about, and the text in it: the two things by which it is found. Both are read off
// the entry alone, by the rules of docs/formats/log.md ("Searching"). Pure functions, safe on any thread.
#pragma once

#include "core/log/entry.h"

#include <vector>

namespace keyrite::log {

// Each subject is one text: "ceremony/KC-2026-0001", "key/<hex>", "kind/share.issued", "person/Ana Kovač",
// "set/7c2a", "sheet/7c2a/4".
std::vector<std::string> subjectsOf(const Entry& entry); // sorted, each once

// A sheet as subjects and filters name it: "7c2a/4".
std::string sheetName(std::string_view set, std::int64_t number);

// Everything in the entry that can be read as words, joined by line ends: actor, ceremony, kind, role, step
// and the texts and numbers of its data; not the names of the data.
std::string textOf(const Entry& entry);

} // namespace keyrite::log
