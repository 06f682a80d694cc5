// Attendance sheet: who takes part, with boxes for the identity document, the times and the signature. Pure,
// any thread.
#pragma once

#include "core/paper/minutes.h"

namespace keyrite::paper {

struct Attendance
{
    PaperSize size = PaperSize::A4;
    Mode mode = Mode::Live;
    std::string room;
    std::string ceremony;
    std::string title;
    std::string date;
    std::string procedureHash;
    std::vector<MinutesPerson> people;
};

// With some empty lines for guests.
[[nodiscard]] Document attendanceSheet(const Attendance& attendance);

} // namespace keyrite::paper
