#include "ui/signer_choice.h"

#include "ui/pin_words.h"
#include "ui/tokens.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace keyrite::ui {

Signer signerOn(const hsm::TokenId& id, const QString& text, const std::vector<hsm::TokenInfo>& present,
                const registry::Registry& registry)
{
    const auto found = std::ranges::find(present, id, &hsm::TokenInfo::id);
    return {text, found == present.end() ? pinQuestionUnseen(id, registry)
                                         : pinQuestion(*found, PinOwner::User, registry)};
}

std::vector<Signer> signersOn(const std::vector<hsm::TokenId>& ids, const QString& text,
                              const std::vector<hsm::TokenInfo>& present, const registry::Registry& registry)
{
    std::vector<Signer> signers;
    signers.reserve(ids.size());
    for (const hsm::TokenId& id : ids)
        signers.push_back(
            signerOn(id, text.arg(QString::fromStdString(id.label), QString::fromStdString(id.serial)),
                     present, registry));
    return signers;
}

SignerChoice::SignerChoice(const QString& name, QWidget* parent)
    : QWidget(parent), m_choice(new QComboBox(this)), m_pin(new PinEntry({.name = tr("PIN")}, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(px(12));
    m_choice->setAccessibleName(name);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // labels may be long
    column->addWidget(m_choice);
    column->addWidget(m_pin);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &SignerChoice::look);
    connect(m_pin, &PinEntry::changed, this, &SignerChoice::changed);
    look();
}

void SignerChoice::setSigners(std::vector<Signer> signers)
{
    const int before = m_choice->currentIndex();
    const QSignalBlocker quiet(m_choice);
    m_signers = std::move(signers);
    m_choice->clear();
    for (const Signer& one : m_signers)
        m_choice->addItem(one.text);
    m_choice->setCurrentIndex(std::clamp(before, m_signers.empty() ? -1 : 0, m_choice->count() - 1));
    look();
}

int SignerChoice::chosen() const
{
    return m_choice->currentIndex();
}

void SignerChoice::look()
{
    const bool asks = chosen() >= 0 && m_signers[static_cast<std::size_t>(chosen())].question;
    if (asks)
        m_pin->ask(*m_signers[static_cast<std::size_t>(chosen())].question);
    else
        m_pin->clear();
    m_pin->setVisible(asks);
    Q_EMIT changed();
}

bool SignerChoice::isComplete() const
{
    return chosen() >= 0 && (!m_signers[static_cast<std::size_t>(chosen())].question || m_pin->isComplete());
}

registry::PinWay SignerChoice::way() const
{
    return m_pin->way();
}

GivenPin SignerChoice::takePin()
{
    return m_pin->take();
}

} // namespace keyrite::ui
