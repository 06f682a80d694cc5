#include "ui/verify_dialog.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/text.h"
#include "ui/widgets/window_fit.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

constexpr int kSteps = 1000; // a progress bar counts in int; a log may not

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// "412,000 of 1,000,000".
QString ofText(const log::VerifyProgress& progress)
{
    const QLocale english(QLocale::English);
    return VerifyDialog::tr("%1 of %2")
        .arg(english.toString(qulonglong(progress.done)), english.toString(qulonglong(progress.of)));
}

QString section(const QString& title, const std::vector<std::string>& sentences)
{
    QString text;
    for (const std::string& sentence : sentences)
        text += QStringLiteral("\n• ") + qt(sentence);
    return text.isEmpty() ? text : title + text + QStringLiteral("\n\n");
}

} // namespace

VerifyDialog::VerifyDialog(QWidget* parent)
    : QDialog(parent), m_anchor(new QPlainTextEdit(this)), m_by(new QLineEdit(this)),
      m_key(new QLineEdit(this)), m_problem(makeText({}, TextRole::Body, this)),
      m_stage(makeText({}, TextRole::Small, this)), m_progress(new QProgressBar(this)),
      m_verdict(makeText({}, TextRole::Subheading, this)), m_report(new QPlainTextEdit(this)),
      m_verify(makeButton(tr("Verify the log"), ButtonRole::Primary, this)),
      m_stop(makeButton(tr("Stop"), ButtonRole::Ordinary, this)),
      m_cosign(makeButton(tr("Sign as a witness"), ButtonRole::Ordinary, this))
{
    setWindowTitle(tr("Verify the log"));
    setMinimumWidth(px(720));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(10));
    column->addWidget(makeText(tr("Verify the log"), TextRole::Heading, this));
    addFields(*column);
    setTone(m_problem, Tone::Bad);
    column->addWidget(m_problem);
    column->addWidget(m_stage);
    m_progress->setRange(0, kSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How far the verification is"));
    column->addWidget(m_progress);
    column->addWidget(m_verdict);
    m_report->setReadOnly(true);
    m_report->setTabChangesFocus(true);
    m_report->setAccessibleName(tr("What was checked, and what was not"));
    m_report->setMinimumHeight(px(200));
    column->addWidget(m_report, 1);
    auto* buttons = new QHBoxLayout;
    auto* close = makeButton(tr("Close"), ButtonRole::Quiet, this);
    buttons->addWidget(close);
    buttons->addStretch(1);
    buttons->addWidget(m_cosign);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_verify);
    column->addLayout(buttons);
    for (QWidget* later : {static_cast<QWidget*>(m_problem), static_cast<QWidget*>(m_verdict),
                           static_cast<QWidget*>(m_report)})
        later->hide();
    setRunning(false);
    m_cosign->hide();
    connect(m_cosign, &QPushButton::clicked, this, [this] { Q_EMIT cosignRequested(m_signed); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::finished, this, &VerifyDialog::stopRequested);
    connect(m_verify, &QPushButton::clicked, this, &VerifyDialog::request);
    connect(m_stop, &QPushButton::clicked, this, &VerifyDialog::stopRequested);
}

void VerifyDialog::addFields(QVBoxLayout& column)
{
    column.addWidget(makeText(
        tr("A log that was cut short together with its last checkpoints looks sound by itself. Bring a head "
           "from paper: scan the code beside it, or type the number of entries and then the 16 groups or the "
           "32 words."),
        TextRole::Body, this));
    m_anchor->setPlaceholderText(tr("141  80b5 0795 d296 de09 …"));
    m_anchor->setAccessibleName(tr("A head from paper"));
    m_anchor->setTabChangesFocus(true);
    m_anchor->setFixedHeight(px(72));
    column.addWidget(m_anchor);
    m_by->setPlaceholderText(tr("Who brings it"));
    m_by->setAccessibleName(tr("Who brings the head from paper"));
    m_by->setMaxLength(100);
    auto* line = new QHBoxLayout;
    line->addWidget(m_by, 1);
    auto* scan = makeButton(tr("Read it from a scan"), ButtonRole::Ordinary, this);
    setButtonIcon(scan, icon(u"scan"_s));
    scan->setAutoDefault(false);
    line->addWidget(scan);
    column.addLayout(line);
    connect(scan, &QPushButton::clicked, this, &VerifyDialog::scanRequested);
    m_key->setPlaceholderText(tr("Audit key from the minutes of the set-up (name+hash+key), if you have it"));
    m_key->setAccessibleName(tr("Audit key from the minutes of the set-up"));
    m_key->setMaxLength(400);
    column.addWidget(m_key);
}

