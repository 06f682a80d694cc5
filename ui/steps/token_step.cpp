#include "ui/steps/token_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

namespace {

// A token as a box with its caption, drawing, label, serial and model.
QFrame* tokenBox(const QString& caption, QLabel* label, QLabel* serial, QLabel* model, QWidget* parent)
{
    constexpr int kSignPx = 36;
    auto* box = new QFrame(parent);
    box->setProperty("role", u"panel"_s);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(px(16), px(12), px(16), px(12));
    row->setSpacing(px(14));
    auto* sign = new QLabel(box);
    sign->setPixmap(iconPixmap(u"token"_s, currentTokens().muted, px(kSignPx), parent->devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(px(3));
    column->addWidget(makeText(caption, TextRole::Eyebrow, box));
    for (QLabel* text : {label, serial, model})
        column->addWidget(text);
    column->addStretch(1);
    row->addLayout(column, 1);
    return box;
}

constexpr int kLabelCharacters = 32;

QString mainActionFor(PinNeed need)
{
    switch (need) {
    case PinNeed::None:
        return TokenStep::tr("This is the token");
    case PinNeed::Enter:
        return TokenStep::tr("Log in to the token");
    case PinNeed::Create:
        return TokenStep::tr("Set this PIN");
    }
    return {};
}

} // namespace

TokenStep::TokenStep(const TokenView& view, QWidget* parent)
    : StepView(mainActionFor(view.pinNeed), tr("It is another token"), parent), m_view(view)
{
    m_choices = new QVBoxLayout;
    m_choices->setSpacing(px(8));
    body()->addLayout(m_choices);
    body()->addWidget(buildTokens());
    body()->addWidget(buildFresh());
    if (view.pinNeed != PinNeed::None)
        buildPin();
    look();
}

void TokenStep::setTokens(std::vector<TokenLook> tokens, int chosen)
{
    m_tokens = std::move(tokens);
    delete m_choiceCards;
    m_choiceCards = new QWidget(this);
    auto* column = new QVBoxLayout(m_choiceCards);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    m_group = new QButtonGroup(m_choiceCards);
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const TokenLook& token = m_tokens[i];
        auto* card = new ChoiceCard(token.fresh ? tr("A fresh token") : token.label,
                                    token.fresh ? tr("Not set up yet. %1").arg(token.model)
                                                : tr("Serial %1. %2").arg(token.serial, token.model),
                                    m_choiceCards);
        m_group->addButton(card, static_cast<int>(i));
        column->addWidget(card);
        card->setChecked(static_cast<int>(i) == chosen);
    }
    auto* again = makeButton(tr("Look again"), ButtonRole::Ordinary, m_choiceCards);
    setButtonIcon(again, icon(u"refresh"_s));
    column->addWidget(again, 0, Qt::AlignLeft);
    m_choices->addWidget(m_choiceCards);
    connect(again, &QPushButton::clicked, this, &TokenStep::lookAgainRequested);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool on) {
        if (on)
            setInserted(m_tokens[static_cast<std::size_t>(index)]);
    });
    setInserted(chosen < 0 ? std::nullopt : std::optional(m_tokens[static_cast<std::size_t>(chosen)]));
}

int TokenStep::chosen() const
{
    return m_group == nullptr ? -1 : m_group->checkedId();
}

QString TokenStep::newLabel() const
{
    return m_newLabel->text().trimmed();
}

bool TokenStep::isFresh() const
{
    return m_view.inserted && m_view.inserted->fresh;
}

PinNeed TokenStep::pinNeed() const
{
    return m_view.pinNeed == PinNeed::Enter && isFresh() ? PinNeed::Create : m_view.pinNeed;
}

// A fresh token has no name of its own yet.
QWidget* TokenStep::buildFresh()
{
    m_fresh = new QWidget(this);
    auto* column = new QVBoxLayout(m_fresh);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(6));
    column->addWidget(makeText(tr("Label that this token is given"), TextRole::Strong, m_fresh));
    m_newLabel = new QLineEdit(m_view.freshLabel, m_fresh);
    m_newLabel->setAccessibleName(tr("Label that this token is given"));
    m_newLabel->setMaxLength(kLabelCharacters);
    column->addWidget(m_newLabel);
    connect(m_newLabel, &QLineEdit::textChanged, this, &TokenStep::look);
    return m_fresh;
}

QWidget* TokenStep::buildTokens()
{
    auto* pair = new QWidget(this);
    auto* column = new QVBoxLayout(pair);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->setSpacing(px(16));
    m_insertedLabel = makeText({}, TextRole::Heading, pair);
    m_insertedSerial = makeText({}, TextRole::MonoLarge, pair);
    m_insertedModel = makeText({}, TextRole::Small, pair);
    row->addWidget(tokenBox(tr("Expected"), makeText(m_view.expected.label, TextRole::Heading, pair),
                            makeText(m_view.expected.serial, TextRole::MonoLarge, pair),
                            makeText(m_view.expected.model, TextRole::Small, pair), pair),
                   1);
    m_insertedBox = tokenBox(tr("Inserted"), m_insertedLabel, m_insertedSerial, m_insertedModel, pair);
    row->addWidget(m_insertedBox, 1);
    column->addLayout(row);
    m_verdict = makeText({}, TextRole::Strong, pair);
    column->addWidget(m_verdict);
    return pair;
}

