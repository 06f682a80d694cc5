#include "ui/widgets/pin_field.h"

#include "ui/tokens.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/secret_accessible.h"

#include <QInputMethodEvent>
#include <QKeyEvent>

#include <algorithm>

namespace keyrite::ui {

namespace {

constexpr std::size_t kCapacityBytes = 256;
constexpr int kHeightPx = 40;
constexpr int kWidthPx = 280;
constexpr int kDotPx = 8;
constexpr int kPitchPx = 16;
constexpr int kPadPx = 14;

bool isTyped(const QKeyEvent& event)
{
    constexpr auto kCommand = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    // AltGr arrives as Control and Alt together, or as neither: both type characters.
    const auto command = event.modifiers() & kCommand;
    const bool typing = command == Qt::NoModifier || command == (Qt::ControlModifier | Qt::AltModifier);
    return typing && event.text().size() == 1 && event.text().at(0).isPrint();
}

} // namespace

PinField::PinField(const QString& name, QWidget* parent) : QWidget(parent), m_typed(kCapacityBytes)
{
    setFocusPolicy(Qt::StrongFocus);
    describeAsSecret();
    setAccessibleName(name);
    // An input method is another process: it would see the PIN.
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

bool PinField::sameAs(const PinField& other) const
{
    const std::string_view mine = m_typed.text();
    const std::string_view theirs = other.m_typed.text();
    return mine.size() == theirs.size() && equalSecret(asBytes(mine), asBytes(theirs));
}

SecretBytes PinField::typed() const
{
    return SecretBytes::copyOf(asBytes(m_typed.text()));
}

SecretBytes PinField::take()
{
    SecretBytes pin = m_typed.take();
    update();
    Q_EMIT changed();
    return pin;
}

void PinField::clear()
{
    m_typed.clear();
    update();
    Q_EMIT changed();
}

QSize PinField::sizeHint() const
{
    return {px(kWidthPx), px(kHeightPx)};
}

QSize PinField::minimumSizeHint() const
{
    return {px(kWidthPx / 2), px(kHeightPx)};
}

void PinField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT entered();
        return;
    }
    if (event->key() == Qt::Key_Backspace)
        m_typed.chop();
    else if (isTyped(*event))
        m_typed.append(event->text().at(0).unicode());
    else {
        QWidget::keyPressEvent(event);
        return;
    }
    update();
    Q_EMIT changed();
}

void PinField::inputMethodEvent(QInputMethodEvent* event)
{
    event->accept(); // and ignored: see the constructor
}

void PinField::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Tokens& tokens = currentTokens();
    paintFieldFrame(painter, *this);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? tokens.text : tokens.onDisabled);
    const int room = std::max(0, width() - 2 * px(kPadPx)) / px(kPitchPx);
    const int dots = std::min(static_cast<int>(characters()), room);
    const double middle = height() / 2.0;
    for (int dot = 0; dot < dots; ++dot)
        painter.drawEllipse(QPointF(px(kPadPx) + dot * px(kPitchPx) + px(kDotPx) / 2.0, middle),
                            px(kDotPx) / 2.0, px(kDotPx) / 2.0);
    if (hasFocus())
        painter.fillRect(QRectF(px(kPadPx) + dots * px(kPitchPx), middle - px(9), 1.5, px(18)),
                         tokens.accent);
}

void PinField::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void PinField::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace keyrite::ui
