#include "app/keyrite/log_reading.h"

#include "app/keyrite/verify_job.h"
#include "core/ceremony/builtin.h"
#include "ui/error_text.h"
#include "ui/log_reader.h"
#include "ui/pages/log_page.h"
#include "ui/print/anchor_file.h"
#include "ui/print/log_document.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"

#include <QFileDialog>
#include <QPageSize>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>

#include <utility>

namespace keyrite::app {

using namespace ui;

namespace {

QString fileEnding(ExportDialog::Form form)
{
    switch (form) {
    case ExportDialog::Form::Pdf:
    case ExportDialog::Form::Print:
        return QStringLiteral("pdf");
    case ExportDialog::Form::Csv:
        return QStringLiteral("csv");
    case ExportDialog::Form::JsonLines:
        return QStringLiteral("jsonl");
    }
    return {};
}

Result<log::Exported> writeReport(const log::Store& store, const log::Filter& filter, const QString& path)
{
    const auto document = logDocument(store, filter);
    if (!document)
        return fail(document.error());
    const auto pdf = toPdf(*document);
    if (!pdf)
        return fail(pdf.error());
    if (auto written = writePdf(path, *pdf); !written)
        return fail(written.error());
    const auto found = store.find(filter);
    if (!found)
        return fail(found.error());
    return log::Exported{found->size(), store.size(), store.root()};
}

Result<log::Exported> writeExport(log::Store& store, ExportDialog::Form form, const log::Filter& filter,
                                  const QString& path)
{
    if (auto refreshed = store.refresh(); !refreshed)
        return fail(refreshed.error());
    if (form == ExportDialog::Form::Pdf)
        return writeReport(store, filter, path);
    const auto format =
        form == ExportDialog::Form::Csv ? log::ExportFormat::Csv : log::ExportFormat::JsonLines;
    return log::exportLog(store, {format, filter}, std::filesystem::path(path.toStdString()));
}

void printPages(QPrinter& printer, const paper::Document& document)
{
    printer.setFullPage(true);
    printer.setDocName(QString::fromStdString(document.title));
    printer.setPageSize(QPageSize(document.size == paper::PaperSize::A4 ? QPageSize::A4 : QPageSize::Letter));
    QPainter painter(&printer);
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        if (i > 0)
            printer.newPage();
        paintPage(painter, document.pages[i], paper::sizeOf(document.size));
    }
}

} // namespace

LogReading::LogReading(Of of, LogPage& page)
    : QObject(&page), m_of(of), m_page(page), m_job(new VerifyJob(this)), m_scan(new Job(this))
{
    connect(&page, &LogPage::exportRequested, this, &LogReading::askWhatToExport);
    connect(&page, &LogPage::verifyRequested, this, &LogReading::verify);
}

void LogReading::show(const std::filesystem::path& file, log::Store store)
{
    m_file = file;
    delete std::exchange(m_reader, nullptr);
    m_page.setStore(std::move(store));
}

