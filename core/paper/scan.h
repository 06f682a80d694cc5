// Reading QR codes back from paper: a ladder of ever stronger treatments of one image.
// What is read may be a share, so that everything read and every intermediate image is wiped.
#pragma once

#include "core/secret_bytes.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace keyrite::paper {

// An image of 8-bit grey values, borrowed: 0 is black. Row y starts at pixels + y * stride.
struct GrayImage
{
    int width;
    int height;
    std::ptrdiff_t stride; // in bytes, at least width
    const std::uint8_t* pixels;
};

inline constexpr std::int64_t kMaxImagePixels = 100'000'000; // an A4 page at 1000 dpi

// Whether what was found so far is all that the caller looks for.
using Enough = std::function<bool(const std::vector<SecretBytes>& texts)>;

// The contents of all QR codes of the image, each once, in the order found. Climbs the ladder (as it is;
// global threshold; half the size; two low thresholds for stains; ink thickened for folds; 3x3 median once
// and twice, each with the first three again; turned by 15, 30 and 45 degrees and twice the size, first after
// the median, then as it is; of an image of more than 6 million pixels all after the third at a smaller size)
// and stops at the first rung after which `enough` agrees; a whole clean page needs the first rung alone. May
// take seconds on a large damaged image: not for the GUI thread. At most 128 codes and 256 KiB are taken of
// one image. Safe on any thread. Errors: ImageUnreadable (no pixels, or more than kMaxImagePixels), NoQrFound
// (nothing on any rung).
[[nodiscard]] Result<std::vector<SecretBytes>> readQrCodes(const GrayImage& image, const Enough& enough);

// The first rung alone: what a clean page or a frame of a camera needs. Nothing found is an empty answer.
// Errors: ImageUnreadable.
[[nodiscard]] Result<std::vector<SecretBytes>> glanceAtQrCodes(const GrayImage& image);

} // namespace keyrite::paper
