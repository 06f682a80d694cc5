#include "tests/ui/gallery_steps.h"

#include "core/slip39/mnemonic.h"
#include "ui/steps/challenge_step.h"
#include "ui/steps/choose_step.h"
#include "ui/steps/compare_step.h"
#include "ui/steps/confirm_step.h"
#include "ui/steps/generate_step.h"
#include "ui/steps/no_return_step.h"
#include "ui/steps/physical_step.h"
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
#include "ui/steps/split_step.h"
#include "ui/steps/token_step.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <array>

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

namespace {

struct Names
{
    QString administrator = u"Ana Kovač"_s;
    QString witness = u"Idris Bello"_s;
    QString custodian = u"Mei Tanaka"_s;
    QString second = u"Jonas Weber"_s;
    QString site = u"Zurich"_s;
};

Names namesFor(bool longNames)
{
    if (!longNames)
        return {};
    return {u"Maria Anastasia Wolfeschlegelsteinhausenberger-Papadopoulou"_s,
            u"Sir Bartholomew Featherstonehaugh-Cholmondeley of Marjoribanks"_s,
            u"Adaeze Chukwuemeka-Oluwaseun Nwachukwu-Thistlethwaite"_s,
            u"Krishnamurthy Venkataraghavan Subramaniam"_s, u"Llanfairpwllgwyngyllgogerychwyrndrobwll"_s};
}

std::vector<InitialsSlot> strip(const Names& names)
{
    return {{u"Ceremony administrator"_s, names.administrator, u"AK"_s},
            {u"Witness"_s, names.witness, u"IB"_s}};
}

PolicyPicture picture(const Names& names, bool pool)
{
    const auto member = [pool](const QString& name, const QString& state, Tone tone) {
        return MemberPicture{name, pool ? state : QString(), pool ? tone : Tone::Neutral};
    };
    return {.groupThreshold = 2,
            .groups = {{.name = names.site,
                        .threshold = 2,
                        .members = {member(u"Sheet 1, "_s + names.custodian, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 2, "_s + names.second, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 3, Lena Graf"_s, u"not yet"_s, Tone::Neutral)},
                        .state = pool ? u"✓ complete"_s : QString(),
                        .tone = pool ? Tone::Good : Tone::Neutral},
                       {.name = u"Singapore"_s,
                        .threshold = 2,
                        .members = {member(u"Sheet 4, Tan Wei Ling"_s, u"✓ here"_s, Tone::Good),
                                    member(u"Sheet 5, Arjun Nair"_s, u"not yet"_s, Tone::Neutral),
                                    member(u"Sheet 6, Siti Rahman"_s, u"not yet"_s, Tone::Neutral)},
                        .state = pool ? u"1 more sheet"_s : QString()},
                       {.name = u"Notary"_s,
                        .threshold = 1,
                        .members = {member(u"Sheet 7, sealed envelope"_s, u"not yet"_s, Tone::Neutral)}}}};
}

const QStringList& hashGroups()
{
    static const QStringList groups{u"3b9f"_s, u"10c4"_s, u"77ae"_s, u"e205"_s, u"6d81"_s, u"c0f9"_s,
                                    u"4a33"_s, u"28b7"_s, u"915e"_s, u"02d6"_s, u"ab74"_s, u"f3c8"_s,
                                    u"1e60"_s, u"bd29"_s, u"5747"_s, u"ac0d"_s};
    return groups;
}

const QStringList& hashWords()
{
    static const QStringList words{
        u"clockwork Norwegian"_s, u"assume reproduce"_s,   u"indulge pedigree"_s,   u"tissue amusement"_s,
        u"gremlin Jupiter"_s,     u"slowdown Wichita"_s,   u"dragnet congregate"_s, u"brickyard potato"_s,
        u"playhouse forever"_s,   u"accrue sociable"_s,    u"robust Hamilton"_s,    u"upset retrieval"_s,
        u"billiard finicky"_s,    u"skullcap caretaker"_s, u"endorse detector"_s,   u"rhythm article"_s};
    return words;
}

void press(QWidget* target, int key, const QString& text = {})
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(target, &down);
}

