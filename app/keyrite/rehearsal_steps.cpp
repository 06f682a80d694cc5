#include "app/keyrite/rehearsal_steps.h"

#include "core/ceremony/fields.h"
#include "core/ceremony/papers.h"
#include "core/ceremony/practice_values.h"
#include "core/ceremony/step_token.h"
#include "core/file.h"

#include <algorithm>

namespace keyrite::app {
namespace {

using namespace ceremony;

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(kPracticePin));
}

PrintDocument printerOf(const ui::PracticePaper& paper)
{
    return [&paper](const paper::Document& document, const std::string& name) {
        return paper.print(document, name);
    };
}

std::string bagInLog(const Runner& runner)
{
    const auto& sets = runner.registry().shareSets;
    const auto set = sets.find(runner.state().setInHand());
    const int share = runner.state().run().share;
    return set == sets.end() || !set->second.sheets.contains(share) ? "" : set->second.sheets.at(share).bag;
}

std::string bagOf(int share)
{
    return "BAG-" + std::to_string(1000 + share);
}

// A token that an interrupted run set up already is opened, or set up to its end; else a fresh one is.
Result<std::string> openToken(Runner& runner)
{
    const std::string label = stepTokenLabel(runner.state(), runner.room().registry());
    const auto tokens = runner.room().module().tokens();
    if (!tokens)
        return fail(tokens.error());
    const auto found = std::ranges::find_if(
        *tokens, [&](const hsm::TokenInfo& one) { return one.initialised && one.id.label == label; });
    const bool known = found != tokens->end() && runner.registry().hsms.contains(found->id.serial);
    TokenSetUp how{.label = label};
    if (found != tokens->end())
        how.chosen = *found;
    auto info = known && found->userPinSet ? runner.openToken(found->id, practicePin())
                                           : runner.setUpToken(how, practicePin(), practicePin());
    if (!info)
        return fail(info.error());
    return label + ", serial " + info->id.serial;
}

Result<std::string> inspectDevice(Runner& runner)
{
    return runner.inspectDevice().and_then([](const std::vector<DeviceCheck>& checks) -> Result<std::string> {
        if (const std::string findings = findingsOf(checks); !findings.empty())
            return fail(ErrorCode::TokenNotFresh, findings);
        return "as it should be: " + std::to_string(checks.size()) + " checks";
    });
}

Result<std::string> preflight(Runner& runner)
{
    const auto checks = runner.preflight();
    if (!checks)
        return fail(checks.error());
    std::string findings;
    for (const EnvironmentCheck& check : *checks)
        if (check.outcome == CheckOutcome::Bad)
            return fail(ErrorCode::EnvironmentUnsafe, check.finding);
        else if (check.outcome == CheckOutcome::Warning)
            findings += (findings.empty() ? "" : "; ") + check.id + " (would stop a live ceremony)";
    return findings;
}

// Tries every QR of the sheet's raster; the other one says the same.
template <typename Read>
Result<std::string> readSheet(const Runner& runner, const ui::PracticePaper& paper, int share, Read read)
{
    const auto texts = paper.scan(sheetName(runner.registry(), runner.state().setInHand(), share));
    if (!texts)
        return fail(texts.error());
    Result<void> outcome = fail(ErrorCode::NoQrFound, "No QR code was found on the sheet.");
    for (const SecretBytes& text : *texts)
        if ((outcome = read(text.text())); outcome)
            return "read from the raster of its PDF";
    return fail(outcome.error());
}

Result<std::string> enterQuorum(Runner& runner, const ui::PracticePaper& paper)
{
    int sheets = 0;
    const Plan& plan = runner.state().plan;
    for (const PlannedShare& share : runner.state().onOldSet() ? plan.oldShares : plan.shares) {
        if (runner.state().leftOut.contains(share.number))
            continue;
        const auto read = readSheet(runner, paper, share.number, [&](std::string_view text) -> Result<void> {
            auto progress = runner.enterShare(text, Source::Image);
            return progress ? Result<void>() : Result<void>(fail(progress.error()));
        });
        if (!read)
            return fail(read.error());
        ++sheets;
        if (const auto progress = runner.quorumProgress(); progress && progress->quorum())
            return std::to_string(sheets) + " sheets make a quorum";
    }
    return fail(ErrorCode::NotEnoughGroups, "The sheets do not make a quorum.");
}

