#include "app/keyrite/log_desk.h"

#include "app/keyrite/verify_job.h"
#include "core/ceremony/anchors.h"
#include "core/ceremony/builtin.h"
#include "ui/pages/log_page.h"

#include "app/keyrite/log_cosign.h"
#include "app/keyrite/log_review.h"
#include "ui/cosign_dialog.h"
#include "ui/error_text.h"
#include "ui/log_reader.h"
#include "ui/print/log_document.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"
#include "ui/review_dialog.h"
#include "ui/sign_report_dialog.h"
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

// A signature is checked each time it is shown.
QString lastReviewOf(const registry::Registry& registry)
{
    if (registry.reviews.all.empty())
        return {};
    const registry::Review& last = registry.reviews.all.back();
    const QString who = LogDesk::tr("reviewed up to entry %1 by %2")
                            .arg(last.last)
                            .arg(QString::fromStdString(last.reviewer));
    if (!last.signature)
        return LogDesk::tr("%1, not signed").arg(who);
    return registry::checkSignature(registry.room.origin, last)
               ? LogDesk::tr("%1, signed by token %2, the signature holds")
                     .arg(who, QString::fromStdString(last.signature->token.serial))
               : LogDesk::tr("%1, but the signature does not hold: verify the log").arg(who);
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

LogDesk::LogDesk(const DeskContext& context)
    : Desk(context), m_page(new LogPage(&window())), m_job(new VerifyJob(this))
{
    m_page->offer({.verify = true, .saveAs = true, .record = true});
    connect(m_page, &LogPage::reviewRequested, this, &LogDesk::review);
    connect(m_page, &LogPage::filterSaved, this, &LogDesk::saveFilter);
    connect(m_page, &LogPage::exportRequested, this, &LogDesk::askWhatToExport);
    connect(m_page, &LogPage::verifyRequested, this, &LogDesk::verify);
}

QWidget* LogDesk::widget() const
{
    return m_page;
}

void LogDesk::refresh()
{
    if (room().folder != m_folder)
        if (auto store = log::Store::openReadOnly(room().folder / ceremony::kLogFile)) {
            m_page->setStore(std::move(*store));
            m_folder = room().folder;
            delete std::exchange(m_reader, nullptr);
        }
    const registry::Reviews& reviews = room().registry.reviews;
    m_page->setView({reviews.firstNew(), lastReviewOf(room().registry), reviews.filters});
    m_page->refresh();
}

void LogDesk::shown()
{
    m_page->refresh();
}

void LogDesk::showCeremony(const QString& id)
{
    window().showPage(Page::Log);
    m_page->filterCeremony(id);
}

// Who may sign is asked of the HSM module first: whatever token is there, but not the room's audit token.
template <typename Then>
void LogDesk::askForTokens(Then then)
{
    ask([](RoomState& state) { return state.room->module().tokens(); },
        [this, then = std::move(then)](std::vector<hsm::TokenInfo> tokens) {
            std::erase_if(tokens, [this](const hsm::TokenInfo& token) {
                return !token.initialised || token.id == room().registry.room.auditToken;
            });
            then(tokens);
        });
}

void LogDesk::review(std::uint64_t first, std::uint64_t last)
{
    askForTokens([this, first, last](const std::vector<hsm::TokenInfo>& tokens) {
        auto* dialog = new ReviewDialog(first, last, tokens, &window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ReviewDialog::recordRequested, this, [this, dialog] { record(*dialog); });
        dialog->open();
    });
}

void LogDesk::record(ReviewDialog& dialog)
{
    std::optional<SigningToken> token;
    if (const auto id = dialog.token())
        token.emplace(SigningToken{*id, dialog.takePin()});
    const QPointer<ReviewDialog> open(&dialog);
    askThread(
        [review = dialog.review(), token = std::move(token)](RoomState& state) -> Result<RoomSnapshot> {
            if (auto recorded = recordReview(*state.room, review, token); !recorded)
                return fail(recorded.error());
            return snapshotOf(state);
        },
        [this, open](const Result<RoomSnapshot>& snapshot) {
            if (!snapshot && open)
                return open->setProblem(messageOf(snapshot.error()).happened);
            if (open)
                open->accept();
            if (snapshot)
                Q_EMIT roomChanged(*snapshot);
        });
}

void LogDesk::saveFilter(const QString& name, const QString& line)
{
    change(
        [name = name.toStdString(), line = line.toStdString()](ceremony::Room& room) -> Result<void> {
            auto entry = registry::savedFilterEntry(name, line);
            if (!entry)
                return fail(entry.error());
            entry->time = room.now();
            if (auto appended = room.append({std::move(*entry)}); !appended)
                return fail(appended.error());
            return {};
        },
        [] {});
}

void LogDesk::askWhatToExport()
{
    auto* dialog =
        new ExportDialog(static_cast<std::uint64_t>(m_page->shownRows()), m_page->logSize(), &window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::chosen, this, [this, dialog](ExportDialog::Form form, bool onlyShown) {
        const log::Filter filter = onlyShown ? m_page->shownFilter() : log::Filter{};
        if (form == ExportDialog::Form::Print)
            print(filter);
        else
            chooseFile(form, filter, dialog->wantsSignature());
    });
    dialog->open();
}

void LogDesk::chooseFile(ExportDialog::Form form, const log::Filter& filter, bool sign)
{
    auto* dialog = new QFileDialog(&window(), tr("Where the export goes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileEnding(form));
    dialog->selectFile(QStringLiteral("log.") + fileEnding(form));
    connect(dialog, &QFileDialog::fileSelected, this, [this, form, filter, sign](const QString& path) {
        m_toSign = sign ? path : QString();
        exportTo(path, form, filter);
    });
    dialog->open();
}

// With a reader of its own: the page stays quick meanwhile.
LogReader* LogDesk::reader()
{
    if (m_reader == nullptr) {
        auto store = log::Store::openReadOnly(room().folder / ceremony::kLogFile);
        if (!store)
            Q_EMIT failed(store.error());
        else
            m_reader = new LogReader(std::move(*store), this);
    }
    return m_reader;
}

void LogDesk::exportTo(const QString& path, ExportDialog::Form form, const log::Filter& filter)
{
    if (reader() == nullptr)
        return;
    m_reader->ask(
        this, [path, form, filter](log::Store& store) { return writeExport(store, form, filter, path); },
        [this, path, form, filter](const Result<log::Exported>& done) {
            if (!done)
                return Q_EMIT failed(done.error());
            recordExport(path, fileEnding(form).toStdString(), filter, *done);
        });
}

void LogDesk::recordExport(const QString& path, const std::string& form, const log::Filter& filter,
                           const log::Exported& done)
{
    change(
        [form, line = log::filterLine(filter), done](ceremony::Room& room) -> Result<void> {
            log::Entry entry{.time = room.now(),
                             .kind = "log.exported",
                             .data = {{"format", form},
                                      {"entries", done.entries},
                                      {"size", done.size},
                                      {"root", toBase64(done.root)}}};
            if (!line.empty())
                entry.data["filter"] = line;
            if (auto appended = room.append({std::move(entry)}); !appended)
                return fail(appended.error());
            return {};
        },
        [this, path] {
            Q_EMIT exported(path);
            if (path == std::exchange(m_toSign, {}))
                offerSignature(path);
        });
}

void LogDesk::offerSignature(const QString& path)
{
    auto* dialog = new SignReportDialog(path, room().registry, room().folder, &window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LogDesk::print(const log::Filter& filter)
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
            auto* dialog = new QPrintDialog(&window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this,
                    [pages = *document](QPrinter* printer) { printPages(*printer, *pages); });
            dialog->open();
        });
}

void LogDesk::verify()
{
    auto* dialog = new VerifyDialog(&window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &VerifyDialog::verifyRequested, this, &LogDesk::startVerifying);
    dialog->offerCosigning();
    connect(dialog, &VerifyDialog::cosignRequested, this,
            [this, dialog](quint64 size) { cosign(*dialog, size); });
    connect(dialog, &VerifyDialog::stopRequested, m_job, &VerifyJob::stop);
    connect(m_job, &VerifyJob::progressed, dialog, &VerifyDialog::showProgress);
    connect(m_job, &VerifyJob::ended, dialog, [this, dialog](const VerifyOutcome& outcome) {
        if (!outcome.audit)
            return dialog->showRefusal(QString::fromStdString(outcome.audit.error().message));
        dialog->showOutcome(*outcome.audit);
        recordAnchor(*outcome.audit);
    });
    dialog->open();
}

void LogDesk::startVerifying(const Brought& brought)
{
    m_brought = brought;
    ceremony::AuditOptions options{.log = {.key = brought.key}, .procedures = ceremony::procedureWithHash};
    if (brought.anchor) {
        if (const auto* head = std::get_if<log::PrintedHead>(&*brought.anchor))
            options.log.heads.push_back(*head);
        else
            options.log.checkpoints.push_back(std::get<std::string>(*brought.anchor));
    }
    m_job->start(room().folder / ceremony::kLogFile, std::move(options));
}

void LogDesk::cosign(VerifyDialog& verified, std::uint64_t size)
{
    askForTokens([this, guard = QPointer(&verified), size](const std::vector<hsm::TokenInfo>& tokens) {
        if (!guard)
            return;
        auto* dialog = new CosignDialog(size, tokens, guard);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &CosignDialog::signRequested, this,
                [this, guard, dialog, size] { recordCosigned(*guard, *dialog, size); });
        dialog->open();
    });
}

void LogDesk::recordCosigned(VerifyDialog& verified, CosignDialog& dialog, std::uint64_t size)
{
    struct Signed
    {
        log::WitnessKey key;
        RoomSnapshot room;
    };
    askThread(
        [size, witness = dialog.witness(),
         token = SigningToken{dialog.token(), dialog.takePin()}](RoomState& state) -> Result<Signed> {
            auto key = recordCosignature(*state.room, size, witness, token);
            if (!key)
                return fail(key.error());
            return Signed{std::move(*key), snapshotOf(state)};
        },
        [this, open = QPointer(&dialog), guard = QPointer(&verified), size](const Result<Signed>& done) {
            if (!done && open)
                return open->setProblem(messageOf(done.error()).happened);
            if (!done)
                return Q_EMIT failed(done.error());
            if (open)
                open->accept();
            if (guard)
                guard->showCosigned(
                    tr("The checkpoint over %1 entries is signed by the witness. Keep the key "
                       "with which their signature is checked: %2")
                        .arg(size)
                        .arg(QString::fromStdString(done->key.text())));
            Q_EMIT roomChanged(done->room);
        });
}

// A head that came back and held is worth an entry.
void LogDesk::recordAnchor(const ceremony::Audit& audit)
{
    if (!m_brought.anchor || !audit.sound() || audit.log.anchors == 0)
        return;
    change(
        [anchor = *m_brought.anchor, by = m_brought.by.toStdString()](ceremony::Room& room) -> Result<void> {
            if (auto entry = ceremony::anchorVerified(anchor, by, room.now()))
                if (const auto appended = room.append({std::move(*entry)}); !appended)
                    return fail(appended.error());
            return {};
        },
        [] {});
}

} // namespace keyrite::app
