// CosignDialog: a witness signs a head that was just verified, with their own token. GUI thread only.
#pragma once

#include "core/hsm/token.h"
#include "core/secret_bytes.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keyrite::ui {

class PinField;

class CosignDialog final : public QDialog
{
    Q_OBJECT

public:
    // `size`: the entries that the checkpoint covers. `tokens` may sign.
    CosignDialog(std::uint64_t size, const std::vector<hsm::TokenInfo>& tokens, QWidget* parent);

    std::string witness() const; // as it stands in the signature: no white space, no '+'
    hsm::TokenId token() const;
    SecretBytes takePin();

    // Why it was not signed; everything typed stays but the PIN.
    void setProblem(const QString& problem);

Q_SIGNALS:
    void signRequested();

private:
    void look();

    std::vector<hsm::TokenId> m_tokens;
    QLineEdit* m_witness;
    QComboBox* m_token;
    PinField* m_pin;
    QLabel* m_problem;
    QPushButton* m_sign;
};

} // namespace keyrite::ui
