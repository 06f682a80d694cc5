#include "ui/pages/tokens_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

QWidget* tokenCard(const TokenCard& token, QWidget* parent)
{
    constexpr int kSignPx = 36;
    auto* card = new Card(parent);
    card->body()->setContentsMargins(px(24), px(16), px(24), px(16));
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    auto* sign = new QLabel(card);
    sign->setPixmap(iconPixmap(u"token"_s, currentTokens().muted, px(kSignPx), parent->devicePixelRatioF()));
    row->addWidget(sign);
    auto* names = new QVBoxLayout;
    names->setSpacing(px(2));
    names->addWidget(makeText(token.label, TextRole::Subheading, card));
    names->addWidget(makeText(token.model, TextRole::Small, card));
    row->addLayout(names, 1);
    row->addWidget(makeText(token.serial, TextRole::Mono, card), 1);
    auto* states = new QVBoxLayout;
    states->setSpacing(px(2));
    auto* role = makeText(token.role, TextRole::Strong, card);
    auto* state = makeText(token.state, TextRole::Small, card);
    setTone(state, token.tone);
    states->addWidget(role);
    states->addWidget(state);
    row->addLayout(states, 1);
    card->body()->addLayout(row);
    return card;
}

} // namespace

TokensPage::TokensPage(QWidget* parent)
    : QWidget(parent),
      m_body(layPage(this, tr("Tokens"),
                     tr("What is inserted now. A token is known by its serial number and label.")))
{
    setView({});
}

void TokensPage::setView(const TokensView& view)
{
    delete m_content;
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    for (const TokenCard& token : view.tokens)
        column->addWidget(tokenCard(token, m_content));
    if (view.tokens.empty())
        column->addWidget(makeText(tr("No token is inserted."), TextRole::Heading, m_content));
    auto* look = makeButton(tr("Look again"), ButtonRole::Ordinary, m_content);
    setButtonIcon(look, icon(u"refresh"_s));
    column->addWidget(look);
    if (!view.module.isEmpty())
        column->addWidget(makeText(tr("Module: %1").arg(view.module), TextRole::MonoSmall, m_content));
    column->addStretch(1);
    m_body->addWidget(m_content);
    connect(look, &QPushButton::clicked, this, &TokensPage::lookRequested);
}

} // namespace keyrite::ui
