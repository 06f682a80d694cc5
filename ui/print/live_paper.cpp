#include "ui/print/live_paper.h"

#include "ui/print/device_job.h"
#include "ui/print/painter.h"

#ifdef KEYRITE_IPP
#include "ui/print/ipp_job.h"
#include "ui/print/pwg_raster.h"
#endif

#include <QDir>

namespace keyrite::ui {
namespace {

Result<void> toDevice(const std::string& device, const paper::Document& document)
{
    auto pdf = toPdf(document);
    if (!pdf)
        return fail(pdf.error());
    auto printed = printToDevice(device, *pdf);
    wipeBytes(*pdf);
    return printed;
}

#ifdef KEYRITE_IPP

bool writeWipedPdf(const paper::Document& document, const PageSink& sink)
{
    auto pdf = toPdf(document);
    if (!pdf)
        return false;
    const bool written = sink(pdf->constData(), static_cast<std::size_t>(pdf->size()));
    wipeBytes(*pdf);
    return written;
}

Result<void> toIpp(const std::string& uri, const paper::Document& document)
{
    const IppJob job{document.size == paper::PaperSize::A4 ? "iso_a4_210x297mm" : "na_letter_8.5x11in",
                     [&](const PageSink& sink) { return writeWipedPdf(document, sink); },
                     [&](const PageSink& sink, int dpi) { return writePwgRaster(document, dpi, sink); }};
    return printByIpp(uri, job);
}

#else

Result<void> toIpp(const std::string&, const paper::Document&)
{
    return fail(ErrorCode::InvalidArgument,
                "This build of Keyrite cannot print by IPP: it was made without libcups. "
                "Use the printer's device, or copy the words by hand.");
}

#endif

} // namespace

Result<void> LivePaper::print(const paper::Document& document) const
{
    return m_printer.starts_with('/') ? toDevice(m_printer, document) : toIpp(m_printer, document);
}

QStringList printerDevices()
{
    QStringList devices;
    const QDir folder(QStringLiteral("/dev/usb"));
    for (const QString& name : folder.entryList({QStringLiteral("lp*")}, QDir::System))
        devices += folder.filePath(name);
    return devices;
}

bool canPrintByIpp()
{
#ifdef KEYRITE_IPP
    return true;
#else
    return false;
#endif
}

} // namespace keyrite::ui
