#include "ui/review_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"
#include "ui/widgets/window_fit.h"

#include <QComboBox>
#include <QDate>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kMaxName = 80;
constexpr int kMaxFinding = 250; // characters, at most 1000 bytes
constexpr int kDueInDays = 30;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

QLineEdit* makeLine(const QString& name, int maxLength, QWidget* parent)
{
    auto* line = new QLineEdit(parent);
    line->setAccessibleName(name);
    line->setPlaceholderText(name);
    line->setMaxLength(maxLength);
    return line;
}

Day dayOf(const QDate& date)
{
    return Day(std::chrono::year(date.year()) / date.month() / date.day());
}

} // namespace

ReviewDialog::ReviewDialog(std::uint64_t first, std::uint64_t last, const std::vector<hsm::TokenInfo>& tokens,
                           QWidget* parent)
    : QDialog(parent), m_firstNew(first), m_most(last), m_reviewer(makeLine(tr("Your name"), kMaxName, this)),
      m_first(makeLine(tr("First entry"), 16, this)), m_last(makeLine(tr("Last entry"), 16, this)),
      m_comments(new QPlainTextEdit(this)), m_findings(new QVBoxLayout), m_sign(new QComboBox(this)),
      m_pin(new PinField(tr("PIN of your token"), this)),
      m_pinLabel(makeText(tr("PIN of your token"), TextRole::Muted, this)),
      m_gap(makeText({}, TextRole::Small, this)), m_problem(makeText({}, TextRole::Small, this)),
      m_record(makeButton(tr("Record the review"), ButtonRole::Primary, this))
{
    setWindowTitle(tr("Mark reviewed"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(10);
    column->addWidget(makeText(tr("Mark entries reviewed"), TextRole::Title, this));
    column->addWidget(makeText(
        tr("The review becomes an entry of the log. It cannot be taken back; another one can follow."),
        TextRole::Muted, this));
    column->addWidget(m_reviewer);
    addRange(column, first, last);
    setTone(m_gap, Tone::Warn);
    column->addWidget(m_gap);
    column->addWidget(makeText(tr("Comments"), TextRole::Subheading, this));
    m_comments->setAccessibleName(tr("Comments"));
    m_comments->setPlaceholderText(tr("What you looked at, and how. May be empty."));
    m_comments->setTabChangesFocus(true);
    m_comments->setMinimumHeight(72);
    column->addWidget(m_comments, 1);
    column->addWidget(makeText(tr("Findings"), TextRole::Subheading, this));
    m_findings->setSpacing(6);
    column->addLayout(m_findings);
    auto* add = makeButton(tr("Add a finding"), ButtonRole::Quiet, this);
    column->addWidget(add, 0, Qt::AlignLeft);
    for (const hsm::TokenInfo& token : tokens)
        m_tokens.push_back(token.id);
    addSigning(column);
    setTone(m_problem, Tone::Bad);
    m_problem->hide();
    column->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back to the log"), ButtonRole::Quiet, this);
    back->setAutoDefault(false);
    m_record->setAutoDefault(false);
    add->setAutoDefault(false);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_record);
    column->addLayout(buttons);
    setMinimumWidth(680);
    connect(add, &QPushButton::clicked, this, &ReviewDialog::addFinding);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_record, &QPushButton::clicked, this, &ReviewDialog::recordRequested);
    for (QLineEdit* line : {m_reviewer, m_first, m_last})
        connect(line, &QLineEdit::textChanged, this, &ReviewDialog::look);
    connect(m_pin, &PinField::changed, this, &ReviewDialog::look);
    look();
}

void ReviewDialog::addRange(QVBoxLayout* column, std::uint64_t first, std::uint64_t last)
{
    const QRegularExpression digits(u"[0-9]{1,16}"_s);
    auto* line = new QHBoxLayout;
    line->addWidget(makeText(tr("Entries"), TextRole::Body, this));
    m_first->setText(QString::number(first));
    m_last->setText(QString::number(last));
    m_first->setValidator(new QRegularExpressionValidator(digits, this));
    m_last->setValidator(new QRegularExpressionValidator(digits, this));
    line->addWidget(m_first);
    line->addWidget(makeText(tr("to"), TextRole::Body, this));
    line->addWidget(m_last);
    line->addStretch(1);
    column->addLayout(line);
}

