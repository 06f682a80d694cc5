#include "ui/widgets/pin_entry.h"

#include "core/hsm/pin_halves.h"
#include "ui/icon.h"
#include "ui/tokens.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

using registry::PinWay;

namespace {

QWidget* padWords(QWidget* parent)
{
    constexpr int kSignPx = 36;
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(14));
    auto* sign = new QLabel(box);
    sign->setPixmap(iconPixmap(u"token"_s, currentTokens().muted, px(kSignPx), parent->devicePixelRatioF()));
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(makeText(PinEntry::tr("Look at the device: it has a PIN pad of its own. The PIN is typed "
                                         "there once you go on, and never here."),
                            TextRole::Strong, box),
                   1);
    return box;
}

} // namespace

PinEntry::PinEntry(const PinQuestion& question, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_question = question;
    m_way = question.way == PinWay::Unknown ? PinWay::Whole : question.way;
    build();
}

void PinEntry::ask(const PinQuestion& question)
{
    if (question == m_question)
        return;
    m_question = question;
    m_way = question.way == PinWay::Unknown ? PinWay::Whole : question.way;
    build();
}

void PinEntry::build()
{
    delete m_body; // with what was typed in it
    m_parts.clear();
    m_coverButton = m_uncoverButton = nullptr;
    m_coveredBox = nullptr;
    m_covered = false;
    m_body = new QWidget(this);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    column->addWidget(makeText(m_question.name, TextRole::Subheading, m_body));
    if (!m_question.purpose.isEmpty())
        column->addWidget(makeText(m_question.purpose, TextRole::Muted, m_body));
    if (!m_question.warning.isEmpty()) {
        auto* warning = makeText(u"! "_s + m_question.warning, TextRole::Strong, m_body);
        setTone(warning, m_question.refused ? Tone::Bad : Tone::Warn);
        column->addWidget(warning);
    }
    m_verdict = makeText({}, TextRole::Small, m_body);
    if (!m_question.refused && m_way == PinWay::PinPad)
        column->addWidget(padWords(m_body));
    else if (!m_question.refused) {
        addWays();
        if (m_way == PinWay::Halves) {
            addPart(tr("First half, typed by the first person"));
            addCover();
            addPart(tr("Second half, typed by the second person"));
        } else
            addPart(tr("PIN"));
        if (!m_question.form.isEmpty())
            column->addWidget(makeText(m_question.form, TextRole::Muted, m_body));
    }
    column->addWidget(m_verdict);
    layout()->addWidget(m_body);
    cover(false);
}

void PinEntry::addWays()
{
    auto* ways = new QWidget(m_body);
    auto* row = new QHBoxLayout(ways);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(px(24));
    auto* whole = new QRadioButton(tr("One person types it whole"), ways);
    auto* halves = new QRadioButton(tr("Two people type one half each"), ways);
    (m_way == PinWay::Halves ? halves : whole)->setChecked(true);
    row->addWidget(whole);
    row->addWidget(halves);
    row->addStretch(1);
    m_body->layout()->addWidget(ways);
    // Later: the button that tells this is built anew.
    connect(halves, &QRadioButton::toggled, this, [this](bool on) {
        m_way = on ? PinWay::Halves : PinWay::Whole;
        QMetaObject::invokeMethod(
            this,
            [this] {
                build();
                field()->setFocus();
            },
            Qt::QueuedConnection);
    });
}

void PinEntry::addPart(const QString& name)
{
    Part part{new QWidget(m_body), nullptr, nullptr};
    auto* grid = new QGridLayout(part.box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(16));
    grid->setVerticalSpacing(px(6));
    const auto addField = [&](const QString& caption, int column) {
        auto* field = new PinField(tr("%1: %2").arg(m_question.name, caption), part.box);
        grid->addWidget(makeText(caption, TextRole::Strong, part.box), 0, column);
        grid->addWidget(field, 1, column);
        connect(field, &PinField::changed, this, &PinEntry::look);
        return field;
    };
    const std::size_t index = m_parts.size();
    part.first = addField(name, 0);
    if (m_question.create) {
        part.again =
            addField(m_way == PinWay::Halves ? tr("The same half again") : tr("The same PIN again"), 1);
        connect(part.first, &PinField::entered, part.again, qOverload<>(&QWidget::setFocus));
    }
    connect(part.again == nullptr ? part.first : part.again, &PinField::entered, this,
            [this, index] { enterPart(index); });
    m_parts.push_back(part);
    m_body->layout()->addWidget(part.box);
}

