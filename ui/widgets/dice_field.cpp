#include "ui/widgets/dice_field.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/secret_accessible.h"

#include <QKeyEvent>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr std::size_t kMostThrows = 256;
constexpr int kHeightPx = 64;

} // namespace

DiceField::DiceField(QWidget* parent) : QWidget(parent), m_typed(kMostThrows)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    describeAsSecret();
    setAccessibleName(tr("Throws of the die, keys 1 to 6"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

SecretBytes DiceField::take()
{
    SecretBytes thrown = m_typed.take();
    update();
    Q_EMIT changed(0);
    return thrown;
}

QSize DiceField::sizeHint() const
{
    return {px(400), px(kHeightPx)};
}

void DiceField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() >= Qt::Key_1 && event->key() <= Qt::Key_6)
        m_typed.append(static_cast<char16_t>(u'1' + (event->key() - Qt::Key_1)));
    else if (event->key() == Qt::Key_Backspace)
        m_typed.chop();
    else {
        QWidget::keyPressEvent(event);
        return;
    }
    update();
    Q_EMIT changed(throws());
}

void DiceField::paintEvent(QPaintEvent* /*event*/)
{
    constexpr int kPerRow = 50;
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    paintFieldFrame(painter, *this);
    painter.setPen(Qt::NoPen);
    const double pitch = (width() - 2.0 * px(16)) / kPerRow;
    const double radius = std::min(pitch * 0.32, static_cast<double>(px(4)));
    const int shown = std::max(kPerRow, throws());
    const int rows = (shown + kPerRow - 1) / kPerRow;
    for (int i = 0; i < rows * kPerRow; ++i) {
        painter.setBrush(i < throws() ? tokens.text : tokens.line);
        const int row = i / kPerRow;
        const double y = height() * (row + 1.0) / (rows + 1.0);
        painter.drawEllipse(QPointF(px(16) + (i % kPerRow + 0.5) * pitch, y), radius, radius);
    }
}

void DiceField::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void DiceField::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace keyrite::ui
