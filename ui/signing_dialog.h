// SigningDialog: what is common to dialogs in which somebody signs with a token of their own: the choice of
// it, its PIN, the wait, and why it did not work. GUI thread only.
#pragma once

#include "ui/signer_choice.h"
#include "ui/widgets/text.h"

#include <QDialog>

class QLabel;

namespace keyrite::ui {

class SigningDialog : public QDialog
{
    Q_OBJECT

public:
    GivenPin takePin() { return m_signer->takePin(); }

    // While the token signs: `what` is waited for.
    void setBusy(const QString& what);
    // Why it was not signed; everything typed stays but the PIN, which is asked as the tokens stand now.
    void setProblem(const QString& problem, const std::vector<hsm::TokenInfo>& tokens,
                    const registry::Registry& registry);

protected:
    // `name`: what a screen reader says of the choice of the token.
    SigningDialog(const QString& name, const std::vector<hsm::TokenInfo>& tokens, QWidget* parent);

    virtual void setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry) = 0;
    // What may be pressed, after everything that was typed.
    virtual void look() = 0;

    bool isBusy() const { return m_busy; }
    void say(const QString& text, Tone tone);
    SignerChoice* signer() const { return m_signer; }
    QLabel* problem() const { return m_problem; }
    const std::vector<hsm::TokenId>& tokens() const { return m_tokens; }

private:
    std::vector<hsm::TokenId> m_tokens; // as they were there at first
    SignerChoice* m_signer;
    QLabel* m_problem;
    bool m_busy = false;
};

} // namespace keyrite::ui
