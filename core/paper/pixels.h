// Pixels: an 8-bit grey image of our own that is wiped when it goes, and the treatments that help a reader.
// Internal to core/paper. Pure functions, safe on any thread.
#pragma once

#include "core/paper/scan.h"

namespace keyrite::paper {

// Ordinary memory, because images are large; wiped by the destructor. Move-only.
class Pixels final
{
public:
    Pixels(int width, int height, std::uint8_t value = 255);
    Pixels(Pixels&&) noexcept = default;
    Pixels& operator=(Pixels&& other) noexcept;
    Pixels(const Pixels&) = delete;
    Pixels& operator=(const Pixels&) = delete;
    ~Pixels();

    GrayImage view() const { return {m_width, m_height, m_width, m_bytes.data()}; }
    std::uint8_t* row(int y) { return m_bytes.data() + static_cast<std::ptrdiff_t>(y) * m_width; }

private:
    int m_width;
    int m_height;
    std::vector<std::uint8_t> m_bytes;
};

// Each pixel is the median of its 3x3 neighbourhood: takes away specks and thin scratches.
Pixels median3x3(const GrayImage& image);

// Each pixel is the darkest of the square of `side` (odd) around it: ink closes thin gaps, as of a fold.
Pixels thickened(const GrayImage& image, int side);

// Black where darker than `level`, white elsewhere: ink under a stain is darker than the stain beside it.
Pixels thresholded(const GrayImage& image, std::uint8_t level);

// Twice the size, linear between the pixels. The caller sees to kMaxImagePixels.
Pixels doubled(const GrayImage& image);

// Half the size, the mean of four pixels.
Pixels halved(const GrayImage& image);

// Turned about its centre by `degrees` into an image that holds it whole, on white.
Pixels turned(const GrayImage& image, double degrees);

} // namespace keyrite::paper