void LogReading::askWhatToExport()
{
    auto* dialog =
        new ExportDialog(static_cast<std::uint64_t>(m_page.shownRows()), m_page.logSize(), &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setRecorded(m_of == Of::ThisRoom);
    connect(dialog, &ExportDialog::chosen, this, [this, dialog](ExportDialog::Form form, bool onlyShown) {
        const log::Filter filter = onlyShown ? m_page.shownFilter() : log::Filter{};
        if (form == ExportDialog::Form::Print)
            print(filter);
        else
            chooseFile(form, filter, dialog->wantsSignature());
    });
    dialog->open();
}

void LogReading::chooseFile(ExportDialog::Form form, const log::Filter& filter, bool sign)
{
    auto* dialog = new QFileDialog(&m_page, tr("Where the export goes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileEnding(form));
    dialog->selectFile(QStringLiteral("log.") + fileEnding(form));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, form, filter, sign](const QString& path) { exportTo(path, form, filter, sign); });
    dialog->open();
}

// With a reader of its own: the page stays quick meanwhile.
LogReader* LogReading::reader()
{
    if (m_reader == nullptr) {
        auto store = log::Store::openReadOnly(m_file);
        if (!store)
            Q_EMIT failed(store.error());
        else
            m_reader = new LogReader(std::move(*store), this);
    }
    return m_reader;
}

void LogReading::exportTo(const QString& path, ExportDialog::Form form, const log::Filter& filter, bool sign)
{
    if (reader() == nullptr)
        return;
    m_reader->ask(
        this, [path, form, filter](log::Store& store) { return writeExport(store, form, filter, path); },
        [this, path, form, filter, sign](const Result<log::Exported>& done) {
            if (!done)
                return Q_EMIT failed(done.error());
            Q_EMIT exported({path, fileEnding(form).toStdString(), filter, *done, sign});
        });
}

void LogReading::print(const log::Filter& filter)
{
    if (reader() == nullptr)
        return;
    m_reader->ask(
        this,
        [filter](log::Store& store) -> Result<std::shared_ptr<paper::Document>> {
            auto document = logDocument(store, filter);
            if (!document)
                return fail(document.error());
            return std::make_shared<paper::Document>(std::move(*document));
        },
        [this](const Result<std::shared_ptr<paper::Document>>& document) {
            if (!document)
                return Q_EMIT failed(document.error());
            auto* dialog = new QPrintDialog(&m_page);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
                    [pages = *document](QPrinter* printer) { printPages(*printer, *pages); });
            dialog->open();
        });
}

void LogReading::verify()
{
    auto* dialog = new VerifyDialog(&m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &VerifyDialog::verifyRequested, this, &LogReading::startVerifying);
    connect(dialog, &VerifyDialog::scanRequested, this, [this, dialog] { chooseScan(dialog); });
    if (m_of == Of::ThisRoom)
        dialog->offerCosigning();
    connect(dialog, &VerifyDialog::cosignRequested, this,
            [this, dialog](quint64 size) { Q_EMIT cosignRequested(dialog, size); });
    connect(dialog, &VerifyDialog::stopRequested, m_job, &VerifyJob::stop);
    connect(m_job, &VerifyJob::progressed, dialog, &VerifyDialog::showProgress);
    connect(m_job, &VerifyJob::ended, dialog, [this, dialog](const VerifyOutcome& outcome) {
        if (!outcome.audit)
            return dialog->showRefusal(QString::fromStdString(outcome.audit.error().message));
        dialog->showOutcome(*outcome.audit);
        Q_EMIT verified({m_brought, *outcome.audit});
    });
    dialog->open();
}

void LogReading::chooseScan(VerifyDialog* dialog)
{
    auto* files = new QFileDialog(dialog, tr("The page with the head: an image or a PDF"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    connect(files, &QFileDialog::fileSelected, this, [this, guard = QPointer(dialog)](const QString& path) {
        if (m_scan->isRunning())
            return;
        m_scan->start([path](const JobProgress&) { return readAnchorFile(path); },
                      [guard](const Result<std::string>& text) {
                          if (!guard)
                              return;
                          if (text)
                              guard->setAnchor(QString::fromStdString(*text));
                          else
                              guard->setProblem(messageOf(text.error()).happened);
                      });
    });
    files->open();
}

void LogReading::startVerifying(const Brought& brought)
{
    m_brought = brought;
    ceremony::AuditOptions options{.log = {.key = brought.key}, .procedures = ceremony::procedureWithHash};
    if (brought.anchor) {
        if (const auto* head = std::get_if<log::PrintedHead>(&*brought.anchor))
            options.log.heads.push_back(*head);
        else
            options.log.checkpoints.push_back(std::get<std::string>(*brought.anchor));
    }
    m_job->start(m_file, std::move(options));
}

} // namespace keyrite::app
