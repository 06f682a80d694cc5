#include "tests/journeys/live_participant.h"

#include "core/ceremony/environment.h"
#include "core/slip39/words.h"
#include "ui/ceremony_view.h"
#include "ui/exception_dialog.h"
#include "ui/pages/new_ceremony_page.h"
#include "ui/pages/set_up_page.h"
#include "ui/pin_dialog.h"
#include "ui/printer_dialog.h"
#include "ui/steps/checks_step.h"
#include "ui/steps/record_step.h"
#include "ui/steps/seal_step.h"
#include "ui/steps/share_enter_step.h"
#include "ui/steps/share_input.h"
#include "ui/steps/share_issue_step.h"
#include "ui/steps/share_prove_step.h"
#include "ui/steps/token_step.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/pin_field.h"
#include "ui/widgets/set_up_pins.h"
#include "ui/widgets/share_view.h"
#include "ui/widgets/word_entry.h"
#include "ui/widgets/word_grid.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QtTest>
#include <array>

#include <algorithm>
#include <fstream>
#include <sched.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keyrite::test {

namespace {

constexpr int kWords = 33;

size_t hashOf(const QImage& page, int place)
{
    const QRect cell =
        ui::WordGrid(kWords, page.width()).cell(place).adjusted(42, 4, -4, -4); // no frame, no number
    const QImage image = page.copy(cell).convertToFormat(QImage::Format_RGB32);
    return qHashBits(image.constBits(), static_cast<size_t>(image.sizeInBytes()));
}

QLineEdit* line(QWidget& page, const QString& name)
{
    for (auto* edit : page.findChildren<QLineEdit*>())
        if (edit->accessibleName().startsWith(name))
            return edit;
    return nullptr;
}

ui::ChoiceCard* card(ui::TokenStep& token, const QString& title)
{
    for (auto* one : token.findChildren<ui::ChoiceCard*>())
        if (one->text() == title || one->accessibleName().startsWith(title))
            return one;
    return nullptr;
}

} // namespace

std::vector<ui::PinField*> visiblePins(QWidget& root)
{
    std::vector<ui::PinField*> pins;
    for (auto* pin : root.findChildren<ui::PinField*>())
        if (pin->isVisible())
            pins.push_back(pin);
    return pins;
}

std::vector<std::uint16_t> Eyes::read(ui::ShareView& shown)
{
    const QImage page = shown.grab().toImage();
    if (m_size != page.size())
        learn(page.size());
    std::vector<std::uint16_t> read;
    for (int place = 0; place < kWords; ++place)
        read.push_back(m_known.value(qMakePair(place, hashOf(page, place)), 0xFFFF));
    return read;
}

void Eyes::learn(QSize size)
{
    m_size = size;
    m_known.clear();
    ui::ShareView reference(QString(), 60, nullptr);
    reference.resize(size);
    for (std::uint16_t index = 0; index < 1024; ++index) {
        const std::vector<std::uint16_t> same(kWords, index);
        reference.reveal(slip39::Mnemonic::fromIndices(same).value());
        const QImage page = reference.grab().toImage();
        for (int place = 0; place < kWords; ++place)
            m_known.insert(qMakePair(place, hashOf(page, place)), index);
    }
}

bool LiveParticipant::actLive()
{
    if (auto* dialog = visible<ui::PinDialog>(window()))
        return answer(*dialog);
    if (auto* dialog = visible<ui::PrinterDialog>(window()))
        return choosePrinter(*dialog);
    if (auto* dialog = visible<ui::ExceptionDialog>(window()))
        return decide(*dialog);
    if (auto* device = qobject_cast<ui::ChecksStep*>(step());
        device != nullptr && stepId() == "check-production")
        return take(*device);
    if (auto* token = qobject_cast<ui::TokenStep*>(step()))
        return openToken(*token);
    if (auto* record = qobject_cast<ui::RecordStep*>(step()))
        return fillIn(*record);
    if (auto* issue = qobject_cast<ui::ShareIssueStep*>(step()))
        return printer.isEmpty() ? copyByHand(*issue) : printSheet(*issue);
    if (auto* prove = qobject_cast<ui::ShareProveStep*>(step()))
        return !prove->isReady() && typeSheet(share());
    if (auto* enter = qobject_cast<ui::ShareEnterStep*>(step()))
        return !enter->isReady() && typeSheet(nextSheet());
    if (auto* bag = qobject_cast<ui::SealStep*>(step()))
        return typeBag(*bag);
    return false;
}

bool LiveParticipant::isAsked()
{
    return visible<ui::PinDialog>(window()) != nullptr;
}

bool LiveParticipant::answer(ui::PinDialog& dialog)
{
    if (!dialog.isVisible())
        return false;
    const auto pins = visiblePins(dialog); // to erase an HSM: a new one of the user, again, the officer's
    if (dialog.findChild<ui::SetUpPins*>() != nullptr) {
        const std::array<QString, 3> typed{kNewPin, kNewPin, kOfficerPin};
        for (std::size_t i = 0; i < pins.size(); ++i)
            type(pins[i], typed.at(i));
        press(dialog, u"Erase this HSM"_s);
        return true;
    }
    for (ui::PinField* pin : pins)
        type(pin, dialog.windowTitle().contains(u"Audit"_s) ? kAuditPin : kNewPin);
    for (const QString& words : {u"Use this PIN"_s, u"Go on at the device"_s})
        if (QAbstractButton* use = buttonSaying(dialog, words))
            press(use);
    return true;
}

