// PinDialog: asks for the PIN of one token. It goes from the keys into locked memory and is taken once. GUI
// thread only.
#pragma once

#include "core/secret_bytes.h"

#include <QDialog>

#include <functional>

namespace keyrite::ui {

class PinField;

class PinDialog final : public QDialog
{
    Q_OBJECT

public:
    // `what`: "PIN of the audit token". Calls `then` with the PIN where one is given.
    static void ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then);

private:
    PinDialog(QWidget* parent, const QString& what, const QString& why);

    PinField* m_pin;
};

} // namespace keyrite::ui
