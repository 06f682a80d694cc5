#include "tests/ui/gallery_risk.h"

#include "core/file.h"
#include "core/market/synthetic_series.h"
#include "ui/error_text.h"
#include "ui/pages/positions_page.h"
#include "ui/plan_inputs_builder.h"
#include "ui/plan_view.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {
namespace {

// Puts `after` for `before` wherever it stands in the texts of `json`.
void rename(Json& json, const std::string& before, const std::string& after)
{
    if (json.is_string() && json.get<std::string>() == before)
        json = after;
    if (json.is_structured())
        for (Json& value : json)
            rename(value, before, after);
}

Json sampleInput(bool longNames)
{
    QFile file(u":/practice/plan-desk.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return Json::object();
    const QByteArray text = file.readAll();
    Json json = Json::parse(text.begin(), text.end());
    json["correlation"] = "0.3";
    json["hours"] = {12};
    if (longNames) {
        rename(json, "Zurich", "Zurich, vault under the old customs house");
        rename(json, "London", "London, private deposit at Hatton Garden");
        rename(json, "Ada Okafor", "Adaeze Chidinma Okafor-Wellington");
        rename(json, "Bitcoin perpetual, hedge", "Bitcoin perpetual, hedge of the treasury's reserve");
    }
    return json;
}

struct SamplePlan
{
    std::shared_ptr<const PlanOutcome> outcome;
    PlanDetail detail;
};

const SamplePlan& samplePlan(bool longNames)
{
    const auto make = [](bool longer) {
        const auto input = plan::PlanInput::fromJson(sampleInput(longer)).value();
        auto computation = plan::compute(input, [](std::size_t, std::size_t) { return true; }).value();
        const auto outcome = std::make_shared<const PlanOutcome>(PlanOutcome{input, std::move(computation)});
        return SamplePlan{outcome, planDetailOf(outcome, outcome->computation.choice.recommended).value()};
    };
    static const SamplePlan ordinary = make(false);
    if (!longNames)
        return ordinary;
    static const SamplePlan longer = make(true);
    return longer;
}

PolicyChoices sampleChoices(bool longNames)
{
    const auto times = market::PolicyTimeline::parse(
                           R"({"timeToRecover":[{"hours":6,"probability":0.5},{"hours":12,"probability":0.8},
                               {"hours":24,"probability":0.93},{"hours":48,"probability":0.99}],"elseHours":240})")
                           .value();
    const QString plan = longNames
                             ? u"2 of 3 sites, with 2 of 3 people each (Zurich, vault under the old customs "
                               "house, London, private deposit at Hatton Garden, Oslo), approved 22 Nov "
                               "2026, 10:42 UTC"_s
                             : u"2 of 3 sites, with 2 of 3 people each (Zurich, London, Oslo), approved 22 "
                               "Nov 2026, 10:42 UTC"_s;
    return {{{plan, times, QString(64, u'a')}}, {{u"share set 7f3c"_s, times}}};
}

const SharedRun& sampleRun()
{
    static const SharedRun run = [] {
        const std::string csv = market::syntheticSeries(2400);
        const SharedSeries series =
            std::make_shared<const market::SeriesImport>(market::importSeries(sourceOf(csv)).value());
        BacktestRequest request{
            market::parsePositions(R"({"kind":"spot","value":100000000})").value().front(),
            sampleChoices(false).plans.front().policies,
            u"An approved plan"_s,
            {},
            {},
            u"Ada Okafor"_s};
        auto result =
            market::runBacktest(series->series, request.position, request.policies, request.options).value();
        return std::make_shared<const BacktestRun>(BacktestRun{series, request, std::move(result)});
    }();
    return run;
}

void choose(QWidget* page, const QString& name, const QString& value)
{
    auto* box = page->findChild<QComboBox*>(name);
    box->setCurrentIndex(box->findData(value));
}

PositionsPage* samplePositions(QWidget* parent)
{
    static const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(u"positions of november.csv"_s).toStdString();
    (void)writeFile(file,
                    "Position,class,value,sigmaPerDay,Longest outage\n"
                    "Bitcoin reserve,spot,100000000,0.04,72\nEther staking,spot,twenty,0.05,72\n"
                    "Tulips of the chairman,flower,5,0.1,\n\"Swap, with the bank\",otc,5000000,0.01,48\n");
    auto* page = new PositionsPage(file, PositionsPage::readHead(file).value(), parent);
    page->findChildren<QComboBox*>().front()->setCurrentIndex(1);
    return page;
}

} // namespace

PlanPage* samplePlanPage(QWidget* parent, bool longNames)
{
    const SamplePlan& sample = samplePlan(longNames);
    auto* page = new PlanPage(parent);
    page->setInputs(
        inputsViewOf(sample.outcome->input.canonical,
                     u"What the log knows (sites, people, keys, drills) is from the log, all else from "
                     "the example: correct it."_s));
    page->setOutcome(outcomeViewOf(*sample.outcome));
    page->setDetail(detailViewOf(*sample.outcome, sample.detail));
    page->setApproved({{u"2 of 3 sites, with 2 of 3 people each (Zurich, London, Oslo)"_s,
                        u"Approved by Ada Okafor and Zoë Müller, 22 Nov 2026, 10:42 UTC"_s,
                        QString::fromStdString(sample.outcome->input.hash)}});
    return page;
}

BacktestPage* sampleBacktestPage(QWidget* parent, bool longNames)
{
    auto* page = new BacktestPage(parent);
    page->form()->setPolicyChoices(sampleChoices(longNames));
    choose(page, u"policy"_s, u"plan"_s);
    page->findChild<QLineEdit*>(u"runBy"_s)->setText(u"Ada Okafor"_s);
    page->series()->showSeries(u"Made-up prices"_s, sampleRun()->series);
    page->showResult(sampleRun());
    page->showRecorded(214);
    return page;
}

std::vector<std::pair<QWidget*, QString>> riskPages(QWidget* parent, bool longNames)
{
    auto* plan = new PlanPage(parent);
    plan->setInputs(inputsViewOf(sampleInput(longNames),
                                 u"The log knows no sites yet: this is an example to try "
                                 "the page with, not your firm."_s));
    for (QPushButton* section : plan->findChildren<QPushButton*>())
        if (section->isCheckable())
            section->setChecked(true); // unfolded
    auto* refused = new PlanPage(parent);
    refused->setInputs(inputsViewOf(sampleInput(longNames), u"An example."_s));
    Json wrong = sampleInput(longNames);
    wrong["share"]["lost"] = "1.5";
    refused->showMessage(messageOf(plan::PlanInput::fromJson(wrong).error()));
    auto* spoiled = new BacktestPage(parent);
    const std::string csv = "Date,High,Low,Close\n2020-01-01,2,1,2\n2020-01-02,2,1,abc\n2020-01-03,2,1,1\n"
                            "2020-01-04,2,1,1\n";
    spoiled->series()->showSeries(
        longNames ? u"the whole history of the exchange, daily, as exported on 22 November 2026.csv"_s
                  : u"prices.csv"_s,
        std::make_shared<const market::SeriesImport>(market::importSeries(sourceOf(csv)).value()));
    spoiled->findChild<QPushButton*>(u"runBacktest"_s)->click();
    return {{plan, u"page-plan-empty"_s},
            {refused, u"page-plan-refused"_s},
            {samplePositions(parent), u"page-positions"_s},
            {new BacktestPage(parent), u"page-backtest-empty"_s},
            {spoiled, u"page-backtest-refused"_s}};
}

} // namespace keyrite::ui::gallery
