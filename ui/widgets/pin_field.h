// PinField: a PIN goes from the key press into locked memory. It is no line edit on purpose: it holds no
// QString, has no clipboard, no undo, no input method, and nothing for the accessibility bus to read.
#pragma once

#include "ui/widgets/secret_buffer.h"

#include <QWidget>

namespace keyrite::ui {

class PinField final : public QWidget
{
    Q_OBJECT

public:
    // `name` is what a screen reader says and the only text that the field owns.
    PinField(const QString& name, QWidget* parent);

    std::size_t characters() const { return m_typed.characters(); }
    bool sameAs(const PinField& other) const; // constant-time for equal sizes
    SecretBytes typed() const;                // UTF-8; a copy
    SecretBytes take();                       // the field is empty afterwards
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();
    void entered(); // Enter was pressed

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    SecretBuffer m_typed;
};

} // namespace keyrite::ui