void typeSomeWords(ShareInput* input)
{
    for (const char* letters : {"acad", "acid", "acne", "acqu", "acro", "acti", "actr", "adap", "adeq"}) {
        for (const char* letter = letters; *letter != '\0'; ++letter)
            press(input->firstFocus(), Qt::Key_A + (*letter - 'a'), QString(QLatin1Char(*letter)));
        press(input->firstFocus(), Qt::Key_Space);
    }
    for (const char* letter = "brac"; *letter != '\0'; ++letter)
        press(input->firstFocus(), Qt::Key_A + (*letter - 'a'), QString(QLatin1Char(*letter)));
}

slip39::Mnemonic sampleWords()
{
    std::array<std::uint16_t, 33> indices{};
    for (std::size_t i = 0; i < indices.size(); ++i)
        indices[i] = static_cast<std::uint16_t>((i * 331 + 17) % 1024);
    return slip39::Mnemonic::fromIndices(indices).value();
}

StepFrame frame(int act, int step, const QString& title, const QString& instruction, const Names& names,
                bool initials = true)
{
    return {.act = act,
            .step = step,
            .steps = 14,
            .title = title,
            .instruction = instruction,
            .plannedMinutes = 3,
            .irreversible = false,
            .initials = initials ? strip(names) : std::vector<InitialsSlot>()};
}

void addRoomSteps(std::vector<Sample>& all, const Names& n)
{
    all.push_back(
        {u"physical"_s,
         frame(1, 2, u"Close the room"_s,
               u"Go round together. Tick each line only after both of you have looked."_s, n),
         [](QWidget* parent) {
             return new PhysicalStep(
                 {.items =
                      {u"Both doors are closed and the lamp outside is on."_s,
                       u"Telephones, watches and bags are in the locker outside; the administrator holds its key."_s,
                       u"Nothing is connected to the workstation but the keyboard, the mouse, the screen and the printer."_s,
                       u"The wall clock and the clock of the workstation differ by less than one minute."_s}},
                 parent);
         }});
    all.push_back(
        {u"confirm"_s,
         frame(1, 3, u"Agree on why we are here"_s,
               u"The administrator reads the sentence aloud. Everyone who agrees presses their own name."_s,
               n),
         [n](QWidget* parent) {
             return new ConfirmStep(
                 {.statement =
                      u"We make one signing key for the cold wallet and back it up on five sheets, of which any three bring it back."_s,
                  .people = {n.custodian + u", custodian"_s, n.second + u", custodian"_s,
                             n.witness + u", witness"_s, n.administrator + u", ceremony administrator"_s},
                  .needed = 4},
                 parent);
         }});
    all.push_back(
        {u"choose"_s,
         frame(1, 4, u"Choose how sheets are made"_s, u"This holds for all sheets of the ceremony."_s, n),
         [](QWidget* parent) {
             return new ChooseStep(
                 {.choices =
                      {{u"print"_s, u"Print them"_s,
                        u"The printer sees each share for a moment. It must be attached directly and forget what it prints."_s},
                       {u"copy"_s, u"Copy them by hand"_s,
                        u"Each custodian copies 33 words onto a printed form. No machine but this one sees a share. Takes ten minutes a sheet."_s}},
                  .chosen = u"print"_s},
                 parent);
         }});
    all.push_back(
        {u"record"_s,
         frame(3, 2, u"Record the serial numbers"_s,
               u"Read each number from the device itself, not from the papers that came with it."_s, n),
         [](QWidget* parent) {
             return new RecordStep(
                 {.fields = {{.id = u"serial"_s,
                              .label = u"Serial number of the HSM"_s,
                              .help = u"On the underside: three letters and eight digits."_s,
                              .pattern = u"[A-Z]{3}[0-9]{8}"_s,
                              .value = u"YHM0012345"_s,
                              .mono = true},
                             {.id = u"bag"_s,
                              .label = u"Number of the bag that it came in"_s,
                              .help = u"Printed under the bar code."_s,
                              .mono = true},
                             {.id = u"note"_s,
                              .label = u"Anything unusual"_s,
                              .help = u"Scratches, labels, smell, weight."_s,
                              .optional = true}}},
                 parent);
         }});
    all.push_back(
        {u"preflight"_s,
         frame(2, 1, u"Is the workstation fit for this?"_s,
               u"Keyrite has looked at all that can fail, before anything is written to a token."_s, n),
         [](QWidget* parent) {
             return new PreflightStep(
                 {.checks =
                      {{u"No network link is up"_s, u"lo only; 2 interfaces are switched off"_s,
                        TaskState::Good},
                       {u"Nothing can be swapped to disk"_s, u"swap is off"_s, TaskState::Good},
                       {u"The program is the one that was approved"_s, u"build 7f3c 91ab 20de 5564"_s,
                        TaskState::Good},
                       {u"The printer takes a test page"_s,
                        u"The printer answers through a CUPS queue. Its spool folder is on a memory disk."_s,
                        TaskState::Attention},
                       {u"A second token is there"_s,
                        u"Insert token B in the second reader, then look again."_s, TaskState::Failed},
                       {u"There is room for the log"_s, {}, TaskState::Waiting}}},
                 parent);
         }});
    all.push_back(
        {u"compare"_s,
         frame(
             4, 5, u"Read the fingerprint aloud"_s,
             u"The reader speaks each group, left to right. Everyone else follows on their own printed copy and ticks their name when all 16 groups match."_s,
             n, false),
         [n](QWidget* parent) {
             return new CompareStep(
                 {.groups = hashGroups(),
                  .words = {},
                  .listeners = {u"Custodian, site "_s + n.site, u"Custodian, site Singapore"_s,
                                u"External witness"_s, u"Ceremony administrator"_s}},
                 parent);
         }});
    all.push_back(
        {u"compare-words"_s,
         frame(8, 3, u"Read the head of the log aloud"_s,
               u"The reader speaks the words of each group. Everyone else follows on the printed minutes."_s,
               n),
         [n](QWidget* parent) {
             return new CompareStep({.groups = hashGroups(),
                                     .words = hashWords(),
                                     .listeners = {n.custodian, n.second, n.witness}},
                                    parent);
         }});
}

