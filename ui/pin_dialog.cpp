#include "ui/pin_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

namespace {

QString actionFor(const PinQuestion& question)
{
    return question.way == registry::PinWay::PinPad ? PinDialog::tr("Go on at the device")
           : question.create                        ? PinDialog::tr("Set this PIN")
                                                    : PinDialog::tr("Use this PIN");
}

} // namespace

PinDialog::PinDialog(QWidget* parent, const QString& title, const QString& why)
    : QDialog(parent), m_buttons(new QHBoxLayout)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(16));
    column->addWidget(makeText(why, TextRole::Body, this));
    setMinimumWidth(px(640));
}

void PinDialog::lay(QWidget* pins, QWidget* field, const QString& action, bool complete)
{
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->addWidget(pins);
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    auto* use = makeButton(action, ButtonRole::Primary, this);
    back->setAutoDefault(false);
    m_buttons->addWidget(back);
    m_buttons->addStretch(1);
    m_buttons->addWidget(use);
    column->addLayout(m_buttons);
    use->setEnabled(complete);
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    m_use = use;
    (field != nullptr ? field : use)->setFocus();
}

void PinDialog::offer(const Otherwise& otherwise)
{
    if (!otherwise.then)
        return;
    auto* button = makeButton(otherwise.text, ButtonRole::Refusal, this);
    button->setAutoDefault(false);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    connect(button, &QPushButton::clicked, this, [this, then = otherwise.then] {
        reject();
        then();
    });
}

void PinDialog::ask(QWidget* parent, const PinQuestion& question, const QString& why,
                    std::function<void(GivenPin)> then, const Otherwise& otherwise)
{
    auto* dialog = new PinDialog(parent, question.name, why);
    auto* pin = new PinEntry(question, dialog);
    dialog->lay(pin, pin->field(), actionFor(question), pin->isComplete());
    dialog->offer(otherwise);
    connect(pin, &PinEntry::entered, dialog->m_use, qOverload<>(&QWidget::setFocus));
    connect(pin, &PinEntry::changed, dialog, [dialog, pin] { dialog->m_use->setEnabled(pin->isComplete()); });
    connect(dialog, &QDialog::accepted, dialog, [pin, then = std::move(then)] { then(pin->take()); });
    dialog->open();
}

void PinDialog::askBoth(QWidget* parent, const SetUpQuestions& questions, const QString& why,
                        const QString& action, std::function<void(SetUpGiven)> then)
{
    auto* dialog = new PinDialog(parent, questions.user.name, why);
    auto* pins = new SetUpPins(questions, dialog);
    dialog->lay(pins, pins->field(), action, pins->isComplete());
    connect(pins, &SetUpPins::changed, dialog,
            [dialog, pins] { dialog->m_use->setEnabled(pins->isComplete()); });
    connect(dialog, &QDialog::accepted, dialog, [pins, then = std::move(then)] { then(pins->take()); });
    dialog->open();
}

} // namespace keyrite::ui
