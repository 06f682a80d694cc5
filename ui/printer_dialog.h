// PrinterDialog: asks which printer a live share goes to: one that is plugged in, or the address of one. GUI
// thread only.
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

private:
    PrinterDialog(QWidget* parent, const QStringList& devices);

    QLineEdit* m_printer;
};

} // namespace keyrite::ui
