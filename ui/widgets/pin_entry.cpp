#include "ui/widgets/pin_entry.h"

#include "core/hsm/pin_halves.h"
#include "ui/tokens.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

using registry::PinWay;

PinEntry::PinEntry(const PinQuestion& question, QWidget* parent)
    : QWidget(parent), m_question(question),
      m_way(question.way == PinWay::Unknown ? PinWay::Whole : question.way)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(8));
    if (m_way != PinWay::PinPad && question.mayChoose) {
        auto* whole = new QRadioButton(tr("One person knows this PIN"), this);
        auto* halves = new QRadioButton(tr("Two people know one half each"), this);
        (m_way == PinWay::Halves ? halves : whole)->setChecked(true);
        auto* row = new QHBoxLayout;
        row->setSpacing(px(24));
        row->addWidget(whole);
        row->addWidget(halves);
        row->addStretch(1);
        column->addLayout(row);
        connect(halves, &QRadioButton::toggled, this, [this](bool on) {
            m_way = on ? PinWay::Halves : PinWay::Whole;
            build();
        });
    }
    m_verdict = makeText({}, TextRole::Small, this);
    column->addWidget(m_verdict);
    build();
}

void PinEntry::build()
{
    delete m_fields;
    m_parts.clear();
    m_fields = new QWidget(this);
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(16));
    grid->setVerticalSpacing(px(6));
    if (m_way == PinWay::PinPad)
        grid->addWidget(
            makeText(tr("The token has its own PIN pad. Type the PIN there, when the token asks."),
                     TextRole::Strong, m_fields),
            0, 0);
    else if (m_way == PinWay::Halves) {
        addPart(grid, 0, tr("First half, typed by the first person"));
        addPart(grid, 2, tr("Second half, typed by the second person"));
    } else
        addPart(grid, 0, m_question.name);
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->count() - 1, m_fields);
    if (!m_parts.empty())
        setFocusProxy(m_parts.front().first);
    look();
}

void PinEntry::addPart(QGridLayout* grid, int row, const QString& name)
{
    auto* first = new PinField(name, m_fields);
    grid->addWidget(makeText(name, TextRole::Strong, m_fields), row, 0);
    grid->addWidget(first, row + 1, 0);
    PinField* again = nullptr;
    if (m_question.create) {
        const QString repeated =
            m_way == PinWay::Halves ? tr("The same half again") : tr("The same PIN again");
        again = new PinField(repeated, m_fields);
        grid->addWidget(makeText(repeated, TextRole::Strong, m_fields), row, 1);
        grid->addWidget(again, row + 1, 1);
        connect(again, &PinField::changed, this, &PinEntry::look);
        connect(first, &PinField::entered, again, qOverload<>(&QWidget::setFocus));
        connect(again, &PinField::entered, this, &PinEntry::entered);
    } else
        connect(first, &PinField::entered, this, &PinEntry::entered);
    connect(first, &PinField::changed, this, &PinEntry::look);
    m_parts.emplace_back(first, again);
}

bool PinEntry::isComplete() const
{
    if (m_way == PinWay::PinPad)
        return true;
    // Each half is as long as half of the shortest PIN, so that neither person alone knows most of it.
    const auto parts = static_cast<int>(m_parts.size());
    int typed = 0;
    for (const auto& [first, again] : m_parts) {
        const auto characters = static_cast<int>(first->characters());
        if (characters * parts < m_question.shortest || (again != nullptr && !again->sameAs(*first)))
            return false;
        typed += characters;
    }
    return typed <= m_question.longest;
}

SecretBytes PinEntry::take()
{
    if (m_parts.empty())
        return {};
    SecretBytes pin = m_parts.front().first->take();
    if (m_parts.size() == 2) {
        const SecretBytes second = m_parts.back().first->take();
        pin = hsm::joinHalves(pin, second);
    }
    clear();
    return pin;
}

void PinEntry::clear()
{
    for (const auto& [first, again] : m_parts) {
        first->clear();
        if (again != nullptr)
            again->clear();
    }
}

void PinEntry::look()
{
    const bool differ = std::ranges::any_of(m_parts, [](const auto& part) {
        return part.second != nullptr && part.second->characters() >= part.first->characters() &&
               !part.second->sameAs(*part.first);
    });
    const QString length =
        m_way == PinWay::Halves
            ? tr("At least %1 characters each. The other person looks away.")
                  .arg((m_question.shortest + 1) / 2)
            : tr("%1 to %2 characters. Nobody else looks.").arg(m_question.shortest).arg(m_question.longest);
    m_verdict->setText(differ ? tr("✗ The two are not the same.") : length);
    m_verdict->setVisible(m_way != PinWay::PinPad);
    setTone(m_verdict, differ ? Tone::Bad : Tone::Neutral);
    Q_EMIT changed();
}

} // namespace keyrite::ui
