// The runner's look at a device before a key is put on it: whether it still takes its maker's credential,
// what is on it, and what the log knows of it (unpacking.h).
#include "core/ceremony/runner.h"
#include "core/hsm/profile.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

// Whether the script has a step of its own that looks at the device of the current step.
bool Runner::isCheckedByAStep() const
{
    return std::ranges::any_of(m_state.procedure->steps, [&](const StepSpec& step) {
        return step.kind == StepKind::FreshDevice && step.token == m_state.spec().token;
    });
}

// A device that no ceremony of this room has identified yet, and on which keys are to be made, by a script
// that has no such step: one of an earlier version, or a firm's own.
bool Runner::isUnpackedHere(const hsm::TokenId& id) const
{
    const auto known = m_room.registry().hsms.find(id.serial);
    const bool seen = known != m_room.registry().hsms.end() && known->second.checked != TimePoint();
    return !seen && !isCheckedByAStep() && m_state.procedure->has(Effect::KeyGenerated);
}

// Tried only where the maker publishes a default, and before the login, which would answer for it.
void Runner::tryDefault(const hsm::TokenId& id)
{
    const auto info = m_room.module().find(id);
    const std::string published = info ? hsm::profileFor(*info).defaultPin : "";
    m_takesDefault.erase(id.serial);
    if (!published.empty() && m_room.module().open(id, SecretBytes::copyOf(asBytes(published))))
        m_takesDefault.insert(id.serial);
}

// What is found goes on record, good or not.
Result<std::vector<DeviceCheck>> Runner::recordInspection(const hsm::TokenInfo& info)
{
    auto objects = m_room.module().visibleObjects(info.id);
    if (!objects)
        return fail(objects.error());
    const UnpackedDevice device{.token = info,
                                .objects = std::move(*objects),
                                .takesDefault = m_takesDefault.contains(info.id.serial),
                                .login = m_logins[info.id.serial],
                                .ceremony = m_state.id,
                                .opened = m_state.opened};
    std::vector<DeviceCheck> checks = checkDevice(device, m_room.registry());
    const std::string text = findingsOf(checks);
    constexpr std::size_t kMaxFinding = 290; // an entry's text has at most 300 bytes
    const std::string recorded = text.empty()                ? "As it should be; the new credential works."
                                 : text.size() > kMaxFinding ? text.substr(0, kMaxFinding) + "..."
                                                             : text;
    Json list = Json::array();
    for (const DeviceCheck& check : checks)
        list.push_back({{"id", check.id}, {"good", check.good}, {"finding", check.finding}});
    Json data{{"serial", info.id.serial},
              {"firmware", info.firmwareVersion},
              {"asShipped", text.empty()},
              {"finding", recorded},
              {"checks", list}};
    if (const registry::DeviceUsersRead* read = usersRead(device, m_room.registry()))
        data["users"] = read->users;
    KEYRITE_CHECK(commit({event(Effect::HsmInspected, std::move(data))}));
    return checks;
}

// With a finding the step goes on only after an exception that decided so.
Result<void> Runner::inspect(const hsm::TokenInfo& info)
{
    const bool decided = std::ranges::any_of(m_state.exceptions, [this](const ExceptionRecord& exception) {
        return exception.step == m_state.run().id && exception.decision == "continue";
    });
    const auto checks = recordInspection(info);
    if (!checks)
        return fail(checks.error());
    const std::string text = findingsOf(*checks);
    if (text.empty() || decided)
        return {};
    return fail(
        ErrorCode::TokenNotFresh,
        "The HSM \"" + info.id.label + "\" is not as it should be. " + text +
            " This is on record. Use another device; or raise an exception that says why this one may "
            "be used, and open it again.");
}

Result<std::vector<DeviceCheck>> Runner::inspectDevice()
{
    KEYRITE_CHECK(expectKind(StepKind::FreshDevice));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    const auto info = m_room.module().find(token->token().id);
    if (!info)
        return fail(info.error());
    auto checks = recordInspection(*info);
    if (checks && m_takesDefault.contains(info->id.serial))
        m_sessions.erase(m_state.spec().token); // the next look tries the default again, before a login
    return checks;
}

} // namespace keyrite::ceremony
