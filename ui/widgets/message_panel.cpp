#include "ui/widgets/message_panel.h"

#include "ui/icon.h"
#include "ui/tokens.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

constexpr int kSignPx = 24;

QPixmap sign(Tone tone, const QWidget& widget)
{
    const Tokens& tokens = currentTokens();
    const auto drawn = [&widget](const QString& name, const QColor& colour) {
        return iconPixmap(name, colour, px(kSignPx), widget.devicePixelRatioF());
    };
    switch (tone) {
    case Tone::Good:
        return drawn(u"check"_s, tokens.good);
    case Tone::Warn:
        return drawn(u"warning"_s, tokens.warn);
    case Tone::Bad:
        return drawn(u"error"_s, tokens.bad);
    case Tone::Neutral:
    case Tone::Info:
        return drawn(u"info"_s, tokens.accent);
    }
    return {};
}

void setTextOrHide(QLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

MessagePanel::MessagePanel(QWidget* parent)
    : QFrame(parent), m_sign(new QLabel(this)), m_headline(makeText({}, TextRole::Subheading, this)),
      m_happened(makeText({}, TextRole::Body, this)), m_meaning(makeText({}, TextRole::Body, this)),
      m_technical(makeText({}, TextRole::MonoSmall, this))
{
    setProperty("role", QStringLiteral("panel"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(px(16), px(14), px(16), px(14));
    row->setSpacing(px(12));
    row->addWidget(m_sign, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(px(4));
    for (QLabel* label : {m_headline, m_happened, m_meaning, m_technical})
        column->addWidget(label);
    row->addLayout(column, 1);
    m_technical->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void MessagePanel::show(const Message& message)
{
    m_sign->setPixmap(sign(message.tone, *this));
    m_headline->setText(message.headline);
    setTextOrHide(m_happened, message.happened);
    setTextOrHide(m_meaning, message.meaning);
    setTextOrHide(m_technical, message.technical);
    setAccessibleName(message.headline);
    setTone(this, message.tone);
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessagePanel::clear()
{
    hide();
}

} // namespace keyrite::ui
