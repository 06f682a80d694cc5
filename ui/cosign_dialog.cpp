#include "ui/cosign_dialog.h"

#include "ui/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keyrite::ui {

CosignDialog::CosignDialog(std::uint64_t size, const std::vector<hsm::TokenInfo>& tokens,
                           const registry::Registry& registry, QWidget* parent)
    : SigningDialog(tr("Your token"), tokens, parent), m_witness(new QLineEdit(this)),
      m_sign(makeButton(tr("Sign the head"), ButtonRole::Primary, this))
{
    setWindowTitle(tr("Sign as a witness"));
    setMinimumWidth(px(640));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(32), px(24), px(32), px(24));
    column->setSpacing(px(10));
    column->addWidget(makeText(tr("Sign as a witness"), TextRole::Heading, this));
    column->addWidget(makeText(tr("You sign the checkpoint over %1 entries. It says: at this time this was "
                                  "the largest log of this room "
                                  "that I had seen, and it contained all that I saw before. Bring the head "
                                  "that you signed last, and "
                                  "verify against it first. Your signature becomes an entry of the log.")
                                   .arg(size),
                               TextRole::Body, this));
    m_witness->setPlaceholderText(tr("Your name as a witness: witness.example/ida-berg"));
    m_witness->setAccessibleName(tr("Your name as a witness"));
    m_witness->setMaxLength(100);
    m_witness->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[^\\s+]+"_s), this));
    column->addWidget(m_witness);
    CosignDialog::setTokens(tokens, registry);
    signer()->setVisible(!tokens.empty());
    column->addWidget(signer());
    column->addWidget(
        makeText(tr("The token signs with its Ed25519 key; where it has none, one is made on it."),
                 TextRole::Small, this));
    column->addWidget(problem());
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    auto* back = makeButton(tr("Do not sign"), ButtonRole::Quiet, this);
    back->setAutoDefault(false);
    m_sign->setAutoDefault(false);
    m_sign->setObjectName(u"sign"_s);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_sign);
    column->addLayout(buttons);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_sign, &QPushButton::clicked, this, &CosignDialog::signRequested);
    connect(m_witness, &QLineEdit::textChanged, this, &CosignDialog::look);
    connect(signer(), &SignerChoice::changed, this, &CosignDialog::look);
    say(tokens.empty() ? tr("There is no token to sign with. Put your own token in: the room's audit token "
                            "does not witness itself.")
                       : QString(),
        Tone::Bad);
    CosignDialog::look();
}

std::string CosignDialog::witness() const
{
    return m_witness->text().toStdString();
}

hsm::TokenId CosignDialog::token() const
{
    return SigningDialog::tokens()[static_cast<std::size_t>(signer()->chosen())];
}

void CosignDialog::setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry)
{
    signer()->setSigners(signersOn(SigningDialog::tokens(), tr("Token %1, serial %2"), tokens, registry));
}

void CosignDialog::look()
{
    m_sign->setEnabled(!isBusy() && m_witness->hasAcceptableInput() && signer()->isComplete());
}

} // namespace keyrite::ui