void VerifyDialog::setAnchor(const QString& text)
{
    m_anchor->setPlainText(text);
    setProblem({});
}

void VerifyDialog::setProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    growToContent(this);
}

void VerifyDialog::setRunning(bool running)
{
    m_verify->setEnabled(!running);
    m_stop->setEnabled(running);
    m_stage->setVisible(running);
    m_progress->setVisible(running);
    growToContent(this);
}

void VerifyDialog::request()
{
    Brought brought{.by = m_by->text().trimmed()};
    m_problem->hide();
    const auto refuse = [this](const Error& error) { setProblem(qt(error.message)); };
    if (const QString text = m_anchor->toPlainText().trimmed(); !text.isEmpty()) {
        auto anchor = paper::parseAnchor(text.toStdString());
        if (!anchor)
            return refuse(anchor.error());
        brought.anchor = std::move(*anchor);
    }
    if (const QString text = m_key->text().trimmed(); !text.isEmpty()) {
        auto key = log::VerifierKey::parse(text.toStdString());
        if (!key)
            return refuse(key.error());
        brought.key = std::move(*key);
    }
    m_verdict->hide();
    m_report->hide();
    m_cosign->hide();
    setRunning(true);
    m_progress->setValue(0);
    Q_EMIT verifyRequested(brought);
}

void VerifyDialog::showProgress(const log::VerifyProgress& progress)
{
    m_progress->setRange(0, progress.of == 0 ? 0 : kSteps);
    if (progress.of > 0)
        m_progress->setValue(static_cast<int>(std::min(progress.done, progress.of) * kSteps / progress.of));
    switch (progress.stage) {
    case log::VerifyStage::Entries:
        m_stage->setText(tr("Entries are hashed and signatures checked: %1").arg(ofText(progress)));
        break;
    case log::VerifyStage::File:
        m_stage->setText(tr("Pages and indexes of the file are checked …"));
        break;
    case log::VerifyStage::Replay:
        m_stage->setText(tr("Ceremonies are followed step by step: %1").arg(ofText(progress)));
        break;
    }
}

void VerifyDialog::showOutcome(const ceremony::Audit& audit)
{
    const ceremony::AuditWords words = ceremony::inWords(audit);
    setRunning(false);
    m_verdict->setText((audit.sound() ? tr("The log is sound. ") : QString()) + qt(words.verdict));
    setTone(m_verdict, audit.sound() ? Tone::Good : Tone::Bad);
    m_verdict->show();
    m_report->setPlainText(
        (section(tr("What is wrong"), words.wrong) + section(tr("Look at these"), words.remarks) +
         section(tr("Checked"), words.checked) + section(tr("Not covered"), words.notCovered))
            .trimmed());
    m_report->show();
    growToContent(this);
    m_signed = audit.log.coveredBySignature;
    m_cosign->setVisible(m_canCosign && audit.sound() && m_signed > 0);
}

void VerifyDialog::showCosigned(const QString& sentence)
{
    m_cosign->hide();
    m_report->setPlainText(sentence + QStringLiteral("\n\n") + m_report->toPlainText());
}

void VerifyDialog::showRefusal(const QString& why)
{
    setRunning(false);
    m_verdict->setText(why);
    setTone(m_verdict, Tone::Warn);
    m_verdict->show();
}

} // namespace keyrite::ui
