// TokenStep: the tokens that are there, chosen by serial and label; the one that is expected beside the one
// that was chosen, and its PIN; of a fresh one both, the user's and the security officer's.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/set_up_pins.h"

#include <optional>

class QFrame;
class QButtonGroup;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace keyrite::ui {

struct TokenLook
{
    QString label = {};
    QString serial = {};
    QString model = {};                       // "Yubico YubiHSM 2, firmware 2.4.0"
    std::optional<SetUpQuestions> setUp = {}; // not set up: it gets its label and PINs now
    PinQuestion pin = {};                     // of one that is set up
    bool unnamed = false;                     // fresh as its maker ships it: it has no label of its own yet
};

struct TokenView
{
    TokenLook expected = {};
    std::optional<TokenLook> inserted = {}; // nothing: no token is there
    bool asksPin = true;                    // false in practice
    QString freshLabel = {};                // what a fresh token would be called, if nobody types another
};

class TokenStep final : public StepView
{
    Q_OBJECT

public:
    TokenStep(const TokenView& view, QWidget* parent);

    // The tokens that are there: a person chooses one. `chosen`: index of the one that is chosen already, or
    // -1.
    void setTokens(std::vector<TokenLook> tokens, int chosen);
    int chosen() const;

    // The label for a fresh token, 1 to 32 characters.
    QString newLabel() const;

    // A token was inserted or taken out. What was typed stays only where it is the same token.
    void setInserted(const std::optional<TokenLook>& inserted);
    bool tokenFits() const;

    // The fields are empty afterwards. Only while isReady().
    GivenPin takePin();         // of a token that is set up
    SetUpGiven takeSetUpPins(); // of a fresh one
    QWidget* firstFocus() override;

Q_SIGNALS:
    void lookAgainRequested(); // tokens were put in or taken out

private:
    QWidget* buildTokens();
    QWidget* buildFresh();
    void buildPin();
    bool isFresh() const;
    bool hasPin() const;
    void askPin(bool fits);
    void look();

    TokenView m_view;
    std::vector<TokenLook> m_tokens;
    QVBoxLayout* m_choices = nullptr;
    QWidget* m_choiceCards = nullptr;
    QButtonGroup* m_group = nullptr;
    QWidget* m_fresh = nullptr;
    QLineEdit* m_newLabel = nullptr;
    QFrame* m_insertedBox = nullptr;
    QLabel* m_insertedLabel = nullptr;
    QLabel* m_insertedSerial = nullptr;
    QLabel* m_insertedModel = nullptr;
    QLabel* m_verdict = nullptr;
    PinEntry* m_pin = nullptr;
    SetUpPins* m_setUpPins = nullptr;
};

} // namespace keyrite::ui
