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

bool isFresh(const hsm::TokenInfo& token)
{
    return !token.initialised || !token.userPinSet; // the latter: its set-up was interrupted
}

TokenLook lookOf(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const bool unnamed = !token.initialised;
    return {.label = unnamed ? TokenWork::tr("A fresh token") : qt(token.id.label),
            .serial = unnamed ? TokenWork::tr("given when it is set up") : qt(token.id.serial),
            .model = TokenWork::tr("%1, firmware %2").arg(qt(token.model), qt(token.firmwareVersion)) +
                     (unnamed ? QString() : readAloud(token.id.serial)),
            .fresh = isFresh(token),
            .warning = pinWarning(token, registry),
            .pinWay = pinWayOf(token, registry),
            .pinForm = pinFormText(token)};
}

Result<hsm::TokenInfo> openOrSetUp(Runner& runner, const hsm::TokenInfo& token, const std::string& newLabel,
                                   const SecretBytes& pin, registry::PinWay way)
{
    if (isFresh(token))
        return runner.setUpToken({newLabel, way, way, token}, pin, pin);
    return runner.openToken(token.id, pin);
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
    const registry::PinWay way = step->pinWay();
    SecretBytes pin = m_run.isPractice() ? practicePin() : step->takePin();
    m_run.run(
        tr("The token is opened …"),
        [token = m_tokens[static_cast<std::size_t>(step->chosen())], label = step->newLabel().toStdString(),
         way, pin = std::move(pin)](Runner& runner) -> Result<Result<hsm::TokenInfo>> {
            return openOrSetUp(runner, token, label, pin, way);
        },
        [this, chosen = step->chosen()](const Result<hsm::TokenInfo>& opened) {
            if (opened)
                return m_run.finish();
            show(std::vector(m_tokens), chosen); // with the count of wrong PINs as it is now
            m_run.refuse(opened.error());
        });
}

void TokenWork::reopen()
{
    PinDialog::ask(&m_run.window(), PinDialog::titleFor(m_run.state().tokens.at(m_run.state().spec().token)),
                   tr("The program was started again: the HSM of this step must be opened once more."),
                   [this](SecretBytes pin) {
                       m_run.run(
                           tr("The token is opened …"),
                           [pin = std::move(pin)](Runner& runner) { return runner.reopenToken(pin); },
                           [this] { Q_EMIT reopened(); });
                   });
}

void TokenWork::reconnect()
{
    const auto go = [this](SecretBytes auditPin, SecretBytes userPin) {
        m_run.run(
            tr("The HSM is opened again …"),
            [audit = std::move(auditPin), user = std::move(userPin)](Runner& runner) {
                return runner.reconnect(audit, user);
            },
            [this] { Q_EMIT reopened(); });
    };
    if (m_run.isPractice())
        return go(practicePin(), practicePin());
    const QString why = tr("The connection to the HSM is made anew, so both tokens are logged in to again.");
    const auto token = m_run.state().tokens.find(m_run.state().spec().token);
    const QString title =
        token == m_run.state().tokens.end() ? tr("PIN of the HSM") : PinDialog::titleFor(token->second);
    PinDialog::ask(
        &m_run.window(), tr("PIN of the audit token"), why, [this, go, why, title](SecretBytes audit) {
            auto kept = std::make_shared<SecretBytes>(std::move(audit));
            PinDialog::ask(&m_run.window(), title, why,
                           [go, kept](SecretBytes user) { go(std::move(*kept), std::move(user)); });
        });
}

} // namespace keyrite::ui
