// PinDialog: asks for a PIN of one token, or for both of one that is set up. They go from the keys into
// locked memory and are taken once. GUI thread only.
#pragma once

#include "ui/widgets/set_up_pins.h"

#include <QDialog>

#include <functional>

class QHBoxLayout;

namespace keyrite::ui {

class PinDialog final : public QDialog
{
    Q_OBJECT

public:
    // A way on without the PIN: the words of its button, and what follows.
    struct Otherwise
    {
        QString text;
        std::function<void()> then;
    };

    // `why`: sentences. Calls `then` with the PIN where one is given.
    static void ask(QWidget* parent, const PinQuestion& question, const QString& why,
                    std::function<void(GivenPin)> then, const Otherwise& otherwise = {});

    // Both PINs. `action`: what the button says that it will do.
    static void askBoth(QWidget* parent, const SetUpQuestions& questions, const QString& why,
                        const QString& action, std::function<void(SetUpGiven)> then);

private:
    PinDialog(QWidget* parent, const QString& title, const QString& why);
    void lay(QWidget* pins, QWidget* field, const QString& action, bool complete);
    void offer(const Otherwise& otherwise);

    QHBoxLayout* m_buttons;
    QWidget* m_use = nullptr;
};

} // namespace keyrite::ui
