#include "ui/ceremony_controller.h"

#include "core/ceremony/builtin.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"
#include "core/file.h"
#include "core/paper/share_payload.h"
#include "core/slip39/locate.h"
#include "ui/ceremony_view.h"
#include "ui/error_text.h"
#include "ui/exception_dialog.h"
#include "ui/main_window.h"
#include "ui/pin_dialog.h"
#include "ui/print/image_file.h"
#include "ui/step_builder.h"
#include "ui/steps/challenge_step.h"
#include "ui/steps/choose_step.h"
#include "ui/steps/generate_step.h"
#include "ui/steps/preflight_step.h"
#include "ui/steps/print_documents_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/restore_step.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/share_input.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"
#include "ui/steps/sign_off_step.h"
#include "ui/steps/token_step.h"

#include <QFileDialog>

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

constexpr int kClockMs = 10000;

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(kPracticePin));
}

bool inPractice(const State& state)
{
    return state.plan.mode == Mode::Practice;
}

std::string tokenLabel(const std::string& name)
{
    return name == "production" ? "HSM A" : "HSM B";
}

PrintDocument practicePrinter(const std::filesystem::path& folder)
{
    return [folder](const paper::Document& document, const std::string& name) {
        return PracticePaper(folder).print(document, name);
    };
}

Task doneTask(const QString& title, const QString& detail = {})
{
    return {title, detail, TaskState::Good};
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
        KEYRITE_CHECK(runner.room().module().zeroise(found->id, pin, pin));
    return runner.openToken(found->id, pin);
}

bool anyCode(const std::vector<SecretBytes>& found)
{
    return !found.empty();
}

} // namespace

CeremonyController::CeremonyController(MainWindow& window, RoomThread& thread, QObject* parent)
    : QObject(parent), m_window(window), m_thread(thread)
{
    const CeremonyView* view = m_window.ceremonyView();
    connect(view, &CeremonyView::mainActionRequested, this, &CeremonyController::mainAction);
    connect(view, &CeremonyView::pauseRequested, this, &CeremonyController::askPause);
    connect(view, &CeremonyView::exceptionRequested, this, [this] { askException({}); });
    connect(view, &CeremonyView::refusalRequested, this, [this] {
        askException(m_snapshot.ceremony ? qt(m_snapshot.ceremony->spec().expected.in(interfaceLanguage()))
                                         : QString());
    });
    connect(&m_clock, &QTimer::timeout, this, &CeremonyController::updateClock);
}

template <typename Job, typename Then>
void CeremonyController::run(const QString& busy, Job job, Then then)
{
    m_window.ceremonyView()->clearMessage();
    m_window.ceremonyView()->setBusy(busy);
    using Value = typename std::invoke_result_t<Job, Runner&>::value_type;
    struct Answer
    {
        Result<Value> value;
        RoomSnapshot snapshot;
    };
    m_thread.ask(
        this,
        [job = std::move(job)](RoomState& state) mutable {
            auto value = job(*state.runner);
            return Answer{std::move(value), snapshotOf(state)};
        },
        [this, then = std::move(then)](Answer answer) mutable {
            m_window.ceremonyView()->setIdle();
            m_snapshot = std::move(answer.snapshot);
            if (!answer.value)
                return showError(answer.value.error());
            if constexpr (std::is_void_v<Value>)
                then();
            else
                then(std::move(*answer.value));
        });
}

// A second press while the first is being worked on says nothing new.
bool CeremonyController::isBusy() const
{
    return m_window.ceremonyView()->isBusy();
}

void CeremonyController::start(const std::string& procedureId, Plan plan)
{
    m_thread.ask(
        this,
        [procedureId, plan = std::move(plan)](RoomState& state) -> Outcome {
            auto procedure = builtinProcedure(procedureId);
            if (!procedure)
                return fail(procedure.error());
            auto runner = Runner::open(*state.room, *procedure, plan);
            if (!runner)
                return fail(runner.error());
            state.runner = std::make_unique<Runner>(std::move(*runner));
            return snapshotOf(state);
        },
        [this](Outcome outcome) { opened(std::move(outcome)); });
}

