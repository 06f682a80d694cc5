// Icons: our own line drawings (resources/icons), tinted from the token table so that one drawing serves both
// palettes. GUI thread only.
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

namespace keyrite::ui {

enum class Tint { Text, Muted, Accent, OnAccent, Good, OnGood, Bad, Warn };

// The drawing `name` (":/icons/<name>.svg") in a colour of the palette in force when it is painted; a
// disabled icon takes the disabled colour. An unknown name gives an empty icon.
QIcon icon(const QString& name, Tint tint = Tint::Text);

// The drawing at `sizePx` logical pixels in `colour`, for painters.
QPixmap iconPixmap(const QString& name, const QColor& colour, int sizePx, double devicePixelRatio);

} // namespace keyrite::ui