// The firm set its HSM up before: somebody else may know its security officer's PIN, and people decide.
bool LiveParticipant::take(ui::ChecksStep& device)
{
    auto* checks = device.findChild<ui::TaskList*>();
    if (device.isReady() || checks->count(ui::TaskState::Attention) == 0)
        return !device.isReady(); // not looked yet
    press(view(), u"Not as it should be"_s);
    return true;
}

bool LiveParticipant::decide(ui::ExceptionDialog& dialog)
{
    auto* happened = dialog.findChild<QPlainTextEdit*>();
    if (happened->toPlainText().isEmpty()) {
        type(happened, u"We set it up ourselves last week."_s);
        press(dialog, u"Continue"_s);
        press(dialog, u"Record the exception"_s);
        ++devicesTaken;
    }
    return true;
}

bool LiveParticipant::openToken(ui::TokenStep& token)
{
    if (token.findChildren<ui::ChoiceCard*>().isEmpty())
        return true; // not looked yet
    if (token.isReady())
        return false;
    return card(token, u"Bank HSM 7"_s) != nullptr && stepId() == "open-production" ? openKnownToken(token)
                                                                                    : setUpToken(token);
}

// Widgets that were just made come in sight with the next event: what is asked for is done then.
bool LiveParticipant::choose(ui::TokenStep& token, const QString& title)
{
    ui::ChoiceCard* one = card(token, title);
    if (token.chosen() < 0 && one != nullptr && one->isVisible())
        press(one);
    return token.chosen() >= 0 && (visible<ui::PinEntry>(token) != nullptr);
}

// First with a wrong PIN, which is counted, then with the right one.
bool LiveParticipant::openKnownToken(ui::TokenStep& token)
{
    if (!choose(token, u"Bank HSM 7"_s))
        return true;
    const auto pins = visiblePins(token);
    if (pins.empty())
        return !token.isReady();
    if (pins[0]->characters() == 0) {
        const auto labels = token.findChildren<QLabel*>();
        const bool counted = std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(u"1 wrong PIN"_s);
        });
        if (!counted)
            pinWasInSight = pins[0]->visibleRegion().boundingRect() == pins[0]->rect();
        wrongPinWasCounted = wrongPinWasCounted || counted;
        type(pins[0], counted ? kBankPin : u"wrong-pin-0000"_s);
    }
    return !token.isReady();
}

bool LiveParticipant::setUpToken(ui::TokenStep& token)
{
    if (!choose(token, u"A fresh token"_s))
        return true;
    const auto pins = visiblePins(token); // user, again, officer, again; none for a pad
    if (pins.empty() || pins[0]->characters() > 0)
        return !token.isReady();
    for (const std::size_t i : {0U, 1U})
        type(pins[i], kNewPin);
    if (!differingPinsWereRefused) {
        for (const std::size_t i : {2U, 3U})
            type(pins[i], kNewPin);
        const bool sameRefused = !token.isReady(); // both people chose the same one
        pins[2]->clear();
        pins[3]->clear();
        type(pins[2], kOfficerPin);
        type(pins[3], kNewPin);
        differingPinsWereRefused = sameRefused && !token.isReady();
        pins[3]->clear();
        type(pins[3], kOfficerPin);
    } else
        for (const std::size_t i : {2U, 3U})
            type(pins[i], kOfficerPin);
    return !token.isReady();
}

bool LiveParticipant::fillIn(ui::RecordStep& record)
{
    for (auto* field : record.findChildren<QLineEdit*>())
        if (field->text().isEmpty()) {
            type(field, stepId() == "clock" ? u"10:42"_s : u"AB-1177"_s);
            return true;
        }
    return false;
}

// What holds no secret is kept as a file, a share goes to the printer.
bool LiveParticipant::choosePrinter(ui::PrinterDialog& dialog)
{
    if (QAbstractButton* keep = buttonSaying(dialog, u"Keep them as files"_s)) {
        press(keep);
        return true;
    }
    type(line(dialog, u"Address or device"_s), printer);
    press(dialog, u"Print there"_s);
    return true;
}

bool LiveParticipant::printSheet(ui::ShareIssueStep& issue)
{
    if (sheets.contains(share()))
        return false;
    if (issue.wasPrinted())
        sheets[share()] = takeFromPrinter();
    else
        press(issue, u"Print sheet"_s);
    return true;
}

bool LiveParticipant::copyByHand(ui::ShareIssueStep& issue)
{
    auto* words = issue.findChild<ui::ShareView*>();
    if (forms < share()) {
        press(buttonSaying(issue, u"Print an empty form"_s));
        forms = share();
        return true;
    }
    if (sheets.contains(share()))
        return false;
    if (words->isCovered())
        press(buttonSaying(issue, u"Show the words"_s));
    else
        sheets[share()] = m_eyes.read(*words);
    return true;
}

