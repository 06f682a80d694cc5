// What happens to a sheet of paper in years, and to its scan: damage drawn at random on the raster of a page.
// Lengths are in millimetres of paper. Each draw is repeatable by its generator.
#pragma once

#include <QImage>
#include <random>
#include <string_view>
#include <vector>

namespace keyrite::bench {

enum class Damage { None, Rotation, Perspective, Blur, Jpeg, Stain, Fold, Fade, TornCorner, Specks, All };

std::string_view nameOf(Damage damage);
const std::vector<Damage>& allDamage();

// The page (8-bit grey) as it comes back, at the same dots per inch.
QImage damaged(const QImage& page, int dpi, Damage damage, std::mt19937& random);

} // namespace keyrite::bench
