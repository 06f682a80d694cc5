#include "ui/pages/backtest_page.h"

#include "ui/error_text.h"
#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

BacktestPage::BacktestPage(QWidget* parent)
    : QWidget(parent),
      m_body(layPage(this, tr("Backtest"),
                     tr("What it would have cost if nobody could have signed, on any day of the past."))),
      m_form(new BacktestForm(this)), m_series(new BacktestSeries(this)),
      m_run(makeButton(tr("Run the backtest"), ButtonRole::Primary, this)),
      m_cancel(makeButton(tr("Stop"), ButtonRole::Quiet, this)), m_progress(new QProgressBar(this)),
      m_error(new MessagePanel(this)), m_recorded(makeText({}, TextRole::Small, this))
{
    auto* card = new Card(this);
    card->body()->addWidget(makeText(tr("Position and policy"), TextRole::Heading, card));
    card->body()->addWidget(m_form);
    card->body()->addWidget(makeRule(card));
    card->body()->addWidget(makeText(tr("Prices"), TextRole::Heading, card));
    card->body()->addWidget(m_series);
    card->body()->addWidget(makeRule(card));
    card->body()->addWidget(bar());
    card->body()->addWidget(m_error);
    m_body->addWidget(card);
    m_body->addWidget(m_recorded);
    m_recorded->hide();
    m_body->addStretch(1);
    showRunning(false);
}

QWidget* BacktestPage::bar()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(16));
    m_run->setObjectName(u"runBacktest"_s);
    m_cancel->setObjectName(u"cancelBacktest"_s);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of the backtest"));
    row->addWidget(m_run);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    row->addStretch(0);
    connect(m_run, &QPushButton::clicked, this, &BacktestPage::run);
    connect(m_cancel, &QPushButton::clicked, this, &BacktestPage::cancelRequested);
    return box;
}

void BacktestPage::run()
{
    m_error->clear();
    auto request = m_form->request();
    if (!request)
        return showError(request.error());
    auto series = m_series->usable();
    if (!series)
        return showError(series.error());
    Q_EMIT runRequested(*request, *series);
}

void BacktestPage::showRunning(bool running)
{
    m_run->setEnabled(!running);
    m_series->setEnabled(!running);
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    m_progress->setValue(0);
}

void BacktestPage::showProgress(double done)
{
    m_progress->setValue(static_cast<int>(done * 1000));
}

void BacktestPage::showResult(SharedRun run)
{
    m_shown = std::move(run);
    m_error->clear();
    delete m_results;
    auto* results = new BacktestResults(*m_shown, this);
    m_results = results;
    connect(results, &BacktestResults::reportRequested, this, [this] { Q_EMIT reportRequested(m_shown); });
    m_body->insertWidget(m_body->count() - 2, m_results);
    m_results->show();
    // The results lie below what fits on a small screen: the page goes to them once they have their place.
    QTimer::singleShot(0, m_results, [this] {
        auto* scroll = findChild<QScrollArea*>();
        scroll->verticalScrollBar()->setValue(m_results->mapTo(scroll->widget(), QPoint(0, 0)).y() - px(24));
    });
}

void BacktestPage::showRecorded(std::uint64_t entry)
{
    m_recorded->setText(tr("Recorded as entry %1 of the log, with the hash of the prices.").arg(entry));
    m_recorded->show();
}

void BacktestPage::showError(const Error& error)
{
    m_error->show(messageOf(error));
}

} // namespace keyrite::ui
