#include "ui/tokens_view.h"

#include "core/hsm/profile.h"
#include "ui/page_builder.h"
#include "ui/pin_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keyrite::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::TokensView", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

// The flags that matter most, in words.
void addState(TokenCard& card, const hsm::TokenInfo& token)
{
    const bool locked = token.pinLocked || token.soPinLocked;
    const bool finalTry = token.pinFinalTry || token.soPinFinalTry;
    card.state = !token.initialised     ? tr("not set up")
                 : token.pinLocked      ? tr("✗ PIN is locked")
                 : token.soPinLocked    ? tr("✗ PIN of the security officer is locked")
                 : token.pinFinalTry    ? tr("✗ one PIN try is left")
                 : token.soPinFinalTry  ? tr("✗ one try is left of the security officer's PIN")
                 : !token.userPinSet    ? tr("! its user has no PIN")
                 : token.writeProtected ? tr("! write-protected")
                 : token.pinCountLow    ? tr("! a wrong PIN was given")
                                        : tr("✓ ready");
    card.tone = !token.initialised                                               ? Tone::Neutral
                : locked || finalTry                                             ? Tone::Bad
                : !token.userPinSet || token.writeProtected || token.pinCountLow ? Tone::Warn
                                                                                 : Tone::Good;
}

void addProbe(TokenCard& card, const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const QString advice = qt(hsm::profileFor(token).advice);
    card.advice = advice;
    const auto known = registry.hsms.find(token.id.serial);
    if (known == registry.hsms.end() || !known->second.probed)
        return;
    const registry::Hsm& hsm = known->second;
    card.probed =
        tr("Probed on %1 with firmware %2.").arg(dateTimeText(hsm.probed->time), qt(hsm.probedFirmware));
    if (hsm.probedFirmware != token.firmwareVersion)
        card.probed += u' ' + tr("Its firmware is another one now: probe it again.");
    for (const hsm::ProbeResult& one : hsm.probe)
        card.probe.push_back(probeWordsOf(one, {}));
}

QString deviceLogText(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const auto known = registry.hsms.find(token.id.serial);
    if (known == registry.hsms.end() || !known->second.deviceLog)
        return tr("It keeps a log of its own, which has not been read yet.");
    const registry::DeviceLogRead& log = *known->second.deviceLog;
    const QString what = tr("Its own log was read on %1, entries %2 to %3.")
                             .arg(dateTimeText(log.mark.time))
                             .arg(log.first)
                             .arg(log.last);
    return what + u' ' + (log.sound ? tr("Nothing is missing.") : u"✗ "_s + qt(log.finding));
}

QString usersText(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    const auto known = registry.hsms.find(token.id.serial);
    if (known == registry.hsms.end() || !known->second.users)
        return tr("The list of who can open it has not been read yet.");
    const registry::DeviceUsersRead& list = *known->second.users;
    QStringList users;
    for (const std::string& user : list.users)
        users << qt(user);
    return tr("Who can open it, as read on %1: %2.").arg(dateTimeText(list.mark.time), users.join(u", "_s));
}

// Not every device has a security officer.
void addPins(TokenCard& card, const hsm::TokenInfo& token, const registry::Registry& registry)
{
    card.pins = tr("PIN of the user: %1.").arg(pinWayText(pinWayOf(token, PinOwner::User, registry)));
    card.warning = pinWarning(token, PinOwner::User, registry);
    if (!hsm::profileFor(token).securityOfficer)
        return;
    card.pins +=
        u' ' +
        tr("PIN of the security officer: %1.").arg(pinWayText(pinWayOf(token, PinOwner::Officer, registry)));
    const QString officer = pinWarning(token, PinOwner::Officer, registry);
    if (!officer.isEmpty())
        card.warning +=
            (card.warning.isEmpty() ? QString() : u" "_s) + tr("Of the security officer: %1").arg(officer);
}

TokenCard cardOf(const hsm::TokenInfo& token, const registry::Registry& registry)
{
    TokenCard card{.label = token.initialised ? qt(token.id.label) : tr("Empty token"),
                   .serial = qt(token.id.serial),
                   .model = token.initialised
                                ? tr("%1, firmware %2").arg(qt(token.model), qt(token.firmwareVersion))
                                : tr("%1, firmware %2, slot %3")
                                      .arg(qt(token.model), qt(token.firmwareVersion))
                                      .arg(token.slot)};
    const auto held = std::ranges::count_if(registry.keys, [&](const auto& one) {
        return one.second.token == token.id && one.second.state != registry::KeyState::Planned &&
               one.second.state != registry::KeyState::Destroyed;
    });
    card.role = token.id == registry.room.auditToken ? tr("audit token")
                : held > 0                           ? tr("holds %1 of the keys in the log").arg(held)
                                                     : QString();
    addState(card, token);
    card.setUp = token.initialised && token.userPinSet;
    if (!card.setUp)
        return card;
    addPins(card, token, registry);
    addProbe(card, token, registry);
    if (hsm::profileFor(token).deviceLog)
        card.deviceLog = deviceLogText(token, registry);
    if (hsm::profileFor(token).userList)
        card.users = usersText(token, registry);
    return card;
}

} // namespace

TokensView tokensViewOf(const RoomSnapshot& room, const TokensSeen& seen)
{
    TokensView view;
    for (const hsm::TokenInfo& token : seen.tokens)
        view.tokens.push_back(cardOf(token, room.registry));
    const auto& more = room.registry.room.moreModules;
    for (const hsm::Modules::Status& one : seen.modules) {
        const bool own = room.registry.room.module.empty() && one.path == seen.modules.front().path;
        const bool recorded = std::ranges::count(more, one.path.string()) > 0;
        const bool first = one.path == seen.modules.front().path;
        view.modules.push_back(
            {.path = own ? tr("SoftHSM, a practice store of this room") : qt(one.path.string()),
             .state = one.error           ? qt(one.error->message)
                      : first || recorded ? tr("✓ loaded")
                                          : tr("taken out; gone when the room is opened next"),
             .tone = one.error ? Tone::Bad : Tone::Good,
             .removable = recorded});
    }
    for (const std::filesystem::path& path : seen.registered)
        if (std::ranges::find(seen.modules, path, &hsm::Modules::Status::path) == seen.modules.end())
            view.offered.push_back(qt(path.string()));
    return view;
}

} // namespace keyrite::ui
