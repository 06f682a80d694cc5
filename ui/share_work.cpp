#include "ui/share_work.h"

#include "core/ceremony/papers.h"
#include "core/paper/sheet_reading.h"
#include "ui/print/image_file.h"
#include "ui/print/practice_paper.h"
#include "ui/share_set_text.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/share_input.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

// A share, or the whole image read to its end for what there is instead.
bool hasShare(const std::vector<SecretBytes>& found)
{
    return paper::holdsShare(found);
}

// What the step wants of a sheet. Answers what is worth saying about it, may be empty.
Result<std::string> submit(Runner& runner, std::string_view text, Source source)
{
    const StepKind kind = runner.state().spec().kind;
    if (kind == StepKind::ShareRefute)
        return runner.refuteShare(text, source);
    if (kind == StepKind::ShareEnter)
        return runner.enterShare(text, source).map([](const slip39::Progress&) { return std::string(); });
    return (kind == StepKind::ShareAttest ? runner.attestShare(text, source)
                                          : runner.proveShare(text, source))
        .map([] { return std::string(); });
}

} // namespace

void ShareWork::connectStep()
{
    if (auto* issueStep = m_run.step<ShareIssueStep>()) {
        connect(issueStep, &ShareIssueStep::printRequested, this, &ShareWork::issue);
        connect(issueStep, &ShareIssueStep::revealRequested, this, &ShareWork::reveal);
        connect(issueStep, &ShareIssueStep::formRequested, this, &ShareWork::printForm);
    }
    if (auto* proveStep = m_run.step<ShareProveStep>())
        connectInput(proveStep->input());
    if (auto* enterStep = m_run.step<ShareEnterStep>())
        connectInput(enterStep->input());
    m_entered.clear();
}

void ShareWork::reveal()
{
    if (m_run.isBusy())
        return;
    m_run.run(
        tr("The share is recorded as issued …"), [](Runner& runner) { return runner.revealShare(); },
        [guard = QPointer(m_run.step<ShareIssueStep>())](slip39::Mnemonic words) {
            if (guard)
                guard->reveal(std::move(words));
        });
}

void ShareWork::printForm()
{
    if (m_run.isBusy())
        return;
    m_printer.choose(PaperSecrecy::Public, [this](const CeremonyPrinter::Way& way) {
        m_run.run(
            tr("The form is printed …"),
            [print = way.print](Runner& runner) { return runner.printBlankForm(print); },
            [guard = QPointer(m_run.step<ShareIssueStep>()), folder = way.folder] {
                if (guard)
                    guard->setFormPrinted(folder);
            });
    });
}

void ShareWork::connectInput(ShareInput* input)
{
    if (m_run.isPractice())
        input->setPractice();
    connect(input, &ShareInput::fileRequested, this, [this, input] { readFile(input); });
    connect(input, &ShareInput::submitted, this, [this, input] {
        ShareInput::Intake intake = input->take();
        readText(std::move(intake.payload), intake.source);
    });
}

void ShareWork::issue()
{
    if (m_run.isBusy())
        return;
    m_printer.choose(PaperSecrecy::Secret, [this](const CeremonyPrinter::Way& way) { print(way.print); });
}

void ShareWork::print(PrintDocument printer)
{
    struct Printed
    {
        Result<void> outcome;
    };
    m_run.run(
        tr("The sheet is printed …"),
        [printer = std::move(printer)](Runner& runner) -> Result<Printed> {
            return Printed{runner.printShare(printer)};
        },
        [this, guard = QPointer(m_run.step<ShareIssueStep>())](const Printed& printed) {
            if (printed.outcome && guard)
                guard->setPrinted(guard->timesPrinted() + 1);
            if (printed.outcome)
                return;
            // Where nothing was sent, another printer may be the answer.
            if (printed.outcome.error().code != ErrorCode::PrinterStopped)
                m_printer.forget();
            else if (guard)
                guard->setStopped();
            m_run.view().showMessage(messageOf(printed.outcome.error()));
        });
}

