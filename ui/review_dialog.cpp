#include "ui/review_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/fitting_scroll.h"
#include "ui/widgets/window_fit.h"

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
                           const registry::Registry& registry, QWidget* parent)
    : SigningDialog(tr("Signature"), tokens, parent), m_firstNew(first), m_most(last),
      m_reviewer(makeLine(tr("Your name"), kMaxName, this)), m_first(makeLine(tr("First entry"), 16, this)),
      m_last(makeLine(tr("Last entry"), 16, this)), m_comments(new QPlainTextEdit(this)),
      m_findings(new QVBoxLayout), m_gap(makeText({}, TextRole::Small, this)),
      m_record(makeButton(tr("Record the review"), ButtonRole::Primary, this))
{
    setWindowTitle(tr("Mark reviewed"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(px(32), px(24), px(32), px(24));
    whole->setSpacing(px(10));
    whole->addWidget(makeText(tr("Mark entries reviewed"), TextRole::Title, this));
    whole->addWidget(makeText(
        tr("The review becomes an entry of the log. It cannot be taken back; another one can follow."),
        TextRole::Muted, this));
    auto* scroll = new FittingScroll(this);
    auto* form = new QWidget(scroll);
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, px(10), 0); // the scroll bar's
    column->setSpacing(px(10));
    column->addWidget(m_reviewer);
    addRange(column, first, last);
    setTone(m_gap, Tone::Warn);
    column->addWidget(m_gap);
    column->addWidget(makeText(tr("Comments"), TextRole::Subheading, this));
    m_comments->setAccessibleName(tr("Comments"));
    m_comments->setPlaceholderText(tr("What you looked at, and how. May be empty."));
    m_comments->setTabChangesFocus(true);
    m_comments->setFixedHeight(px(88));
    column->addWidget(m_comments);
    column->addWidget(makeText(tr("Findings"), TextRole::Subheading, this));
    m_findings->setSpacing(6);
    column->addLayout(m_findings);
    auto* add = makeButton(tr("Add a finding"), ButtonRole::Quiet, this);
    column->addWidget(add, 0, Qt::AlignLeft);
    column->addWidget(makeText(tr("Signature"), TextRole::Subheading, this));
    column->addWidget(signer());
    ReviewDialog::setTokens(tokens, registry);
    column->addStretch(1);
    scroll->setWidget(form);
    whole->addWidget(scroll, 1);
    whole->addWidget(problem());
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back to the log"), ButtonRole::Quiet, this);
    back->setAutoDefault(false);
    m_record->setAutoDefault(false);
    add->setAutoDefault(false);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_record);
    whole->addLayout(buttons);
    setMinimumWidth(px(680));
    connect(add, &QPushButton::clicked, this, &ReviewDialog::addFinding);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_record, &QPushButton::clicked, this, &ReviewDialog::recordRequested);
    for (QLineEdit* line : {m_reviewer, m_first, m_last})
        connect(line, &QLineEdit::textChanged, this, &ReviewDialog::look);
    connect(signer(), &SignerChoice::changed, this, &ReviewDialog::look);
    ReviewDialog::look();
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

void ReviewDialog::setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry)
{
    std::vector<Signer> signers =
        signersOn(SigningDialog::tokens(), tr("Sign with the token %1, serial %2"), tokens, registry);
    signers.insert(signers.begin(), {tr("Do not sign it"), {}});
    signer()->setSigners(std::move(signers));
}

void ReviewDialog::look()
{
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
    if (!isBusy())
        say(range ? QString()
                  : tr("The log has entries 0 to %1; the first comes before the last.").arg(m_most),
            Tone::Bad);
    m_record->setEnabled(!isBusy() && range && findings && !m_reviewer->text().trimmed().isEmpty() &&
                         signer()->isComplete());
    growToContent(this);
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
    const int chosen = signer()->chosen() - 1;
    return chosen < 0 ? std::nullopt
                      : std::optional(SigningDialog::tokens()[static_cast<std::size_t>(chosen)]);
}

} // namespace keyrite::ui
