// DiceField: throws of a six-sided die, typed one after the other into locked memory. Shows how many, and the
// last few as dots.
#pragma once

#include "ui/widgets/secret_buffer.h"

#include <QWidget>

namespace keyrite::ui {

// About 129 bits: fewer throws than this are not offered as entropy.
inline constexpr int kFewestThrows = 50;

class DiceField final : public QWidget
{
    Q_OBJECT

public:
    explicit DiceField(QWidget* parent);

    int throws() const { return static_cast<int>(m_typed.bytes()); }
    bool enough() const { return throws() >= kFewestThrows; }
    SecretBytes take(); // ASCII digits 1-6; the field is empty afterwards

    QSize sizeHint() const override;

Q_SIGNALS:
    void changed(int throws);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    SecretBuffer m_typed;
};

} // namespace keyrite::ui
