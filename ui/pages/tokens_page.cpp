#include "ui/pages/tokens_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

// Sign, label and model, serial, role and state.
QLayout* tokenHead(const TokenCard& token, QWidget* parent)
{
    constexpr int kSignPx = 36;
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    auto* sign = new QLabel(parent);
    sign->setPixmap(iconPixmap(u"token"_s, currentTokens().muted, px(kSignPx), parent->devicePixelRatioF()));
    row->addWidget(sign);
    auto* names = new QVBoxLayout;
    names->setSpacing(px(2));
    names->addWidget(makeText(token.label, TextRole::Subheading, parent));
    names->addWidget(makeText(token.model, TextRole::Small, parent));
    row->addLayout(names, 1);
    row->addWidget(makeText(token.serial, TextRole::Mono, parent), 1);
    auto* states = new QVBoxLayout;
    states->setSpacing(px(2));
    auto* state = makeText(token.state, TextRole::Small, parent);
    setTone(state, token.tone);
    states->addWidget(makeText(token.role, TextRole::Strong, parent));
    states->addWidget(state);
    row->addLayout(states, 1);
    return row;
}

// What the last file of the maker's tool said, above the probe, and a button that asks for another.
QPushButton* addReading(Card* card, QHBoxLayout* buttons, const QString& text, const QString& words)
{
    card->body()->insertWidget(card->body()->count() - 1, makeText(text, TextRole::Small, card));
    auto* button = makeButton(words, ButtonRole::Ordinary, card);
    buttons->addWidget(button);
    return button;
}

QString signOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return u"✓ "_s;
    case Tone::Warn:
        return u"! "_s;
    case Tone::Bad:
        return u"✗ "_s;
    case Tone::Neutral:
    case Tone::Info:
        return u"– "_s;
    }
    return {};
}

} // namespace

TokensPage::TokensPage(QWidget* parent)
    : QWidget(parent),
      m_body(layPage(
          this, tr("Tokens"),
          tr("What is inserted now. A token is known by its serial number and label; what it can do is "
             "found out with throwaway keys, not believed.")))
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
    for (std::size_t i = 0; i < view.tokens.size(); ++i)
        column->addWidget(tokenCard(view.tokens[i], static_cast<int>(i)));
    if (view.tokens.empty()) {
        column->addWidget(makeText(tr("No token is inserted."), TextRole::Heading, m_content));
        column->addWidget(
            makeText(tr("Insert one and look again. A token of another maker needs that maker's "
                        "PKCS#11 module, which is added below."),
                     TextRole::Muted, m_content));
    }
    auto* look = makeButton(tr("Look again"), ButtonRole::Ordinary, m_content);
    setButtonIcon(look, icon(u"refresh"_s));
    column->addWidget(look, 0, Qt::AlignLeft);
    if (!view.modules.empty())
        column->addWidget(modulesCard(view));
    column->addStretch(1);
    m_body->addWidget(m_content);
    connect(look, &QPushButton::clicked, this, &TokensPage::lookRequested);
}