int LiveParticipant::nextSheet()
{
    const auto& planned = desktop().ceremony().state()->plan.shares;
    return planned[static_cast<std::size_t>(m_entered++) % planned.size()].number;
}

// The wedge reader holds quick keys back until it knows that no scanner sent them: the words are in once the
// step has them.
bool LiveParticipant::typeSheet(int number)
{
    const QSignalSpy submitted(step()->findChild<ui::ShareInput*>(), &ui::ShareInput::submitted);
    QString text;
    for (const std::uint16_t index : sheets.at(number))
        text += QString::fromLatin1(slip39::word(index).data(), 4) + u' ';
    type(step()->findChild<ui::WordEntry*>(), text);
    [&] { QTRY_COMPARE(submitted.count(), 1); }();
    return true;
}

// A bag that is sealed again after a recovery is a new one.
bool LiveParticipant::typeBag(ui::SealStep& bag)
{
    const bool again =
        desktop().ceremony().state()->plan.procedureId == "recover" && !stepId().starts_with("unseal");
    const QString number = (again ? u"BAG-9%1"_s : u"BAG-%1"_s).arg(share());
    for (QLineEdit* field : bag.findChildren<QLineEdit*>())
        if (field->text().isEmpty()) {
            type(field, number);
            return true;
        }
    return false;
}

namespace {

// Whatever stood in the field is replaced.
void fill(LiveParticipant& participant, QLineEdit* field, const QString& text)
{
    participant.type(field, {});
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
}

} // namespace

void setUpRoom(LiveParticipant& participant, const QString& folder, const QString& module)
{
    auto* page = Participant::visible<ui::SetUpPage>(participant.window());
    QVERIFY(page != nullptr);
    page->window()->activateWindow(); // a field that loses the focus of the keyboard tells what is in it
    QVERIFY(QTest::qWaitForWindowActive(page->window()));
    fill(participant, line(*page, u"Name of the room"_s), u"Zurich vault"_s);
    fill(participant, line(*page, u"Origin name"_s), u"example.com/zurich/room-1"_s);
    fill(participant, line(*page, u"Folder"_s), folder);
    fill(participant, line(*page, u"PKCS#11"_s), module);
    fill(participant, line(*page, u"Ceremony administrator"_s), u"Ada Byron"_s);
    fill(participant, line(*page, u"Witness"_s), u"Walt Whitman"_s);
    QTRY_VERIFY_WITH_TIMEOUT(Participant::visible<ui::SetUpPins>(*page) != nullptr, 20000);
    QCoreApplication::processEvents();    // which shows what was laid out
    const auto pins = visiblePins(*page); // user, again, officer, again; none where the token has a pad
    if (!pins.empty()) {
        for (const std::size_t i : {0U, 1U, 2U})
            participant.type(pins[i], i < 2 ? kAuditPin : kOfficerPin);
        participant.type(pins[3], u"officer-pin-1356"_s);
        QVERIFY(Participant::buttonSaying(*page, u"Set up the room"_s) == nullptr); // they differ
        QTest::keyClick(pins[3], Qt::Key_Backspace);
        QTest::keyClicks(pins[3], u"7"_s);
    }
    participant.press(*page, u"Set up the room"_s);
}

void fillPlan(LiveParticipant& participant, const std::vector<QString>& custodians)
{
    QTRY_VERIFY_WITH_TIMEOUT(Participant::visible<ui::NewCeremonyPage>(participant.window()) != nullptr,
                             20000);
    auto* page = Participant::visible<ui::NewCeremonyPage>(participant.window());
    fill(participant, line(*page, u"Title"_s), u"Root key"_s);
    fill(participant, line(*page, u"Whom to call"_s), u"+41 44 000 00 00"_s);
    if (QLineEdit* label = line(*page, u"Label of the key"_s))
        fill(participant, label, u"Root"_s);
    fill(participant, line(*page, u"Ceremony administrator"_s), u"Ada Byron"_s);
    fill(participant, line(*page, u"Witness"_s), u"Walt Whitman"_s);
    for (std::size_t i = 0; i < custodians.size(); ++i)
        fill(participant, line(*page, u"Custodian of sheet %1"_s.arg(i + 1)), custodians[i]);
    participant.press(*page, u"Open the ceremony"_s);
}

// As root at once; else inside a user namespace of its own, where that is allowed.
void goOffline()
{
    if (unshare(CLONE_NEWNET) == 0)
        return;
    const std::string map = "0 " + std::to_string(getuid()) + " 1";
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return;
    std::ofstream("/proc/self/setgroups") << "deny";
    std::ofstream("/proc/self/uid_map") << map;
}

QString unfitForLive(const QString& folder)
{
    for (const auto& check : ceremony::checkEnvironment(Mode::Live, folder.toStdString()))
        if (check.outcome == ceremony::CheckOutcome::Bad)
            return QString::fromStdString(check.finding);
    return {};
}

} // namespace keyrite::test
