#include "ui/widgets/text.h"

#include "ui/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

QString roleName(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return u"title"_s;
    case TextRole::Heading:
        return u"heading"_s;
    case TextRole::Subheading:
        return u"subheading"_s;
    case TextRole::Lead:
        return u"lead"_s;
    case TextRole::Body:
        return u"body"_s;
    case TextRole::Strong:
        return u"strong"_s;
    case TextRole::Muted:
        return u"muted"_s;
    case TextRole::Small:
        return u"small"_s;
    case TextRole::Eyebrow:
        return u"eyebrow"_s;
    case TextRole::Mono:
        return u"mono"_s;
    case TextRole::MonoSmall:
        return u"monosmall"_s;
    case TextRole::MonoLarge:
        return u"monolarge"_s;
    case TextRole::MonoGroup:
        return u"monogroup"_s;
    }
    return {};
}

QString roleName(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Primary:
        return u"primary"_s;
    case ButtonRole::Ordinary:
        return u"ordinary"_s;
    case ButtonRole::Refusal:
        return u"refusal"_s;
    case ButtonRole::Quiet:
        return u"quiet"_s;
    }
    return {};
}

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return {};
    case Tone::Good:
        return u"good"_s;
    case Tone::Warn:
        return u"warn"_s;
    case Tone::Bad:
        return u"bad"_s;
    case Tone::Info:
        return u"info"_s;
    }
    return {};
}

} // namespace

QLabel* makeText(const QString& text, TextRole role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", roleName(role));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void repolish(QWidget* widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setTone(QWidget* widget, Tone tone)
{
    widget->setProperty("kind", toneName(tone));
    repolish(widget);
}

QFrame* makeRule(QWidget* parent)
{
    auto* rule = new QFrame(parent);
    rule->setProperty("role", QStringLiteral("rule"));
    return rule;
}

QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", roleName(role));
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

void setButtonIcon(QPushButton* button, const QIcon& icon)
{
    constexpr int kIconPx = 18;
    constexpr int kAirPx = 6;
    button->setIcon(icon);
    button->setIconSize({px(kIconPx + kAirPx), px(kIconPx)});
}

Card::Card(QWidget* parent) : QFrame(parent), m_body(new QVBoxLayout(this))
{
    setProperty("role", QStringLiteral("card"));
    m_body->setContentsMargins(px(28), px(24), px(28), px(24));
    m_body->setSpacing(px(12));
}

ContentColumn::ContentColumn(int top, int bottom, QWidget* parent)
    : QWidget(parent), m_top(top), m_bottom(bottom)
{
}

void ContentColumn::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    centre();
}

void ContentColumn::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        centre();
}

void ContentColumn::centre()
{
    constexpr int kLeastMarginPx = 24;
    // Inside a scroll area its whole width counts, so that a scroll bar that comes or goes moves nothing.
    const QWidget* area = parentWidget() ? parentWidget()->parentWidget() : nullptr;
    const int outer = qobject_cast<const QScrollArea*>(area) ? area->width() : width();
    const int left = std::max(px(kLeastMarginPx), (outer - px(kContentWidthPx)) / 2);
    const int right = std::max(px(kLeastMarginPx), left - (outer - width()));
    setContentsMargins(left, px(m_top), right, px(m_bottom));
}

} // namespace keyrite::ui
