// Script: a ceremony on paper before it begins: every step with its instruction, and empty boxes for the
// times, the initials and the values. Public data; the caller fills plain texts in. Pure functions, safe on
// any thread.
#pragma once

#include "core/mode.h"
#include "core/paper/minutes.h"

namespace keyrite::paper {

struct ScriptStep
{
    std::string act;    // title of the act; a change starts a new section
    std::string number; // "4.2"
    std::string title;
    std::string instruction;
    std::string expected;            // may be empty
    std::vector<std::string> ticks;  // points to tick
    std::vector<std::string> blanks; // names of values to write down
    int minutes = 0;                 // planned
    bool pointOfNoReturn = false;
};

struct Script
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string ceremony; // "KC-2026-0001"
    std::string title;    // of the ceremony
    std::string date;
    std::string procedure; // title and version
    std::string procedureHash;
    std::vector<MinutesPerson> people;
    std::vector<ScriptStep> steps;
};

// The last page is an empty sheet for exceptions.
[[nodiscard]] Document script(const Script& script);

} // namespace keyrite::paper
