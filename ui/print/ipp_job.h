// IPP job: one Print-Job to a printer (RFC 8011), its pages streamed from memory, watched until it is done.
// Blocks: not for the GUI thread. Internal to ui/print.
#pragma once

#include "core/result.h"

#include <functional>

namespace keyrite::ui {

// Takes the next bytes of the pages; false: the connection is gone, stop.
using PageSink = std::function<bool(const char* bytes, std::size_t size)>;

struct IppJob
{
    std::string media; // PWG 5101.1: "iso_a4_210x297mm"

    // Writes the pages as PDF, or as PWG raster at these dots per inch, to the sink. False: it gave up.
    std::function<bool(const PageSink&)> writePdf;
    std::function<bool(const PageSink&, int dpi)> writeRaster;
};

// How long a printer may take over a page before it counts as stopped.
inline constexpr int kJobTimeoutMs = 180000;

// Sends the job to `uri` and waits for its end. Errors: as LivePaper::print().
[[nodiscard]] Result<void> printByIpp(const std::string& uri, const IppJob& job,
                                      int timeoutMs = kJobTimeoutMs);

} // namespace keyrite::ui
