// The tokens and modules of a room outside of a ceremony: what is found out about them, and their PINs, goes
// on record.
#include "core/ceremony/room.h"
#include "core/crypto/hash.h"
#include "core/hsm/device_log.h"
#include "core/hsm/device_users.h"
#include "core/hsm/profile.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

constexpr std::size_t kMaxFindingBytes = 290; // an entry's text has at most 300

} // namespace

Result<void> checkTwoPins(Mode mode, const SecretBytes& officer, const SecretBytes& user)
{
    const bool same =
        !user.empty() && user.size() == officer.size() && equalSecret(officer.view(), user.view());
    if (mode == Mode::Practice || !same)
        return {};
    return fail(ErrorCode::PinUnusable,
                "The PIN of the security officer is that of the user: whoever knows one "
                "would know the other. Let two people choose one each.");
}

Result<void> Room::addModule(const std::filesystem::path& path, const ModuleCheck& check)
{
    const auto status = m_module->status();
    if (std::ranges::any_of(status, [&](const auto& one) { return one.path == path; }))
        return fail(ErrorCode::InvalidArgument,
                    "The module " + path.string() + " is one of this room's already.");
    if (check)
        KEYRITE_CHECK(check(path));
    auto loaded = hsm::Module::load(path);
    if (!loaded)
        return fail(loaded.error());
    KEYRITE_CHECK(record("module.added", {{"path", path.string()}}));
    m_module->add(path, std::move(loaded));
    return {};
}

Result<void> Room::removeModule(const std::filesystem::path& path)
{
    const auto& more = m_registry.room.moreModules;
    if (std::ranges::find(more, path.string()) == more.end())
        return fail(ErrorCode::NotFound,
                    "The module " + path.string() +
                        " is not one that was added to this room. The module of the audit token stays.");
    return record("module.removed", {{"path", path.string()}});
}

Result<void> Room::countPin(const hsm::TokenId& id, const char* who, const Result<void>& outcome)
{
    const auto known = m_registry.hsms.find(id.serial);
    const bool officer = std::string_view(who) == "officer";
    const int before = known == m_registry.hsms.end() ? 0
                       : officer                      ? known->second.officerPinFailures
                                                      : known->second.pinFailures;
    const log::Json data{{"serial", id.serial}, {"tokenLabel", id.label}, {"who", who}};
    if (!outcome && outcome.error().code == ErrorCode::PinWrong)
        return record("hsm.pin-failed", data);
    return outcome && before > 0 ? record("hsm.pin-accepted", data) : Result<void>();
}

Result<hsm::Session> Room::openToken(const hsm::TokenId& id, const SecretBytes& userPin)
{
    auto session = m_module->open(id, userPin);
    KEYRITE_CHECK(countPin(id, "user", session ? Result<void>() : fail(session.error())));
    return session;
}

Result<void> Room::countUserPin(const hsm::TokenId& id, bool wasRight)
{
    return countPin(id, "user", wasRight ? Result<void>() : fail(ErrorCode::PinWrong, std::string()));
}

Result<std::vector<hsm::ProbeResult>> Room::probe(const hsm::TokenId& id, const SecretBytes& userPin)
{
    std::optional<hsm::Session> opened;
    if (id != m_registry.room.auditToken) {
        auto session = openToken(id, userPin);
        if (!session)
            return fail(session.error());
        opened.emplace(std::move(*session));
    } else if (!m_audit)
        return fail(ErrorCode::DeviceLost,
                    "The audit token is not open. Put it back and enter its PIN again.");
    hsm::Session& session = opened ? *opened : *m_audit;
    auto found = session.probeAll();
    if (found)
        KEYRITE_CHECK(record("hsm.probed", {{"serial", id.serial},
                                            {"firmware", session.token().firmwareVersion},
                                            {"results", registry::probeJson(*found)}}));
    return found;
}

Result<void> Room::changePin(const PinChange& change)
{
    using What = PinChange::What;
    const bool audit = change.token == m_registry.room.auditToken;
    if (audit && change.what != What::User)
        return fail(
            ErrorCode::InvalidArgument,
            "The audit token is logged in to as long as the room is open, so only its user's PIN can be "
            "changed here. To change its security officer's PIN, replace the audit token by a ceremony, "
            "or use its maker's tool while Keyrite is closed.");
    Result<void> outcome =
        change.what == What::User      ? m_module->changeUserPin(change.token, change.old, change.fresh)
        : change.what == What::Officer ? m_module->changeOfficerPin(change.token, change.old, change.fresh)
                                       : m_module->resetUserPin(change.token, change.old, change.fresh);
    KEYRITE_CHECK(countPin(change.token, change.what == What::User ? "user" : "officer", outcome));
    if (!outcome)
        return outcome;
    return record("hsm.pin-set", {{"serial", change.token.serial},
                                  {"who", change.what == What::Officer ? "officer" : "user"},
                                  {"way", registry::pinWayName(change.way)}});
}

Result<void> Room::readDeviceLog(const hsm::TokenInfo& token, std::string_view text)
{
    if (!hsm::profileFor(token).deviceLog)
        return fail(ErrorCode::MechanismUnsupported,
                    "Keyrite reads no log of HSMs of this maker. Keep the export with the minutes.");
    auto read = hsm::readYubiHsmLog(text);
    if (!read)
        return fail(read.error());
    const auto known = m_registry.hsms.find(token.id.serial);
    if (known != m_registry.hsms.end() && known->second.deviceLog && read->entries > 0 &&
        read->first > known->second.deviceLog->last + 1)
        read->gaps.push_back("The last export ended with the entry " +
                             std::to_string(known->second.deviceLog->last) + "; this one begins with " +
                             std::to_string(read->first) + ".");
    std::string finding;
    for (const std::string& gap : read->gaps)
        if (finding.size() + gap.size() < kMaxFindingBytes)
            finding += (finding.empty() ? "" : " ") + gap;
    log::Json data{{"serial", token.id.serial}, {"sha256", toHex(crypto::sha256(asBytes(text)))},
                   {"entries", read->entries},  {"first", read->first},
                   {"last", read->last},        {"sound", read->gaps.empty()}};
    if (!finding.empty())
        data["finding"] = finding;
    return record("hsm.log-read", std::move(data));
}

Result<void> Room::readDeviceUsers(const hsm::TokenInfo& token, std::string_view text)
{
    if (!hsm::profileFor(token).userList)
        return fail(ErrorCode::MechanismUnsupported,
                    "Keyrite reads no list of users of HSMs of this maker. Keep the list with the minutes.");
    const auto users = hsm::readYubiHsmUsers(text);
    if (!users)
        return fail(users.error());
    log::Json list = log::Json::array();
    for (const hsm::DeviceUser& user : *users)
        list.push_back(hsm::describe(user));
    return record("hsm.users-read", {{"serial", token.id.serial},
                                     {"sha256", toHex(crypto::sha256(asBytes(text)))},
                                     {"users", std::move(list)}});
}

} // namespace keyrite::ceremony
