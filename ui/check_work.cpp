#include "ui/check_work.h"

#include "ui/step_people.h"
#include "ui/steps/checks_step.h"

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

void CheckWork::connectStep()
{
    if (auto* checks = m_run.step<ChecksStep>())
        connect(checks, &ChecksStep::againRequested, this,
                isDevice() ? &CheckWork::lookAtDevice : &CheckWork::preflight);
}

void CheckWork::look()
{
    if (m_run.state().spec().kind == StepKind::Preflight)
        preflight();
    if (isDevice())
        inspectDevice();
}

void CheckWork::decided()
{
    if (isDevice())
        showDevice();
}

bool CheckWork::isDevice() const
{
    return m_run.state().spec().kind == StepKind::FreshDevice;
}

void CheckWork::preflight()
{
    m_run.run(
        tr("Keyrite looks at the workstation …"), [](Runner& runner) { return runner.preflight(); },
        [this](const std::vector<EnvironmentCheck>& checks) {
            ChecksView view{{}, m_run.isPractice()};
            for (const EnvironmentCheck& check : checks)
                view.checks.push_back({environmentTitle(check.id), qt(check.finding),
                                       check.outcome == CheckOutcome::Good      ? TaskState::Good
                                       : check.outcome == CheckOutcome::Warning ? TaskState::Attention
                                                                                : TaskState::Failed});
            if (auto* step = m_run.step<ChecksStep>())
                step->setView(view);
        });
}

// A device that still took its maker's credential was closed: it is opened anew, which tries that one first.
void CheckWork::lookAtDevice()
{
    m_run.run(
        tr("Keyrite looks at the device …"),
        [](Runner& runner) -> Result<bool> {
            if (runner.state().plan.mode == Mode::Practice)
                KEYRITE_CHECK(runner.reopenToken(practicePin()));
            return runner.sessionNeeded().has_value();
        },
        [this](bool needsPin) {
            if (!needsPin)
                return inspectDevice();
            m_run.setTokenAccess(TokenAccess::Closed);
            m_tokens.reopen();
        });
}

void CheckWork::inspectDevice()
{
    m_run.run(
        tr("Keyrite looks at the device …"), [](Runner& runner) { return runner.inspectDevice(); },
        [this](std::vector<DeviceCheck> checks) {
            m_deviceChecks = std::move(checks);
            showDevice();
        });
}

void CheckWork::showDevice()
{
    ChecksView view{.attentionIsAccepted = m_run.state().deviceFinding == DeviceFinding::Decided};
    for (const DeviceCheck& check : m_deviceChecks)
        view.checks.push_back({deviceCheckTitle(check.id), qt(check.finding),
                               check.good ? TaskState::Good : TaskState::Attention});
    if (auto* step = m_run.step<ChecksStep>())
        step->setView(view);
}

} // namespace keyrite::ui
