// Small strokes that several painted widgets share. GUI thread only.
#pragma once

#include <QPainter>
#include <QString>

class QWidget;

namespace keyrite::ui {

struct Tokens;

// A rounded box with a border of `widthPx` drawn inside `rect`.
void paintBox(QPainter& painter, const QRectF& rect, double radius, const QColor& fill, const QColor& border,
              double widthPx);

// The frame of a field that paints itself, equal to a QLineEdit's: two pixels in accent while it has focus.
void paintFieldFrame(QPainter& painter, const QWidget& field);

// A ring around `rect` that says "here is the keyboard".
void paintFocusRing(QPainter& painter, const QRectF& rect, double radius, const Tokens& tokens);

// A disc of 24 px with a tick, a number or nothing in it.
void paintDisc(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border);

// A font of values at `designPx`, and a text font at `designPx` and `weight`.
QFont monoFont(int designPx);
QFont textFont(int designPx, int weight);

} // namespace keyrite::ui