QWidget* TokensPage::tokenCard(const TokenCard& token, int index)
{
    auto* card = new Card(m_content);
    card->body()->setContentsMargins(px(24), px(16), px(24), px(16));
    card->body()->setSpacing(px(10));
    card->body()->addLayout(tokenHead(token, card));
    if (!token.setUp)
        return card;
    card->body()->addWidget(makeRule(card));
    if (!token.warning.isEmpty()) {
        auto* warning = makeText(token.warning, TextRole::Strong, card);
        setTone(warning, Tone::Warn);
        card->body()->addWidget(warning);
    }
    card->body()->addWidget(makeText(token.pins, TextRole::Small, card));
    card->body()->addWidget(probeTable(token, card));
    auto* buttons = new QHBoxLayout;
    auto* probe = makeButton(tr("Probe this token"), ButtonRole::Ordinary, card);
    probe->setAccessibleName(tr("Probe the token %1").arg(token.label));
    auto* pin = makeButton(tr("Change a PIN …"), ButtonRole::Ordinary, card);
    pin->setAccessibleName(tr("Change a PIN of the token %1").arg(token.label));
    buttons->addWidget(probe);
    buttons->addWidget(pin);
    if (!token.deviceLog.isEmpty()) {
        auto* log = addReading(card, buttons, token.deviceLog, tr("Read its own log …"));
        log->setAccessibleName(tr("Read the log of the device %1").arg(token.label));
        connect(log, &QPushButton::clicked, this, [this, index] { Q_EMIT deviceLogRequested(index); });
    }
    if (!token.users.isEmpty()) {
        auto* users = addReading(card, buttons, token.users, tr("Read the list of its users …"));
        users->setAccessibleName(tr("Read the list of the users of the device %1").arg(token.label));
        connect(users, &QPushButton::clicked, this, [this, index] { Q_EMIT usersRequested(index); });
    }
    buttons->addStretch(1);
    card->body()->addLayout(buttons);
    connect(probe, &QPushButton::clicked, this, [this, index] { Q_EMIT probeRequested(index); });
    connect(pin, &QPushButton::clicked, this, [this, index] { Q_EMIT pinRequested(index); });
    return card;
}

QWidget* TokensPage::probeTable(const TokenCard& token, QWidget* parent)
{
    auto* table = new QWidget(parent);
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(20));
    grid->setVerticalSpacing(px(6));
    grid->setColumnStretch(1, 1);
    int row = 0;
    grid->addWidget(makeText(token.probed.isEmpty()
                                 ? tr("Not probed yet: nobody knows what this token can back up.")
                                 : token.probed,
                             TextRole::Small, table),
                    row++, 0, 1, 2);
    for (const ProbeWords& one : token.probe) {
        auto* answer = makeText(signOf(one.tone) + one.answer, TextRole::Body, table);
        setTone(answer, one.tone);
        grid->addWidget(makeText(one.type, TextRole::Strong, table), row, 0, Qt::AlignTop);
        grid->addWidget(answer, row++, 1);
    }
    if (!token.advice.isEmpty())
        grid->addWidget(makeText(token.advice, TextRole::Small, table), row, 0, 1, 2);
    return table;
}

QWidget* TokensPage::modulesCard(const TokensView& view)
{
    auto* card = new Card(m_content);
    card->body()->setContentsMargins(px(24), px(16), px(24), px(16));
    card->body()->setSpacing(px(8));
    card->body()->addWidget(makeText(tr("PKCS#11 modules of this room"), TextRole::Subheading, card));
    for (const ModuleRow& module : view.modules) {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(16));
        row->addWidget(makeText(module.path, TextRole::MonoSmall, card), 2);
        auto* state = makeText(module.state, TextRole::Small, card);
        setTone(state, module.tone);
        row->addWidget(state, 1);
        if (module.removable) {
            auto* remove = makeButton(tr("Take out"), ButtonRole::Quiet, card);
            remove->setAccessibleName(tr("Take the module %1 out of the room").arg(module.path));
            row->addWidget(remove);
            connect(remove, &QPushButton::clicked, this,
                    [this, path = module.path] { Q_EMIT moduleRemoved(path); });
        }
        card->body()->addLayout(row);
    }
    for (const QString& path : view.offered) {
        auto* offer = makeButton(tr("Add %1, which is registered on this computer").arg(path),
                                 ButtonRole::Ordinary, card);
        card->body()->addWidget(offer, 0, Qt::AlignLeft);
        connect(offer, &QPushButton::clicked, this, [this, path] { Q_EMIT moduleOffered(path); });
    }
    auto* add = makeButton(tr("Add another module …"), ButtonRole::Ordinary, card);
    card->body()->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, &TokensPage::moduleRequested);
    return card;
}

} // namespace keyrite::ui
