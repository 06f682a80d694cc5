// LiveParticipant: what a live room asks of people and practice does by itself: tokens chosen, PINs typed,
// words copied from the screen and typed back, bag numbers. And the two forms of a live room.
#pragma once

#include "tests/journeys/participant.h"

#include <QHash>
#include <QLineEdit>

namespace keyrite::ui {
class ChecksStep;
class ExceptionDialog;
class PinDialog;
class PrinterDialog;
class PinField;
class RecordStep;
class SealStep;
class ShareIssueStep;
class ShareView;
class TokenStep;
} // namespace keyrite::ui

namespace keyrite::test {

inline const QString kBankPin = QStringLiteral("bank-pin-1234");       // of "Bank HSM 7"
inline const QString kNewPin = QStringLiteral("new-pin-5678");         // of every token that is set up here
inline const QString kOfficerPin = QStringLiteral("officer-pin-1357"); // of their security officers
inline const QString kAuditPin = QStringLiteral("audit-pin-2468");

// Eyes: reads the words that a share view paints, by painting every word of the list in every place.
class Eyes
{
public:
    std::vector<std::uint16_t> read(ui::ShareView& shown); // 0xFFFF where a word is not known

private:
    void learn(QSize size);

    QSize m_size;
    QHash<QPair<int, size_t>, std::uint16_t> m_known; // by place and picture
};

class LiveParticipant final : public Participant
{
public:
    using Participant::Participant;

    bool isAsked(); // a dialog for a PIN is in sight

    std::map<int, std::vector<std::uint16_t>> sheets; // what is written on paper, by sheet
    bool wrongPinWasCounted = false;
    bool pinWasInSight = false; // once its token was chosen, before anything was typed
    bool differingPinsWereRefused = false;
    int devicesTaken = 0; // that were not as they should be
    int forms = 0;
    QString printer; // a FIFO; empty where words are copied by hand
    std::function<std::vector<std::uint16_t>()> takeFromPrinter; // the sheet that came out last, as words

protected:
    bool actLive() override;

private:
    int share() { return desktop().ceremony().state()->run().share; }
    bool answer(ui::PinDialog& dialog);
    bool take(ui::ChecksStep& device);
    bool decide(ui::ExceptionDialog& dialog);
    bool openToken(ui::TokenStep& token);
    bool choose(ui::TokenStep& token, const QString& title);
    bool openKnownToken(ui::TokenStep& token);
    bool setUpToken(ui::TokenStep& token);
    bool fillIn(ui::RecordStep& record);
    bool choosePrinter(ui::PrinterDialog& dialog);
    bool printSheet(ui::ShareIssueStep& issue);
    bool copyByHand(ui::ShareIssueStep& issue);
    int nextSheet();
    bool typeSheet(int number);
    bool typeBag(ui::SealStep& bag);

    Eyes m_eyes;
    int m_entered = 0;
};

// The fields for PINs that are in sight, from top to bottom.
std::vector<ui::PinField*> visiblePins(QWidget& root);

// The set-up form that is in sight, filled in and sent; a PIN that is typed differently the second time is
// refused. Of a token with a PIN pad none is typed.
void setUpRoom(LiveParticipant& participant, const QString& folder, const QString& module);

// The form of a new ceremony, filled in and sent. `custodians`: of sheet 1, 2, ...; empty: does not come.
void fillPlan(LiveParticipant& participant, const std::vector<QString>& custodians);

// A network namespace of its own, for a live ceremony runs offline. Call before the first thread.
void goOffline();

// Why no live ceremony may run on this machine; empty where one may.
QString unfitForLive(const QString& folder);

} // namespace keyrite::test
