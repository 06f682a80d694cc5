#include "ui/print/practice_paper.h"

#include "core/paper/sheet_reading.h"
#include "ui/print/image_file.h"
#include "ui/print/painter.h"

#include <QFile>
#include <QSaveFile>

namespace keyrite::ui {
namespace {

QString qtPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

Result<void> PracticePaper::print(const paper::Document& document, const std::string& name) const
{
    auto pdf = toPdf(document);
    if (!pdf)
        return fail(pdf.error());
    const std::filesystem::path path = pathOf(name);
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    QSaveFile file(qtPath(path));
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                         file.write(*pdf) == pdf->size() && file.commit();
    wipeBytes(*pdf);
    if (!written)
        return fail(ErrorCode::IoFailed,
                    "The practice printer cannot write \"" + path.string() +
                        "\". Check the folder and the free space, and print again.",
                    file.errorString().toStdString());
    return {};
}

Result<std::vector<SecretBytes>> PracticePaper::scan(const std::string& name) const
{
    auto texts = readQrFile(qtPath(pathOf(name)), paper::saysMoreThanHead);
    if (texts)
        paper::leaveHeadOut(*texts);
    return texts;
}

} // namespace keyrite::ui
