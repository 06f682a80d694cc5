#include "core/slip39/mnemonic.h"
#include "tests/ui/gallery_sample.h"
#include "ui/steps/print_documents_step.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/share_input.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"
#include "ui/steps/sign_off_step.h"
#include "ui/steps/split_step.h"

#include <array>

using namespace Qt::StringLiterals;

namespace keyrite::ui::gallery {

namespace {

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

} // namespace

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

} // namespace keyrite::ui::gallery
