#include "ui/ceremony_printer.h"

#include "core/file.h"
#include "ui/print/live_paper.h"
#include "ui/printer_dialog.h"
#include "ui/steps/print_documents_step.h"

namespace keyrite::ui {

namespace {

CeremonyPrinter::Way onPaper(const std::string& printer)
{
    return {[paper = LivePaper(printer)](const paper::Document& document, const std::string&) {
        return paper.print(document);
    }};
}

} // namespace

void CeremonyPrinter::choose(PaperSecrecy secrecy, const std::function<void(const Way&)>& then)
{
    const std::filesystem::path& folder = m_run.snapshot().folder;
    const Way files{practicePrinter(folder), QString::fromStdString(folder.string())};
    if (m_run.isPractice())
        return then({files.print});
    if (secrecy == PaperSecrecy::Public && m_files)
        return then(files);
    if (!m_printer.empty())
        return then(onPaper(m_printer));
    const auto take = [this, then](std::string printer) {
        m_printer = std::move(printer);
        then(onPaper(m_printer));
    };
    const auto keep = [this, then, files] {
        m_files = true;
        then(files);
    };
    if (secrecy == PaperSecrecy::Secret)
        return PrinterDialog::ask(&m_run.window(), printerDevices(), take);
    PrinterDialog::askOrKeep(&m_run.window(), printerDevices(), take, keep);
}

void CeremonyPrinter::printDocuments()
{
    if (!m_run.isBusy())
        choose(PaperSecrecy::Public, [this](const Way& way) { printDocuments(way); });
}

void CeremonyPrinter::printDocuments(const Way& way)
{
    const bool isFile = m_run.isPractice() || !way.folder.isEmpty();
    const std::size_t copies = isFile ? 1 : m_run.state().plan.shares.size();
    const auto print = [one = way.print, copies](const paper::Document& document,
                                                 const std::string& name) -> Result<void> {
        for (std::size_t copy = 0; copy < copies; ++copy)
            KEYRITE_CHECK(one(document, name));
        return {};
    };
    m_run.run(
        tr("The documents are printed …"),
        [print, folder = m_run.snapshot().folder](ceremony::Runner& runner) -> Result<void> {
            const auto text = runner.printDocuments(print);
            return text ? writeFile(folder / "backup.txt", *text) : Result<void>(fail(text.error()));
        },
        [this, folder = way.folder] {
            m_run.setWorkDone();
            if (auto* step = m_run.step<PrintDocumentsStep>())
                step->setPrinted(folder);
        });
}

} // namespace keyrite::ui
