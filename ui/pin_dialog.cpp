#include "ui/pin_dialog.h"

#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

PinDialog::PinDialog(QWidget* parent, const QString& what, const QString& why)
    : QDialog(parent), m_pin(new PinField(what, this)), m_buttons(new QHBoxLayout)
{
    setWindowTitle(what);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(12);
    column->addWidget(makeText(what, TextRole::Heading, this));
    column->addWidget(makeText(why, TextRole::Muted, this));
    column->addWidget(m_pin);
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    auto* use = makeButton(tr("Use this PIN"), ButtonRole::Primary, this);
    use->setEnabled(false);
    m_buttons->addWidget(back);
    m_buttons->addStretch(1);
    m_buttons->addWidget(use);
    column->addLayout(m_buttons);
    setMinimumWidth(480);
    connect(m_pin, &PinField::changed, use, [this, use] { use->setEnabled(m_pin->characters() > 0); });
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
    auto* dialog = new PinDialog(parent, what, why);
    if (otherwise.then)
        dialog->offer(otherwise);
    connect(dialog, &QDialog::accepted, dialog,
            [dialog, then = std::move(then)] { then(dialog->m_pin->take()); });
    dialog->open();
}

} // namespace keyrite::ui
