#include "ui/print/image_file.h"

#include "ui/print/painter.h"
#include "ui/print/rasterise.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <algorithm>

namespace keyrite::ui {
namespace {

constexpr int kAllocationLimitMb = 512; // 100 million pixels of four bytes, and some room
constexpr int kFinerDpi = 300;

tl::unexpected<Error> unreadable(const QString& path, const char* why, const QString& detail = {})
{
    return fail(ErrorCode::ImageUnreadable,
                QFileInfo(path).fileName().toStdString() + why + " Scan the page again as PNG, JPEG or PDF.",
                detail.toStdString());
}

bool isPdf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
}

// Vector formats and whatever other plug-ins there are stay out: a scan is none of them.
bool isScanFormat(const QByteArray& format)
{
    const QList<QByteArray> known{"png", "jpeg", "jpg", "bmp", "tiff", "tif", "pgm", "ppm", "pbm"};
    return known.contains(format);
}

QImage toGrey(QImage image)
{
    if (image.format() == QImage::Format_Grayscale8)
        return image;
    QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    wipeImage(image);
    return grey;
}

Result<QImage> loadImage(const QString& path)
{
    QImageReader::setAllocationLimit(kAllocationLimitMb);
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!isScanFormat(reader.format()))
        return unreadable(path, " is not an image that can be read here.", reader.errorString());
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > paper::kMaxImagePixels)
        return unreadable(path, " has more than 100 million pixels.");
    QImage image = reader.read();
    if (image.isNull())
        return unreadable(path, " is damaged or too large.", reader.errorString());
    return toGrey(std::move(image));
}

paper::GrayImage viewOf(const QImage& grey)
{
    return {grey.width(), grey.height(), grey.bytesPerLine(), grey.constBits()};
}

// Adds what `more` has and `all` has not.
void merge(std::vector<SecretBytes>& all, std::vector<SecretBytes> more)
{
    for (SecretBytes& text : more)
        if (std::none_of(all.begin(), all.end(),
                         [&](const SecretBytes& known) { return equalSecret(known.view(), text.view()); }))
            all.push_back(std::move(text));
}

std::vector<SecretBytes> clonesOf(const std::vector<SecretBytes>& texts)
{
    std::vector<SecretBytes> clones;
    clones.reserve(texts.size());
    for (const SecretBytes& text : texts)
        clones.push_back(text.clone());
    return clones;
}

// A glance at every page first: the ladder is long, and most pages of a document have no QR code. A page
// without one is no error while another has one.
Result<std::vector<SecretBytes>> readAll(const std::vector<QImage>& images, const paper::Enough& enough)
{
    std::vector<SecretBytes> all;
    for (const QImage& image : images)
        if (auto texts = paper::glanceAtQrCodes(viewOf(image)))
            merge(all, std::move(*texts));
    std::optional<Error> error;
    for (const QImage& image : images) {
        if (enough(all))
            return all;
        // A page is enough when it completes what the pages before it gave.
        auto texts = readQrImage(image, [&](const std::vector<SecretBytes>& more) {
            std::vector<SecretBytes> both = clonesOf(all);
            merge(both, clonesOf(more));
            return enough(both);
        });
        if (texts)
            merge(all, std::move(*texts));
        else
            error = texts.error();
    }
    if (all.empty() && error)
        return fail(*error);
    return all;
}

Result<std::vector<SecretBytes>> readPages(const QString& path, int dpi, const paper::Enough& enough)
{
    auto images = loadImages(path, dpi);
    if (!images)
        return fail(images.error());
    auto texts = readAll(*images, enough);
    for (QImage& image : *images)
        wipeImage(image);
    return texts;
}

} // namespace

Result<std::vector<QImage>> loadImages(const QString& path, int pdfDpi)
{
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable())
        return fail(ErrorCode::IoFailed,
                    "The file " + path.toStdString() + " cannot be read. Choose a file that is there.");
    if (info.size() == 0)
        return unreadable(path, " is empty: nothing was scanned.");
    if (info.size() > kMaxImageBytes)
        return unreadable(path, " is larger than 256 MiB.");
    if (isPdf(path))
        return rasterisePdfFile(path, pdfDpi);
    auto image = loadImage(path);
    if (!image)
        return fail(image.error());
    std::vector<QImage> images;
    images.push_back(std::move(*image));
    return images;
}

Result<std::vector<SecretBytes>> readQrFile(const QString& path, const paper::Enough& enough)
{
    auto texts = readPages(path, kScanDpi, enough);
    const bool more = texts ? !enough(*texts) : texts.error().code == ErrorCode::NoQrFound;
    if (!isPdf(path) || !more)
        return texts;
    auto finer = readPages(path, kFinerDpi, enough);
    if (finer)
        return finer;
    return texts;
}

Result<std::vector<SecretBytes>> readQrImage(const QImage& image, const paper::Enough& enough)
{
    if (image.format() == QImage::Format_Grayscale8)
        return paper::readQrCodes(viewOf(image), enough);
    QImage grey = image.convertToFormat(QImage::Format_Grayscale8);
    auto texts = paper::readQrCodes(viewOf(grey), enough);
    wipeImage(grey);
    return texts;
}

} // namespace keyrite::ui
