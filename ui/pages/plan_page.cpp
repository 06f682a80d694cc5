#include "ui/pages/plan_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/pages/plan_inputs.h"
#include "ui/tokens.h"
#include "ui/widgets/text_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kTableRows = 8;
constexpr int kProgressSteps = 1000;

void showText(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

PlanPage::PlanPage(QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* body =
        layPage(this, tr("Plan"),
                tr("How much redundancy, where, and at what cost: computed exactly from what can go "
                   "wrong, and priced by what the positions would lose."));
    body->addWidget(inputsCard());
    m_message = new MessagePanel(this);
    m_message->clear();
    body->addWidget(m_message);
    m_results = new QWidget(this);
    auto* results = new QVBoxLayout(m_results);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(px(16));
    results->addWidget(recommendationCard());
    results->addWidget(designsCard());
    m_recovery = new RecoveryChart(this);
    m_simulated = makeText({}, TextRole::Small, this);
    m_simulated->setObjectName(u"simulated"_s);
    Card* recovery =
        chartCard(tr("Is the key back in time?"),
                  tr("The line is the probability that the key works again, hour by hour. Dashed: how "
                     "long each position can bear to be without it. Dotted: 95 of 100 cases."),
                  m_recovery);
    recovery->body()->addWidget(m_simulated);
    results->addWidget(recovery);
    m_failures = new BarChart(tr("How the design fails"), this);
    results->addWidget(chartCard(tr("How it fails"),
                                 tr("The ways to lose the key for good, each with its share of that risk."),
                                 m_failures));
    m_tornado = new BarChart(tr("What moves the sum"), this);
    results->addWidget(
        chartCard(tr("Which assumption matters"),
                  tr("Loss and cost a year when one assumption is halved or doubled and all others stay. "
                     "The line is where it stands now."),
                  m_tornado));
    m_importance = new BarChart(tr("What each site and sheet is worth"), this);
    results->addWidget(chartCard(
        tr("What each site and sheet is worth"),
        tr("How much the risk of losing the key falls between one that is surely lost and one that is "
           "surely there (Birnbaum importance)."),
        m_importance));
    m_results->hide();
    body->addWidget(m_results);
    m_approvedCard = approvedCard();
    body->addWidget(m_approvedCard);
    body->addStretch(1);
}

QWidget* PlanPage::inputsCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(tr("What it is computed from"), TextRole::Subheading, card));
    m_sentence = makeText({}, TextRole::Body, card);
    card->body()->addWidget(m_sentence);
    m_fields = new QVBoxLayout;
    card->body()->addLayout(m_fields);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(px(12));
    auto* import = makeButton(tr("Import positions"), ButtonRole::Ordinary, card);
    auto* open = makeButton(tr("Open an input file"), ButtonRole::Ordinary, card);
    setButtonIcon(import, icon(u"file"_s));
    m_compute = makeButton(tr("Compute all designs"), ButtonRole::Primary, card);
    m_cancel = makeButton(tr("Stop computing"), ButtonRole::Ordinary, card);
    buttons->addWidget(import);
    buttons->addWidget(open);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_compute);
    card->body()->addLayout(buttons);
    m_progressText = makeText({}, TextRole::Small, card);
    m_progress = new QProgressBar(card);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Designs computed"));
    card->body()->addWidget(m_progressText);
    card->body()->addWidget(m_progress);
    endProgress();
    connect(import, &QPushButton::clicked, this, &PlanPage::importRequested);
    connect(open, &QPushButton::clicked, this, &PlanPage::openRequested);
    connect(m_compute, &QPushButton::clicked, this, &PlanPage::computeRequested);
    connect(m_cancel, &QPushButton::clicked, this, &PlanPage::cancelRequested);
    return card;
}

QWidget* PlanPage::recommendationCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(tr("Recommended"), TextRole::Eyebrow, card));
    m_recommendation = makeText({}, TextRole::Heading, card);
    m_runnerUp = makeText({}, TextRole::Body, card);
    m_binding = makeText({}, TextRole::Body, card);
    m_beyond = makeText({}, TextRole::Strong, card);
    setTone(m_beyond, Tone::Warn);
    for (QLabel* label : {m_recommendation, m_runnerUp, m_binding, m_beyond})
        card->body()->addWidget(label);
    auto* buttons = new QHBoxLayout;
    auto* report = makeButton(tr("Save the report as PDF"), ButtonRole::Ordinary, card);
    setButtonIcon(report, icon(u"printer"_s));
    m_approve = makeButton(tr("Approve the chosen design"), ButtonRole::Primary, card);
    buttons->addWidget(report);
    buttons->addStretch(1);
    buttons->addWidget(m_approve);
    card->body()->addLayout(buttons);
    connect(report, &QPushButton::clicked, this, &PlanPage::reportRequested);
    connect(m_approve, &QPushButton::clicked, this, &PlanPage::approveRequested);
    return card;
}

QWidget* PlanPage::designsCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(tr("Designs worth a look"), TextRole::Subheading, card));
    card->body()->addWidget(makeText(
        tr("No other design beats one of these in cost, loss, compromise and time alike. Green to red: "
           "rarely to more often compromised. Larger: slower to recover. Choose one with the mouse or the "
           "arrow keys; all that follows is about it."),
        TextRole::Small, card));
    m_pareto = new ParetoChart(card);
    card->body()->addWidget(m_pareto);
    m_chosen = makeText({}, TextRole::Strong, card);
    card->body()->addWidget(m_chosen);
    m_rows = new RowsModel({tr("Design"), tr("Key lost"), tr("Compromised"), tr("Back in"), tr("Loss a year"),
                            tr("Cost a year")},
                           this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_rows);
    sorted->setSortRole(RowsModel::SortRole);
    m_table = new TextTable(tr("Designs worth a look"), card);
    m_table->setObjectName(u"designs"_s);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumns({320, 92, 104, 76, 104, 108}, 0);
    m_table->setMinimumHeight(px(38 * kTableRows));
    card->body()->addWidget(m_table);
    connect(m_pareto, &ParetoChart::selected, this, &PlanPage::choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) {
                if (row.isValid())
                    choose(row.data(RowsModel::IdRole).toString().toInt());
            });
    return card;
}

