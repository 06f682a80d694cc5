#include "ui/pin_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

PinDialog::PinDialog(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning)
    : QDialog(parent), m_pin(new PinEntry(question, this)), m_buttons(new QHBoxLayout)
{
    setWindowTitle(question.name);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(12));
    column->addWidget(makeText(question.name, TextRole::Heading, this));
    column->addWidget(makeText(why, TextRole::Muted, this));
    if (!warning.isEmpty()) {
        auto* label = makeText(warning, TextRole::Strong, this);
        setTone(label, Tone::Warn);
        column->addWidget(label);
    }
    column->addWidget(m_pin);
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    auto* use = makeButton(question.way == registry::PinWay::PinPad ? tr("Go on at the token")
                           : question.create                        ? tr("Set this PIN")
                                                                    : tr("Use this PIN"),
                           ButtonRole::Primary, this);
    use->setEnabled(m_pin->isComplete());
    m_buttons->addWidget(back);
    m_buttons->addStretch(1);
    m_buttons->addWidget(use);
    column->addLayout(m_buttons);
    setMinimumWidth(px(560));
    connect(m_pin, &PinEntry::changed, use, [this, use] { use->setEnabled(m_pin->isComplete()); });
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    m_pin->setFocus();
}

QString PinDialog::titleFor(const hsm::TokenId& token)
{
    return tr("PIN of “%1”, serial %2")
        .arg(QString::fromStdString(token.label), QString::fromStdString(token.serial));
}

void PinDialog::offer(const Otherwise& otherwise)
{
    auto* button = makeButton(otherwise.text, ButtonRole::Refusal, this);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    connect(button, &QPushButton::clicked, this, [this, then = otherwise.then] {
        reject();
        then();
    });
}

void PinDialog::ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then, const Otherwise& otherwise)
{
    ask(
        parent, {.name = what, .shortest = 1}, why, {},
        [then = std::move(then)](SecretBytes pin, registry::PinWay) { then(std::move(pin)); }, otherwise);
}

void PinDialog::ask(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning,
                    std::function<void(SecretBytes, registry::PinWay)> then, const Otherwise& otherwise)
{
    auto* dialog = new PinDialog(parent, question, why, warning);
    if (otherwise.then)
        dialog->offer(otherwise);
    connect(dialog, &QDialog::accepted, dialog,
            [dialog, then = std::move(then)] { then(dialog->m_pin->take(), dialog->m_pin->way()); });
    dialog->open();
}

} // namespace keyrite::ui
