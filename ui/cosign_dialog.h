// CosignDialog: a witness signs a head that was just verified, with their own token. GUI thread only.
#pragma once

#include "ui/signer_choice.h"
#include "ui/widgets/text.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class CosignDialog final : public QDialog
{
    Q_OBJECT

public:
    // `size`: the entries that the checkpoint covers. `tokens` may sign.
    CosignDialog(std::uint64_t size, const std::vector<hsm::TokenInfo>& tokens,
                 const registry::Registry& registry, QWidget* parent);

    std::string witness() const; // as it stands in the signature: no white space, no '+'
    hsm::TokenId token() const;
    GivenPin takePin();

    // While the token signs: `what` is waited for.
    void setBusy(const QString& what);
    // Why it was not signed; everything typed stays but the PIN, which is asked as the tokens stand now.
    void setProblem(const QString& problem, const std::vector<hsm::TokenInfo>& tokens,
                    const registry::Registry& registry);

Q_SIGNALS:
    void signRequested();

private:
    void setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry);
    void say(const QString& text, Tone tone);
    void look();

    std::vector<hsm::TokenId> m_tokens;
    QLineEdit* m_witness;
    SignerChoice* m_signer;
    QLabel* m_problem;
    QPushButton* m_sign;
    bool m_busy = false;
};

} // namespace keyrite::ui