void CeremonyController::resume(const std::string& procedureId, const std::string& ceremonyId,
                                SecretBytes productionPin)
{
    m_thread.ask(
        this,
        [procedureId, ceremonyId, pin = std::move(productionPin)](RoomState& state) -> Outcome {
            auto procedure = builtinProcedure(procedureId);
            if (!procedure)
                return fail(procedure.error());
            auto runner = Runner::resume(*state.room, *procedure, ceremonyId, pin);
            if (!runner)
                return fail(runner.error());
            state.runner = std::make_unique<Runner>(std::move(*runner));
            return snapshotOf(state);
        },
        [this](Outcome outcome) { opened(std::move(outcome)); });
}

void CeremonyController::opened(Outcome outcome)
{
    if (!outcome)
        return Q_EMIT refused(outcome.error());
    m_snapshot = std::move(*outcome);
    const State& state = *m_snapshot.ceremony;
    m_window.setMode(state.plan.mode);
    m_window.enterCeremony(qt(state.plan.title), qt(state.id), railOf(state));
    m_window.rail()->setStartedLine(tr("Started %1 UTC").arg(qt(timeText(state.opened))));
    m_clock.start(kClockMs);
    Q_EMIT roomChanged(m_snapshot);
    showStep();
}

void CeremonyController::showStep()
{
    if (m_snapshot.ceremony->finished())
        return closeCeremony();
    m_entered.clear();
    m_workDone = false;
    const State& state = *m_snapshot.ceremony;
    StepView* step = buildStep(state, m_snapshot.registry, m_window.ceremonyView());
    m_window.rail()->setCeremonyActs(railOf(state));
    m_window.ceremonyView()->showStep(stepFrameOf(state), step);
    m_elapsed.start();
    connectStep(step);
    run(
        tr("The step is recorded …"),
        [](Runner& runner) -> Result<bool> {
            KEYRITE_CHECK(runner.begin());
            if (inPractice(runner.state()))
                KEYRITE_CHECK(runner.reopenToken(practicePin()));
            return runner.sessionNeeded().has_value();
        },
        [this](bool needsPin) { needsPin ? reopenToken() : begun(); });
}

void CeremonyController::connectStep(StepView* step)
{
    if (auto* preflightStep = qobject_cast<PreflightStep*>(step))
        connect(preflightStep, &PreflightStep::againRequested, this, &CeremonyController::preflight);
    if (auto* issueStep = qobject_cast<ShareIssueStep*>(step)) {
        connect(issueStep, &ShareIssueStep::printRequested, this, &CeremonyController::issue);
        connect(issueStep, &ShareIssueStep::revealRequested, this, [this, guard = QPointer(issueStep)] {
            if (isBusy())
                return;
            run(
                tr("The share is recorded as issued …"), [](Runner& runner) { return runner.revealShare(); },
                [guard](slip39::Mnemonic words) {
                    if (guard)
                        guard->reveal(std::move(words));
                });
        });
    }
    if (auto* printStep = qobject_cast<PrintDocumentsStep*>(step))
        connect(printStep, &PrintDocumentsStep::printRequested, this, &CeremonyController::printDocuments);
    if (auto* proveStep = qobject_cast<ShareProveStep*>(step))
        connectInput(proveStep->input());
    if (auto* enterStep = qobject_cast<ShareEnterStep*>(step))
        connectInput(enterStep->input());
}

void CeremonyController::connectInput(ShareInput* input)
{
    connect(input, &ShareInput::fileRequested, this, &CeremonyController::readFile);
    connect(input, &ShareInput::scanned, this, [this, input] { readText(input->takeScan(), Source::Wedge); });
    connect(input, &ShareInput::wordsCompleted, this,
            [this, input] { readText(input->takeWords().text(), Source::Typed); });
}

