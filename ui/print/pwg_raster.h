// PWG raster (PWG 5102.4): the pages as rows of grey pixels, which every IPP Everywhere printer takes. Made
// by libcups and handed out piece by piece; no piece is kept. Internal to ui/print.
#pragma once

#include "core/paper/page.h"
#include "ui/print/ipp_job.h"

namespace keyrite::ui {

// Writes all pages at `dpi` (36 .. 600). False where the sink or the library gave up.
bool writePwgRaster(const paper::Document& document, int dpi, const PageSink& sink);

} // namespace keyrite::ui
