// TokenStep: the tokens that are there, chosen by serial and label; the one that is expected beside the one
// that was chosen, and its PIN. A PIN is typed once to log in, twice to be set; it goes from the keys into
// locked memory and is taken once.
#pragma once

#include "ui/steps/step_view.h"
#include "ui/widgets/pin_entry.h"

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
    QString model = {};   // "Yubico YubiHSM 2, firmware 2.4.0"
    bool fresh = false;   // not set up: it gets its label and PIN now
    QString warning = {}; // "2 wrong PINs were typed since ..."; may be empty
    registry::PinWay pinWay = registry::PinWay::Unknown;
    QString pinForm = {}; // what a PIN of this maker looks like; may be empty
};

enum class PinNeed { None, Enter, Create };

struct TokenView
{
    TokenLook expected = {};
    std::optional<TokenLook> inserted = {}; // nothing: no token is there
    PinNeed pinNeed = PinNeed::Enter;
    QString pinHolder = {}; // who types it; may be empty
    int shortestPin = 4;
    int longestPin = 255;    // in characters
    QString warning = {};    // "The next wrong PIN locks this token."; may be empty
    QString freshLabel = {}; // what a fresh token would be called, if nobody types another
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

    // UTF-8; the fields are empty afterwards. Only while isReady().
    SecretBytes takePin();
    registry::PinWay pinWay() const; // how it was given: Whole, Halves or PinPad
    QWidget* firstFocus() override;

Q_SIGNALS:
    void lookAgainRequested(); // tokens were put in or taken out

private:
    QWidget* buildTokens();
    QWidget* buildFresh();
    void buildPin();
    bool isFresh() const;
    PinNeed pinNeed() const;
    void askPin();
    void lookAtPin(bool fits);
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
    QVBoxLayout* m_pinPlace = nullptr;
    PinEntry* m_pin = nullptr;
    PinQuestion m_asked = {}; // what m_pin asks
    QLabel* m_holder = nullptr;
    QLabel* m_pinForm = nullptr;
    QLabel* m_warning = nullptr;
};

} // namespace keyrite::ui