// The step is on record as started: what needs no press begins by itself.
void CeremonyController::begun()
{
    const State& state = *m_snapshot.ceremony;
    Q_EMIT roomChanged(m_snapshot);
    if (state.spec().kind == StepKind::Preflight)
        preflight();
    if (state.spec().kind == StepKind::SignChallenge)
        challenge();
    if (state.spec().kind == StepKind::HsmOpen)
        lookForToken();
    Q_EMIT stepShown(qt(state.run().id));
}

void CeremonyController::mainAction()
{
    if (!m_snapshot.ceremony || m_snapshot.ceremony->finished() || isBusy())
        return;
    StepView* view = m_window.ceremonyView()->step();
    switch (m_snapshot.ceremony->spec().kind) {
    case StepKind::Physical:
    case StepKind::Break: {
        std::map<std::string, std::string> values;
        for (const Field& item : m_snapshot.ceremony->spec().items)
            values[item.id] = "yes";
        return finish(std::move(values));
    }
    case StepKind::Choose:
        return finish({{"choice", qobject_cast<ChooseStep*>(view)->chosen().toStdString()}});
    case StepKind::Record: {
        std::map<std::string, std::string> values;
        const auto typed = qobject_cast<RecordStep*>(view)->values();
        for (auto it = typed.begin(); it != typed.end(); ++it)
            values[it.key().toStdString()] = it.value().toStdString();
        return finish(std::move(values));
    }
    case StepKind::SignOff: {
        std::map<std::string, std::string> values;
        const auto statements = qobject_cast<SignOffStep*>(view)->signOffs();
        for (std::size_t i = 0; i < statements.size(); ++i)
            values[m_snapshot.ceremony->plan.people[i].initials] =
                statements[i].agrees
                    ? "Present throughout, script followed except as noted"
                    : "I do not agree, because: " + statements[i].reason.left(150).toStdString();
        return finish(std::move(values));
    }
    case StepKind::HsmOpen:
        return openToken();
    case StepKind::HsmGenerate:
        return m_workDone ? finish() : generate();
    case StepKind::Split:
        return split();
    case StepKind::Restore:
        return m_workDone ? finish() : restore();
    case StepKind::HsmLock:
    case StepKind::HsmZeroise:
        return noReturn();
    case StepKind::Seal:
    case StepKind::Unseal:
        return seal();
    case StepKind::Confirm:
    case StepKind::Compare:
    case StepKind::Preflight:
    case StepKind::ShareIssue:
    case StepKind::ShareProve:
    case StepKind::ShareEnter:
    case StepKind::SignChallenge:
    case StepKind::Print:
        return finish();
    }
}

void CeremonyController::finish(std::map<std::string, std::string> values)
{
    run(
        tr("The step is recorded …"),
        [signoff = Signoff{initialsOf(*m_snapshot.ceremony), std::move(values)}](Runner& runner) {
            return runner.done(signoff);
        },
        [this] { advance(); });
}

void CeremonyController::advance()
{
    Q_EMIT roomChanged(m_snapshot);
    showStep();
}

void CeremonyController::preflight()
{
    run(
        tr("Keyrite looks at the workstation …"), [](Runner& runner) { return runner.preflight(); },
        [this](const std::vector<EnvironmentCheck>& checks) {
            PreflightView view{{}, inPractice(*m_snapshot.ceremony)};
            for (const EnvironmentCheck& check : checks)
                view.checks.push_back({environmentTitle(check.id), qt(check.finding),
                                       check.outcome == CheckOutcome::Good      ? TaskState::Good
                                       : check.outcome == CheckOutcome::Warning ? TaskState::Attention
                                                                                : TaskState::Failed});
            if (auto* step = qobject_cast<PreflightStep*>(m_window.ceremonyView()->step()))
                step->setView(view);
        });
}

