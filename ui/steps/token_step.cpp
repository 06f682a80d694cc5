#include "ui/steps/token_step.h"

#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
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
    body()->addWidget(buildTokens());
    if (view.pinNeed != PinNeed::None)
        buildPin();
    look();
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
    const bool create = m_view.pinNeed == PinNeed::Create;
    body()->addWidget(makeRule(this));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(px(16));
    grid->setVerticalSpacing(px(6));
    m_pin = new PinField(create ? tr("New PIN") : tr("PIN"), this);
    grid->addWidget(makeText(create ? tr("New PIN") : tr("PIN"), TextRole::Strong, this), 0, 0);
    grid->addWidget(m_pin, 1, 0);
    connect(m_pin, &PinField::changed, this, &TokenStep::look);
    if (create) {
        m_again = new PinField(tr("The same PIN again"), this);
        grid->addWidget(makeText(tr("The same PIN again"), TextRole::Strong, this), 0, 1);
        grid->addWidget(m_again, 1, 1);
        connect(m_again, &PinField::changed, this, &TokenStep::look);
        connect(m_pin, &PinField::entered, m_again, qOverload<>(&QWidget::setFocus));
    } else {
        grid->addWidget(makeText(m_view.pinHolder, TextRole::Muted, this), 1, 1);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    body()->addLayout(grid);
    m_pinVerdict = makeText({}, TextRole::Small, this);
    body()->addWidget(m_pinVerdict);
    if (create && !m_view.pinHolder.isEmpty())
        body()->addWidget(makeText(m_view.pinHolder, TextRole::Muted, this));
    if (!m_view.warning.isEmpty()) {
        auto* warning = makeText(m_view.warning, TextRole::Strong, this);
        setTone(warning, Tone::Warn);
        body()->addWidget(warning);
    }
}

void TokenStep::setInserted(const std::optional<TokenLook>& inserted)
{
    const bool same = inserted && m_view.inserted && inserted->serial == m_view.inserted->serial;
    m_view.inserted = inserted;
    if (!same)
        for (PinField* field : {m_pin, m_again})
            if (field)
                field->clear();
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
    if (m_again)
        m_again->clear();
    return m_pin ? m_pin->take() : SecretBytes();
}

QWidget* TokenStep::firstFocus()
{
    return m_pin;
}

void TokenStep::look()
{
    const bool fits = tokenFits();
    m_insertedLabel->setText(m_view.inserted ? m_view.inserted->label : tr("No token"));
    m_insertedSerial->setText(m_view.inserted ? m_view.inserted->serial : QStringLiteral("–"));
    m_insertedModel->setText(m_view.inserted ? m_view.inserted->model
                                             : tr("Insert the token that is expected."));
    m_verdict->setText(
        fits && m_view.expected.serial.isEmpty() ? tr("✓ Compare the serial with the one on the device.")
        : fits                                   ? tr("✓ Serial and label are the same.")
        : m_view.inserted ? tr("✗ This is another token. Take it out and look at the bag it came from.")
                          : tr("Waiting for a token."));
    const Tone tone = fits ? Tone::Good : m_view.inserted ? Tone::Bad : Tone::Neutral;
    setTone(m_verdict, tone);
    setTone(m_insertedBox, tone);
    if (!m_pin) {
        setReady(fits);
        return;
    }
    m_pin->setEnabled(fits);
    const auto typed = static_cast<int>(m_pin->characters());
    const bool length = typed >= m_view.shortestPin && typed <= m_view.longestPin;
    const bool twice = !m_again || m_again->sameAs(*m_pin);
    QString verdict =
        tr("%1 to %2 characters. Nobody else looks.").arg(m_view.shortestPin).arg(m_view.longestPin);
    const bool differ = m_again && m_again->characters() >= m_pin->characters() && !twice;
    if (differ)
        verdict = tr("✗ The two are not the same.");
    m_pinVerdict->setText(verdict);
    setTone(m_pinVerdict, differ ? Tone::Bad : Tone::Neutral);
    if (m_again)
        m_again->setEnabled(fits && length);
    setReady(fits && length && twice);
}

} // namespace keyrite::ui
