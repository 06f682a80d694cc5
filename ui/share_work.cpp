#include "ui/share_work.h"

#include "core/ceremony/papers.h"
#include "core/paper/share_payload.h"
#include "core/slip39/locate.h"
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

bool anyCode(const std::vector<SecretBytes>& found)
{
    return !found.empty();
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
    m_run.run(
        tr("The form is printed …"),
        [print = practicePrinter(m_run.snapshot().folder)](Runner& runner) {
            return runner.printBlankForm(print);
        },
        [guard = QPointer(m_run.step<ShareIssueStep>())] {
            if (guard)
                guard->setFormPrinted();
        });
}

void ShareWork::connectInput(ShareInput* input)
{
    connect(input, &ShareInput::fileRequested, this, &ShareWork::readFile);
    connect(input, &ShareInput::scanned, this, [this, input] { readText(input->takeScan(), Source::Wedge); });
    connect(input, &ShareInput::wordsCompleted, this,
            [this, input] { readText(input->takeWords().text(), Source::Typed); });
}

void ShareWork::issue()
{
    if (m_run.isBusy())
        return;
    auto* step = m_run.step<ShareIssueStep>();
    m_run.run(
        tr("The sheet is printed …"),
        [print = practicePrinter(m_run.snapshot().folder)](Runner& runner) -> Result<void> {
            return runner.printShare(print);
        },
        [guard = QPointer(step)] {
            if (guard)
                guard->setPrinted(1);
        });
}

// In practice the practice scanner takes the sheet; elsewhere a person names the image.
void ShareWork::readFile()
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
        tr("The sheet is read …"), [path](Runner&) { return readQrFile(path, anyCode); },
        [this](std::vector<SecretBytes> texts) {
            readTexts(std::make_shared<std::vector<SecretBytes>>(std::move(texts)));
        });
}

void ShareWork::readTexts(std::shared_ptr<std::vector<SecretBytes>> texts)
{
    // The two codes of a sheet say the same: the first that is a share is enough.
    const auto share = std::ranges::find_if(
        *texts, [](const SecretBytes& text) { return paper::parseSharePayload(text.text()).has_value(); });
    readText(std::move(share == texts->end() ? texts->front() : *share), Source::Image);
}

void ShareWork::readText(SecretBytes text, Source source)
{
    struct Read
    {
        Result<void> outcome;
        QString finding;
        std::vector<std::size_t> wrongWords;
    };
    m_run.run(
        tr("The sheet is checked …"),
        [text = std::move(text), source](Runner& runner) -> Result<std::shared_ptr<Read>> {
            auto read = std::make_shared<Read>();
            const auto found = submit(runner, text.text(), source);
            if (found)
                read->finding = QString::fromStdString(*found);
            else
                read->outcome = fail(found.error());
            if (!read->outcome && read->outcome.error().code == ErrorCode::MnemonicChecksum)
                if (const auto words = paper::parseSharePayload(text.text()))
                    read->wrongWords = slip39::locate(slip39::PartialMnemonic(words->clone())).suspects();
            return read;
        },
        [this](const std::shared_ptr<Read>& read) {
            auto* proveStep = m_run.step<ShareProveStep>();
            auto* enterStep = m_run.step<ShareEnterStep>();
            if (!read->outcome && proveStep != nullptr)
                return proveStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
            if (!read->outcome && enterStep != nullptr)
                return enterStep->setRefused(messageOf(read->outcome.error()), read->wrongWords);
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
                    {policyPicture(m_run.state(), m_entered), missingText(m_run.state(), m_entered)});
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
