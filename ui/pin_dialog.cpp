#include "ui/pin_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keyrite::ui {

PinDialog::PinDialog(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning)
    : QDialog(parent), m_pin(new PinEntry(question, this))
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
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    auto* use = makeButton(question.way == registry::PinWay::PinPad ? tr("Go on at the token")
                           : question.create                        ? tr("Set this PIN")
                                                                    : tr("Use this PIN"),
                           ButtonRole::Primary, this);
    use->setEnabled(m_pin->isComplete());
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(use);
    column->addLayout(buttons);
    setMinimumWidth(px(560));
    connect(m_pin, &PinEntry::changed, use, [this, use] { use->setEnabled(m_pin->isComplete()); });
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    m_pin->setFocus();
}

void PinDialog::ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then)
{
    ask(parent, {.name = what, .shortest = 1}, why, {},
        [then = std::move(then)](SecretBytes pin, registry::PinWay) { then(std::move(pin)); });
}

void PinDialog::ask(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning,
                    std::function<void(SecretBytes, registry::PinWay)> then)
{
    auto* dialog = new PinDialog(parent, question, why, warning);
    connect(dialog, &QDialog::accepted, dialog,
            [dialog, then = std::move(then)] { then(dialog->m_pin->take(), dialog->m_pin->way()); });
    dialog->open();
}

} // namespace keyrite::ui
