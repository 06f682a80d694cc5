#include "ui/steps/token_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/text.h"
#include "ui/widgets/window_fit.h"

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

} // namespace

TokenStep::TokenStep(const TokenView& view, QWidget* parent)
    : StepView(tr("Log in to the token"), tr("It is another token"), parent), m_view(view)
{
    m_choices = new QVBoxLayout;
    m_choices->setSpacing(px(8));
    body()->addLayout(m_choices);
    body()->addWidget(buildTokens());
    body()->addWidget(buildFresh());
    if (view.asksPin)
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
        auto* card =
            new ChoiceCard(token.label,
                           token.setUp ? tr("Not set up yet. Serial %1. %2").arg(token.serial, token.model)
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
        if (!on)
            return;
        setInserted(m_tokens[static_cast<std::size_t>(index)]);
        if (m_pin != nullptr) // what comes next; the card that was chosen may stand far above it
            bringIntoView(isFresh() ? static_cast<QWidget*>(m_setUpPins) : m_pin);
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
    return m_view.inserted && m_view.inserted->setUp;
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
    m_pin = new PinEntry({.name = tr("PIN of the token")}, this);
    m_setUpPins = new SetUpPins({}, this);
    m_setUpPins->hide();
    body()->addWidget(m_pin);
    body()->addWidget(m_setUpPins);
    connect(m_pin, &PinEntry::changed, this, &TokenStep::look);
    connect(m_setUpPins, &SetUpPins::changed, this, &TokenStep::look);
}

void TokenStep::setInserted(const std::optional<TokenLook>& inserted)
{
    const bool same = inserted && m_view.inserted && inserted->serial == m_view.inserted->serial;
    m_view.inserted = inserted;
    look(); // first: it asks what fits, and what clear() tells must find that
    if (!same && m_pin != nullptr) {
        m_pin->clear();
        m_setUpPins->clear();
    }
}

bool TokenStep::tokenFits() const
{
    // Where no serial is on record yet, people compare the device in their hands with what is shown.
    return m_view.inserted &&
           (m_view.expected.serial.isEmpty() || (m_view.inserted->serial == m_view.expected.serial &&
                                                 m_view.inserted->label == m_view.expected.label));
}

GivenPin TokenStep::takePin()
{
    return m_pin != nullptr ? m_pin->take() : GivenPin();
}

SetUpGiven TokenStep::takeSetUpPins()
{
    return m_setUpPins != nullptr ? m_setUpPins->take() : SetUpGiven();
}

QWidget* TokenStep::firstFocus()
{
    if (m_group != nullptr && m_group->checkedId() < 0 && !m_group->buttons().isEmpty())
        return m_group->buttons().front();
    if (m_pin == nullptr)
        return nullptr;
    QWidget* field = isFresh() ? m_setUpPins->field() : m_pin->field();
    return field != nullptr ? field : m_pin;
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
    m_fresh->setVisible(isFresh() && m_view.inserted->unnamed);
    setMainAction(isFresh()        ? tr("Set up this token")
                  : m_view.asksPin ? tr("Log in to the token")
                                   : tr("This is the token"));
    if (m_pin != nullptr)
        askPin(fits);
    setReady(fits && hasPin() && (!isFresh() || !newLabel().isEmpty()));
}

bool TokenStep::hasPin() const
{
    return m_pin == nullptr || (isFresh() ? m_setUpPins->isComplete() : m_pin->isComplete());
}

// What fits the token that is inserted.
void TokenStep::askPin(bool fits)
{
    if (m_view.inserted && m_view.inserted->setUp)
        m_setUpPins->ask(*m_view.inserted->setUp);
    else if (m_view.inserted)
        m_pin->ask(m_view.inserted->pin);
    m_setUpPins->setVisible(isFresh());
    m_pin->setVisible(!isFresh());
    m_pin->setEnabled(fits);
}

} // namespace keyrite::ui
