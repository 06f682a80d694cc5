// Step table: the columns that the script and the minutes share: number, text, start, end, actor, witness.
// Internal to core/paper.
#pragma once

#include "core/paper/flow.h"

namespace keyrite::paper {

inline constexpr double kInitialsMm = 15;
inline constexpr double kInitialsHeightMm = 6.5;
inline constexpr double kTimeMm = 14;
inline constexpr double kNumberMm = 10;

// From the right: witness, actor, end, start; number and text take the rest. Left edges.
struct StepColumns
{
    explicit StepColumns(const Flow& flow);

    double witness;
    double actor;
    double end;
    double start;
    double text;
    double textWidth;
};

void addStepTableHead(Flow& flow);

// On the line of the step's title: a box with initials or to ink; a box for a time; a short mono text.
void addInitials(Flow& flow, double x, const std::string& initials);
void addTimeBox(Flow& flow, double x);
void addCell(Flow& flow, double x, double widthMm, const std::string& text);

// A wrapped text in the text column, over page ends.
void addColumnText(Flow& flow, std::string_view text, const TextStyle& style);

} // namespace keyrite::paper