Card* PlanPage::chartCard(const QString& title, const QString& meaning, QWidget* chart)
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(title, TextRole::Subheading, card));
    card->body()->addWidget(makeText(meaning, TextRole::Small, card));
    card->body()->addWidget(chart);
    return card;
}

QWidget* PlanPage::approvedCard()
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(tr("Approved"), TextRole::Subheading, card));
    m_approvedList = new QVBoxLayout;
    card->body()->addLayout(m_approvedList);
    auto* generate =
        makeButton(tr("Generate keys with the last approved design"), ButtonRole::Ordinary, card);
    card->body()->addWidget(generate, 0, Qt::AlignLeft);
    connect(generate, &QPushButton::clicked, this, &PlanPage::generateRequested);
    card->hide();
    return card;
}

void PlanPage::setInputs(const PlanInputsView& view)
{
    m_sentence->setText(view.sentence);
    delete m_inputs;
    m_inputs = new PlanInputs(view, this);
    connect(m_inputs, &PlanInputs::fieldEdited, this, &PlanPage::fieldEdited);
    connect(m_inputs, &PlanInputs::flagEdited, this, &PlanPage::flagEdited);
    connect(m_inputs, &PlanInputs::causesEdited, this, &PlanPage::causesEdited);
    m_fields->addWidget(m_inputs);
}

void PlanPage::setOutcome(const PlanOutcomeView& view)
{
    m_message->clear();
    m_chosen->setProperty("id", -1); // of other inputs
    showText(m_recommendation, view.recommendation);
    showText(m_runnerUp, view.runnerUp);
    showText(m_binding, view.binding);
    showText(m_beyond, view.beyond.join(u'\n'));
    m_approve->setEnabled(view.mayApprove);
    m_pareto->setPoints(view.points);
    m_rows->setRows(view.rows);
    m_table->sortByColumn(5, Qt::AscendingOrder);
    m_results->show();
    if (view.chosen >= 0)
        choose(view.chosen);
    // The results lie below the inputs: the page goes to them once they have their place.
    QTimer::singleShot(0, m_results, [this] {
        auto* scroll = findChild<QScrollArea*>();
        scroll->verticalScrollBar()->setValue(m_results->mapTo(scroll->widget(), QPoint(0, 0)).y() - px(24));
    });
}

// From the chart, the table or the outcome: all three show the same one.
void PlanPage::choose(int id)
{
    if (m_chosen->property("id") == id && !m_chosen->text().isEmpty())
        return;
    m_chosen->setProperty("id", id);
    m_pareto->select(id);
    for (int row = 0; row < m_table->model()->rowCount(); ++row)
        if (const QModelIndex index = m_table->model()->index(row, 0);
            index.data(RowsModel::IdRole).toString().toInt() == id) {
            m_chosen->setText(tr("Chosen: %1").arg(index.data().toString()));
            m_table->selectRow(row);
        }
    Q_EMIT designChosen(id);
}

void PlanPage::setDetail(const PlanDetailView& view)
{
    showText(m_chosen, tr("Chosen: %1").arg(view.design));
    m_recovery->setCurve(view.curve);
    showText(m_simulated, view.simulated);
    m_tornado->setData(view.tornado);
    m_failures->setData(view.failures);
    m_importance->setData(view.importance);
}

void PlanPage::setApproved(const std::vector<ApprovedView>& plans)
{
    delete m_approvedHolder;
    m_approvedHolder = new QWidget(this);
    auto* column = new QVBoxLayout(m_approvedHolder);
    column->setContentsMargins(0, 0, 0, 0);
    for (const ApprovedView& plan : plans) {
        column->addWidget(makeText(plan.words, TextRole::Body, m_approvedHolder));
        column->addWidget(makeText(plan.by, TextRole::Small, m_approvedHolder));
        column->addWidget(makeText(plan.hash, TextRole::MonoSmall, m_approvedHolder));
    }
    m_approvedList->addWidget(m_approvedHolder);
    m_approvedCard->setVisible(!plans.empty());
}

void PlanPage::inputsChanged()
{
    if (m_results->isHidden())
        return;
    m_approve->setEnabled(false);
    m_message->show({.tone = Tone::Info,
                     .headline = tr("The inputs have changed"),
                     .happened = tr("What is shown below was computed from the earlier ones."),
                     .meaning = tr("Compute again before anybody approves.")});
}

void PlanPage::showProgress(qulonglong done, qulonglong all)
{
    m_compute->setEnabled(false);
    m_cancel->show();
    m_progress->show();
    m_progressText->show();
    m_progress->setValue(all == 0 ? 0 : static_cast<int>(done * kProgressSteps / all));
    m_progressText->setText(all == 0 ? tr("Counting the designs.")
                                     : tr("%L1 of %L2 designs computed.").arg(done).arg(all));
}

void PlanPage::endProgress()
{
    m_compute->setEnabled(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_cancel, m_progress, m_progressText})
        widget->hide();
}

void PlanPage::showMessage(const Message& message)
{
    m_message->show(message);
}

} // namespace keyrite::ui
