#include "tests/ui/gallery_steps.h"

#include "tests/ui/gallery_sample.h"
#include "ui/pin_words.h"
#include "ui/steps/challenge_step.h"
#include "ui/steps/checks_step.h"
#include "ui/steps/choose_step.h"
#include "ui/steps/compare_step.h"
#include "ui/steps/confirm_step.h"
#include "ui/steps/generate_step.h"
#include "ui/steps/no_return_step.h"
#include "ui/steps/physical_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/restore_step.h"
#include "ui/steps/token_step.h"

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

namespace {

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
             return new ChecksStep(
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
                       {u"There is room for the log"_s, {}, TaskState::Waiting}},
                  .finish = u"The room is ready"_s},
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
    const TokenLook a{.label = u"Keyrite token A"_s,
                      .serial = u"0012 3457"_s,
                      .model = u"SoftHSM v2, firmware 2.6"_s,
                      .pin = {.name = u"PIN of “Keyrite token A”, serial 0012 3457"_s}};
    const TokenLook b{.label = u"Keyrite token B"_s,
                      .serial = u"0098 1120"_s,
                      .model = u"SoftHSM v2, firmware 2.6"_s,
                      .pin = {.name = u"PIN of “Keyrite token B”, serial 0098 1120"_s}};
    all.push_back(
        {u"token-login"_s,
         frame(3, 5, u"Log in to token A"_s,
               u"Insert token A. Its PIN is typed by the person who keeps it; everyone else looks away."_s,
               n),
         [a](QWidget* parent) { return new TokenStep({.expected = a, .inserted = a}, parent); },
         [](StepView* step) {
             for (int i = 0; i < 6; ++i)
                 press(step->firstFocus(), Qt::Key_1, u"1"_s);
         }});
    all.push_back(
        {u"token-wrong"_s,
         frame(3, 5, u"Log in to token A"_s,
               u"Insert token A. Its PIN is typed by the person who keeps it; everyone else looks away."_s,
               n),
         [a, b](QWidget* parent) { return new TokenStep({.expected = a, .inserted = b}, parent); }});
    all.push_back(
        {u"token-create"_s,
         frame(
             3, 6, u"Give token A its PINs"_s,
             u"The token is fresh. Two people think up one PIN each, type it twice, write it on a card and seal the card."_s,
             n),
         [](QWidget* parent) {
             hsm::TokenInfo fresh{};
             fresh.model = "SoftHSM v2";
             const TokenLook look{.label = u"A fresh token"_s,
                                  .serial = u"none yet"_s,
                                  .model = u"SoftHSM v2, firmware 2.6, slot 1"_s,
                                  .setUp = setUpQuestions(fresh, {}),
                                  .unnamed = true};
             return new TokenStep(
                 {.expected = {.label = u"the production HSM"_s}, .inserted = look, .freshLabel = u"HSM A"_s},
                 parent);
         }});
    all.push_back({u"token-pad"_s,
                   frame(3, 5, u"Log in to token A"_s,
                         u"Insert token A. Its PIN is typed by the person who keeps it."_s, n),
                   [a](QWidget* parent) {
                       TokenLook pad = a;
                       pad.pin.way = registry::PinWay::PinPad;
                       return new TokenStep({.expected = a, .inserted = pad}, parent);
                   }});
    all.push_back(
        {u"token-choose"_s,
         frame(3, 5, u"Open the production HSM"_s,
               u"Insert the production HSM and choose it below. A fresh one is set up now."_s, n),
         [](QWidget* parent) {
             return new TokenStep({.expected = {.label = u"the production HSM"_s}, .freshLabel = u"HSM A"_s},
                                  parent);
         },
         [a, b](StepView* step) {
             TokenLook tried = a;
             tried.pin.way = registry::PinWay::Halves;
             tried.pin.warning =
                 u"2 wrong PINs in a row, the last on 22 Nov 2026. Many tokens lock themselves after three."_s;
             qobject_cast<TokenStep*>(step)->setTokens({tried,
                                                        b,
                                                        {.label = u"A fresh token"_s,
                                                         .serial = u"none yet"_s,
                                                         .model = b.model,
                                                         .setUp = SetUpQuestions(),
                                                         .unnamed = true}},
                                                       0);
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
