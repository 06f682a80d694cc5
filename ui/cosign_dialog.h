// CosignDialog: a witness signs a head that was just verified, with their own token. GUI thread only.
#pragma once

#include "ui/signing_dialog.h"

class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class CosignDialog final : public SigningDialog
{
    Q_OBJECT

public:
    // `size`: the entries that the checkpoint covers. `tokens` may sign.
    CosignDialog(std::uint64_t size, const std::vector<hsm::TokenInfo>& tokens,
                 const registry::Registry& registry, QWidget* parent);

    std::string witness() const; // as it stands in the signature: no white space, no '+'
    hsm::TokenId token() const;

Q_SIGNALS:
    void signRequested();

private:
    void setTokens(const std::vector<hsm::TokenInfo>& tokens, const registry::Registry& registry) override;
    void look() override;

    QLineEdit* m_witness;
    QPushButton* m_sign;
};

} // namespace keyrite::ui
