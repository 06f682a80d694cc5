// SignerChoice: what signs, of several (tokens, or keys on them), and the PIN of its token. GUI thread only.
#pragma once

#include "core/registry/registry.h"
#include "ui/widgets/pin_entry.h"

#include <optional>

class QComboBox;

namespace keyrite::ui {

struct Signer
{
    QString text;                        // "Token Ida, serial 12"
    std::optional<PinQuestion> question; // nothing: it needs no PIN
};

// One on the token `id`, as it stands among `present`.
Signer signerOn(const hsm::TokenId& id, const QString& text, const std::vector<hsm::TokenInfo>& present,
                const registry::Registry& registry);

// Each of the tokens; `text` with its label and serial as %1 and %2.
std::vector<Signer> signersOn(const std::vector<hsm::TokenId>& ids, const QString& text,
                              const std::vector<hsm::TokenInfo>& present, const registry::Registry& registry);

class SignerChoice final : public QWidget
{
    Q_OBJECT

public:
    // `name`: what a screen reader says of the choice.
    SignerChoice(const QString& name, QWidget* parent);

    // The same ones again, as they stand now, keep what was chosen.
    void setSigners(std::vector<Signer> signers);
    int chosen() const; // index into them; -1: there are none
    bool isComplete() const;
    registry::PinWay way() const;
    GivenPin takePin();

Q_SIGNALS:
    void changed();

private:
    void look();

    std::vector<Signer> m_signers;
    QComboBox* m_choice;
    PinEntry* m_pin;
};

} // namespace keyrite::ui
