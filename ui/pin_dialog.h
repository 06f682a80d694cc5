// PinDialog: asks for the PIN of one token. It goes from the keys into locked memory and is taken once. GUI
// thread only.
#pragma once

#include "core/hsm/token.h"
#include "core/secret_bytes.h"

#include <QDialog>

#include <functional>

class QHBoxLayout;

namespace keyrite::ui {

class PinField;

class PinDialog final : public QDialog
{
    Q_OBJECT

public:
    // Which HSM is meant: "PIN of “HSM A”, serial 0012 3457".
    static QString titleFor(const hsm::TokenId& token);

    // A way on without the PIN: the words of its button, and what follows.
    struct Otherwise
    {
        QString text;
        std::function<void()> then;
    };

    // `what`: "PIN of the audit token". Calls `then` with the PIN where one is given.
    static void ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then, const Otherwise& otherwise = {});

private:
    PinDialog(QWidget* parent, const QString& what, const QString& why);
    void offer(const Otherwise& otherwise);

    PinField* m_pin;
    QHBoxLayout* m_buttons;
};

} // namespace keyrite::ui