void ReviewDialog::addFinding()
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    FindingRow finding{row, makeLine(tr("What was found"), kMaxFinding, row),
                       makeLine(tr("Who sees to it"), kMaxName, row),
                       new QDateEdit(QDate::currentDate().addDays(kDueInDays), row)};
    finding.due->setAccessibleName(tr("Due"));
    finding.due->setDisplayFormat(u"d MMM yyyy"_s);
    finding.due->setCalendarPopup(true);
    finding.due->setMinimumWidth(px(160)); // the widest date, and its arrow
    auto* remove = makeButton(tr("Remove"), ButtonRole::Quiet, row);
    remove->setAutoDefault(false);
    line->addWidget(finding.text, 3);
    line->addWidget(finding.owner, 2);
    line->addWidget(finding.due);
    line->addWidget(remove);
    m_findings->addWidget(row);
    m_rows.push_back(finding);
    connect(finding.text, &QLineEdit::textChanged, this, &ReviewDialog::look);
    connect(finding.owner, &QLineEdit::textChanged, this, &ReviewDialog::look);
    connect(remove, &QPushButton::clicked, this, [this, row] {
        std::erase_if(m_rows, [row](const FindingRow& one) { return one.row == row; });
        row->hide();
        row->deleteLater();
        look();
    });
    finding.text->setFocus();
    look();
    growToContent(this);
}

void ReviewDialog::addSigning(QVBoxLayout* column)
{
    column->addWidget(makeText(tr("Signature"), TextRole::Subheading, this));
    m_sign->setAccessibleName(tr("Signature"));
    m_sign->addItem(tr("Do not sign it"));
    for (const hsm::TokenId& token : m_tokens)
        m_sign->addItem(tr("Sign with the token %1, serial %2").arg(qt(token.label), qt(token.serial)));
    column->addWidget(m_sign);
    column->addWidget(m_pinLabel);
    column->addWidget(m_pin);
    connect(m_sign, &QComboBox::currentIndexChanged, this, &ReviewDialog::look);
}

void ReviewDialog::look()
{
    const bool isSigned = token().has_value();
    m_pin->setVisible(isSigned);
    m_pinLabel->setVisible(isSigned);
    growToContent(this);
    const std::uint64_t first = m_first->text().toULongLong();
    const std::uint64_t last = m_last->text().toULongLong();
    const bool range =
        m_first->hasAcceptableInput() && m_last->hasAcceptableInput() && first <= last && last <= m_most;
    bool findings = true;
    for (const FindingRow& row : m_rows)
        findings =
            findings && !row.text->text().trimmed().isEmpty() && !row.owner->text().trimmed().isEmpty();
    m_gap->setVisible(range && first > m_firstNew);
    m_gap->setText(
        tr("Nobody has reviewed the entries %1 to %2. After this review they are no longer shown as "
           "new.")
            .arg(m_firstNew)
            .arg(std::max(first, m_firstNew + 1) - 1));
    setProblem(range ? QString()
                     : tr("The log has entries 0 to %1; the first comes before the last.").arg(m_most));
    m_record->setEnabled(range && findings && !m_reviewer->text().trimmed().isEmpty() &&
                         (!isSigned || m_pin->characters() > 0));
}

registry::Review ReviewDialog::review() const
{
    registry::Review review{.first = m_first->text().toULongLong(),
                            .last = m_last->text().toULongLong(),
                            .reviewer = m_reviewer->text().trimmed().toStdString(),
                            .comments = m_comments->toPlainText().trimmed().toStdString()};
    for (const FindingRow& row : m_rows)
        review.findings.push_back({row.text->text().trimmed().toStdString(),
                                   row.owner->text().trimmed().toStdString(), dayOf(row.due->date())});
    return review;
}

std::optional<hsm::TokenId> ReviewDialog::token() const
{
    const int chosen = m_sign->currentIndex() - 1;
    return chosen < 0 ? std::nullopt : std::optional(m_tokens[static_cast<std::size_t>(chosen)]);
}

SecretBytes ReviewDialog::takePin()
{
    return m_pin->take();
}

void ReviewDialog::setProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace keyrite::ui
