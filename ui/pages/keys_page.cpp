#include "ui/pages/keys_page.h"

#include "ui/icon.h"
#include "ui/pages/page_frame.h"
#include "ui/tokens.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

KeysPage::KeysPage(QWidget* parent)
    : QWidget(parent),
      m_body(layPage(this, tr("Keys"), tr("What the log says about each key and its sheets.")))
{
    setView({});
}

void KeysPage::setView(const KeysView& view)
{
    delete m_content;
    m_histories.clear();
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(16));
    for (const KeyRow& key : view.keys)
        column->addWidget(keyCard(key));
    if (view.keys.empty())
        column->addWidget(emptyCard());
    column->addStretch(1);
    m_body->addWidget(m_content);
}

QWidget* KeysPage::emptyCard()
{
    auto* card = new Card(m_content);
    card->body()->addWidget(makeText(tr("There is no key yet."), TextRole::Heading, card));
    card->body()->addWidget(
        makeText(tr("A ceremony makes one, backs it up and proves the backup."), TextRole::Muted, card));
    auto* start = makeButton(tr("Generate a key"), ButtonRole::Primary, card);
    card->body()->addWidget(start);
    connect(start, &QPushButton::clicked, this, &KeysPage::generateRequested);
    return card;
}

QWidget* KeysPage::keyCard(const KeyRow& key)
{
    auto* card = new Card(m_content);
    auto* head = new QHBoxLayout;
    auto* names = new QVBoxLayout;
    names->setSpacing(px(2));
    names->addWidget(makeText(key.label, TextRole::Heading, card));
    names->addWidget(makeText(tr("%1 · %2").arg(key.type, key.token), TextRole::Small, card));
    names->addWidget(makeText(key.id, TextRole::MonoSmall, card));
    head->addLayout(names, 1);
    auto* state = makeText(key.state, TextRole::Strong, card);
    state->setWordWrap(false);
    setTone(state, key.tone);
    head->addWidget(state, 0, Qt::AlignTop);
    card->body()->addLayout(head);
    card->body()->addSpacing(px(4));
    card->body()->addWidget(new LifeLine(key.life, card));
    if (!key.caution.isEmpty()) {
        auto* caution = makeText(key.caution, TextRole::Strong, card);
        setTone(caution, Tone::Warn);
        card->body()->addWidget(caution);
    }
    card->body()->addWidget(makeText(key.controls, TextRole::Body, card));
    if (!key.shareSet.isEmpty()) {
        card->body()->addWidget(makeRule(card));
        card->body()->addWidget(
            makeText(tr("Share set %1, %2").arg(key.shareSet, key.policy), TextRole::Subheading, card));
        card->body()->addWidget(new PolicyView(key.picture, card));
    }
    card->body()->addWidget(actions(key, card));
    auto* history = makeButton(tr("Show its history"), ButtonRole::Quiet, card);
    history->setAccessibleName(tr("Show the history of %1").arg(key.label));
    setButtonIcon(history, icon(u"log"_s, Tint::Muted));
    card->body()->addWidget(history, 0, Qt::AlignLeft);
    connect(history, &QPushButton::clicked, this, [this, id = key.id] { Q_EMIT historyRequested(id); });
    m_histories[key.id] = new HistoryLines(card);
    card->body()->addWidget(m_histories[key.id]);
    return card;
}

void KeysPage::showHistory(const QString& keyId, const QString& title, const QStringList& lines)
{
    if (const auto card = m_histories.find(keyId); card != m_histories.end())
        card->second->setLines(title, lines);
}

QWidget* KeysPage::actions(const KeyRow& key, QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, px(4), 0, 0);
    row->setSpacing(px(12));
    auto* describe = makeButton(tr("Describe what it controls"), ButtonRole::Ordinary, box);
    describe->setAccessibleName(tr("Describe what %1 controls").arg(key.label));
    setButtonIcon(describe, icon(u"pen"_s));
    row->addWidget(describe);
    connect(describe, &QPushButton::clicked, this, [this, id = key.id] { Q_EMIT describeRequested(id); });
    if (key.mayRequestCertificate) {
        auto* certificate = makeButton(tr("Make a certificate request"), ButtonRole::Ordinary, box);
        certificate->setAccessibleName(tr("Make a certificate request for %1").arg(key.label));
        setButtonIcon(certificate, icon(u"file"_s));
        row->addWidget(certificate);
        connect(certificate, &QPushButton::clicked, this,
                [this, id = key.id] { Q_EMIT certificateRequested(id); });
    }
    if (!key.shareSet.isEmpty()) {
        auto* recover = makeButton(tr("Recover from the sheets"), ButtonRole::Ordinary, box);
        recover->setAccessibleName(tr("Recover %1 from the sheets").arg(key.label));
        setButtonIcon(recover, icon(u"refresh"_s));
        recover->setEnabled(key.recoverRefusal.isEmpty());
        row->addWidget(recover);
        connect(recover, &QPushButton::clicked, this,
                [this, set = key.shareSet] { Q_EMIT recoveryRequested(set); });
        if (!key.recoverRefusal.isEmpty())
            row->addWidget(makeText(key.recoverRefusal, TextRole::Small, box), 1);
    }
    row->addStretch(1);
    return box;
}

} // namespace keyrite::ui
