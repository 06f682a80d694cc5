#include "ui/pages/home_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

QString signOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return u"shield-check"_s;
    case Tone::Warn:
        return u"warning"_s;
    case Tone::Bad:
        return u"error"_s;
    case Tone::Neutral:
    case Tone::Info:
        return u"info"_s;
    }
    return {};
}

QColor colourOf(Tone tone)
{
    const Tokens& tokens = currentTokens();
    switch (tone) {
    case Tone::Good:
        return tokens.good;
    case Tone::Warn:
        return tokens.warn;
    case Tone::Bad:
        return tokens.bad;
    case Tone::Neutral:
    case Tone::Info:
        return tokens.accent;
    }
    return tokens.accent;
}

QLabel* sign(Tone tone, int sizePx, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setPixmap(iconPixmap(signOf(tone), colourOf(tone), px(sizePx), parent->devicePixelRatioF()));
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    return label;
}

} // namespace

HomePage::HomePage(QWidget* parent) : QWidget(parent), m_body(layPage(this, tr("Home"), {}))
{
    setView({});
}

void HomePage::setView(const HomeView& view)
{
    delete m_content;
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    column->addWidget(stateCard(view));
    column->addWidget(dueCard(view));
    if (view.last)
        column->addWidget(lastCard(*view.last));
    auto* others = makeButton(tr("Read the logs of other rooms"), ButtonRole::Quiet, m_content);
    setButtonIcon(others, icon(u"log"_s, Tint::Muted));
    column->addWidget(others, 0, Qt::AlignLeft);
    connect(others, &QPushButton::clicked, this, &HomePage::collectionRequested);
    column->addStretch(1);
    m_body->addWidget(m_content);
}

QWidget* HomePage::stateCard(const HomeView& view)
{
    constexpr int kSignPx = 40;
    auto* card = new Card(m_content);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(20));
    row->addWidget(sign(view.tone, kSignPx, card), 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(px(6));
    column->addWidget(makeText(view.sentence, TextRole::Heading, card));
    if (!view.meaning.isEmpty())
        column->addWidget(makeText(view.meaning, TextRole::Muted, card));
    row->addLayout(column, 1);
    if (!view.mainAction.isEmpty()) {
        auto* button = makeButton(view.mainAction, ButtonRole::Primary, card);
        button->setLayoutDirection(Qt::RightToLeft);
        setButtonIcon(button, icon(u"arrow-right"_s, Tint::OnAccent));
        button->setAutoDefault(true);
        row->addWidget(button, 0, Qt::AlignVCenter);
        connect(button, &QPushButton::clicked, this, &HomePage::mainActionRequested);
    }
    card->body()->addLayout(row);
    return card;
}

QWidget* HomePage::dueCard(const HomeView& view)
{
    constexpr int kSignPx = 20;
    auto* card = new Card(m_content);
    card->body()->addWidget(makeText(tr("What is due"), TextRole::Subheading, card));
    if (view.due.empty())
        card->body()->addWidget(makeText(tr("Nothing is due."), TextRole::Muted, card));
    for (const DueRow& due : view.due) {
        card->body()->addWidget(makeRule(card));
        auto* row = new QHBoxLayout;
        row->setSpacing(px(12));
        row->addWidget(sign(due.tone, kSignPx, card));
        row->addWidget(makeText(due.what, TextRole::Body, card), 1);
        auto* when = makeText(due.when, TextRole::Strong, card);
        when->setWordWrap(false);
        setTone(when, due.tone);
        row->addWidget(when);
        card->body()->addLayout(row);
    }
    return card;
}

QWidget* HomePage::lastCard(const LastCeremony& last)
{
    auto* card = new Card(m_content);
    card->body()->addWidget(makeText(tr("The last ceremony"), TextRole::Subheading, card));
    card->body()->addWidget(makeRule(card));
    auto* row = new QHBoxLayout;
    auto* column = new QVBoxLayout;
    column->setSpacing(px(2));
    column->addWidget(makeText(last.title, TextRole::Strong, card));
    auto* outcome = makeText(last.outcome, TextRole::Small, card);
    setTone(outcome, last.tone);
    column->addWidget(outcome);
    row->addLayout(column, 1);
    auto* show = makeButton(tr("Show %1").arg(last.id), ButtonRole::Ordinary, card);
    row->addWidget(show);
    card->body()->addLayout(row);
    connect(show, &QPushButton::clicked, this, [this, id = last.id] { Q_EMIT ceremonyRequested(id); });
    return card;
}

} // namespace keyrite::ui
