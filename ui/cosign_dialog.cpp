#include "ui/cosign_dialog.h"

#include "ui/tokens.h"
#include "ui/widgets/window_fit.h"

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
    : QDialog(parent), m_witness(new QLineEdit(this)), m_signer(new SignerChoice(tr("Your token"), this)),
      m_problem(makeText({}, TextRole::Small, this)),
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
    for (const hsm::TokenInfo& token : tokens)
        m_tokens.push_back(token.id);
    setTokens(tokens, registry);
    m_signer->setVisible(!tokens.empty());
    column->addWidget(m_signer);
    column->addWidget(
        makeText(tr("The token signs with its Ed25519 key; where it has none, one is made on it."),
                 TextRole::Small, this));
    column->addWidget(m_problem);
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
    connect(m_signer, &SignerChoice::changed, this, &CosignDialog::look);
    say(tokens.empty() ? tr("There is no token to sign with. Put your own token in: the room's audit token "
                            "does not witness itself.")
                       : QString(),
        Tone::Bad);
    look();
}

std::string CosignDialog::witness() const
{
    return m_witness->text().toStdString();
}

hsm::TokenId CosignDialog::token() const
{
    return m_tokens[static_cast<std::size_t>(m_signer->chosen())];
}

void CosignDialog::setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry)
{
    m_signer->setSigners(signersOn(m_tokens, tr("Token %1, serial %2"), tokens, registry));
}

GivenPin CosignDialog::takePin()
{
    return m_signer->takePin();
}

void CosignDialog::setBusy(const QString& what)
{
    m_busy = true;
    look();
    say(what, Tone::Neutral);
}

void CosignDialog::setProblem(const QString& problem, const std::vector<hsm::TokenInfo>& tokens,
                              const registry::Registry& registry)
{
    m_busy = false;
    setTokens(tokens, registry);
    look();
    say(problem, Tone::Bad);
}

void CosignDialog::say(const QString& text, Tone tone)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    setTone(m_problem, tone);
    growToContent(this);
}

void CosignDialog::look()
{
    m_sign->setEnabled(!m_busy && m_witness->hasAcceptableInput() && m_signer->isComplete());
}

} // namespace keyrite::ui
