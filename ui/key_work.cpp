#include "ui/key_work.h"

#include "ui/pin_dialog.h"
#include "ui/pin_words.h"
#include "ui/steps/challenge_step.h"
#include "ui/steps/generate_step.h"
#include "ui/steps/restore_step.h"

namespace keyrite::ui {

using namespace ceremony;

namespace {

Task doneTask(const QString& title, const QString& detail = {})
{
    return {title, detail, TaskState::Good};
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

void KeyWork::generate()
{
    auto* step = m_run.step<GenerateStep>();
    SecretBytes dice = step->takeDice();
    step->setTasks({{tr("The HSM makes and wraps the keys"), tr("An RSA key takes up to ten seconds."),
                     TaskState::Running}});
    m_run.run(
        tr("The HSM makes the keys …"),
        [dice = std::move(dice)](Runner& runner) { return runner.generate(dice.view()); },
        [this, guard = QPointer(step)](const std::vector<hsm::KeyInfo>& keys) {
            m_run.setWorkDone();
            if (!guard)
                return;
            std::vector<Task> tasks{
                doneTask(tr("The KEK was mixed from the workstation's and the HSM's generators"))};
            for (const hsm::KeyInfo& key : keys)
                tasks.push_back(
                    doneTask(tr("%1: made and wrapped").arg(qt(key.label)), keyTypeText(key.type)));
            guard->setTasks(tasks);
        });
}

void KeyWork::split()
{
    m_run.run(
        tr("Every set of shares that should suffice is tried …"),
        [](Runner& runner) { return runner.split(); }, [this](const SplitReport&) { m_run.finish(); });
}

void KeyWork::restore()
{
    auto* step = m_run.step<RestoreStep>();
    step->setTasks({{tr("One share less is tried, then the keys are unwrapped inside the token"),
                     {},
                     TaskState::Running}});
    m_run.run(
        tr("The keys are restored …"), [](Runner& runner) { return runner.restore(); },
        [this, guard = QPointer(step)](const RestoreReport& report) {
            m_run.setWorkDone();
            if (!guard)
                return;
            std::vector<Task> tasks{doneTask(tr("One share less was refused"), qt(report.shortRefusal))};
            for (const hsm::KeyInfo& key : report.keys)
                tasks.push_back(doneTask(tr("%1: restored").arg(qt(key.label)),
                                         tr("Sensitive, not extractable; a second wrap was refused.")));
            tasks.push_back(doneTask(tr("The KEK and the shares were wiped from memory")));
            guard->setTasks(tasks);
        });
}

void KeyWork::rewrap()
{
    auto* step = m_run.step<RestoreStep>();
    step->setTasks({{tr("One share less is tried, then the keys are wrapped anew inside the HSM"),
                     {},
                     TaskState::Running}});
    m_run.run(
        tr("The keys are wrapped anew …"), [](Runner& runner) { return runner.rewrap(); },
        [this, guard = QPointer(step)](const RewrapReport& report) {
            m_run.setWorkDone();
            if (!guard)
                return;
            std::vector<Task> tasks{doneTask(tr("One share less was refused"), qt(report.shortRefusal))};
            for (const hsm::Rewrapped& one : report.keys) {
                tasks.push_back(doneTask(tr("%1: wrapped under the new KEK").arg(qt(one.key.label)),
                                         tr("Opened with OpenSSL: it is the same key.")));
                tasks.push_back(
                    doneTask(tr("%1: the old KEK is refused").arg(qt(one.key.label)), qt(one.oldKekRefusal)));
            }
            tasks.push_back(doneTask(tr("The old KEK and the old shares were wiped from memory")));
            guard->setTasks(tasks);
        });
}

void KeyWork::challenge()
{
    m_run.run(
        tr("The token signs …"), [](Runner& runner) { return runner.challenge(); },
        [this](const std::vector<ChallengeReport>&) {
            if (auto* step = m_run.step<ChallengeStep>())
                step->setState(ChallengeState::Verified);
        });
}

template <typename Job>
void KeyWork::runNoReturn(const QString& busy, Job job)
{
    m_run.run(busy, std::move(job), [this] {
        m_run.setWorkDone();
        m_run.finish();
    });
}

void KeyWork::noReturn()
{
    if (m_run.isWorkDone())
        return m_run.finish();
    const StepKind kind = m_run.state().spec().kind;
    if (kind == StepKind::HsmLock)
        return runNoReturn(tr("The keys are locked …"), [](Runner& runner) { return runner.lock(); });
    if (kind == StepKind::KeyDestroy)
        return runNoReturn(tr("The keys are destroyed …"),
                           [](Runner& runner) { return runner.destroyKeys(); });
    if (kind == StepKind::HsmZeroise)
        return zeroise();
    if (kind == StepKind::AuditKey)
        return replaceAuditKey();
    m_run.finish(); // done by people: the sign-off is all
}

void KeyWork::eraseWith(SetUpGiven given)
{
    const QString wait = pinWaitText(given.officer.way, tr("The HSM is erased …"));
    runNoReturn(wait, [given = std::move(given)](Runner& runner) {
        return runner.zeroise(given.officer.pin, given.user.pin);
    });
}

void KeyWork::zeroise()
{
    if (m_run.isPractice())
        return eraseWith({{practicePin()}, {practicePin()}});
    m_run.run(
        tr("Keyrite looks for the HSM …"),
        [id = m_run.state().tokens.at(m_run.state().spec().token)](Runner& runner) {
            return runner.room().module().find(id);
        },
        [this](const hsm::TokenInfo& token) {
            PinDialog::askBoth(
                &m_run.window(), setUpQuestions(token, m_run.snapshot().registry),
                tr("The security officer's PIN erases the HSM, which destroys all keys on it. Then it is set "
                   "up anew, with a new PIN of its user."),
                tr("Erase this HSM"), [this](SetUpGiven given) { eraseWith(std::move(given)); });
        });
}

void KeyWork::replaceAuditWith(SetUpGiven given)
{
    const QString wait = pinWaitText(given.user.way, tr("The new audit token is set up …"));
    runNoReturn(wait, [given = std::move(given)](Runner& runner) {
        return runner.replaceAuditKey(kAuditLabel, given.officer.pin, given.user.pin);
    });
}

void KeyWork::replaceAuditKey()
{
    if (m_run.isPractice())
        return replaceAuditWith({{practicePin()}, {practicePin()}});
    m_run.run(
        tr("Keyrite looks for the fresh token …"),
        [](Runner& runner) { return runner.room().module().tokens().and_then(&hsm::onlyFresh); },
        [this](const hsm::TokenInfo& token) {
            PinDialog::askBoth(&m_run.window(), setUpQuestions(token, m_run.snapshot().registry),
                               tr("The fresh token, model %1, in slot %2, becomes the audit token. Leave the "
                                  "old one inserted.")
                                   .arg(qt(token.model))
                                   .arg(token.slot),
                               tr("Set up the new audit token"),
                               [this](SetUpGiven given) { replaceAuditWith(std::move(given)); });
        });
}

} // namespace keyrite::ui