// Between the halves: the first one goes out of sight, its length too, before the second person sits down.
void PinEntry::addCover()
{
    m_coverButton = makeButton(tr("Cover the first half"), ButtonRole::Ordinary, m_body);
    m_coveredBox = new QWidget(m_body);
    auto* row = new QHBoxLayout(m_coveredBox);
    row->setContentsMargins(0, 0, 0, 0);
    auto* words = makeText(tr("✓ The first half is in, and covered."), TextRole::Strong, m_coveredBox);
    setTone(words, Tone::Good);
    m_uncoverButton = makeButton(tr("Type the first half again"), ButtonRole::Quiet, m_coveredBox);
    row->addWidget(words, 1);
    row->addWidget(m_uncoverButton);
    auto* column = qobject_cast<QVBoxLayout*>(m_body->layout());
    column->addWidget(m_coverButton, 0, Qt::AlignLeft);
    column->addWidget(m_coveredBox);
    connect(m_coverButton, &QPushButton::clicked, this, [this] { cover(true); });
    connect(m_uncoverButton, &QPushButton::clicked, this, [this] { cover(false); });
}

void PinEntry::cover(bool covered)
{
    m_covered = covered;
    if (!covered)
        clear();
    if (m_way == PinWay::Halves && m_parts.size() == 2) {
        m_parts.front().box->setVisible(!covered);
        m_coverButton->setVisible(!covered);
        m_coveredBox->setVisible(covered);
        m_parts.back().box->setVisible(covered);
        if (isVisible())
            field()->setFocus();
    }
    look();
}

QWidget* PinEntry::field() const
{
    return m_parts.empty() ? nullptr : m_covered ? m_parts.back().first : m_parts.front().first;
}

void PinEntry::enterPart(std::size_t part)
{
    if (part + 1 == m_parts.size())
        Q_EMIT entered();
    else if (isTyped(m_parts[part]))
        cover(true);
}

// Each half is as long as half of the shortest PIN, so that neither person alone knows most of it.
bool PinEntry::isTyped(const Part& part) const
{
    const auto characters = static_cast<int>(part.first->characters());
    return characters * static_cast<int>(m_parts.size()) >= m_question.shortest &&
           (part.again == nullptr || part.again->sameAs(*part.first));
}

bool PinEntry::isComplete() const
{
    if (m_question.refused)
        return false;
    if (m_way == PinWay::PinPad)
        return true;
    int typed = 0;
    for (const Part& part : m_parts)
        typed += static_cast<int>(part.first->characters());
    return std::ranges::all_of(m_parts, [this](const Part& part) { return isTyped(part); }) &&
           typed <= m_question.longest;
}

SecretBytes PinEntry::joined() const
{
    SecretBytes pin;
    for (const Part& part : m_parts)
        pin = hsm::joinHalves(pin, part.first->typed());
    return pin;
}

GivenPin PinEntry::take()
{
    GivenPin given{joined(), m_way};
    m_covered ? cover(false) : clear();
    return given;
}

bool PinEntry::sameAs(const PinEntry& other) const
{
    const SecretBytes mine = joined();
    const SecretBytes theirs = other.joined();
    return !mine.empty() && mine.size() == theirs.size() && equalSecret(mine.view(), theirs.view());
}

// Told once, at the end: whoever hears it may ask something else, which makes all fields anew.
void PinEntry::clear()
{
    for (const Part& part : m_parts)
        for (PinField* field : {part.first, part.again})
            if (field != nullptr) {
                const QSignalBlocker quiet(field);
                field->clear();
            }
    look();
}

void PinEntry::look()
{
    const bool differ = std::ranges::any_of(m_parts, [](const Part& part) {
        return part.again != nullptr && part.again->characters() >= part.first->characters() &&
               !part.again->sameAs(*part.first);
    });
    const QString length =
        m_way != PinWay::Halves
            ? tr("%1 to %2 characters. Nobody else looks.").arg(m_question.shortest).arg(m_question.longest)
        : m_covered
            ? tr("At least %1 characters. The first person looks away.").arg((m_question.shortest + 1) / 2)
            : tr("At least %1 characters. The second person looks away until it is covered.")
                  .arg((m_question.shortest + 1) / 2);
    m_verdict->setText(differ ? tr("✗ The two are not the same.") : length);
    m_verdict->setVisible(!m_parts.empty());
    setTone(m_verdict, differ ? Tone::Bad : Tone::Neutral);
    if (m_coverButton != nullptr)
        m_coverButton->setEnabled(m_parts.size() == 2 && isTyped(m_parts.front()));
    Q_EMIT changed();
}

} // namespace keyrite::ui
