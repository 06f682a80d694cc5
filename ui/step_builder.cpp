#include "ui/step_builder.h"

#include "core/ceremony/papers.h"
#include "core/ceremony/practice_values.h"
#include "core/ceremony/step_token.h"
#include "ui/no_return_text.h"
#include "ui/procedure_text.h"
#include "ui/read_aloud.h"
#include "ui/share_set_text.h"
#include "ui/step_people.h"
#include "ui/steps/challenge_step.h"
#include "ui/steps/checks_step.h"
#include "ui/steps/choose_step.h"
#include "ui/steps/compare_step.h"
#include "ui/steps/confirm_step.h"
#include "ui/steps/generate_step.h"
#include "ui/steps/no_return_step.h"
#include "ui/steps/physical_step.h"
#include "ui/steps/print_documents_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/restore_step.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"
#include "ui/steps/sign_off_step.h"
#include "ui/steps/split_step.h"
#include "ui/steps/token_step.h"

#include <QCoreApplication>

#include <algorithm>

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::StepBuilder", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// Where ticking one's name is the step itself, initials beside it would ask twice.
bool ticksAreInitials(StepKind kind)
{
    return kind == StepKind::Compare || kind == StepKind::Confirm || isIrreversible(kind);
}

bool practice(const State& state)
{
    return state.plan.mode == Mode::Practice;
}

StepView* physicalStep(const State& state, QWidget* parent)
{
    PhysicalView view;
    for (const Field& item : state.spec().items)
        view.items.push_back(qt(item.label.in(interfaceLanguage())));
    return new PhysicalStep(view, parent);
}

StepView* chooseStep(const State& state, QWidget* parent)
{
    ChooseView view;
    for (const Field& item : state.spec().items)
        view.choices.push_back({qt(item.id), qt(item.label.in(interfaceLanguage())), {}});
    return new ChooseStep(view, parent);
}

StepView* recordStep(const State& state, QWidget* parent)
{
    RecordView view;
    for (const Field& item : state.spec().items) {
        RecordField field{.id = qt(item.id),
                          .label = filled(state, item.label),
                          .pattern = qt(item.pattern),
                          .mono = !item.pattern.empty()};
        for (const std::string& word : offeredWords(item))
            field.words += qt(word);
        if (practice(state)) // a newcomer finishes with a mouse alone
            field.value = qt(practiceValue(item, systemNow()));
        view.fields.push_back(std::move(field));
    }
    return new RecordStep(view, parent);
}

StepView* compareStep(const State& state, const registry::Registry& registry, QWidget* parent)
{
    const crypto::Digest digest = !state.plan.candidate.empty()
                                      ? crypto::sha256(asBytes(state.plan.candidate))
                                  : state.plan.keys.empty() ? auditKeyDigest(registry)
                                                            : publicKeysDigest(state, registry);
    return new CompareStep({hexGroups(digest), pgpWords(digest), stepPeople(state)}, parent);
}

StepView* tokenStep(const State& state, const registry::Registry& registry, QWidget* parent)
{
    TokenView view{.expected = {.label = tokenName(state.spec().token)}};
    if (const auto known = state.tokens.find(state.spec().token); known != state.tokens.end()) // repeated
        view.expected = {.label = qt(known->second.label), .serial = qt(known->second.serial)};
    view.freshLabel = qt(stepTokenLabel(state, registry));
    view.asksPin = !practice(state);
    return new TokenStep(view, parent);
}

StepView* generateStep(const State& state, QWidget* parent)
{
    GenerateView view{
        .offerDice = true, .begin = tr("Generate %n key(s)"), .finish = tr("The keys are made")};
    const int count = static_cast<int>(state.plan.keys.size());
    view.begin = count == 1 ? tr("Generate the key") : tr("Generate %1 keys").arg(count);
    view.finish = count == 1 ? tr("The key is made") : tr("The keys are made");
    return new GenerateStep(view, parent);
}

StepView* noReturnStep(const State& state, QWidget* parent)
{
    NoReturnView view = noReturnViewOf(state);
    view.people = slotsOf(state);
    return new NoReturnStep(view, parent);
}

// What the log knows of the sheet that the step is about; null where it knows none.
const registry::Sheet* sheetInHand(const State& state, const registry::Registry& registry)
{
    const auto set = registry.shareSets.find(state.setInHand());
    if (set == registry.shareSets.end())
        return nullptr;
    const auto sheet = set->second.sheets.find(state.run().share);
    return sheet == set->second.sheets.end() ? nullptr : &sheet->second;
}

