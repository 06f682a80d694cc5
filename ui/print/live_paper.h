// Live paper: pages that may hold a share, from memory straight to a printer. Nothing is written to a file
// (docs/decisions/012-live-pages-go-straight-to-the-printer.md). Blocks: not for the GUI thread.
#pragma once

#include "core/paper/page.h"

#include <QStringList>
#include <string>

namespace keyrite::ui {

class LivePaper final
{
public:
    // `printer`: "ipp://HOST/ipp/print", "ipps://...", or the printer's device ("/dev/usb/lp0").
    explicit LivePaper(std::string printer) : m_printer(std::move(printer)) {}

    // Prints all pages once and waits until the printer says that they are done. A print queue of CUPS is
    // taken only where it keeps everything in memory (ceremony::checkSpool). That paper came out a person
    // must see. Errors: PrinterUnreachable, PrinterNotReady, PrinterSpools (nothing was sent), PrinterStopped
    // (the job was cancelled; paper may have come out), InvalidArgument (not a printer).
    [[nodiscard]] Result<void> print(const paper::Document& document) const;

    const std::string& printer() const { return m_printer; }

private:
    std::string m_printer;
};

// Devices of printers that are plugged in now, "/dev/usb/lp0".
QStringList printerDevices();

// Whether this build can print by IPP.
bool canPrintByIpp();

} // namespace keyrite::ui
