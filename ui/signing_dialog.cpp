#include "ui/signing_dialog.h"

#include "ui/widgets/window_fit.h"

#include <QLabel>

namespace keyrite::ui {

SigningDialog::SigningDialog(const QString& name, const std::vector<hsm::TokenInfo>& tokens, QWidget* parent)
    : QDialog(parent), m_signer(new SignerChoice(name, this)), m_problem(makeText({}, TextRole::Small, this))
{
    m_tokens.reserve(tokens.size());
    for (const hsm::TokenInfo& token : tokens)
        m_tokens.push_back(token.id);
}

void SigningDialog::setBusy(const QString& what)
{
    m_busy = true;
    look();
    say(what, Tone::Neutral);
}

void SigningDialog::setProblem(const QString& problem, const std::vector<hsm::TokenInfo>& tokens,
                               const registry::Registry& registry)
{
    m_busy = false;
    setTokens(tokens, registry);
    look();
    say(problem, Tone::Bad);
}

void SigningDialog::say(const QString& text, Tone tone)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    setTone(m_problem, tone);
    growToContent(this);
}

} // namespace keyrite::ui
