// TokenStep: the token that is expected beside the token that is inserted, and its PIN. A PIN is typed once
// to log in, twice to be set; it goes from the keys into locked memory and is taken once.
#pragma once

#include "core/secret_bytes.h"
#include "ui/steps/step_view.h"

#include <optional>

class QFrame;
class QLabel;

namespace keyrite::ui {

class PinField;

struct TokenLook
{
    QString label = {};
    QString serial = {};
    QString model = {}; // "Yubico YubiHSM 2, firmware 2.4.0"
};

enum class PinNeed { None, Enter, Create };

struct TokenView
{
    TokenLook expected = {};
    std::optional<TokenLook> inserted = {}; // nothing: no token is there
    PinNeed pinNeed = PinNeed::Enter;
    QString pinHolder = {}; // who types it; "Two people type one half each"; may be empty
    int shortestPin = 4;
    int longestPin = 255; // in characters
    QString warning = {}; // "The next wrong PIN locks this token."; may be empty
};

class TokenStep final : public StepView
{
    Q_OBJECT

public:
    TokenStep(const TokenView& view, QWidget* parent);

    // A token was inserted or taken out. What was typed stays only where it is the same token.
    void setInserted(const std::optional<TokenLook>& inserted);
    bool tokenFits() const;

    // UTF-8; the fields are empty afterwards. Only while isReady().
    SecretBytes takePin();
    QWidget* firstFocus() override;

private:
    QWidget* buildTokens();
    void buildPin();
    void look();

    TokenView m_view;
    QFrame* m_insertedBox = nullptr;
    QLabel* m_insertedLabel = nullptr;
    QLabel* m_insertedSerial = nullptr;
    QLabel* m_insertedModel = nullptr;
    QLabel* m_verdict = nullptr;
    PinField* m_pin = nullptr;
    PinField* m_again = nullptr;
    QLabel* m_pinVerdict = nullptr;
};

} // namespace keyrite::ui
