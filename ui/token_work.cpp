#include "ui/token_work.h"

#include "core/ceremony/papers.h"
#include "core/paper/nato.h"
#include "ui/pin_dialog.h"
#include "ui/pin_words.h"
#include "ui/steps/token_step.h"

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// Serials are read aloud in the NATO alphabet.
QString readAloud(const std::string& serial)
{
    return serial.empty() ? QString()
                          : TokenWork::tr("\nRead aloud: %1").arg(qt(paper::natoSpelling(serial)));
}

// Not the audit token, nor one that this ceremony uses for something else.
bool mayBeChosen(const hsm::TokenInfo& token, const State& state, const registry::Registry& registry)
{
    return token.id != registry.room.auditToken && std::ranges::none_of(state.tokens, [&](const auto& used) {
               return used.first != state.spec().token && used.second == token.id;
           });
}

TokenLook lookOf(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const QString serial = qt(token.id.serial);
    TokenLook look{.label = token.initialised ? qt(token.id.label) : TokenWork::tr("A fresh token"),
                   .serial = token.initialised || !serial.isEmpty() ? serial : TokenWork::tr("none yet"),
                   .model = TokenWork::tr("%1, firmware %2").arg(qt(token.model), qt(token.firmwareVersion)),
                   .unnamed = !token.initialised};
    if (token.initialised)
        look.model += readAloud(token.id.serial);
    else
        look.model += TokenWork::tr(", slot %1").arg(token.slot);
    if (!token.initialised || !token.userPinSet) // the latter: its set-up was interrupted
        look.setUp = setUpQuestions(token, registry);
    else
        look.pin = pinQuestion(token, PinOwner::User, registry);
    return look;
}

Result<hsm::TokenInfo> setUp(Runner& runner, const hsm::TokenInfo& token, const std::string& label,
                             const SetUpGiven& given)
{
    const auto& [officer, user] = given;
    return runner.setUpToken({label, user.way, officer.way, token}, officer.pin, user.pin);
}

} // namespace

void TokenWork::look()
{
    m_run.run(
        tr("Keyrite looks for tokens …"), [](Runner& runner) { return runner.room().module().tokens(); },
        [this](std::vector<hsm::TokenInfo> tokens) { show(std::move(tokens)); });
}

void TokenWork::show(std::vector<hsm::TokenInfo> tokens, int chosen)
{
    auto* step = m_run.step<TokenStep>();
    if (step == nullptr)
        return;
    const registry::Registry& registry = m_run.snapshot().registry;
    std::erase_if(tokens,
                  [&](const hsm::TokenInfo& one) { return !mayBeChosen(one, m_run.state(), registry); });
    m_tokens = std::move(tokens);
    std::vector<TokenLook> looks;
    for (const hsm::TokenInfo& token : m_tokens) {
        looks.push_back(lookOf(token, registry));
        const bool before = qt(token.id.label) == step->newLabel(); // what an earlier ceremony called it
        if (m_run.isPractice() && (before || (chosen < 0 && !token.initialised)))
            chosen = static_cast<int>(looks.size()) - 1;
    }
    step->setTokens(std::move(looks), chosen);
    disconnect(step, &TokenStep::lookAgainRequested, this, nullptr);
    connect(step, &TokenStep::lookAgainRequested, this, &TokenWork::look);
}

void TokenWork::open()
{
    auto* step = m_run.step<TokenStep>();
    if (step == nullptr || step->chosen() < 0)
        return;
    const hsm::TokenInfo& token = m_tokens[static_cast<std::size_t>(step->chosen())];
    if (token.initialised && token.userPinSet)
        openKnown(token, m_run.isPractice() ? GivenPin{practicePin()} : step->takePin());
    else
        setUpFresh(token,
                   m_run.isPractice() ? SetUpGiven{{practicePin()}, {practicePin()}} : step->takeSetUpPins());
}

void TokenWork::openKnown(const hsm::TokenInfo& token, GivenPin given)
{
    const QString wait = pinWaitText(given.way, tr("The token is opened …"));
    m_run.run(
        wait,
        [id = token.id, given = std::move(given)](Runner& runner) -> Result<Result<hsm::TokenInfo>> {
            return runner.openToken(id, given.pin);
        },
        [this](const Result<hsm::TokenInfo>& opened) { afterOpening(opened); });
}

