// PrinterDialog: asks which printer a page goes to: one that is plugged in, or the address of one. GUI thread
// only.
#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;

namespace keyrite::ui {

class PrinterDialog final : public QDialog
{
    Q_OBJECT

public:
    // `devices` are offered first (printerDevices()). Calls `then` with what LivePaper takes.
    static void ask(QWidget* parent, const QStringList& devices, std::function<void(std::string)> then);

    // The same for a page without a secret, which may be left as a file: then calls `keep`.
    static void askOrKeep(QWidget* parent, const QStringList& devices, std::function<void(std::string)> then,
                          std::function<void()> keep);

private:
    PrinterDialog(QWidget* parent, const QStringList& devices, std::function<void()> keep);

    QLineEdit* m_printer;
};

} // namespace keyrite::ui
