#include "core/paper/scan.h"

#include "core/paper/pixels.h"

#define ZX_USE_UTF8 // ZXing 1.4: texts are std::string; without it the header prints a notice
#include <ZXing/ReadBarcode.h>

#include <algorithm>

namespace keyrite::paper {
namespace {

using Texts = std::vector<SecretBytes>;

void addOnce(Texts& texts, ByteView text)
{
    const bool known = std::any_of(texts.begin(), texts.end(),
                                   [&](const SecretBytes& other) { return equalSecret(other.view(), text); });
    if (!known && !text.empty())
        texts.push_back(SecretBytes::copyOf(text));
}

// The raw bytes are taken, not the text: that spares two conversions, each of which would leave a copy.
void wipeResults(ZXing::Results& results)
{
    for (ZXing::Result& result : results) {
        auto& bytes = const_cast<ZXing::ByteArray&>(result.bytes());
        wipe(bytes);
    }
}

void read(const GrayImage& image, ZXing::Binarizer binarizer, Texts& texts)
{
    const ZXing::ImageView view(image.pixels, image.width, image.height, ZXing::ImageFormat::Lum,
                                static_cast<int>(image.stride), 1);
    const auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setBinarizer(binarizer);
    ZXing::Results results = ZXing::ReadBarcodes(view, hints);
    for (const ZXing::Result& result : results)
        if (result.isValid())
            addOnce(texts, result.bytes());
    wipeResults(results);
}

void readLocally(const GrayImage& image, Texts& texts)
{
    read(image, ZXing::Binarizer::LocalAverage, texts);
}

std::int64_t pixelCount(const GrayImage& image)
{
    return static_cast<std::int64_t>(image.width) * image.height;
}

// The rungs above the first, each with the image that it makes.
void climb(const GrayImage& image, Texts& texts, const Enough& enough)
{
    read(image, ZXing::Binarizer::GlobalHistogram, texts);
    if (enough(texts))
        return;
    {
        const Pixels once = median3x3(image);
        readLocally(once.view(), texts);
        if (enough(texts))
            return;
        readLocally(median3x3(once.view()).view(), texts);
        if (enough(texts))
            return;
    }
    if (pixelCount(image) * 4 <= kMaxImagePixels) {
        readLocally(doubled(image).view(), texts);
        if (enough(texts))
            return;
    }
    if (image.width >= 2 && image.height >= 2) {
        readLocally(halved(image).view(), texts);
        if (enough(texts))
            return;
    }
    for (const double degrees : {15.0, 30.0, 45.0}) {
        if (pixelCount(image) * 2 > kMaxImagePixels)
            return;
        readLocally(turned(image, degrees).view(), texts);
        if (enough(texts))
            return;
    }
}

} // namespace

Result<std::vector<SecretBytes>> glanceAtQrCodes(const GrayImage& image)
{
    if (image.width <= 0 || image.height <= 0 || image.pixels == nullptr || image.stride < image.width)
        return fail(ErrorCode::ImageUnreadable, "The image is empty. Scan the page again.");
    if (pixelCount(image) > kMaxImagePixels || image.stride > kMaxImagePixels)
        return fail(ErrorCode::ImageUnreadable,
                    "The image is larger than 100 million pixels. Scan the page again at 300 dots per inch.");
    Texts texts;
    readLocally(image, texts);
    return texts;
}

Result<std::vector<SecretBytes>> readQrCodes(const GrayImage& image, const Enough& enough)
{
    auto texts = glanceAtQrCodes(image);
    if (!texts)
        return texts;
    if (!enough(*texts))
        climb(image, *texts, enough);
    if (texts->empty())
        return fail(ErrorCode::NoQrFound,
                    "No QR code could be read in this image. Lay the page flat, take it whole and in even "
                    "light, or type the words instead.");
    return texts;
}

} // namespace keyrite::paper