// In practice the practice scanner takes the sheet; elsewhere a person names the image.
void ShareWork::readFile(ShareInput* input)
{
    if (m_run.isBusy())
        return;
    const State& state = m_run.state();
    QString path;
    if (m_run.isPractice()) {
        int number = state.run().share;
        for (const PlannedShare& share : state.onOldSet() ? state.plan.oldShares : state.plan.shares)
            if (number == 0 && !state.leftOut.contains(share.number) &&
                std::ranges::find(m_entered, share.number) == m_entered.end())
                number = share.number;
        path = QString::fromStdString(
            PracticePaper(m_run.snapshot().folder)
                .pathOf(sheetName(m_run.snapshot().registry, state.setInHand(), number))
                .string());
    }
    if (!QFileInfo::exists(path)) { // a sheet of another room
        path =
            QFileDialog::getOpenFileName(&m_run.window(), tr("The scan of the sheet"), {},
                                         tr("Images and PDF (*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.pdf)"));
    }
    if (path.isEmpty())
        return;
    m_run.run(
        tr("The sheet is read …"), [path](Runner&) { return readQrFile(path, hasShare); },
        [this, guard = QPointer(input)](std::vector<SecretBytes> texts) {
            if (guard)
                submitTexts(*guard, std::move(texts));
        });
}

// The two codes of a sheet say the same, or the sheet is refused.
void ShareWork::submitTexts(ShareInput& input, std::vector<SecretBytes> texts)
{
    m_head = paper::headOn(texts);
    paper::leaveHeadOut(texts);
    const auto share = paper::agreedShare(texts);
    if (share)
        return input.submit(share->text(), Source::Image);
    if (share.error().code == ErrorCode::SheetCodesDiffer)
        return m_run.view().showMessage(messageOf(share.error()));
    input.submit(std::move(texts.front()), Source::Image); // the runner says what it is instead
}

void ShareWork::readText(SecretBytes text, Source source)
{
    struct Read
    {
        Result<void> outcome;
        QString finding;
        std::vector<std::size_t> wrongWords;
        Result<void> head;
    };
    m_run.run(
        tr("The sheet is checked …"),
        [text = std::move(text), source,
         head = std::exchange(m_head, std::nullopt)](Runner& runner) -> Result<std::shared_ptr<Read>> {
            auto read = std::make_shared<Read>();
            const auto found = submit(runner, text.text(), source);
            if (found)
                read->finding = QString::fromStdString(*found);
            else
                read->outcome = fail(found.error());
            if (!read->outcome && read->outcome.error().code == ErrorCode::MnemonicChecksum)
                read->wrongWords = runner.suspects(text.text());
            if (read->outcome && head)
                if (const auto brought = runner.bringHead(*head); !brought)
                    read->head = fail(brought.error());
            return read;
        },
        [this](const std::shared_ptr<Read>& read) {
            auto* proveStep = m_run.step<ShareProveStep>();
            auto* enterStep = m_run.step<ShareEnterStep>();
            if (!read->outcome && proveStep != nullptr)
                return proveStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
            if (!read->outcome && enterStep != nullptr)
                return enterStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
            if (!read->head)
                m_run.view().showMessage(messageOf(read->head.error()));
            if (proveStep != nullptr)
                return proveStep->setProven(read->finding);
            showPool();
        });
}

// The pool as the runner has it now.
void ShareWork::showPool()
{
    m_run.run(
        tr("The pool is looked at …"),
        [](Runner& runner) -> Result<std::vector<int>> { return runner.poolNumbers(); },
        [this](std::vector<int> numbers) {
            m_entered = std::move(numbers);
            if (auto* step = m_run.step<ShareEnterStep>())
                step->setView(
                    {.pool = policyPicture(m_run.state(), m_entered),
                     .missing = missingText(m_run.state(), m_entered),
                     .couldBring = couldBringText(m_run.state(), m_run.snapshot().registry, m_entered)});
        });
}

void ShareWork::seal()
{
    if (m_run.isWorkDone())
        return m_run.finish();
    const std::string bag = m_run.step<SealStep>()->bagNumber().toStdString();
    const bool sealing = m_run.state().spec().kind == StepKind::Seal;
    m_run.run(
        tr("The bag number is recorded …"),
        [bag, sealing](Runner& runner) { return sealing ? runner.seal(bag, bag) : runner.unseal(bag); },
        [this] {
            m_run.setWorkDone();
            m_run.finish();
        });
}

} // namespace keyrite::ui