// The token with the step's label, else the first one that is not set up yet.
void CeremonyController::lookForToken()
{
    run(
        tr("Keyrite looks for the token …"),
        [](Runner& runner) -> Result<std::optional<hsm::TokenInfo>> {
            const std::string label = tokenLabel(runner.state().spec().token);
            const auto tokens = runner.room().module().tokens();
            if (!tokens)
                return fail(tokens.error());
            auto found = std::ranges::find_if(
                *tokens, [&](const hsm::TokenInfo& one) { return one.initialised && one.id.label == label; });
            if (found == tokens->end())
                found =
                    std::ranges::find_if(*tokens, [](const hsm::TokenInfo& one) { return !one.initialised; });
            return found == tokens->end() ? std::nullopt : std::optional(*found);
        },
        [this](const std::optional<hsm::TokenInfo>& token) {
            auto* step = qobject_cast<TokenStep*>(m_window.ceremonyView()->step());
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

void CeremonyController::openToken()
{
    auto* step = qobject_cast<TokenStep*>(m_window.ceremonyView()->step());
    SecretBytes pin = inPractice(*m_snapshot.ceremony) ? practicePin() : step->takePin();
    run(
        tr("The token is opened …"),
        [pin = std::move(pin)](Runner& runner) { return openOrSetUp(runner, pin); },
        [this](const hsm::TokenInfo&) { finish(); });
}

void CeremonyController::generate()
{
    auto* step = qobject_cast<GenerateStep*>(m_window.ceremonyView()->step());
    SecretBytes dice = step->takeDice();
    step->setTasks({{tr("The HSM makes and wraps the keys"), tr("An RSA key takes up to ten seconds."),
                     TaskState::Running}});
    run(
        tr("The HSM makes the keys …"),
        [dice = std::move(dice)](Runner& runner) { return runner.generate(dice.view()); },
        [this, guard = QPointer(step)](const std::vector<hsm::KeyInfo>& keys) {
            m_workDone = true;
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

void CeremonyController::split()
{
    run(
        tr("Every set of shares that should suffice is tried …"),
        [](Runner& runner) { return runner.split(); }, [this](const SplitReport&) { finish(); });
}

void CeremonyController::issue()
{
    if (isBusy())
        return;
    auto* step = qobject_cast<ShareIssueStep*>(m_window.ceremonyView()->step());
    run(
        tr("The sheet is printed …"),
        [print = practicePrinter(m_snapshot.folder)](Runner& runner) -> Result<void> {
            return runner.printShare(print);
        },
        [guard = QPointer(step)] {
            if (guard)
                guard->setPrinted(1);
        });
}

// In practice the practice scanner takes the sheet; elsewhere a person names the image.
void CeremonyController::readFile()
{
    if (isBusy())
        return;
    const State& state = *m_snapshot.ceremony;
    QString path;
    if (inPractice(state)) {
        int number = state.run().share;
        for (const PlannedShare& share : state.plan.shares)
            if (number == 0 && std::ranges::find(m_entered, share.number) == m_entered.end())
                number = share.number;
        path = QString::fromStdString(
            PracticePaper(m_snapshot.folder).pathOf("sheets/sheet-" + std::to_string(number)).string());
    } else {
        path =
            QFileDialog::getOpenFileName(&m_window, tr("The scan of the sheet"), {},
                                         tr("Images and PDF (*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.pdf)"));
    }
    if (path.isEmpty())
        return;
    run(
        tr("The sheet is read …"), [path](Runner&) { return readQrFile(path, anyCode); },
        [this](std::vector<SecretBytes> texts) {
            readTexts(std::make_shared<std::vector<SecretBytes>>(std::move(texts)));
        });
}

void CeremonyController::readTexts(std::shared_ptr<std::vector<SecretBytes>> texts)
{
    // The two codes of a sheet say the same: the first that is a share is enough.
    const auto share = std::ranges::find_if(
        *texts, [](const SecretBytes& text) { return paper::parseSharePayload(text.text()).has_value(); });
    readText(std::move(share == texts->end() ? texts->front() : *share), Source::Image);
}

void CeremonyController::readText(SecretBytes text, Source source)
{
    const bool proving = m_snapshot.ceremony->spec().kind == StepKind::ShareProve;
    struct Read
    {
        Result<void> outcome;
        std::vector<std::size_t> wrongWords;
    };
    run(
        tr("The sheet is checked …"),
        [text = std::move(text), source, proving](Runner& runner) -> Result<std::shared_ptr<Read>> {
            auto read = std::make_shared<Read>();
            if (proving)
                read->outcome = runner.proveShare(text.text(), source);
            else if (auto progress = runner.enterShare(text.text(), source); !progress)
                read->outcome = fail(progress.error());
            if (!read->outcome && read->outcome.error().code == ErrorCode::MnemonicChecksum)
                if (const auto words = paper::parseSharePayload(text.text()))
                    read->wrongWords = slip39::locate(slip39::PartialMnemonic(words->clone())).suspects();
            return read;
        },
        [this, proving](const std::shared_ptr<Read>& read) {
            StepView* view = m_window.ceremonyView()->step();
            auto* proveStep = qobject_cast<ShareProveStep*>(view);
            auto* enterStep = qobject_cast<ShareEnterStep*>(view);
            if (!read->outcome && proving && proveStep != nullptr)
                return proveStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
            if (!read->outcome && enterStep != nullptr)
                return enterStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
            if (proveStep != nullptr)
                return proveStep->setProven();
            showPool();
        });
}

// The pool as the runner has it now.
void CeremonyController::showPool()
{
    run(
        tr("The pool is looked at …"),
        [](Runner& runner) -> Result<std::vector<int>> { return runner.poolNumbers(); },
        [this](std::vector<int> numbers) {
            m_entered = std::move(numbers);
            if (auto* step = qobject_cast<ShareEnterStep*>(m_window.ceremonyView()->step()))
                step->setView({policyPicture(*m_snapshot.ceremony, m_entered),
                               missingText(*m_snapshot.ceremony, m_entered)});
        });
}

void CeremonyController::restore()
{
    auto* step = qobject_cast<RestoreStep*>(m_window.ceremonyView()->step());
    step->setTasks({{tr("One share less is tried, then the keys are unwrapped inside the token"),
                     {},
                     TaskState::Running}});
    run(
        tr("The keys are restored …"), [](Runner& runner) { return runner.restore(); },
        [this, guard = QPointer(step)](const RestoreReport& report) {
            m_workDone = true;
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

void CeremonyController::challenge()
{
    run(
        tr("The token signs …"), [](Runner& runner) { return runner.challenge(); },
        [this](const std::vector<ChallengeReport>&) {
            if (auto* step = qobject_cast<ChallengeStep*>(m_window.ceremonyView()->step()))
                step->setState(ChallengeState::Verified);
        });
}

void CeremonyController::noReturn()
{
    if (m_workDone)
        return finish();
    const State& state = *m_snapshot.ceremony;
    if (state.spec().kind == StepKind::HsmLock)
        return runNoReturn(tr("The keys are locked …"), [](Runner& runner) { return runner.lock(); });
    const auto zeroise = [this](SecretBytes pin) {
        runNoReturn(tr("The HSM is erased …"),
                    [pin = std::move(pin)](Runner& runner) { return runner.zeroise(pin, pin); });
    };
    if (inPractice(state))
        return zeroise(practicePin());
    PinDialog::ask(&m_window, tr("PIN of the second HSM"),
                   tr("With it the HSM is set up anew, which destroys all keys on it."), zeroise);
}

template <typename Job>
void CeremonyController::runNoReturn(const QString& busy, Job job)
{
    run(busy, std::move(job), [this] {
        m_workDone = true;
        finish();
    });
}

// A step that needs a token whose session a restart has closed asks for its PIN.
void CeremonyController::reopenToken()
{
    PinDialog::ask(&m_window, tr("PIN of the HSM"),
                   tr("The program was started again: the HSM of this step must be opened once more."),
                   [this](SecretBytes pin) {
                       run(
                           tr("The token is opened …"),
                           [pin = std::move(pin)](Runner& runner) { return runner.reopenToken(pin); },
                           [this] { begun(); });
                   });
}

void CeremonyController::printDocuments()
{
    if (m_workDone || isBusy())
        return;
    run(
        tr("The documents are printed …"),
        [folder = m_snapshot.folder](Runner& runner) -> Result<void> {
            const auto text = runner.printDocuments(practicePrinter(folder));
            return text ? writeFile(folder / "backup.txt", *text) : Result<void>(fail(text.error()));
        },
        [this] {
            m_workDone = true;
            if (auto* step = qobject_cast<PrintDocumentsStep*>(m_window.ceremonyView()->step()))
                for (int document = 0; document < 2; ++document)
                    step->setPrinted(document);
        });
}

void CeremonyController::seal()
{
    if (m_workDone)
        return finish();
    const std::string bag =
        qobject_cast<SealStep*>(m_window.ceremonyView()->step())->bagNumber().toStdString();
    const bool sealing = m_snapshot.ceremony->spec().kind == StepKind::Seal;
    run(
        tr("The bag number is recorded …"),
        [bag, sealing](Runner& runner) { return sealing ? runner.seal(bag, bag) : runner.unseal(bag); },
        [this] {
            m_workDone = true;
            finish();
        });
}

void CeremonyController::closeCeremony()
{
    run(
        tr("The ceremony is closed and its checkpoint signed …"),
        [folder = m_snapshot.folder](Runner& runner) -> Result<void> {
            const auto note = runner.close();
            if (!note)
                return fail(note.error());
            const auto minutes =
                minutesOf(runner.state(), runner.room().registry().room, *note, runner.room().now());
            if (!minutes)
                return fail(minutes.error());
            return PracticePaper(folder).print(*minutes, "minutes-" + runner.state().id);
        },
        [this] { leave(); });
}

void CeremonyController::leave()
{
    m_clock.stop();
    const QString id = qt(m_snapshot.ceremony->id);
    const bool closed = m_snapshot.ceremony->status == Status::Closed;
    m_thread.ask(
        this,
        [](RoomState& state) {
            state.runner.reset();
            return snapshotOf(state);
        },
        [this, id, closed](RoomSnapshot snapshot) {
            m_snapshot = std::move(snapshot);
            Q_EMIT roomChanged(m_snapshot);
            Q_EMIT ended(id, closed);
        });
}

void CeremonyController::askPause()
{
    run(
        tr("The pause is recorded …"), [](Runner& runner) { return runner.pause(); }, [this] { leave(); });
}

void CeremonyController::askException(const QString& expected)
{
    if (!m_snapshot.ceremony || m_snapshot.ceremony->finished())
        return;
    auto* dialog = new ExceptionDialog(*m_snapshot.ceremony, expected, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExceptionDialog::decided, this,
            [this](const ExceptionText& text, ExceptionDialog::Decision decision) {
                using Decision = ExceptionDialog::Decision;
                run(
                    tr("The exception is recorded …"),
                    [text, decision](Runner& runner) -> Result<void> {
                        if (decision == Decision::Continue)
                            return runner.continueAfter(text);
                        if (decision == Decision::Repeat)
                            return runner.repeatAfter(text);
                        const auto note = runner.abortAfter(text);
                        return note ? Result<void>() : Result<void>(fail(note.error()));
                    },
                    [this, decision] {
                        if (decision == Decision::Abort)
                            return leave();
                        if (decision == Decision::Repeat)
                            return advance();
                        Q_EMIT roomChanged(m_snapshot);
                    });
            });
    dialog->open();
}

void CeremonyController::showError(const Error& error)
{
    m_window.ceremonyView()->showMessage(messageOf(error));
}

void CeremonyController::updateClock()
{
    m_window.ceremonyView()->setElapsed(static_cast<int>(m_elapsed.elapsed() / 60000));
}

} // namespace keyrite::ui
