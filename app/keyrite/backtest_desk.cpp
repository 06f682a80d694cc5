#include "app/keyrite/backtest_desk.h"

#include "core/drill/outage_policies.h"
#include "core/market/backtest_json.h"
#include "core/market/synthetic_series.h"
#include "ui/page_builder.h"
#include "ui/pages/backtest_page.h"
#include "ui/print/backtest_report.h"
#include "ui/print/pdf_file.h"

#include <QFileDialog>
#include <QFileInfo>

namespace keyrite::app {

using namespace ui;

namespace {

constexpr int kPracticeDays = 4380;

std::vector<PolicyChoice> fromDrills(const registry::Registry& registry, TimePoint now)
{
    const drill::Learning learning = drill::learnFrom(registry, now);
    std::vector<PolicyChoice> choices;
    for (const auto& [id, set] : registry.shareSets)
        if (auto policy = drill::policyOfDrills(set, learning))
            choices.push_back({BacktestDesk::tr("share set %1").arg(QString::fromStdString(id)),
                               market::PolicyTimeline::todaysPolicyOverHistory(std::move(*policy))});
    return choices;
}

// The last one first, then all of them, each since its day. A plan whose inputs this version cannot compute
// is not offered.
std::vector<PolicyChoice> fromPlans(const registry::Plans& plans)
{
    std::vector<PolicyChoice> choices;
    for (auto plan = plans.rbegin(); plan != plans.rend(); ++plan)
        if (auto policy = drill::policyOfPlan(*plan))
            choices.push_back({BacktestDesk::tr("%1, approved %2")
                                   .arg(QString::fromStdString(plan->words), dateTimeText(plan->mark.time)),
                               market::PolicyTimeline::todaysPolicyOverHistory(std::move(*policy)),
                               QString::fromStdString(plan->hash)});
    if (auto all = drill::policiesSinceApproval(plans))
        choices.push_back({BacktestDesk::tr("every approved plan, each since its day"), std::move(*all)});
    return choices;
}

// Passes a file on, says at each hundredth how far it has come, and stops where it shall.
ByteSource watched(ByteSource source, const std::string& path, const JobProgress& progress)
{
    std::error_code unknown;
    const auto size = std::max<std::uintmax_t>(1, std::filesystem::file_size(path, unknown));
    return [source = std::move(source), progress, size,
            read = std::uintmax_t{0}](std::span<char> target) mutable -> Result<std::size_t> {
        auto got = source(target);
        const auto before = read * 100 / size;
        read += got.value_or(0);
        if (read * 100 / size != before &&
            !goOn(progress, static_cast<double>(read) / static_cast<double>(size)))
            return fail(ErrorCode::Cancelled, "The reading of the prices was stopped.");
        return got;
    };
}

} // namespace

BacktestDesk::BacktestDesk(const DeskContext& context)
    : Desk(context), m_page(new BacktestPage(&window())), m_job(nullptr), m_plansJob(nullptr)
{
    connect(m_page->series(), &BacktestSeries::fileRequested, this, &BacktestDesk::readFile);
    connect(m_page->series(), &BacktestSeries::practiceRequested, this, &BacktestDesk::readPractice);
    connect(m_page, &BacktestPage::runRequested, this, &BacktestDesk::run);
    connect(m_page, &BacktestPage::cancelRequested, this, [this] { m_job.cancel(); });
    connect(m_page, &BacktestPage::reportRequested, this, &BacktestDesk::saveReport);
    connect(&m_job, &Job::progressed, m_page, &BacktestPage::showProgress);
}

QWidget* BacktestDesk::widget() const
{
    return m_page;
}

void BacktestDesk::refresh()
{
    const registry::Plans& plans = room().registry.plans;
    const std::uint64_t last = plans.empty() ? 0 : plans.back().mark.seq;
    m_choices.drills = fromDrills(room().registry, systemNow());
    if (last != m_lastPlan && !m_plansJob.isRunning()) {
        m_lastPlan = last;
        m_plansJob.start([plans](const JobProgress&) { return fromPlans(plans); },
                         [this](std::vector<PolicyChoice> choices) {
                             m_choices.plans = std::move(choices);
                             refresh();
                         });
    }
    m_page->form()->setPolicyChoices(m_choices);
}

void BacktestDesk::readFile(const QString& path, const QString& mapping)
{
    read(QFileInfo(path).fileName(),
         [path = path.toStdString(), mapping = mapping.trimmed().toStdString()](
             const JobProgress& progress) -> Result<market::SeriesImport> {
             std::optional<market::SeriesMapping> columns;
             if (!mapping.empty())
                 KEYRITE_TRY(columns, market::SeriesMapping::parse(mapping));
             auto source = fileSource(path);
             if (!source)
                 return fail(source.error());
             return market::importSeries(watched(std::move(*source), path, progress), columns);
         });
}

void BacktestDesk::readPractice()
{
    read(tr("Made-up prices"), [](const JobProgress&) {
        const std::string csv = market::syntheticSeries(kPracticeDays);
        return market::importSeries(sourceOf(csv));
    });
}

void BacktestDesk::read(const QString& name,
                        std::function<Result<market::SeriesImport>(const JobProgress&)> import)
{
    if (m_job.isRunning())
        return;
    m_page->series()->showReading(name);
    m_page->showRunning(true);
    m_job.start(std::move(import), [this, name](Result<market::SeriesImport> imported) {
        m_page->showRunning(false);
        if (!imported)
            return m_page->series()->showError(imported.error());
        m_page->series()->showSeries(name,
                                     std::make_shared<const market::SeriesImport>(std::move(*imported)));
    });
}

void BacktestDesk::run(const BacktestRequest& request, const SharedSeries& series)
{
    if (m_job.isRunning())
        return;
    m_page->showRunning(true);
    m_job.start(
        [request, series](const JobProgress& progress) -> Result<SharedRun> {
            auto result = market::runBacktest(series->series, request.position, request.policies,
                                              request.options, progress);
            if (!result)
                return fail(result.error());
            return std::make_shared<const BacktestRun>(BacktestRun{series, request, std::move(*result)});
        },
        [this](const Result<SharedRun>& run) {
            m_page->showRunning(false);
            if (!run)
                return m_page->showError(run.error());
            finish(*run);
        });
}

// Every run is recorded, the unwelcome ones too: nobody can run many and show the best.
void BacktestDesk::finish(const SharedRun& run)
{
    m_entry.reset();
    m_page->showResult(run);
    log::Entry entry;
    entry.time = systemNow();
    entry.kind = "backtest.run";
    entry.actor = run->request.runBy.toStdString();
    entry.role = "risk officer";
    entry.data =
        market::backtestRunData(*run->series, run->request.policies, run->request.options, run->result);
    entry.data["policySource"] = run->request.policySource.toStdString();
    if (!run->request.approvedPlan.isEmpty())
        entry.data["approvedPlan"] = run->request.approvedPlan.toStdString();
    const auto number = std::make_shared<std::uint64_t>(0);
    change(
        [entry, number](ceremony::Room& room) -> Result<void> {
            log::Entry stamped = entry;
            stamped.time = room.now();
            const auto appended = room.append({stamped});
            if (!appended)
                return fail(appended.error());
            *number = appended->back().seq;
            return {};
        },
        [this, number] {
            m_entry = *number;
            m_page->showRecorded(*number);
        });
}

void BacktestDesk::saveReport(const SharedRun& run)
{
    auto* dialog = new QFileDialog(&window(), tr("Save the report as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(QStringLiteral("backtest.pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, run](const QString& path) {
        const QString name = QString::fromStdString(room().registry.room.name);
        if (const auto written = writePdf(path, backtestReport(*run, name, m_entry)); !written)
            Q_EMIT failed(written.error());
    });
    dialog->open();
}

} // namespace keyrite::app
