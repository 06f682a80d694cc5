// Tokens: the one table of colours and sizes that the palette, the style sheet and every painter read.
// Plain values; GUI thread only where a QPalette or the application's font is asked.
#pragma once

#include <QColor>
#include <QString>

#include <utility>
#include <vector>

class QPalette;

namespace keyrite::ui {

// One palette. Every pair that carries text (text, muted, faint, accent, good, bad, warn on window, rail and
// surface; on* on its fill) has a contrast of 4.5 or more (WCAG 2.1, 1.4.3 AA); a test computes it.
struct Tokens
{
    QColor window;
    QColor rail;
    QColor surface; // cards, bars, fields
    QColor sunken;  // read-only fields and table headers
    QColor line;
    QColor lineStrong; // borders of controls: 3.0 against surface (1.4.11)
    QColor text;
    QColor muted;
    QColor faint;
    QColor accent;
    QColor accentHover;
    QColor onAccent;
    QColor accentSoft;
    QColor good;
    QColor onGood;
    QColor goodSoft;
    QColor bad;
    QColor onBad;
    QColor badSoft;
    QColor warn;
    QColor warnSoft;
    QColor disabled;
    QColor onDisabled;
    QColor practice;
    QColor onPractice;
    QColor drill;
    QColor onDrill;
};

// The two palettes.
const Tokens& lightTokens();
const Tokens& darkTokens();

// The tokens that `palette` was made from.
const Tokens& tokensFor(const QPalette& palette);

// The tokens in force, read from the application's palette: for painters, which hold no state of their own. A
// widget's own palette is no use here, for the style sheet changes it.
const Tokens& currentTokens();

// Name and colour of each token, for the style sheet's @names.
std::vector<std::pair<QString, QColor>> namedTokens(const Tokens& tokens);

// Body text is this many pixels at scale 1.
inline constexpr int kBodyPx = 14;

// The scale in force (1.0, or 1.4 for room size), read from the application's font.
double uiScale();

// `designPx` of the 8-px grid in pixels at the scale in force.
int px(int designPx);

// The contrast ratio of two opaque colours, 1 .. 21 (WCAG 2.1, definition of contrast ratio).
double contrastRatio(const QColor& a, const QColor& b);

} // namespace keyrite::ui