void TokenWork::setUpFresh(const hsm::TokenInfo& token, SetUpGiven given)
{
    const QString wait = pinWaitText(given.user.way, tr("The token is set up …"));
    m_run.run(
        wait,
        [token, label = m_run.step<TokenStep>()->newLabel().toStdString(), given = std::move(given)](
            Runner& runner) -> Result<Result<hsm::TokenInfo>> { return setUp(runner, token, label, given); },
        [this](const Result<hsm::TokenInfo>& opened) { afterOpening(opened); });
}

// A refusal shows the tokens as they are now: with the count of wrong PINs, and the flags that changed.
void TokenWork::afterOpening(const Result<hsm::TokenInfo>& opened)
{
    if (opened)
        return m_run.finish();
    auto* step = m_run.step<TokenStep>();
    m_run.run(
        tr("Keyrite looks for tokens …"),
        [before = m_tokens](Runner& runner) -> Result<std::vector<hsm::TokenInfo>> {
            return runner.room().module().tokens().value_or(before);
        },
        [this, why = opened.error(),
         chosen = step == nullptr ? -1 : step->chosen()](std::vector<hsm::TokenInfo> tokens) {
            show(std::move(tokens), chosen);
            m_run.refuse(why);
        });
}

// The PIN of a token that must be opened once more, asked as the module lists it now.
void TokenWork::reopen()
{
    m_run.run(
        tr("Keyrite looks for the HSM …"),
        [id = m_run.state().tokens.at(m_run.state().spec().token)](Runner& runner) {
            return runner.room().module().find(id);
        },
        [this](const hsm::TokenInfo& token) {
            PinDialog::ask(
                &m_run.window(), pinQuestion(token, PinOwner::User, m_run.snapshot().registry),
                tr("The HSM of this step is opened once more: the program was started again, or the device "
                   "is "
                   "looked at anew."),
                [this](GivenPin given) {
                    const QString wait = pinWaitText(given.way, tr("The token is opened …"));
                    m_run.run(
                        wait,
                        [given = std::move(given)](Runner& runner) { return runner.reopenToken(given.pin); },
                        [this] { Q_EMIT reopened(); });
                });
        });
}

void TokenWork::reconnect()
{
    if (m_run.isPractice())
        return reconnectWith(practicePin(), {practicePin()});
    struct Back
    {
        hsm::TokenInfo audit;
        std::optional<hsm::TokenInfo> token; // nothing: the step needs none
    };
    const auto& used = m_run.state().tokens;
    const auto own = used.find(m_run.state().spec().token);
    m_run.run(
        tr("The HSM is connected again …"),
        [id = own == used.end() ? std::optional<hsm::TokenId>()
                                : own->second](Runner& runner) -> Result<Back> {
            KEYRITE_CHECK(runner.room().restartModules());
            Back back{};
            KEYRITE_TRY(back.audit, runner.room().module().find(runner.registry().room.auditToken));
            if (id)
                KEYRITE_TRY(back.token, runner.room().module().find(*id));
            return back;
        },
        [this](const Back& back) { askToReconnect(back.audit, back.token); });
}

void TokenWork::askToReconnect(const hsm::TokenInfo& audit, const std::optional<hsm::TokenInfo>& token)
{
    const registry::Registry& registry = m_run.snapshot().registry;
    const QString why = tr("The connection to the HSM is made anew, so both tokens are logged in to again.");
    PinDialog::ask(&m_run.window(), pinQuestion(audit, PinOwner::User, registry), why,
                   [this, why, token](GivenPin auditPin) {
                       if (!token)
                           return reconnectWith(std::move(auditPin.pin), {});
                       auto kept = std::make_shared<SecretBytes>(std::move(auditPin.pin));
                       PinDialog::ask(
                           &m_run.window(), pinQuestion(*token, PinOwner::User, m_run.snapshot().registry),
                           why,
                           [this, kept](GivenPin user) { reconnectWith(std::move(*kept), std::move(user)); });
                   });
}

void TokenWork::reconnectWith(SecretBytes auditPin, GivenPin user)
{
    const QString wait = pinWaitText(user.way, tr("The HSM is opened again …"));
    m_run.run(
        wait,
        [audit = std::move(auditPin), user = std::move(user)](Runner& runner) {
            return runner.reconnect(audit, user.pin);
        },
        [this] { Q_EMIT reopened(); });
}

} // namespace keyrite::ui