void addTokenSteps(std::vector<Sample>& all, const Names& n)
{
    const TokenLook a{u"Keyrite token A"_s, u"0012 3457"_s, u"SoftHSM v2, firmware 2.6"_s};
    const TokenLook b{u"Keyrite token B"_s, u"0098 1120"_s, u"SoftHSM v2, firmware 2.6"_s};
    all.push_back(
        {u"token-login"_s,
         frame(3, 5, u"Log in to token A"_s,
               u"Insert token A. Its PIN is typed by the person who keeps it; everyone else looks away."_s,
               n),
         [a](QWidget* parent) {
             return new TokenStep({.expected = a,
                                   .inserted = a,
                                   .pinNeed = PinNeed::Enter,
                                   .pinHolder = u"Typed by the operator"_s},
                                  parent);
         },
         [](StepView* step) {
             for (int i = 0; i < 6; ++i)
                 press(step->firstFocus(), Qt::Key_1, u"1"_s);
         }});
    all.push_back(
        {u"token-wrong"_s,
         frame(3, 5, u"Log in to token A"_s,
               u"Insert token A. Its PIN is typed by the person who keeps it; everyone else looks away."_s,
               n),
         [a, b](QWidget* parent) {
             return new TokenStep({.expected = a, .inserted = b, .pinNeed = PinNeed::Enter}, parent);
         }});
    all.push_back(
        {u"token-create"_s,
         frame(
             3, 6, u"Give token A its PIN"_s,
             u"The token is fresh. The operator thinks of a PIN, types it twice, writes it on the card and seals the card."_s,
             n),
         [a](QWidget* parent) {
             return new TokenStep({.expected = a,
                                   .inserted = a,
                                   .pinNeed = PinNeed::Create,
                                   .pinHolder = {},
                                   .shortestPin = 6,
                                   .longestPin = 64,
                                   .warning = u"After three wrong PINs this token locks itself."_s},
                                  parent);
         }});
    all.push_back(
        {u"token-choose"_s,
         frame(3, 5, u"Open the production HSM"_s,
               u"Insert the production HSM and choose it below. A fresh one is set up now."_s, n),
         [](QWidget* parent) {
             return new TokenStep(
                 {.expected = {.label = u"the production HSM"_s}, .shortestPin = 8, .freshLabel = u"HSM A"_s},
                 parent);
         },
         [a, b](StepView* step) {
             TokenLook tried = a;
             tried.pinWay = registry::PinWay::Halves;
             tried.warning =
                 u"2 wrong PINs in a row, the last on 22 Nov 2026. Many tokens lock themselves after three."_s;
             qobject_cast<TokenStep*>(step)->setTokens(
                 {tried, b, {u"A fresh token"_s, u"given when it is set up"_s, b.model, true}}, 0);
         }});
    all.push_back({u"generate-dice"_s,
                   frame(4, 1, u"Generate the key"_s,
                         u"The key is made inside token A and never leaves it in clear."_s, n),
                   [](QWidget* parent) {
                       return new GenerateStep({.tasks = {},
                                                .offerDice = true,
                                                .begin = u"Generate the key on token A"_s,
                                                .finish = u"The key is there"_s},
                                               parent);
                   },
                   [](StepView* step) {
                       QWidget* dice = step->findChild<QWidget*>(u"dice"_s);
                       for (int i = 0; dice && i < 37; ++i)
                           press(dice, Qt::Key_1 + i % 6);
                   }});
    all.push_back(
        {u"generate-running"_s,
         frame(4, 1, u"Generate the key"_s, u"The key is made inside token A and never leaves it in clear."_s,
               n),
         [](QWidget* parent) {
             return new GenerateStep(
                 {.tasks = {{u"Ask the generators of the token and of this computer"_s, {}, TaskState::Good},
                            {u"Make the key inside token A"_s, u"secp256k1, label cold-2026-11"_s,
                             TaskState::Running},
                            {u"Wrap it under the key-encryption key"_s, {}, TaskState::Waiting},
                            {u"Open the backup once, to see that it opens"_s, {}, TaskState::Waiting}},
                  .offerDice = false,
                  .begin = u"Generate"_s,
                  .finish = u"The key is there"_s},
                 parent);
         }});
    all.push_back(
        {u"restore"_s,
         frame(6, 4, u"Restore the key onto token B"_s,
               u"Only a restore on another token shows that the sheets work."_s, n),
         [](QWidget* parent) {
             return new RestoreStep(
                 {.token = u"token B"_s,
                  .tasks = {{u"Rebuild the key-encryption key from the sheets"_s, {}, TaskState::Good},
                            {u"Open the backup inside token B"_s, {}, TaskState::Good},
                            {u"Read the key's attributes back"_s, u"never extractable, sensitive"_s,
                             TaskState::Good}}},
                 parent);
         }});
    all.push_back(
        {u"challenge"_s,
         frame(
             6, 5, u"Prove that it is the same key"_s,
             u"Token B signs a number that was drawn now. The signature is checked with the public key that was recorded at the start."_s,
             n),
         [](QWidget* parent) {
             return new ChallengeStep({.leftName = u"Recorded when the key was generated"_s,
                                       .leftGroups = hashGroups().mid(0, 8),
                                       .rightName = u"On token B now"_s,
                                       .rightGroups = hashGroups().mid(0, 8),
                                       .challenge = hashGroups().join(u' '),
                                       .state = ChallengeState::Verified},
                                      parent);
         }});
    StepFrame lock =
        frame(4, 9, u"Lock the key"_s,
              u"From here on nobody can make another backup of it, not even with both tokens and all PINs."_s,
              n, false);
    lock.irreversible = true;
    all.push_back(
        {u"no-return"_s, lock, [n](QWidget* parent) {
             return new NoReturnStep(
                 {.headline = u"The key on token A can never be exported again."_s,
                  .consequences =
                      {u"The five sheets and the backup document are the only way to bring it back."_s,
                       u"A further backup means a new key and a new address."_s},
                  .action = u"Lock the key on token A"_s,
                  .people = strip(n)},
                 parent);
         }});
}

