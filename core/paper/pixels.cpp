#include "core/paper/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace keyrite::paper {
namespace {

const std::uint8_t* rowOf(const GrayImage& image, int y)
{
    return image.pixels + y * image.stride;
}

// The median of nine by 19 exchanges (Paeth, Graphics Gems, 1990, "Median Finding on a 3x3 Grid").
std::uint8_t medianOfNine(std::array<std::uint8_t, 9>& p)
{
    const auto order = [&](std::size_t a, std::size_t b) {
        const std::uint8_t low = std::min(p[a], p[b]);
        p[b] = std::max(p[a], p[b]);
        p[a] = low;
    };
    order(1, 2), order(4, 5), order(7, 8), order(0, 1), order(3, 4), order(6, 7);
    order(1, 2), order(4, 5), order(7, 8), order(0, 3), order(5, 8), order(4, 7);
    order(3, 6), order(1, 4), order(2, 5), order(4, 7), order(4, 2), order(6, 4);
    order(4, 2);
    return p[4];
}

// The value at a place between pixels; white outside.
double sample(const GrayImage& image, double x, double y)
{
    const double floorX = std::floor(x);
    const double floorY = std::floor(y);
    const int left = static_cast<int>(floorX);
    const int top = static_cast<int>(floorY);
    if (left < 0 || top < 0 || left + 1 >= image.width || top + 1 >= image.height)
        return 255.0;
    const std::uint8_t* upper = rowOf(image, top) + left;
    const std::uint8_t* lower = rowOf(image, top + 1) + left;
    const double fx = x - floorX;
    const double fy = y - floorY;
    return (upper[0] * (1 - fx) + upper[1] * fx) * (1 - fy) + (lower[0] * (1 - fx) + lower[1] * fx) * fy;
}

} // namespace

Pixels::Pixels(int width, int height, std::uint8_t value)
    : m_width(width), m_height(height),
      m_bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), value)
{
}

// What was there before goes wiped with `other`.
Pixels& Pixels::operator=(Pixels&& other) noexcept
{
    std::swap(m_width, other.m_width);
    std::swap(m_height, other.m_height);
    m_bytes.swap(other.m_bytes);
    return *this;
}

Pixels::~Pixels()
{
    wipe(m_bytes);
}

Pixels median3x3(const GrayImage& image)
{
    Pixels result(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        const std::array rows{rowOf(image, std::max(0, y - 1)), rowOf(image, y),
                              rowOf(image, std::min(image.height - 1, y + 1))};
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < image.width; ++x) {
            const int left = std::max(0, x - 1);
            const int right = std::min(image.width - 1, x + 1);
            std::array<std::uint8_t, 9> around{rows[0][left], rows[0][x], rows[0][right],
                                               rows[1][left], rows[1][x], rows[1][right],
                                               rows[2][left], rows[2][x], rows[2][right]};
            out[x] = medianOfNine(around);
        }
    }
    return result;
}

Pixels thickened(const GrayImage& image, int side)
{
    const int reach = side / 2;
    Pixels rows(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* in = rowOf(image, y);
        std::uint8_t* out = rows.row(y);
        for (int x = 0; x < image.width; ++x)
            out[x] =
                *std::min_element(in + std::max(0, x - reach), in + std::min(image.width, x + reach + 1));
    }
    Pixels result(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t* out = result.row(y);
        for (int near = std::max(0, y - reach); near <= std::min(image.height - 1, y + reach); ++near) {
            const std::uint8_t* in = rows.row(near);
            for (int x = 0; x < image.width; ++x)
                out[x] = std::min(out[x], in[x]);
        }
    }
    return result;
}

Pixels thresholded(const GrayImage& image, std::uint8_t level)
{
    Pixels result(image.width, image.height);
    for (int y = 0; y < image.height; ++y)
        std::transform(rowOf(image, y), rowOf(image, y) + image.width, result.row(y),
                       [level](std::uint8_t value) { return value < level ? 0 : 255; });
    return result;
}

Pixels doubled(const GrayImage& image)
{
    Pixels result(image.width * 2, image.height * 2);
    for (int y = 0; y < image.height * 2; ++y) {
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < image.width * 2; ++x)
            out[x] = static_cast<std::uint8_t>(std::lround(sample(image, x / 2.0 - 0.25, y / 2.0 - 0.25)));
    }
    return result;
}

Pixels halved(const GrayImage& image)
{
    Pixels result(image.width / 2, image.height / 2);
    for (int y = 0; y < image.height / 2; ++y) {
        const std::uint8_t* upper = rowOf(image, 2 * y);
        const std::uint8_t* lower = rowOf(image, 2 * y + 1);
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < image.width / 2; ++x, upper += 2, lower += 2)
            out[x] = static_cast<std::uint8_t>((upper[0] + upper[1] + lower[0] + lower[1] + 2) / 4);
    }
    return result;
}

Pixels turned(const GrayImage& image, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180.0;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double w = image.width;
    const double h = image.height;
    Pixels result(static_cast<int>(std::ceil(std::abs(w * c) + std::abs(h * s))),
                  static_cast<int>(std::ceil(std::abs(w * s) + std::abs(h * c))));
    const GrayImage target = result.view();
    for (int y = 0; y < target.height; ++y) {
        std::uint8_t* out = result.row(y);
        for (int x = 0; x < target.width; ++x) {
            const double dx = x - target.width / 2.0;
            const double dy = y - target.height / 2.0;
            out[x] = static_cast<std::uint8_t>(
                std::lround(sample(image, c * dx + s * dy + w / 2, -s * dx + c * dy + h / 2)));
        }
    }
    return result;
}

} // namespace keyrite::paper
