#include "app/keyrite/plan_desk.h"

#include "app/keyrite/ceremony_start.h"
#include "core/drill/plan_lessons.h"
#include "core/file.h"
#include "core/plan/sentences.h"
#include "core/registry/plan_draft.h"
#include "ui/approve_plan_dialog.h"
#include "ui/error_text.h"
#include "ui/page_builder.h"
#include "ui/pages/plan_page.h"
#include "ui/pages/positions_page.h"
#include "ui/plan_inputs_builder.h"
#include "ui/plan_report_text.h"
#include "ui/plan_view.h"
#include "ui/print/painter.h"
#include "ui/print/pdf_file.h"

#include <QFile>
#include <QFileDialog>

namespace keyrite::app {

using namespace ui;

namespace {

constexpr double kRegionalShock = 0.002; // a year, until somebody says better

// Assumptions to start from; a person changes them.
Json assumptions()
{
    QFile file(QStringLiteral(":/practice/plan-desk.json"));
    if (!file.open(QIODevice::ReadOnly))
        return Json::object();
    const QByteArray text = file.readAll();
    return Json::parse(text.begin(), text.end());
}

std::filesystem::path pathOf(const QString& name)
{
    return name.toStdString();
}

} // namespace

PlanDesk::PlanDesk(const DeskContext& context)
    : Desk(context), m_page(new PlanPage(&window())), m_job(new PlanJob(this))
{
    connect(m_page, &PlanPage::fieldEdited, this, [this](const QString& pointer, const QString& value) {
        setInputField(m_input, pointer, value);
        m_isDraft = false;
        m_page->inputsChanged();
    });
    connect(m_page, &PlanPage::flagEdited, this, [this](const QString& pointer, bool on) {
        setInputFlag(m_input, pointer, on);
        m_isDraft = false;
        m_page->inputsChanged();
    });
    connect(m_page, &PlanPage::causesEdited, this,
            [this](CauseKind kind, const std::vector<PlanCause>& causes) {
                setInputCauses(m_input, kind, causes);
                m_isDraft = false;
                m_page->inputsChanged();
            });
    connect(m_page, &PlanPage::computeRequested, this, &PlanDesk::compute);
    connect(m_page, &PlanPage::cancelRequested, m_job, &PlanJob::cancel);
    connect(m_page, &PlanPage::designChosen, this, [this](int id) {
        if (m_outcome)
            m_job->detail(m_outcome, static_cast<std::size_t>(id));
    });
    connect(m_page, &PlanPage::approveRequested, this, &PlanDesk::approve);
    connect(m_page, &PlanPage::generateRequested, this,
            [this] { ceremonies().start(QStringLiteral("generate")); });
    connect(m_page, &PlanPage::importRequested, this, [this] {
        const QString name = QFileDialog::getOpenFileName(&window(), tr("A table of positions"), {},
                                                          tr("Tables (*.csv *.txt);;All files (*)"));
        if (!name.isEmpty())
            importPositions(pathOf(name));
    });
    connect(m_page, &PlanPage::openRequested, this, [this] {
        const QString name =
            QFileDialog::getOpenFileName(&window(), tr("The input of a plan"), {}, tr("Plans (*.json)"));
        if (!name.isEmpty())
            openInput(pathOf(name));
    });
    connect(m_page, &PlanPage::reportRequested, this, [this] {
        const QString name = QFileDialog::getSaveFileName(&window(), tr("Save the report"),
                                                          QStringLiteral("plan.pdf"), tr("PDF (*.pdf)"));
        if (!name.isEmpty())
            saveReport(name);
    });
    connect(m_job, &PlanJob::progress, m_page, &PlanPage::showProgress);
    connect(m_job, &PlanJob::computed, this, &PlanDesk::showOutcome);
    connect(m_job, &PlanJob::detailed, this, &PlanDesk::showDetail);
    connect(m_job, &PlanJob::failed, this, &PlanDesk::refused);
}

QWidget* PlanDesk::widget() const
{
    return m_page;
}

void PlanDesk::refresh()
{
    if (m_isDraft)
        draft();
    m_page->setApproved(approvedViewOf(room().registry.plans));
}

void PlanDesk::draft()
{
    const registry::Registry& known = room().registry;
    const Json start = assumptions();
    Json drafted = drill::withLessons(registry::draftPlan(known, start, kRegionalShock),
                                      drill::learnFrom(known, systemNow()), known.schedule.attestationDays);
    if (drafted == m_input)
        return;
    m_input = std::move(drafted);
    m_origin = m_input == start
                   ? tr("The log knows no sites yet: this is an example to try the page with, not your firm.")
                   : tr("What the log knows (sites, people, keys, drills) is from the log, all else from the "
                        "example: correct it.");
    showInputs();
}

void PlanDesk::showInputs()
{
    m_page->setInputs(inputsViewOf(m_input, m_origin));
    m_page->inputsChanged();
}

void PlanDesk::importPositions(const std::filesystem::path& file)
{
    const auto head = PositionsPage::readHead(file);
    if (!head)
        return Q_EMIT failed(head.error());
    auto* page = new PositionsPage(file, *head, nullptr);
    connect(page, &PositionsPage::backRequested, this, [this] { window().showPage(Page::Plan); });
    connect(page, &PositionsPage::positionsReady, this, [this, file](const Json& positions) {
        m_input["positions"] = positions;
        m_isDraft = false;
        m_origin = tr("Positions are from %1.").arg(QString::fromStdString(file.filename().string()));
        showInputs();
        window().showPage(Page::Plan);
    });
    window().showAlone(page, Page::Plan);
}

void PlanDesk::openInput(const std::filesystem::path& file)
{
    const auto text = readFile(file, plan::kMaxInputBytes);
    if (!text)
        return Q_EMIT failed(text.error());
    const auto input = plan::PlanInput::parse(*text);
    if (!input)
        return Q_EMIT failed(input.error());
    m_input = input->canonical;
    m_isDraft = false;
    m_origin = tr("From %1.").arg(QString::fromStdString(file.filename().string()));
    showInputs();
}

void PlanDesk::compute()
{
    auto input = plan::PlanInput::fromJson(m_input);
    if (!input)
        return refused(input.error());
    m_page->showProgress(0, 0);
    m_job->compute(std::move(*input));
}

void PlanDesk::showOutcome(std::shared_ptr<const PlanOutcome> outcome)
{
    m_outcome = std::move(outcome);
    m_detail.reset();
    m_page->endProgress();
    m_page->setOutcome(outcomeViewOf(*m_outcome));
}

void PlanDesk::showDetail(std::shared_ptr<const PlanDetail> detail)
{
    if (detail->outcome != m_outcome)
        return; // of earlier inputs
    m_detail = std::move(detail);
    m_page->setDetail(detailViewOf(*m_outcome, *m_detail));
}

void PlanDesk::refused(const Error& error)
{
    m_page->endProgress();
    m_page->showMessage(messageOf(error));
}

void PlanDesk::approve()
{
    if (!m_detail)
        return;
    QStringList people;
    for (const auto& [name, person] : room().registry.people)
        people << QString::fromStdString(name);
    auto* dialog = new ApprovePlanDialog(
        QString::fromStdString(plan::designInWords(m_outcome->input.model, m_detail->design)),
        QString::fromStdString(m_outcome->input.hash), people, &window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ApprovePlanDialog::approved, this, &PlanDesk::record);
    dialog->open();
}

void PlanDesk::record(const QString& first, const QString& second)
{
    change(
        [outcome = m_outcome, detail = m_detail, first = first.toStdString(),
         second = second.toStdString()](ceremony::Room& place) -> Result<void> {
            auto entry = registry::approvePlan(outcome->input, outcome->computation, detail->index, first,
                                               second, place.now());
            if (!entry)
                return fail(entry.error());
            if (auto appended = place.append({std::move(*entry)}); !appended)
                return fail(appended.error());
            return {};
        },
        [] {});
}

void PlanDesk::saveReport(const QString& path)
{
    if (!m_outcome || !m_detail)
        return;
    const std::string date = dateTimeText(systemNow()).toStdString();
    const auto pdf =
        toPdf(paper::planReport(planReportOf(room().registry.room, date, *m_outcome, *m_detail)));
    if (!pdf)
        return Q_EMIT failed(pdf.error());
    if (const auto written = writePdf(path, *pdf); !written)
        Q_EMIT failed(written.error());
}

} // namespace keyrite::app
