#include "ui/widgets/text.h"

#include "ui/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

namespace {

const char* roleName(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return "title";
    case TextRole::Heading:
        return "heading";
    case TextRole::Subheading:
        return "subheading";
    case TextRole::Lead:
        return "lead";
    case TextRole::Body:
        return "body";
    case TextRole::Strong:
        return "strong";
    case TextRole::Muted:
        return "muted";
    case TextRole::Small:
        return "small";
    case TextRole::Eyebrow:
        return "eyebrow";
    case TextRole::Mono:
        return "mono";
    case TextRole::MonoSmall:
        return "monosmall";
    case TextRole::MonoLarge:
        return "monolarge";
    case TextRole::MonoGroup:
        return "monogroup";
    }
    return "";
}

const char* roleName(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Primary:
        return "primary";
    case ButtonRole::Ordinary:
        return "ordinary";
    case ButtonRole::Refusal:
        return "refusal";
    case ButtonRole::Quiet:
        return "quiet";
    }
    return "";
}

const char* toneName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return "";
    case Tone::Good:
        return "good";
    case Tone::Warn:
        return "warn";
    case Tone::Bad:
        return "bad";
    case Tone::Info:
        return "info";
    }
    return "";
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
    rule->setProperty("role", "rule");
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

Card::Card(QWidget* parent) : QFrame(parent), m_body(new QVBoxLayout(this))
{
    setProperty("role", "card");
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
    const int side = std::max(px(kLeastMarginPx), (width() - px(kContentWidthPx)) / 2);
    setContentsMargins(side, px(m_top), side, px(m_bottom));
}

} // namespace keyrite::ui
