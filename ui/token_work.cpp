#include "ui/token_work.h"

#include "ui/pin_dialog.h"
#include "ui/steps/token_step.h"

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

std::string tokenLabel(const std::string& name)
{
    return name == "production" ? "HSM A" : "HSM B";
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// The token that the step names: the one with its label where it was set up before, else a fresh one.
Result<hsm::TokenInfo> openOrSetUp(Runner& runner, const SecretBytes& pin)
{
    const std::string label = tokenLabel(runner.state().spec().token);
    const auto tokens = runner.room().module().tokens();
    if (!tokens)
        return fail(tokens.error());
    const auto found = std::ranges::find_if(
        *tokens, [&](const hsm::TokenInfo& one) { return one.initialised && one.id.label == label; });
    if (found == tokens->end())
        return runner.setUpToken(label, pin, pin);
    if (!found->userPinSet)
        if (auto erased = runner.room().module().zeroise(found->id, pin, pin); !erased)
            return fail(erased.error());
    return runner.openToken(found->id, pin);
}

Result<std::optional<hsm::TokenInfo>> lookFor(Runner& runner)
{
    const std::string label = tokenLabel(runner.state().spec().token);
    const auto tokens = runner.room().module().tokens();
    if (!tokens)
        return fail(tokens.error());
    auto found = std::ranges::find_if(
        *tokens, [&](const hsm::TokenInfo& one) { return one.initialised && one.id.label == label; });
    if (found == tokens->end())
        found = std::ranges::find_if(*tokens, [](const hsm::TokenInfo& one) { return !one.initialised; });
    return found == tokens->end() ? std::nullopt : std::optional(*found);
}

} // namespace

void TokenWork::look()
{
    m_run.run(tr("Keyrite looks for the token …"), lookFor,
              [this](const std::optional<hsm::TokenInfo>& token) {
                  auto* step = m_run.step<TokenStep>();
                  if (step == nullptr)
                      return;
                  if (!token)
                      return step->setInserted(std::nullopt);
                  const QString serial =
                      token->id.serial.empty() ? tr("given when it is set up") : qt(token->id.serial);
                  step->setInserted(
                      TokenLook{token->initialised ? qt(token->id.label) : tr("A fresh token"), serial,
                                tr("%1, firmware %2").arg(qt(token->model), qt(token->firmwareVersion))});
              });
}

void TokenWork::open()
{
    SecretBytes pin = m_run.isPractice() ? practicePin() : m_run.step<TokenStep>()->takePin();
    m_run.run(
        tr("The token is opened …"),
        [pin = std::move(pin)](Runner& runner) { return openOrSetUp(runner, pin); },
        [this](const hsm::TokenInfo&) { m_run.finish(); });
}

void TokenWork::reopen()
{
    PinDialog::ask(&m_run.window(), tr("PIN of the HSM"),
                   tr("The program was started again: the HSM of this step must be opened once more."),
                   [this](SecretBytes pin) {
                       m_run.run(
                           tr("The token is opened …"),
                           [pin = std::move(pin)](Runner& runner) { return runner.reopenToken(pin); },
                           [this] { Q_EMIT reopened(); });
                   });
}

} // namespace keyrite::ui
