// TokenWork: the token of a step: which ones are there, opening the one that was chosen, opening it again
// after a restart or after it was taken out. GUI thread only.
#pragma once

#include "ui/ceremony_run.h"
#include "ui/widgets/set_up_pins.h"

namespace keyrite::ui {

class TokenWork final : public QObject
{
    Q_OBJECT

public:
    TokenWork(CeremonyRun& run, QObject* parent) : QObject(parent), m_run(run) {}

    // Shows the tokens that may be chosen. In practice one is chosen already: that of an earlier ceremony,
    // else a fresh one.
    void look();
    // Opens the token that is chosen; a fresh one is set up first.
    void open();
    // For a step that needs a token whose session a restart has closed.
    void reopen();
    // For a token that was lost within the step and is back.
    void reconnect();

Q_SIGNALS:
    void reopened();

private:
    void show(std::vector<hsm::TokenInfo> tokens, int chosen = -1);
    void openKnown(const hsm::TokenInfo& token, GivenPin given);
    void setUpFresh(const hsm::TokenInfo& token, SetUpGiven given);
    void afterOpening(const Result<hsm::TokenInfo>& opened);
    void askToReconnect(const hsm::TokenInfo& audit, const std::optional<hsm::TokenInfo>& token);
    void reconnectWith(SecretBytes auditPin, GivenPin user);

    CeremonyRun& m_run;
    std::vector<hsm::TokenInfo> m_tokens; // as they are offered
};

} // namespace keyrite::ui