void addShareSteps(std::vector<Sample>& all, const Names& n)
{
    all.push_back(
        {u"split"_s,
         frame(4, 10, u"Split the backup key"_s,
               u"This is the design that was approved. Compare it with the paper in front of you."_s, n),
         [n](QWidget* parent) {
             return new SplitStep({.picture = picture(n, false), .policyText = u"2of(2of3,2of3,1of1)"_s},
                                  parent);
         }});
    const ShareIssueView issue{.sheet = 3,
                               .sheets = 7,
                               .custodian = n.custodian,
                               .group = n.site + u", any 2 of 3"_s,
                               .fingerprint = u"91ab 20de 5564 7f3c"_s,
                               .mayPrint = true,
                               .mayCopy = false,
                               .printer = u"Brother HL-L2350DW, attached by cable"_s};
    all.push_back(
        {u"issue-print"_s,
         frame(
             5, 3, u"Give sheet 3 to its custodian"_s,
             u"Only the custodian stands at the printer. Everyone else looks away until the sheet is face down."_s,
             n),
         [issue](QWidget* parent) { return new ShareIssueStep(issue, parent); },
         [](StepView* step) { static_cast<ShareIssueStep*>(step)->setPrinted(1); }});
    ShareIssueView copy = issue;
    copy.mayPrint = false;
    copy.mayCopy = true;
    const StepFrame copyFrame = frame(
        5, 3, u"Copy sheet 3 by hand"_s,
        u"Only the custodian sits at the screen, with the blank form and a pen. Everyone else looks away."_s,
        n);
    all.push_back({u"issue-covered"_s, copyFrame,
                   [copy](QWidget* parent) { return new ShareIssueStep(copy, parent); }});
    all.push_back({u"issue-shown"_s, copyFrame,
                   [copy](QWidget* parent) { return new ShareIssueStep(copy, parent); },
                   [](StepView* step) { static_cast<ShareIssueStep*>(step)->reveal(sampleWords()); }});
    const ShareProveView prove{
        .sheet = 3, .sheets = 7, .custodian = n.custodian, .fingerprint = u"91ab 20de 5564 7f3c"_s};
    const StepFrame proveFrame = frame(
        5, 4, u"Prove sheet 3"_s,
        u"What was written is read back from the paper, so that nobody carries away a sheet that does not read."_s,
        n);
    all.push_back({u"prove-typing"_s, proveFrame,
                   [prove](QWidget* parent) { return new ShareProveStep(prove, parent); },
                   [](StepView* step) { typeSomeWords(static_cast<ShareProveStep*>(step)->input()); }});
    all.push_back(
        {u"prove-wrong"_s, proveFrame, [prove](QWidget* parent) { return new ShareProveStep(prove, parent); },
         [](StepView* step) {
             auto* view = static_cast<ShareProveStep*>(step);
             typeSomeWords(view->input());
             view->setRefused(
                 {.tone = Tone::Bad,
                  .headline = u"Word 7 cannot be right."_s,
                  .happened =
                      u"The checksum of sheet 3 does not fit, and it would fit with another word in place 7."_s,
                  .meaning = u"Nothing is lost. Look at word 7 on the sheet and type it again."_s,
                  .technical = u"MnemonicChecksum"_s},
                 {6});
         }});
    all.push_back({u"prove-good"_s, proveFrame,
                   [prove](QWidget* parent) { return new ShareProveStep(prove, parent); },
                   [](StepView* step) { static_cast<ShareProveStep*>(step)->setProven(); }});
    all.push_back(
        {u"enter"_s,
         frame(2, 2, u"Bring the sheets together"_s,
               u"Each custodian brings in their own sheet. The others look away while it is on the table."_s,
               n),
         [n](QWidget* parent) {
             return new ShareEnterStep(
                 {.pool = picture(n, true),
                  .missing = u"one more group: 1 more of group 2, or 1 more of group 3"_s,
                  .couldBring =
                      u"Could bring one: Group 2: sheet 5 (Dora Dune, Singapore); sheet 6 (Emil Ernst, "
                      u"Singapore)\nGroup 3: sheet 7 (Notary Frey, Zurich)"_s},
                 parent);
         }});
}

