// Practice printer and practice scanner: PDF files and their rasters stand in for the devices, so that a
// newcomer finishes a whole ceremony with a mouse alone. Blocks: not for the GUI thread.
#pragma once

#include "core/paper/page.h"
#include "core/secret_bytes.h"

#include <filesystem>
#include <string>
#include <vector>

namespace keyrite::ui {

class PracticePaper final
{
public:
    // Prints into `folder`, which exists and is private.
    explicit PracticePaper(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    // Writes <folder>/<name>.pdf (0600), whole or not at all, over an older one. Errors: IoFailed, DiskFull.
    [[nodiscard]] Result<void> print(const paper::Document& document, const std::string& name) const;

    // The texts of the QR codes in that file, read from its raster. Errors: as readQrFile.
    [[nodiscard]] Result<std::vector<SecretBytes>> scan(const std::string& name) const;

    std::filesystem::path pathOf(const std::string& name) const { return m_folder / (name + ".pdf"); }

private:
    std::filesystem::path m_folder;
};

} // namespace keyrite::ui
