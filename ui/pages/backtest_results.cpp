#include "ui/pages/backtest_results.h"

#include "ui/icon.h"
#include "ui/models/rows_model.h"
#include "ui/tokens.h"
#include "ui/widgets/charts/distribution_chart.h"
#include "ui/widgets/text_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

QVBoxLayout* columnOf(QWidget* page)
{
    return qobject_cast<QVBoxLayout*>(page->layout());
}

Card* headedCard(const QString& heading, QWidget* page)
{
    auto* card = new Card(page);
    card->body()->addWidget(makeText(heading, TextRole::Heading, card));
    columnOf(page)->addWidget(card);
    return card;
}

} // namespace

BacktestResults::BacktestResults(const BacktestRun& run, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    for (const Message& warning : backtestWarnings(run)) {
        auto* panel = new MessagePanel(this);
        column->addWidget(panel);
        panel->show(warning);
    }
    addSummary(run);
    addLosses(run);
    addTests(run);
    auto* report = makeButton(tr("Save the report as PDF"), ButtonRole::Ordinary, this);
    report->setObjectName(u"saveReport"_s);
    setButtonIcon(report, icon(u"printer"_s));
    column->addWidget(report, 0, Qt::AlignLeft);
    connect(report, &QPushButton::clicked, this, &BacktestResults::reportRequested);
}

void BacktestResults::addSummary(const BacktestRun& run)
{
    Card* card = headedCard(tr("What it would have cost"), this);
    auto* headline = makeText(backtestHeadline(run), TextRole::Body, card);
    headline->setObjectName(u"headline"_s);
    card->body()->addWidget(headline);
    auto* chart = new LossChart(card);
    chart->setCurve(lossCurveOf(run));
    card->body()->addWidget(chart);
    card->body()->addWidget(table(tr("Loss in figures"), summaryTable(run), 4, card));
    if (!run.result.losses.endedEarly.empty())
        card->body()->addWidget(
            makeText(tr("In %1 % of the outages the position was liquidated or expired before they ended.")
                         .arg(100 * run.result.endedEarly, 0, 'g', 3),
                     TextRole::Small, card));
}

void BacktestResults::addLosses(const BacktestRun& run)
{
    const WordTable crashes = stressTable(run);
    const bool named = !crashes.rows.empty();
    Card* card = headedCard(named ? tr("The worst, and the named crashes") : tr("The worst starts"), this);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    row->addWidget(table(tr("Worst starts"), worstTable(run), 8, card), 2);
    if (named)
        row->addWidget(table(tr("Named crashes"), crashes, 8, card), 3);
    card->body()->addLayout(row);
    Card* spread = headedCard(tr("How the losses are spread"), this);
    auto* chart = new DistributionChart(spread);
    chart->setDistribution(distributionOf(run));
    spread->body()->addWidget(chart);
    Card* classes = headedCard(tr("The same amount in other asset classes"), this);
    classes->body()->addWidget(table(tr("By asset class"), classTable(run), 6, classes));
    QStringList terms;
    for (const market::ClassRow& each : run.result.classes)
        terms << QString::fromStdString(market::describe(each.instrument));
    classes->body()->addWidget(
        makeText(tr("Usual terms: %1.").arg(terms.join(u"; "_s)), TextRole::Small, classes));
}

void BacktestResults::addTests(const BacktestRun& run)
{
    Card* card = headedCard(tr("Was it foreseeable? The forecast against what happened"), this);
    const TestWords words = testWords(run);
    auto* verdict = makeText(words.verdict, TextRole::Strong, card);
    verdict->setObjectName(u"verdict"_s);
    setTone(verdict, words.tone);
    card->body()->addWidget(verdict);
    for (const QString& sentence : words.sentences)
        card->body()->addWidget(makeText(sentence, TextRole::Body, card));
    if (!run.result.tests.offsets.empty())
        card->body()->addWidget(table(tr("Tests for every offset"), offsetTable(run), 10, card));
}

QWidget* BacktestResults::table(const QString& name, const WordTable& words, int mostRows, QWidget* parent)
{
    constexpr int kRowPx = 38;
    auto* view = new TextTable(name, parent);
    auto* model = new RowsModel(words.headers, view);
    std::vector<TextRow> rows;
    for (const QStringList& texts : words.rows)
        rows.push_back({{}, texts, {}});
    const int shown = std::min(mostRows, static_cast<int>(rows.size()));
    model->setRows(std::move(rows));
    view->setModel(model);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    constexpr qsizetype kManyColumns = 6;
    if (words.headers.size() > kManyColumns)
        view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    else if (words.headers.size() > 2)
        view->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    view->setFixedHeight(px(kRowPx) * (shown + 1) + px(6));
    return view;
}

} // namespace keyrite::ui
