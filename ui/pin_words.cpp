#include "ui/pin_words.h"

#include "core/hsm/profile.h"
#include "ui/page_builder.h"

#include <QCoreApplication>

namespace keyrite::ui {

using registry::PinWay;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::PinWords", text);
}

const registry::Hsm* knownHsm(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const auto found = registry.hsms.find(token.id.serial);
    return found == registry.hsms.end() ? nullptr : &found->second;
}

QString warningOf(bool locked, bool finalTry, bool countLow, int failures, TimePoint last)
{
    if (locked)
        return tr("This PIN is locked. No try is left.");
    if (finalTry)
        return tr("One more wrong PIN locks this token.");
    if (failures == 0)
        return countLow ? tr("A wrong PIN was typed for this token.") : QString();
    const QString when = dateTimeText(last);
    return failures == 1
               ? tr("1 wrong PIN was typed for this token, on %1. Many lock themselves after three.")
                     .arg(when)
               : tr("%1 wrong PINs in a row, the last on %2. Many tokens lock themselves after three.")
                     .arg(failures)
                     .arg(when);
}

PinWay wayOf(const hsm::TokenInfo& token, PinWay recorded)
{
    return token.pinPad ? PinWay::PinPad : recorded == PinWay::PinPad ? PinWay::Unknown : recorded;
}

} // namespace

QString pinWarning(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(token, registry);
    return warningOf(token.pinLocked, token.pinFinalTry, token.pinCountLow, known ? known->pinFailures : 0,
                     known ? known->pinFailed : TimePoint());
}

QString officerPinWarning(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(token, registry);
    return warningOf(token.soPinLocked, token.soPinFinalTry, token.soPinCountLow,
                     known ? known->officerPinFailures : 0, known ? known->pinFailed : TimePoint());
}

PinWay pinWayOf(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(token, registry);
    return wayOf(token, known ? known->userPin : PinWay::Unknown);
}

PinWay officerPinWayOf(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const registry::Hsm* known = knownHsm(token, registry);
    return wayOf(token, known ? known->officerPin : PinWay::Unknown);
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

QString pinFormText(const hsm::TokenInfo& token)
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

} // namespace keyrite::ui
