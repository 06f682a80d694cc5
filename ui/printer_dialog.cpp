#include "ui/printer_dialog.h"

#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

PrinterDialog::PrinterDialog(QWidget* parent, const QStringList& devices, std::function<void()> keep)
    : QDialog(parent), m_printer(new QLineEdit(devices.value(0), this))
{
    setWindowTitle(tr("The printer"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(12);
    column->addWidget(
        makeText(keep ? tr("Which printer prints the papers?") : tr("Which printer prints the sheets?"),
                 TextRole::Heading, this));
    column->addWidget(makeText(tr("A page goes from memory straight to the printer; nothing is written to "
                                  "a disk. Give the address of a "
                                  "printer on a cable (ipp://HOST/ipp/print) or its device (/dev/usb/lp0). A "
                                  "print queue is refused where "
                                  "it would write to a disk."),
                               TextRole::Muted, this));
    for (const QString& device : devices) {
        auto* found = makeButton(tr("Use %1, which is plugged in").arg(device), ButtonRole::Ordinary, this);
        connect(found, &QPushButton::clicked, this, [this, device] {
            m_printer->setText(device);
            accept();
        });
        column->addWidget(found);
    }
    m_printer->setAccessibleName(tr("Address or device of the printer"));
    m_printer->setPlaceholderText(u"ipp://192.168.7.2/ipp/print"_s);
    column->addWidget(m_printer);
    if (keep) {
        column->addWidget(makeText(tr("These papers hold no secret. They may also be kept as files in the "
                                      "room's folder, and printed from there."),
                                   TextRole::Muted, this));
        auto* files = makeButton(tr("Keep them as files"), ButtonRole::Ordinary, this);
        connect(files, &QPushButton::clicked, this, [this, keep = std::move(keep)] {
            reject();
            keep();
        });
        column->addWidget(files);
    }
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Back"), ButtonRole::Quiet, this);
    auto* use = makeButton(tr("Print there"), ButtonRole::Primary, this);
    use->setEnabled(!m_printer->text().isEmpty());
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(use);
    column->addLayout(buttons);
    setMinimumWidth(560);
    connect(m_printer, &QLineEdit::textChanged, use,
            [use](const QString& text) { use->setEnabled(!text.trimmed().isEmpty()); });
    connect(use, &QPushButton::clicked, this, &QDialog::accept);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    m_printer->setFocus();
}

void PrinterDialog::ask(QWidget* parent, const QStringList& devices, std::function<void(std::string)> then)
{
    askOrKeep(parent, devices, std::move(then), {});
}

void PrinterDialog::askOrKeep(QWidget* parent, const QStringList& devices,
                              std::function<void(std::string)> then, std::function<void()> keep)
{
    auto* dialog = new PrinterDialog(parent, devices, std::move(keep));
    connect(dialog, &QDialog::accepted, dialog,
            [dialog, then = std::move(then)] { then(dialog->m_printer->text().trimmed().toStdString()); });
    dialog->open();
}

} // namespace keyrite::ui
