#include "core/paper/scan.h"

#include "core/paper/pixels.h"

#define ZX_USE_UTF8 // ZXing 1.4: texts are std::string; without it the header prints a notice
#include <ZXing/ReadBarcode.h>

#include <algorithm>

namespace keyrite::paper {
namespace {

using Texts = std::vector<SecretBytes>;

// A page made to exhaust the memory for secrets: what is beyond this is left out. A backup document has some
// twenty codes of 1 KiB a page.
constexpr std::size_t kMaxCodes = 128;
constexpr std::size_t kMaxTextBytes = 256UL * 1024UL;

// Of an A4 page at some 250 dpi: beyond this the strong treatments see the image smaller, which is enough for
// modules of 1.25 mm and costs a quarter of the time.
constexpr std::int64_t kManyPixels = 6'000'000;
// Of an A4 page at some 350 dpi: up to this they see it whole too, where the smaller one did not yield.
constexpr std::int64_t kPagePixels = 12'000'000;

bool isFull(const Texts& texts)
{
    std::size_t bytes = 0;
    for (const SecretBytes& text : texts)
        bytes += text.size();
    return texts.size() >= kMaxCodes || bytes >= kMaxTextBytes;
}

void addOnce(Texts& texts, ByteView text)
{
    if (isFull(texts))
        return;
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

// The rungs above the first. Each treatment makes its own image; cheap ones come first.
class Ladder final
{
public:
    Ladder(const GrayImage& image, Texts& texts, const Enough& enough)
        : m_image(image), m_texts(texts), m_enough(enough)
    {
    }

    void climb()
    {
        if (global(m_image) || halvedOf(m_image))
            return;
        if (pixelCount(m_image) <= kManyPixels)
            return (void)treated(m_image);
        Pixels smaller = halved(m_image);
        while (pixelCount(smaller.view()) > kManyPixels)
            smaller = halved(smaller.view());
        if (!treated(smaller.view()) && pixelCount(m_image) <= kPagePixels)
            (void)treated(m_image); // fine damage closes only where it is seen finely
    }

private:
    bool treated(const GrayImage& image)
    {
        return stained(image) || folded(image) || filtered(image) || allTurned(image) || doubledOf(image);
    }

    bool stained(const GrayImage& image)
    {
        return local(thresholded(image, 90).view()) || local(thresholded(image, 60).view());
    }

    bool folded(const GrayImage& image)
    {
        return local(thickened(image, 3).view()) || local(thickened(image, 5).view());
    }

    // Specks and thin scratches go first, then what helps a clean image helps this one.
    bool filtered(const GrayImage& image)
    {
        const Pixels once = median3x3(image);
        if (local(once.view()) || global(once.view()) || halvedOf(once.view()))
            return true;
        const Pixels twice = median3x3(once.view());
        if (local(twice.view()) || global(twice.view()))
            return true;
        return allTurned(once.view()) || doubledOf(once.view());
    }

    bool local(const GrayImage& image)
    {
        readLocally(image, m_texts);
        return m_enough(m_texts);
    }

    bool global(const GrayImage& image)
    {
        read(image, ZXing::Binarizer::GlobalHistogram, m_texts);
        return m_enough(m_texts);
    }

    bool halvedOf(const GrayImage& image)
    {
        return image.width >= 2 && image.height >= 2 && local(halved(image).view());
    }

    bool doubledOf(const GrayImage& image)
    {
        return pixelCount(image) * 4 <= kMaxImagePixels && local(doubled(image).view());
    }

    bool allTurned(const GrayImage& image)
    {
        for (const double degrees : {15.0, 30.0, 45.0})
            if (pixelCount(image) * 2 <= kMaxImagePixels && local(turned(image, degrees).view()))
                return true;
        return false;
    }

    const GrayImage& m_image;
    Texts& m_texts;
    const Enough& m_enough;
};

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
        Ladder(image, *texts, enough).climb();
    if (texts->empty())
        return fail(ErrorCode::NoQrFound,
                    "No QR code could be read in this image. Lay the page flat, take it whole and in even "
                    "light, or type the words instead.");
    return texts;
}

} // namespace keyrite::paper
