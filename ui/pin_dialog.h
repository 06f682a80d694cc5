// PinDialog: asks for the PIN of one token. It goes from the keys into locked memory and is taken once. GUI
// thread only.
#pragma once

#include "ui/widgets/pin_entry.h"

#include <QDialog>

#include <functional>

namespace keyrite::ui {

class PinDialog final : public QDialog
{
    Q_OBJECT

public:
    // `what`: "PIN of the audit token". Calls `then` with the PIN where one is given, by one person.
    static void ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then);

    // As the question has it: by one person, by two, on the token's pad; with a warning before the next try,
    // which may be empty.
    static void ask(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning,
                    std::function<void(SecretBytes, registry::PinWay)> then);

private:
    PinDialog(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning);

    PinEntry* m_pin;
};

} // namespace keyrite::ui