void TokenStep::buildPin()
{
    body()->addWidget(makeRule(this));
    m_holder = makeText(m_view.pinHolder, TextRole::Muted, this);
    m_pinForm = makeText({}, TextRole::Muted, this);
    m_warning = makeText({}, TextRole::Strong, this);
    setTone(m_warning, Tone::Warn);
    body()->addWidget(m_warning); // before the next try
    m_pinPlace = new QVBoxLayout;
    body()->addLayout(m_pinPlace);
    for (QWidget* below : {m_pinForm, m_holder})
        body()->addWidget(below);
    askPin();
}

// The fields that fit the token that is inserted. What was typed stays only where the same is asked.
void TokenStep::askPin()
{
    const PinQuestion question{.name = pinNeed() == PinNeed::Create ? tr("New PIN") : tr("PIN"),
                               .create = pinNeed() == PinNeed::Create,
                               .way = m_view.inserted ? m_view.inserted->pinWay : registry::PinWay::Unknown,
                               .shortest = m_view.shortestPin,
                               .longest = m_view.longestPin};
    if (m_pin != nullptr && m_asked.create == question.create && m_asked.way == question.way)
        return;
    delete m_pin;
    m_asked = question;
    m_pin = new PinEntry(question, this);
    m_pinPlace->addWidget(m_pin);
    connect(m_pin, &PinEntry::changed, this, &TokenStep::look);
}

void TokenStep::setInserted(const std::optional<TokenLook>& inserted)
{
    const bool same = inserted && m_view.inserted && inserted->serial == m_view.inserted->serial;
    m_view.inserted = inserted;
    if (!same && m_pin != nullptr) {
        askPin(); // first: what clear() tells must not replace the fields under its feet
        m_pin->clear();
    }
    look();
}

bool TokenStep::tokenFits() const
{
    // Where no serial is on record yet, people compare the device in their hands with what is shown.
    return m_view.inserted &&
           (m_view.expected.serial.isEmpty() || (m_view.inserted->serial == m_view.expected.serial &&
                                                 m_view.inserted->label == m_view.expected.label));
}

SecretBytes TokenStep::takePin()
{
    return m_pin != nullptr ? m_pin->take() : SecretBytes();
}

registry::PinWay TokenStep::pinWay() const
{
    return m_pin != nullptr ? m_pin->way() : registry::PinWay::Whole;
}

QWidget* TokenStep::firstFocus()
{
    return m_group != nullptr && m_group->checkedId() < 0 && !m_group->buttons().isEmpty()
               ? static_cast<QWidget*>(m_group->buttons().front())
           : m_pin != nullptr && m_pin->focusProxy() != nullptr ? m_pin->focusProxy()
                                                                : m_pin;
}

void TokenStep::look()
{
    const bool fits = tokenFits();
    m_insertedLabel->setText(m_view.inserted    ? m_view.inserted->label
                             : m_tokens.empty() ? tr("No token")
                                                : tr("None is chosen"));
    m_insertedSerial->setText(m_view.inserted ? m_view.inserted->serial : QStringLiteral("–"));
    m_insertedModel->setText(m_view.inserted    ? m_view.inserted->model
                             : m_tokens.empty() ? tr("Insert the token that is expected.")
                                                : tr("Choose it above."));
    m_verdict->setText(
        fits && isFresh()                          ? tr("✓ It is set up now, and gets its serial.")
        : fits && m_view.expected.serial.isEmpty() ? tr("✓ Compare the serial with the one on the device.")
        : fits                                     ? tr("✓ Serial and label are the same.")
        : m_view.inserted  ? tr("✗ This is another token. Take it out and look at the bag it came from.")
        : m_tokens.empty() ? tr("Waiting for a token.")
                           : tr("Choose the token by the serial on the device."));
    const Tone tone = fits ? Tone::Good : m_view.inserted ? Tone::Bad : Tone::Neutral;
    setTone(m_verdict, tone);
    setTone(m_insertedBox, tone);
    m_fresh->setVisible(isFresh());
    setMainAction(isFresh() ? tr("Set up this token") : mainActionFor(m_view.pinNeed));
    if (m_pin != nullptr)
        lookAtPin(fits);
    else
        setReady(fits && (!isFresh() || !newLabel().isEmpty()));
}

void TokenStep::lookAtPin(bool fits)
{
    askPin();
    const QString warning = m_view.inserted ? m_view.inserted->warning : QString();
    m_warning->setText(warning.isEmpty() ? m_view.warning : warning);
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_pinForm->setText(m_view.inserted ? m_view.inserted->pinForm : QString());
    m_pinForm->setVisible(!m_pinForm->text().isEmpty());
    m_holder->setVisible(!m_view.pinHolder.isEmpty());
    m_pin->setEnabled(fits);
    setReady(fits && m_pin->isComplete() && (!isFresh() || !newLabel().isEmpty()));
}

} // namespace keyrite::ui