// A bag is used once: its number holds the ceremony's.
QString practiceBag(const State& state)
{
    return QStringLiteral("PRACTICE-%1-%2")
        .arg(qt(state.id.substr(state.id.rfind('-') + 1)))
        .arg(state.run().share);
}

StepView* issueStep(const State& state, QWidget* parent)
{
    const int share = state.run().share;
    const SharePosition at = sharePosition(state.plan.policy, share - 1);
    const GroupPolicy& group = state.plan.policy.groups()[static_cast<std::size_t>(at.group)];
    const Person* holder = personFor(state, "custodian", share);
    return new ShareIssueStep(
        {.sheet = share,
         .sheets = state.plan.policy.shareCount(),
         .custodian = holder == nullptr ? QString() : qt(holder->name),
         .group = tr("Group %1: any %2 of %3").arg(at.group + 1).arg(group.threshold).arg(group.count),
         .mayPrint = state.plan.issue == IssueMethod::Print,
         .mayCopy = state.plan.issue == IssueMethod::Copy,
         .printer = practice(state) ? tr("Practice printer") : QString()},
        parent);
}

StepView* proveStep(const State& state, QWidget* parent)
{
    const int share = state.run().share;
    const Person* holder = personFor(state, "custodian", share);
    const auto facts = state.shares.find(share);
    const auto fingerprint = fromHex(facts == state.shares.end() ? "" : facts->second.fingerprint);
    return new ShareProveStep({.sheet = share,
                               .sheets = state.plan.policy.shareCount(),
                               .custodian = holder == nullptr ? QString() : qt(holder->name),
                               .fingerprint = fingerprint ? hexGroups(*fingerprint).join(u' ') : QString(),
                               .shareSet = state.shareSet},
                              parent);
}

// A sheet of a set that exists is read again by its holder.
StepView* readStep(const State& state, const registry::Registry& registry, ProvePurpose purpose,
                   QWidget* parent)
{
    const int share = state.run().share;
    const Person* holder = personFor(state, "custodian", share);
    ShareProveView view{.sheet = share,
                        .sheets = state.policyInHand().shareCount(),
                        .custodian = holder == nullptr ? QString() : qt(holder->name),
                        .shareSet = state.setInHand(),
                        .purpose = purpose};
    if (const registry::Sheet* sheet = sheetInHand(state, registry))
        if (const auto fingerprint = fromHex(sheet->fingerprint))
            view.fingerprint = hexGroups(*fingerprint).join(u' ');
    return new ShareProveStep(view, parent);
}

StepView* sealStep(const State& state, const registry::Registry& registry, QWidget* parent)
{
    const int share = state.run().share;
    const Person* holder = personFor(state, "custodian", share);
    SealView view{.what = tr("Sheet %1 of %2, %3")
                              .arg(share)
                              .arg(state.policyInHand().shareCount())
                              .arg(holder == nullptr ? QString() : qt(holder->name)),
                  .unseal = state.spec().kind == StepKind::Unseal};
    if (practice(state))
        view.suggestedNumber = practiceBag(state);
    if (const registry::Sheet* sheet = sheetInHand(state, registry); view.unseal && sheet != nullptr) {
        view.expectedNumber = qt(sheet->bag);
        if (practice(state))
            view.suggestedNumber = view.expectedNumber;
    }
    return new SealStep(view, parent);
}

StepView* printStep(const State& state, QWidget* parent)
{
    const int bags = static_cast<int>(state.plan.shares.size());
    PrintDocumentsView view;
    view.documents = {
        {tr("Backup document"), tr("The wrapped keys and public data. One copy in each bag."), bags},
        {tr("START-HERE"), tr("What to do with these papers, for whoever finds them. One copy in each bag."),
         bags}};
    return new PrintDocumentsStep(view, parent);
}

StepView* signOffStep(const State& state, QWidget* parent)
{
    SignOffView view{.exceptions = static_cast<int>(state.exceptions.size())};
    for (const Person& person : state.plan.people)
        if (!state.absent.contains(person.initials))
            view.people.push_back(personText(state, person));
    return new SignOffStep(view, parent);
}

// Place of the current act, and of the step in it, counted from 1.
struct Place
{
    int act = 1;
    int step = 1;
    int steps = 0;
};

Place placeOf(const State& state)
{
    Place place;
    while (state.procedure->acts[static_cast<std::size_t>(place.act - 1)].id != state.spec().act)
        ++place.act;
    for (std::size_t i = 0; i < state.runs.size(); ++i)
        if (state.procedure->steps[state.runs[i].spec].act == state.spec().act) {
            ++place.steps;
            if (i == state.current)
                place.step = place.steps;
        }
    return place;
}

} // namespace