void addPaperSteps(std::vector<Sample>& all, const Names& n)
{
    all.push_back(
        {u"seal"_s,
         frame(5, 5, u"Seal sheet 3"_s,
               u"The custodian puts the sheet into a bag and seals it. Both read the number from the bag."_s,
               n),
         [n](QWidget* parent) {
             return new SealStep(
                 {.what = u"Sheet 3 of 7, "_s + n.custodian, .unseal = false, .expectedNumber = {}}, parent);
         }});
    all.push_back(
        {u"unseal"_s,
         frame(3, 1, u"Open the bag of token A"_s,
               u"Compare the number on the bag with the one in the log before anybody cuts it."_s, n),
         [](QWidget* parent) {
             return new SealStep({.what = u"Token A"_s, .unseal = true, .expectedNumber = u"AB 0048 1177"_s},
                                 parent);
         }});
    all.push_back(
        {u"documents"_s,
         frame(8, 1, u"Print the papers"_s,
               u"None of these is secret. A copy of the backup document goes into every bag."_s, n),
         [](QWidget* parent) {
             return new PrintDocumentsStep(
                 {.documents = {{u"Backup document"_s, u"Ciphertext and public data."_s, 5},
                                {u"START-HERE"_s, u"How a stranger recovers with other people's tools."_s, 5},
                                {u"Minutes"_s, u"Every step with its times and initials."_s, 2}}},
                 parent);
         },
         [](StepView* step) { static_cast<PrintDocumentsStep*>(step)->setPrinted({}); }});
    all.push_back({u"sign-off"_s,
                   frame(8, 6, u"Sign off"_s,
                         u"Each of you says for themselves whether the script was followed."_s, n, false),
                   [n](QWidget* parent) {
                       return new SignOffStep(
                           {.people = {n.administrator + u", ceremony administrator"_s,
                                       n.witness + u", witness"_s, n.custodian + u", custodian"_s},
                            .exceptions = 1},
                           parent);
                   }});
}

} // namespace

