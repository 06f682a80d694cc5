#include "ui/pin_words.h"

#include "core/hsm/profile.h"
#include "ui/page_builder.h"

#include <QCoreApplication>
#include <QStringList>

namespace keyrite::ui {

using namespace Qt::StringLiterals;
using registry::PinWay;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::PinWords", text);
}

const registry::Hsm* knownHsm(const hsm::TokenId& token, const registry::Registry& registry)
{
    const auto found = registry.hsms.find(token.serial);
    return found == registry.hsms.end() ? nullptr : &found->second;
}

QString named(const hsm::TokenInfo& token)
{
    const QString label = QString::fromStdString(token.id.label);
    return token.initialised && !label.isEmpty() ? label : tr("the fresh token");
}

QString nameOf(const hsm::TokenInfo& token, PinOwner owner, bool create)
{
    const QString label = named(token);
    if (owner == PinOwner::Officer)
        return (create ? tr("New PIN of the security officer of “%1”")
                       : tr("PIN of the security officer of “%1”"))
            .arg(label);
    return create ? tr("New PIN of the user of “%1”").arg(label)
                  : tr("PIN of “%1”, serial %2").arg(label, QString::fromStdString(token.id.serial));
}

// What a person must know who thinks one up, or who is to bring one.
QString purposeOf(PinOwner owner)
{
    return owner == PinOwner::User
               ? tr("Whoever knows it can use the keys. Write it down, or each half, and seal it in a bag.")
               : tr("It uses no key: it sets a forgotten or locked PIN of the user anew, and erases the "
                    "token. "
                    "Another person than the user keeps it, in a bag of its own.");
}

// What the token or the log says of one of its two PINs.
struct Tries
{
    bool locked;
    bool finalTry;
    bool countLow;
    int failures;
};

Tries triesOf(const hsm::TokenInfo& token, PinOwner owner, const registry::Hsm* known)
{
    if (owner == PinOwner::User)
        return {token.pinLocked, token.pinFinalTry, token.pinCountLow, known ? known->pinFailures : 0};
    return {token.soPinLocked, token.soPinFinalTry, token.soPinCountLow,
            known ? known->officerPinFailures : 0};
}

QString lockedText(PinOwner owner)
{
    return owner == PinOwner::User
               ? tr("This PIN is locked. No try is left. The security officer sets it anew, "
                    "on the page Tokens.")
               : tr("This PIN is locked. No try is left, and only the maker can help.");
}

QString countText(int failures, TimePoint last)
{
    const QString when = dateTimeText(last);
    return failures == 1
               ? tr("1 wrong PIN was typed for this token, on %1. Many lock themselves after three.")
                     .arg(when)
               : tr("%1 wrong PINs in a row, the last on %2. Many tokens lock themselves after three.")
                     .arg(failures)
                     .arg(when);
}

// What a PIN of this maker looks like, where it is not just a PIN.
QString formOf(const hsm::TokenInfo& token)
{
    switch (hsm::profileFor(token).pinForm) {
    case hsm::PinForm::Plain:
        return {};
    case hsm::PinForm::KeyIdFirst:
        return tr("For this HSM it begins with the four hexadecimal digits of the authentication key, for "
                  "example 0002, and the password follows.");
    case hsm::PinForm::UserColon:
        return tr("For this HSM it is the name of the user, a colon and the password.");
    }
    return {};
}

} // namespace

QString pinWarning(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(token.id, registry);
    const Tries tries = triesOf(token, owner, known);
    if (tries.locked)
        return lockedText(owner);
    // Both, where both speak: the count of the log says how it came to the final try.
    QStringList warnings;
    if (tries.finalTry)
        warnings << tr("One more wrong PIN locks this token.");
    if (tries.failures > 0)
        warnings << countText(tries.failures, known->pinFailed);
    else if (tries.countLow && !tries.finalTry)
        warnings << tr("A wrong PIN was typed for this token.");
    return warnings.join(u' ');
}

PinWay pinWayOf(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry)
{
    if (token.pinPad)
        return PinWay::PinPad;
    const registry::Hsm* known = knownHsm(token.id, registry);
    const PinWay recorded = known == nullptr          ? PinWay::Unknown
                            : owner == PinOwner::User ? known->userPin
                                                      : known->officerPin;
    return recorded == PinWay::PinPad ? PinWay::Unknown : recorded;
}

PinQuestion pinQuestion(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry)
{
    return {.name = nameOf(token, owner, false),
            .way = pinWayOf(token, owner, registry),
            .warning = pinWarning(token, owner, registry),
            .refused = owner == PinOwner::User ? token.pinLocked : token.soPinLocked,
            .form = formOf(token)};
}

PinQuestion pinQuestionUnseen(const hsm::TokenId& token, const registry::Registry& registry)
{
    hsm::TokenInfo unseen{};
    unseen.id = token;
    unseen.initialised = true;
    const registry::Hsm* known = knownHsm(token, registry);
    unseen.pinPad = known != nullptr && known->userPin == PinWay::PinPad;
    PinQuestion question = pinQuestion(unseen, PinOwner::User, registry);
    const QString absent = tr("This HSM is not there. Insert it before you go on.");
    question.warning = question.warning.isEmpty() ? absent : absent + u' ' + question.warning;
    return question;
}

PinQuestion newPinQuestion(const hsm::TokenInfo& token, PinOwner owner, const registry::Registry& registry)
{
    return {.name = nameOf(token, owner, true),
            .purpose = purposeOf(owner),
            .create = true,
            .way = pinWayOf(token, owner, registry),
            .form = formOf(token)};
}

SetUpQuestions setUpQuestions(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    SetUpQuestions questions{.officer = newPinQuestion(token, PinOwner::Officer, registry),
                             .user = newPinQuestion(token, PinOwner::User, registry)};
    if (token.initialised) {
        questions.officer = pinQuestion(token, PinOwner::Officer, registry);
        questions.officer.purpose = tr("The security officer lets the token be erased.");
    }
    return questions;
}

QString pinWaitText(PinWay way, const QString& otherwise)
{
    return way == PinWay::PinPad ? tr("Type the PIN on the pad of the device now …") : otherwise;
}

QString pinWayText(PinWay way)
{
    switch (way) {
    case PinWay::Unknown:
        return tr("the log does not say who knows it");
    case PinWay::Whole:
        return tr("one person knows it");
    case PinWay::Halves:
        return tr("two people know one half each");
    case PinWay::PinPad:
        return tr("it is typed on the token itself");
    }
    return {};
}

} // namespace keyrite::ui