StepFrame stepFrameOf(const State& state)
{
    const Place place = placeOf(state);
    const StepSpec& spec = state.spec();
    StepFrame frame{.act = place.act,
                    .step = place.step,
                    .steps = place.steps,
                    .title = filled(state, spec.title),
                    .instruction = filled(state, spec.instruction),
                    .plannedMinutes = spec.minutes,
                    .irreversible = spec.pointOfNoReturn};
    if (!ticksAreInitials(spec.kind))
        frame.initials = slotsOf(state);
    return frame;
}

std::vector<RailAct> railOf(const State& state)
{
    std::vector<RailAct> acts;
    for (const ActSpec& act : state.procedure->acts) {
        RailAct line{qt(act.title.in(interfaceLanguage())), {}};
        for (std::size_t i = 0; i < state.runs.size(); ++i) {
            const StepSpec& spec = state.procedure->steps[state.runs[i].spec];
            if (spec.act == act.id)
                line.steps.push_back({qt(filledIn(spec.title.in(interfaceLanguage()), state, state.runs[i])),
                                      i < state.current    ? RailState::Done
                                      : i == state.current ? RailState::Current
                                                           : RailState::Todo});
        }
        acts.push_back(std::move(line));
    }
    return acts;
}

StepView* buildStep(const State& state, const registry::Registry& registry, QWidget* parent)
{
    switch (state.spec().kind) {
    case StepKind::Physical:
    case StepKind::Break:
        return physicalStep(state, parent);
    case StepKind::Confirm:
        return new ConfirmStep({filled(state, state.spec().instruction), stepPeople(state),
                                static_cast<int>(state.spec().roles.size())},
                               parent);
    case StepKind::Choose:
        return chooseStep(state, parent);
    case StepKind::Record:
    case StepKind::Declare:
        return recordStep(state, parent);
    case StepKind::Compare:
        return compareStep(state, registry, parent);
    case StepKind::Preflight:
        return new ChecksStep({.attentionIsAccepted = practice(state),
                               .finish = tr("The room is ready"),
                               .advice = tr("Put right what is not good, then look again.")},
                              parent);
    case StepKind::FreshDevice:
        return new ChecksStep(
            {.finish = tr("Use this device"),
             .refusal = tr("Not as it should be"),
             .advice =
                 tr("Press \"Not as it should be\": take another device, or say why this one may be used, "
                    "and decide to continue.")},
            parent);
    case StepKind::HsmOpen:
        return tokenStep(state, registry, parent);
    case StepKind::HsmGenerate:
        return generateStep(state, parent);
    case StepKind::Split:
        return new SplitStep({policyPicture(state, {}), qt(state.plan.policy.text())}, parent);
    case StepKind::ShareIssue:
        return issueStep(state, parent);
    case StepKind::ShareProve:
        return proveStep(state, parent);
    case StepKind::ShareAttest:
        return readStep(state, registry, ProvePurpose::Attest, parent);
    case StepKind::ShareRefute:
        return readStep(state, registry, ProvePurpose::Refute, parent);
    case StepKind::ShareEnter:
        return new ShareEnterStep({.pool = policyPicture(state, {}),
                                   .missing = missingText(state, {}),
                                   .couldBring = couldBringText(state, registry, {}),
                                   .shareSet = state.setInHand()},
                                  parent);
    case StepKind::Restore:
    case StepKind::Rewrap:
        return new RestoreStep(
            {.token = tokenName(state.spec().token), .rewraps = state.spec().kind == StepKind::Rewrap},
            parent);
    case StepKind::SignChallenge: {
        const QStringList recorded = hexGroups(publicKeysDigest(state, registry));
        return new ChallengeStep({tr("Recorded when the key was generated"),
                                  recorded,
                                  tr("On %1 now").arg(tokenName(state.spec().token)),
                                  recorded,
                                  {},
                                  ChallengeState::Running},
                                 parent);
    }
    case StepKind::HsmLock:
    case StepKind::HsmZeroise:
    case StepKind::KeyDestroy:
    case StepKind::ShareDestroy:
    case StepKind::Retire:
    case StepKind::AuditKey:
    case StepKind::Approve:
        return noReturnStep(state, parent);
    case StepKind::Print:
        return printStep(state, parent);
    case StepKind::Seal:
    case StepKind::Unseal:
        return sealStep(state, registry, parent);
    case StepKind::SignOff:
        return signOffStep(state, parent);
    }
    return nullptr;
}

} // namespace keyrite::ui