std::vector<Sample> samples(bool longNames)
{
    const Names names = namesFor(longNames);
    std::vector<Sample> all;
    addRoomSteps(all, names);
    addTokenSteps(all, names);
    addShareSteps(all, names);
    addPaperSteps(all, names);
    return all;
}

std::vector<RailAct> sampleActs(bool flat)
{
    using enum RailState;
    if (flat)
        return {{{},
                 {{u"Check the room"_s, Done},
                  {u"Sign in the roles"_s, Done},
                  {u"Mix in dice rolls"_s, Done},
                  {u"Generate the key"_s, Done},
                  {u"Read the fingerprint"_s, Current},
                  {u"Split into shares"_s, Todo},
                  {u"Print and seal"_s, Todo},
                  {u"Rebuild from shares"_s, Todo},
                  {u"Sign the record"_s, Todo}}}};
    const auto act = [](const QString& title, RailState state) { return RailAct{title, {{title, state}}}; };
    RailAct issue{u"Issue the sheets"_s, {}};
    for (int sheet = 1; sheet <= 3; ++sheet)
        for (const QString& what : {u"Give sheet %1"_s, u"Prove sheet %1"_s, u"Seal sheet %1"_s})
            issue.steps.push_back({what.arg(sheet), Todo});
    for (std::size_t i = 0; i < 4; ++i)
        issue.steps[i].state = Done;
    issue.steps[4].state = Current;
    return {act(u"Arrive"_s, Done),
            act(u"Check the workstation"_s, Done),
            act(u"Prepare the tokens"_s, Done),
            act(u"Generate the key"_s, Done),
            issue,
            act(u"Prove by restoring"_s, Todo),
            act(u"Destroy what must go"_s, Todo),
            act(u"Close and sign"_s, Todo)};
}

} // namespace keyrite::ui::gallery
