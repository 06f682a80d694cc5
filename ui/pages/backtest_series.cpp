#include "ui/pages/backtest_series.h"

#include "core/bytes.h"
#include "core/market/synthetic_series.h"
#include "ui/backtest_words.h"
#include "ui/error_text.h"
#include "ui/icon.h"
#include "ui/models/rows_model.h"
#include "ui/tokens.h"
#include "ui/widgets/text_table.h"
#include "ui/widgets/tick_box.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kTablePx = 220;

} // namespace

BacktestSeries::BacktestSeries(QWidget* parent)
    : QWidget(parent), m_choose(makeButton(tr("Choose a price file"), ButtonRole::Ordinary, this)),
      m_state(makeText(tr("No prices are chosen."), TextRole::Muted, this)), m_error(new MessagePanel(this)),
      m_mappingRow(new QWidget(this)), m_mapping(new QLineEdit(m_mappingRow)),
      m_findings(new RowsModel({tr("Line"), tr("What was found"), tr("What it means")}, this)),
      m_table(new TextTable(tr("What was found in the prices"), this)), m_leaveOut(new TickBox({}, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    auto* row = new QHBoxLayout;
    setButtonIcon(m_choose, icon(u"file"_s));
    m_choose->setObjectName(u"choosePrices"_s);
    row->addWidget(m_choose);
    auto* practise = makeButton(tr("Use made-up prices"), ButtonRole::Quiet, this);
    practise->setObjectName(u"practicePrices"_s);
    row->addWidget(practise);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_state);
    column->addWidget(m_error);
    auto* mapping = new QHBoxLayout(m_mappingRow);
    mapping->setContentsMargins(0, 0, 0, 0);
    m_mapping->setPlaceholderText(u"time=Date close=Last high=High low=Low format=dmy"_s);
    m_mapping->setAccessibleName(tr("Which column of the file is what"));
    m_mapping->setMaxLength(500);
    mapping->addWidget(m_mapping, 1);
    auto* again = makeButton(tr("Read the file so"), ButtonRole::Ordinary, m_mappingRow);
    mapping->addWidget(again);
    m_mappingRow->hide();
    column->addWidget(m_mappingRow);
    m_table->setModel(m_findings);
    m_table->setColumns({70, 300, 400}, 1);
    m_table->setWordWrap(true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setFixedHeight(px(kTablePx));
    m_table->hide();
    column->addWidget(m_table);
    m_leaveOut->setObjectName(u"leaveOut"_s);
    m_leaveOut->hide();
    column->addWidget(m_leaveOut);
    connect(m_choose, &QPushButton::clicked, this, &BacktestSeries::choose);
    connect(practise, &QPushButton::clicked, this, &BacktestSeries::practiceRequested);
    const auto readAgain = [this] { Q_EMIT fileRequested(m_path, m_mapping->text()); };
    connect(again, &QPushButton::clicked, this, readAgain);
    connect(m_mapping, &QLineEdit::returnPressed, this, readAgain);
}

void BacktestSeries::choose()
{
    auto* dialog = new QFileDialog(this, tr("Choose a price file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.txt *.tsv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_path = path;
        m_mapping->clear();
        Q_EMIT fileRequested(path, {});
    });
    dialog->open();
}

void BacktestSeries::showReading(const QString& name)
{
    m_series.reset();
    m_error->clear();
    m_table->hide();
    m_leaveOut->hide();
    m_state->setText(tr("Reading %1 …").arg(name));
}

void BacktestSeries::showSeries(const QString& name, SharedSeries series)
{
    m_series = std::move(series);
    m_mappingRow->hide();
    m_error->clear();
    const market::PriceSeries& prices = m_series->series;
    m_state->setText(tr("%1: %2 bars from %3 to %4. SHA-256 %5 …")
                         .arg(name,
                              QLocale(QLocale::English).toString(static_cast<qulonglong>(prices.size())),
                              barDate(prices[0].time), barDate(prices[prices.size() - 1].time),
                              QString::fromStdString(toHex(m_series->sha256)).left(16)));
    showFindings();
}

// Defects first, then one row for each kind of note.
void BacktestSeries::showFindings()
{
    std::vector<TextRow> rows;
    for (const bool defects : {true, false})
        for (const market::Finding& finding : m_series->findings.kept()) {
            const auto count = m_series->findings.count(finding.kind);
            const bool first = std::ranges::none_of(rows, [&](const TextRow& row) {
                return row.id == QString::fromStdString(market::findingName(finding.kind));
            });
            if (market::isDefect(finding.kind) != defects || (!defects && !first))
                continue;
            QString found = QString::fromStdString(finding.text);
            found.front() = found.front().toUpper();
            if (!defects && count > 1)
                found += tr(" (%1 rows; this is the first)").arg(count);
            rows.push_back({QString::fromStdString(market::findingName(finding.kind)),
                            {QString::number(finding.line), found,
                             QString::fromStdString(market::findingMeaning(finding.kind))},
                            {}});
        }
    m_table->setVisible(!rows.empty());
    m_findings->setRows(std::move(rows));
    const auto defects = m_series->findings.defects();
    m_leaveOut->setChecked(false);
    m_leaveOut->setVisible(defects > 0);
    m_leaveOut->setText(tr("Go on without the %n defective row(s), named above and counted in the report.",
                           nullptr, static_cast<int>(defects)));
}

void BacktestSeries::showError(const Error& error)
{
    m_series.reset();
    m_state->setText(tr("No prices are chosen."));
    m_error->show(messageOf(error));
    m_mappingRow->setVisible(error.code == ErrorCode::SeriesUnusable && !m_path.isEmpty());
}

Result<SharedSeries> BacktestSeries::usable() const
{
    if (!m_series)
        return fail(ErrorCode::BacktestRefused, tr("Choose prices first.").toStdString());
    if (m_series->findings.defects() > 0 && !m_leaveOut->isChecked())
        return fail(
            ErrorCode::SeriesUnusable,
            tr("The prices have defective rows. Correct the file, or tick that you go on without them.")
                .toStdString());
    return m_series;
}

} // namespace keyrite::ui
