#include "ui/exception_dialog.h"

#include "core/ceremony/rollback.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keyrite::ui {
namespace {

constexpr int kMaxText = 1500; // characters; an entry takes 64 KiB

} // namespace

ExceptionDialog::ExceptionDialog(const ceremony::State& state, const QString& expected, QWidget* parent)
    : QDialog(parent), m_expected(expected), m_happened(new QPlainTextEdit(this)),
      m_decision(new QButtonGroup(this)), m_by(new QComboBox(this)),
      m_record(new QPushButton(tr("Record the exception"), this))
{
    setWindowTitle(tr("Exception"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(12);
    column->addWidget(makeText(tr("Raise an exception"), TextRole::Title, this));
    if (!expected.isEmpty())
        column->addWidget(makeText(tr("Expected: %1").arg(expected), TextRole::Muted, this));
    column->addWidget(makeText(tr("What happened?"), TextRole::Subheading, this));
    m_happened->setAccessibleName(tr("What happened"));
    m_happened->setPlaceholderText(tr("In your own words. It is read aloud at the end of the ceremony. Never "
                                      "write a share or a PIN here."));
    m_happened->setTabChangesFocus(true);
    m_happened->setMinimumHeight(96);
    column->addWidget(m_happened);
    column->addWidget(makeText(tr("What is decided?"), TextRole::Subheading, this));
    const bool again = !state.spec().onFail.empty();
    addChoice(column, Decision::Continue, tr("Continue: it is noted, and the step goes on"));
    addChoice(column, Decision::Repeat,
              again ? tr("Repeat: a sheet issued for this is voided, and a new one is issued")
                    : tr("Repeat this step from its beginning"));
    if (ceremony::mayLeaveOut(state))
        addChoice(column, Decision::LeaveOut,
                  tr("Leave this sheet out: its custodian is not here, and its bag stays closed"));
    addChoice(column, Decision::Abort,
              tr("Abort the ceremony: what was issued is voided, every key made in it is destroyed. This "
                 "cannot be undone"));
    column->addWidget(makeText(tr("Who decided?"), TextRole::Subheading, this));
    m_by->setAccessibleName(tr("Who decided"));
    for (const ceremony::Person& person : state.plan.people)
        m_by->addItem(QString::fromStdString(person.name), QString::fromStdString(person.initials));
    column->addWidget(m_by);
    auto* buttons = new QHBoxLayout;
    auto* back = new QPushButton(tr("Back to the step"), this);
    back->setAutoDefault(false);
    m_record->setAutoDefault(false); // Enter never decides
    m_record->setProperty("role", QStringLiteral("primary"));
    buttons->addStretch();
    buttons->addWidget(back);
    buttons->addWidget(m_record);
    column->addLayout(buttons);
    setMinimumWidth(640);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_record, &QPushButton::clicked, this, &ExceptionDialog::record);
    connect(m_happened, &QPlainTextEdit::textChanged, this, &ExceptionDialog::look);
    connect(m_decision, &QButtonGroup::idClicked, this, &ExceptionDialog::look);
    look();
}

void ExceptionDialog::addChoice(QBoxLayout* column, Decision decision, const QString& text)
{
    auto* button = new QRadioButton(text, this);
    m_decision->addButton(button, static_cast<int>(decision));
    column->addWidget(button);
}

void ExceptionDialog::startCompromise(const QString& happened)
{
    m_starts = "compromise";
    m_happened->setPlainText(happened);
    m_record->setText(tr("Record it, and start the compromise protocol after this"));
}

void ExceptionDialog::look()
{
    m_record->setEnabled(!m_happened->toPlainText().trimmed().isEmpty() && m_decision->checkedId() >= 0);
}

void ExceptionDialog::record()
{
    const auto decision = static_cast<Decision>(m_decision->checkedId());
    const ceremony::ExceptionText text{m_expected.toStdString(),
                                       m_happened->toPlainText().trimmed().left(kMaxText).toStdString(),
                                       m_decision->checkedButton()->text().toStdString(),
                                       m_by->currentData().toString().toStdString(), m_starts};
    accept();
    Q_EMIT decided(text, decision);
}

} // namespace keyrite::ui
