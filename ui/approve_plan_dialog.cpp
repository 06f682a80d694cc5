#include "ui/approve_plan_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

ApprovePlanDialog::ApprovePlanDialog(const QString& design, const QString& hash, const QStringList& people,
                                     QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Approve a design"));
    setMinimumWidth(px(520));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(px(12));
    column->addWidget(makeText(tr("Two people approve this design"), TextRole::Heading, this));
    column->addWidget(makeText(design, TextRole::Body, this));
    column->addWidget(
        makeText(tr("The log keeps it for good, with your names and every input that it was computed "
                    "from. The hash of the inputs:"),
                 TextRole::Muted, this));
    column->addWidget(makeText(hash, TextRole::MonoSmall, this));
    m_first = addName(tr("Name of the first person"), people);
    m_second = addName(tr("Name of the second person"), people);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Do not approve"), ButtonRole::Quiet, this);
    m_approve = makeButton(tr("We both approve this design"), ButtonRole::Primary, this);
    m_approve->setAutoDefault(false); // Enter never does what cannot be undone
    back->setAutoDefault(false);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_approve);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_approve, &QPushButton::clicked, this, [this] {
        Q_EMIT approved(m_first->text().trimmed(), m_second->text().trimmed());
        accept();
    });
    look();
}

QLineEdit* ApprovePlanDialog::addName(const QString& label, const QStringList& people)
{
    layout()->addWidget(makeText(label, TextRole::Strong, this));
    auto* edit = new QLineEdit(this);
    edit->setAccessibleName(label);
    edit->setMaxLength(80);
    auto* completer = new QCompleter(people, edit);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    edit->setCompleter(completer);
    layout()->addWidget(edit);
    connect(edit, &QLineEdit::textChanged, this, &ApprovePlanDialog::look);
    return edit;
}

// Nobody approves twice.
void ApprovePlanDialog::look()
{
    if (m_approve == nullptr)
        return;
    const QString first = m_first->text().trimmed();
    const QString second = m_second->text().trimmed();
    m_approve->setEnabled(!first.isEmpty() && !second.isEmpty() &&
                          first.compare(second, Qt::CaseInsensitive) != 0);
}

} // namespace keyrite::ui
