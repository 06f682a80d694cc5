#include "ui/ceremony_controller.h"

#include "core/ceremony/approved.h"
#include "core/ceremony/day_papers.h"
#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"
#include "core/ceremony/rollback.h"
#include "core/file.h"
#include "ui/break_dialog.h"
#include "ui/minutes_printing.h"
#include "ui/presence_dialog.h"
#include "ui/print/practice_paper.h"
#include "ui/procedure_text.h"
#include "ui/step_builder.h"
#include "ui/step_values.h"
#include "ui/steps/print_documents_step.h"

namespace keyrite::ui {

using namespace ceremony;

namespace {

constexpr int kClockMs = 10000;

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// Papers of the day are public: they lie in the room's folder, under the ceremony's number.
Result<void> printPapers(Runner& runner, const std::vector<NamedDocument>& papers)
{
    const PracticePaper printer(runner.room().folder());
    for (const auto& [name, document] : papers)
        if (auto printed = printer.print(document, "papers/" + runner.state().id + "/" + name); !printed)
            return printed;
    return {};
}

Result<State> unfinishedState(const Room& room, const std::string& ceremonyId)
{
    const auto ceremony = room.registry().ceremonies.find(ceremonyId);
    if (ceremony == room.registry().ceremonies.end())
        return fail(ErrorCode::NotFound, "There is no ceremony \"" + ceremonyId + "\" in this log.");
    const auto procedure = procedureOf(room.registry(), ceremony->second);
    return procedure ? foldCeremony(room, *procedure, ceremonyId) : Result<State>(fail(procedure.error()));
}

// Those that must be opened before the ceremony goes on.
TokensByName leftTokens(const State& state)
{
    TokensByName tokens;
    for (const std::string& name : tokensToClean(state, resumePoint(state)))
        tokens.emplace(name, state.tokens.at(name));
    return tokens;
}

// What is to be asked before an interrupted ceremony goes on, and of which room: asked on the room's thread,
// for after a restart the window has no snapshot of it yet.
struct Interrupted
{
    UndoTokens tokens;
    registry::Registry registry;
};

} // namespace

CeremonyController::CeremonyController(MainWindow& window, RoomThread& thread, QObject* parent)
    : QObject(parent), m_run(window, thread, this), m_tokens(m_run, this), m_checks(m_run, m_tokens, this),
      m_keys(m_run, this), m_printer(m_run, this), m_shares(m_run, m_printer, this), m_exceptions(m_run, this)
{
    const CeremonyView* view = &m_run.view();
    connect(view, &CeremonyView::mainActionRequested, this, &CeremonyController::mainAction);
    connect(view, &CeremonyView::pauseRequested, this, &CeremonyController::askPause);
    connect(view, &CeremonyView::presenceRequested, this, &CeremonyController::askPresence);
    connect(view, &CeremonyView::exceptionRequested, this, [this] { m_exceptions.ask({}); });
    connect(view, &CeremonyView::refusalRequested, this, [this] {
        m_exceptions.ask(m_run.isUnderWay() ? textOf(m_run.state().spec().expected) : QString());
    });
    connect(&m_exceptions, &ExceptionWork::continued, this, &CeremonyController::goOn);
    connect(&m_exceptions, &ExceptionWork::moved, this, &CeremonyController::advance);
    connect(&m_exceptions, &ExceptionWork::aborted, this, &CeremonyController::leave);
    connect(&m_run, &CeremonyRun::stepDone, this, &CeremonyController::advance);
    connect(&m_run, &CeremonyRun::refused, this, &CeremonyController::standAtTheBeginning);
    connect(&m_tokens, &TokenWork::reopened, this, &CeremonyController::reopened);
    connect(&m_clock, &QTimer::timeout, this, &CeremonyController::updateClock);
}

void CeremonyController::start(const std::string& procedureId, Plan plan)
{
    m_run.thread().ask(
        this,
        [procedureId, plan = std::move(plan)](RoomState& state) -> Outcome {
            auto procedure = procedureFor(state.room->registry(), procedureId);
            if (!procedure)
                return fail(procedure.error());
            auto runner = Runner::open(*state.room, *procedure, plan);
            if (!runner)
                return fail(runner.error());
            state.runner = std::make_unique<Runner>(std::move(*runner));
            if (const auto printed =
                    printPapers(*state.runner, papersBefore(state.runner->state(),
                                                            state.room->registry().room, state.room->now()));
                !printed)
                return fail(printed.error());
            return snapshotOf(state);
        },
        [this](Outcome outcome) { opened(std::move(outcome)); }, tr("The ceremony is opened."));
}

void CeremonyController::resume(const std::string& ceremonyId, std::vector<std::string> bags)
{
    m_run.thread().ask(
        this,
        [ceremonyId](RoomState& state) -> Result<Interrupted> {
            const auto folded = unfinishedState(*state.room, ceremonyId);
            if (!folded)
                return fail(folded.error());
            return Interrupted{{leftTokens(*folded), presentTokens(*state.room)}, state.room->registry()};
        },
        [this, ceremonyId, bags = std::move(bags)](const Result<Interrupted>& found) {
            if (!found)
                return Q_EMIT refused(found.error());
            if (found->registry.room.mode == Mode::Practice)
                return resumeWith(ceremonyId, bags, practiceUndoPins());
            askUndoPins(
                &m_run.window(), found->tokens, found->registry,
                tr("The ceremony was interrupted while it worked on this HSM. What that left there "
                   "is removed before it goes on."),
                [this, ceremonyId, bags](const UndoPins& pins) { resumeWith(ceremonyId, bags, pins); });
        },
        tr("Keyrite looks what the interruption left."));
}

void CeremonyController::resumeWith(const std::string& ceremonyId, const std::vector<std::string>& bags,
                                    const UndoPins& pins)
{
    m_run.thread().ask(
        this,
        [ceremonyId, bags, pins](RoomState& state) -> Outcome {
            const auto folded = unfinishedState(*state.room, ceremonyId);
            if (!folded)
                return fail(folded.error());
            auto runner =
                Runner::resume(*state.room, folded->procedure, ceremonyId, pins.pinOf, pins.missing, bags);
            if (!runner)
                return fail(runner.error());
            state.runner = std::make_unique<Runner>(std::move(*runner));
            return snapshotOf(state);
        },
        [this](Outcome outcome) { opened(std::move(outcome)); }, tr("The ceremony goes on."));
}

void CeremonyController::opened(Outcome outcome)
{
    if (!outcome)
        return Q_EMIT refused(outcome.error());
    m_run.setSnapshot(std::move(*outcome));
    const State& state = m_run.state();
    m_run.window().setMode(state.plan.mode);
    m_run.window().enterCeremony(qt(state.plan.title), qt(state.id), railOf(state));
    m_run.window().rail()->setStartedLine(tr("Started %1 UTC").arg(qt(timeText(state.opened))));
    m_clock.start(kClockMs);
    Q_EMIT roomChanged(m_run.snapshot());
    showStep();
}

void CeremonyController::showStep()
{
    if (m_run.state().finished())
        return closeCeremony();
    m_run.setWorkDone(false);
    const State& state = m_run.state();
    StepView* step = buildStep(state, m_run.snapshot().registry, &m_run.view());
    m_run.window().rail()->setCeremonyActs(railOf(state));
    m_run.view().showStep(stepFrameOf(state), step);
    m_elapsed.start();
    connectStep();
    m_run.run(
        tr("The step is recorded …"),
        [](Runner& runner) -> Result<bool> {
            KEYRITE_CHECK(runner.begin());
            if (runner.state().plan.mode == Mode::Practice)
                KEYRITE_CHECK(runner.reopenToken(practicePin()));
            return runner.sessionNeeded().has_value();
        },
        [this](bool needsPin) {
            if (!needsPin && m_run.tokenAccess() == TokenAccess::Closed)
                m_run.setTokenAccess(TokenAccess::Open); // another step, which needs no token
            if (!needsPin)
                return begun();
            m_run.setTokenAccess(TokenAccess::Closed); // should nobody type it now
            m_tokens.reopen();
        });
}

void CeremonyController::connectStep()
{
    if (auto* printStep = m_run.step<PrintDocumentsStep>())
        connect(printStep, &PrintDocumentsStep::printRequested, this, [this] { m_printer.printDocuments(); });
    m_checks.connectStep();
    m_shares.connectStep();
}

// The step is on record as started: what needs no press begins by itself.
void CeremonyController::begun()
{
    const State& state = m_run.state();
    Q_EMIT roomChanged(m_run.snapshot());
    m_checks.look();
    if (state.spec().kind == StepKind::SignChallenge)
        m_keys.challenge();
    if (state.spec().kind == StepKind::HsmOpen)
        m_tokens.look();
    Q_EMIT stepShown(qt(state.run().id));
}

// Work that was refused half-way can be asked for again.
void CeremonyController::standAtTheBeginning()
{
    if (!m_run.isUnderWay() || m_run.state().finished())
        return;
    const StepKind kind = m_run.state().spec().kind;
    if (kind != StepKind::HsmGenerate && kind != StepKind::Restore)
        return;
    m_run.view().showStep(stepFrameOf(m_run.state()),
                          buildStep(m_run.state(), m_run.snapshot().registry, &m_run.view()));
    connectStep();
}

// The token that was lost is back.
void CeremonyController::reopened()
{
    m_run.setTokenAccess(TokenAccess::Open);
    if (m_run.state().finished())
        closeCeremony();
    else
        begun();
}

void CeremonyController::mainAction()
{
    if (!m_run.isUnderWay() || m_run.isBusy() || m_run.state().ended())
        return;
    if (m_run.tokenAccess() == TokenAccess::Lost)
        return m_tokens.reconnect();
    if (m_run.tokenAccess() == TokenAccess::Closed)
        return m_tokens.reopen();
    if (m_run.state().finished())
        return closeCeremony(); // it was tried before
    switch (m_run.state().spec().kind) {
    case StepKind::HsmOpen:
        return m_tokens.open();
    case StepKind::HsmGenerate:
        return m_run.isWorkDone() ? m_run.finish() : m_keys.generate();
    case StepKind::Split:
        return m_keys.split();
    case StepKind::Restore:
        return m_run.isWorkDone() ? m_run.finish() : m_keys.restore();
    case StepKind::Rewrap:
        return m_run.isWorkDone() ? m_run.finish() : m_keys.rewrap();
    case StepKind::HsmLock:
    case StepKind::HsmZeroise:
    case StepKind::KeyDestroy:
    case StepKind::ShareDestroy:
    case StepKind::Retire:
    case StepKind::AuditKey:
    case StepKind::Approve:
        return m_keys.noReturn();
    case StepKind::Seal:
    case StepKind::Unseal:
        return m_shares.seal();
    case StepKind::Physical:
    case StepKind::Break:
    case StepKind::Choose:
    case StepKind::Record:
    case StepKind::SignOff:
    case StepKind::Confirm:
    case StepKind::Compare:
    case StepKind::Preflight:
    case StepKind::FreshDevice:
    case StepKind::ShareIssue:
    case StepKind::ShareProve:
    case StepKind::ShareAttest:
    case StepKind::ShareRefute:
    case StepKind::Declare:
    case StepKind::ShareEnter:
    case StepKind::SignChallenge:
    case StepKind::Print:
        return m_run.finish(valuesOf(m_run.state(), m_run.view().step()));
    }
}

void CeremonyController::advance()
{
    Q_EMIT roomChanged(m_run.snapshot());
    showStep();
}

// People decided to go on in spite of what they noted.
void CeremonyController::goOn()
{
    m_checks.decided();
    Q_EMIT roomChanged(m_run.snapshot());
}

void CeremonyController::closeCeremony()
{
    m_run.run(
        tr("The ceremony is closed and its checkpoint signed …"),
        [folder = m_run.snapshot().folder](Runner& runner) -> Result<void> {
            const auto note = runner.close();
            if (!note)
                return fail(note.error());
            KEYRITE_CHECK(printMinutesOf(runner, *note, folder));
            return printPapers(runner, papersAfter(runner.state(), runner.registry(), runner.room().now()));
        },
        [this] { leave(); });
}

void CeremonyController::leave()
{
    m_clock.stop();
    m_printer.forget();
    const QString id = qt(m_run.state().id);
    const bool closed = m_run.state().status == Status::Closed;
    const bool ends = m_run.state().ended();
    std::string next;
    for (const ExceptionRecord& exception : m_run.state().exceptions)
        if (!exception.starts.empty())
            next = exception.starts;
    m_run.thread().ask(
        this,
        [](RoomState& state) {
            state.runner.reset();
            return snapshotOf(state);
        },
        [this, id, closed, ends, next](RoomSnapshot snapshot) {
            m_run.setSnapshot(std::move(snapshot));
            Q_EMIT roomChanged(m_run.snapshot());
            Q_EMIT ended(id, closed);
            if (ends && !next.empty())
                Q_EMIT followUpRequested(qt(next));
        });
}

void CeremonyController::askPause()
{
    BreakDialog::leave(&m_run.window(), [this](const BreakDialog::Bags& bags) {
        m_run.run(
            tr("The break is recorded …"), [bags](Runner& runner) { return runner.pause(bags); },
            [this] { leave(); });
    });
}

void CeremonyController::askPresence()
{
    if (!m_run.isUnderWay() || m_run.isBusy())
        return;
    auto* dialog = new PresenceDialog(m_run.state(), &m_run.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PresenceDialog::moved, this, [this](const QString& initials, bool here) {
        m_run.run(
            tr("It is recorded who is here …"),
            [who = initials.toStdString(), here](Runner& runner) {
                return here ? runner.arrived(who) : runner.left(who);
            },
            [this] {
                m_run.view().setPeople(stepFrameOf(m_run.state()).initials);
                Q_EMIT roomChanged(m_run.snapshot());
            });
    });
    dialog->open();
}

void CeremonyController::updateClock()
{
    m_run.view().setElapsed(static_cast<int>(m_elapsed.elapsed() / 60000));
}

} // namespace keyrite::ui
