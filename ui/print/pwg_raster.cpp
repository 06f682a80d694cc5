#include "ui/print/pwg_raster.h"

#include "ui/print/painter.h"

#include <cups/cups.h>
#include <cups/pwg.h>
#include <cups/raster.h>
#include <memory>

namespace keyrite::ui {
namespace {

using Raster = std::unique_ptr<cups_raster_t, decltype(&cupsRasterClose)>;

// The library writes through this; `context` is the sink.
ssize_t writeThrough(void* context, unsigned char* bytes, std::size_t size)
{
    const auto& sink = *static_cast<const PageSink*>(context);
    return sink(reinterpret_cast<const char*>(bytes), size) ? static_cast<ssize_t>(size) : -1;
}

bool writePage(cups_raster_t* raster, const QImage& grey, pwg_media_t* media, int dpi)
{
    cups_page_header2_t header{};
    if (cupsRasterInitPWGHeader(&header, media, "sgray_8", dpi, dpi, "one-sided", nullptr) == 0 ||
        cupsRasterWriteHeader2(raster, &header) == 0)
        return false;
    // The page and the header round millimetres each in their way.
    std::vector<unsigned char> row(header.cupsBytesPerLine, 255);
    bool written = true;
    for (unsigned y = 0; y < header.cupsHeight && written; ++y) {
        if (static_cast<int>(y) < grey.height())
            std::copy_n(grey.constScanLine(static_cast<int>(y)),
                        std::min<std::size_t>(row.size(), static_cast<std::size_t>(grey.width())),
                        row.data());
        written = cupsRasterWritePixels(raster, row.data(), static_cast<unsigned>(row.size())) != 0;
    }
    keyrite::wipe(row);
    return written;
}

} // namespace

bool writePwgRaster(const paper::Document& document, int dpi, const PageSink& sink)
{
    constexpr double kHundredthsPerMm = 100;
    const paper::SizeMm size = paper::sizeOf(document.size);
    pwg_media_t* media =
        pwgMediaForSize(int(size.width * kHundredthsPerMm), int(size.height * kHundredthsPerMm));
    PageSink target = sink;
    const Raster raster(cupsRasterOpenIO(writeThrough, &target, CUPS_RASTER_WRITE_PWG), &cupsRasterClose);
    if (!raster || media == nullptr)
        return false;
    for (const paper::Page& page : document.pages) {
        QImage image = toImage(page, size, dpi);
        QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
        wipeImage(image);
        const bool written = writePage(raster.get(), grey, media, dpi);
        wipeImage(grey);
        if (!written)
            return false;
    }
    return true;
}

} // namespace keyrite::ui
