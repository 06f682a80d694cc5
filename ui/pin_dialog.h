// PinDialog: asks for the PIN of one token. It goes from the keys into locked memory and is taken once. GUI
// thread only.
#pragma once

#include "core/hsm/token.h"
#include "ui/widgets/pin_entry.h"

#include <QDialog>

#include <functional>

class QHBoxLayout;

namespace keyrite::ui {

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

    // `what`: "PIN of the audit token". Calls `then` with the PIN where one is given, by one person.
    static void ask(QWidget* parent, const QString& what, const QString& why,
                    std::function<void(SecretBytes)> then, const Otherwise& otherwise = {});

    // As the question has it: by one person, by two, on the token's pad; with a warning before the next try,
    // which may be empty.
    static void ask(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning,
                    std::function<void(SecretBytes, registry::PinWay)> then, const Otherwise& otherwise = {});

private:
    PinDialog(QWidget* parent, const PinQuestion& question, const QString& why, const QString& warning);
    void offer(const Otherwise& otherwise);

    PinEntry* m_pin;
    QHBoxLayout* m_buttons;
};

} // namespace keyrite::ui