Result<std::string> perform(Runner& runner, const ui::PracticePaper& paper,
                            const std::filesystem::path& folder)
{
    const State& state = runner.state();
    const int share = state.run().share;
    const auto plain = [](Result<void> outcome, std::string text) -> Result<std::string> {
        return outcome ? Result<std::string>(std::move(text)) : fail(outcome.error());
    };
    switch (state.spec().kind) {
    case StepKind::Physical:
    case StepKind::Confirm:
    case StepKind::Choose:
    case StepKind::Record:
    case StepKind::Compare:
    case StepKind::Break:
    case StepKind::SignOff:
    case StepKind::ShareDestroy:
    case StepKind::Retire:
    case StepKind::Approve:
    case StepKind::Declare:
        return std::string(); // done by signing it off
    case StepKind::Preflight:
        return preflight(runner);
    case StepKind::HsmOpen:
        return openToken(runner);
    case StepKind::FreshDevice:
        return inspectDevice(runner);
    case StepKind::HsmGenerate:
        return runner.generate().map(
            [](const auto& keys) { return std::to_string(keys.size()) + " made and wrapped"; });
    case StepKind::Split:
        return runner.split().map([](const SplitReport& report) {
            return "set " + slip39::setName(report.shareSet) + ", " + std::to_string(report.subsetsTried) +
                   " of " + std::to_string(report.subsetsInAll) + " quorums tried";
        });
    case StepKind::ShareIssue:
        return plain(runner.printShare(printerOf(paper)), "printed");
    case StepKind::ShareProve:
        return readSheet(runner, paper, share,
                         [&](std::string_view text) { return runner.proveShare(text, Source::Image); });
    case StepKind::ShareAttest:
        return readSheet(runner, paper, share,
                         [&](std::string_view text) { return runner.attestShare(text, Source::Image); });
    case StepKind::ShareRefute: {
        std::string refusal;
        return readSheet(runner, paper, share,
                         [&](std::string_view text) {
                             return runner.refuteShare(text, Source::Image).map([&](std::string why) {
                                 refusal = std::move(why);
                             });
                         })
            .map([&](const std::string&) { return "refused: " + refusal; });
    }
    case StepKind::Rewrap:
        return runner.rewrap().map([](const RewrapReport& report) {
            return std::to_string(report.keys.size()) + " wrapped under a new KEK; the old one is refused";
        });
    case StepKind::KeyDestroy:
        return plain(runner.destroyKeys(), "destroyed");
    case StepKind::AuditKey:
        return plain(runner.replaceAuditKey(kAuditLabel, practicePin(), practicePin()), "the new key signs");
    case StepKind::ShareEnter:
        return enterQuorum(runner, paper);
    case StepKind::Restore:
        return runner.restore().map([](const RestoreReport& report) {
            return "one share less was refused; " + std::to_string(report.keys.size()) + " restored";
        });
    case StepKind::SignChallenge:
        return runner.challenge().map(
            [](const auto& reports) { return std::to_string(reports.size()) + " signed and verified"; });
    case StepKind::HsmLock:
        return plain(runner.lock(), "not extractable any more");
    case StepKind::HsmZeroise:
        return plain(runner.zeroise(practicePin(), practicePin()), "empty");
    case StepKind::Print: {
        const auto text = runner.printDocuments(printerOf(paper));
        if (!text)
            return fail(text.error());
        return plain(writeFile(folder / "backup.txt", *text), "backup document and START-HERE");
    }
    case StepKind::Seal:
        return plain(runner.seal(bagOf(share), bagOf(share)), bagOf(share));
    case StepKind::Unseal: {
        const std::string bag = bagInLog(runner);
        return plain(runner.unseal(bag), bag);
    }
    }
    return std::string();
}

Signoff signoffOf(const State& state, TimePoint now)
{
    Signoff signoff;
    for (const std::string& role : state.spec().roles) {
        const std::string& holder = state.holderInHand(state.run().share);
        const auto person = std::ranges::find_if(state.plan.people, [&](const Person& one) {
            return one.role == role && !state.absent.contains(one.initials) &&
                   (role != "custodian" || one.initials == holder);
        });
        signoff.initials.push_back(person == state.plan.people.end() ? "" : person->initials);
    }
    for (const Field& item : state.spec().items)
        signoff.values[item.id] = state.spec().kind == StepKind::Physical ? "yes" : practiceValue(item, now);
    if (state.spec().kind == StepKind::Choose)
        signoff.values = {{"choice", state.spec().items.front().id}};
    if (state.spec().kind == StepKind::SignOff)
        for (const Person& person : state.plan.people)
            signoff.values[person.initials] = "Present throughout, script followed except as noted";
    return signoff;
}

} // namespace

Result<std::string> rehearseStep(Runner& runner, const ui::PracticePaper& paper,
                                 const std::filesystem::path& folder)
{
    if (!runner.state().started) // else it was begun, and what it asked for was refused
        KEYRITE_CHECK(runner.begin());
    if (runner.sessionNeeded())
        KEYRITE_CHECK(runner.reopenToken(practicePin()));
    auto outcome = perform(runner, paper, folder);
    if (outcome)
        KEYRITE_CHECK(signOffStep(runner));
    return outcome;
}

Result<void> signOffStep(Runner& runner)
{
    return runner.done(signoffOf(runner.state(), runner.room().now()));
}

} // namespace keyrite::app
