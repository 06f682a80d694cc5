// The runner's work on tokens: open, generate, restore, challenge, lock, zeroise. What is looked at before:
// runner_device.cpp.
#include "core/ceremony/fields.h"
#include "core/ceremony/kek.h"
#include "core/ceremony/runner.h"
#include "core/ceremony/step_token.h"
#include "core/hsm/device_users.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

namespace {

Json tokenJson(const hsm::TokenId& token)
{
    return {{"serial", token.serial}, {"tokenLabel", token.label}};
}

Json with(Json base, const Json& more)
{
    base.update(more);
    return base;
}

} // namespace

Json Runner::wrappedJson(const hsm::WrappedKey& key)
{
    return {{"key", toHex(key.id)},
            {"scheme", hsm::wrapSchemeName(key.scheme)},
            {"spki", toBase64(key.spki)},
            {"blob", toBase64(key.blob)},
            {"keyKcv", key.kcv ? toHex(*key.kcv) : ""}};
}

Result<hsm::Session*> Runner::session()
{
    const auto found = m_sessions.find(m_state.spec().token);
    if (found == m_sessions.end())
        return fail(ErrorCode::TokenAbsent,
                    "The token \"" + m_state.spec().token + "\" is not open. Enter its PIN again.");
    return &found->second;
}

// A token that was lost has to be opened again before its step is repeated.
Error Runner::tokenFailed(Error error)
{
    if (error.code == ErrorCode::DeviceLost)
        m_sessions.erase(m_state.spec().token);
    return error;
}

std::optional<hsm::TokenId> Runner::sessionNeeded() const
{
    if (m_state.ended() || m_state.finished() || m_state.spec().token.empty() ||
        m_state.spec().kind == StepKind::HsmOpen || m_sessions.contains(m_state.spec().token))
        return std::nullopt;
    if (m_state.spec().kind == StepKind::HsmZeroise)
        return std::nullopt; // needs none; and one that was interrupted leaves a token without a user's PIN
    const auto token = m_state.tokens.find(m_state.spec().token);
    return token == m_state.tokens.end() ? std::nullopt : std::optional(token->second);
}

Result<void> Runner::reopenToken(const SecretBytes& userPin)
{
    const auto needed = sessionNeeded();
    if (!needed)
        return {};
    auto opened = login(*needed, userPin);
    if (!opened)
        return fail(opened.error());
    m_sessions.insert_or_assign(m_state.spec().token, std::move(*opened));
    return {};
}

Result<void> Runner::reconnect(const SecretBytes& auditPin, const SecretBytes& userPin)
{
    m_sessions.clear();
    KEYRITE_CHECK(m_room.reconnect(auditPin));
    return reopenToken(userPin);
}

Result<hsm::Session> Runner::login(const hsm::TokenId& id, const SecretBytes& userPin)
{
    if (!m_state.finished() && (isCheckedByAStep() || isUnpackedHere(id)))
        tryDefault(id);
    auto session = m_room.module().open(id, userPin);
    if (!session && session.error().code == ErrorCode::PinWrong)
        KEYRITE_CHECK(commit({event("hsm.pin-failed", tokenJson(id))}));
    if (session)
        m_logins[id.serial] = hsm::keyIdIn(userPin.text(), hsm::profileFor(session->token()).pinForm);
    if (session && m_room.registry().pinFailures(id) > 0)
        KEYRITE_CHECK(commit({event("hsm.pin-accepted", tokenJson(id))}));
    return session;
}

Result<hsm::TokenInfo> Runner::recordToken(hsm::TokenInfo info, const SecretBytes& userPin, bool fresh)
{
    const std::string& name = m_state.spec().token;
    if (info.id == m_room.registry().room.auditToken)
        return fail(ErrorCode::TokenUnexpected,
                    "This is the audit token. Insert the HSM that the step asks for.");
    if (const auto expected = expectedToken(m_state, m_room.registry()); expected && *expected != info.id)
        return fail(ErrorCode::TokenUnexpected, "The keys of this ceremony live on the HSM \"" +
                                                    expected->label + "\", serial " + expected->serial +
                                                    ". Insert that one.");
    for (const auto& [other, token] : m_state.tokens)
        if (other != name && token == info.id)
            return fail(ErrorCode::TokenUnexpected,
                        "This token is already in use as the " + other + " HSM. Insert another one.");
    m_sessions.erase(name);
    const bool unpacked = isUnpackedHere(info.id);
    auto opened = login(info.id, userPin);
    if (!opened)
        return fail(opened.error());
    if (unpacked)
        KEYRITE_CHECK(inspect(info));
    KEYRITE_CHECK(commit({event(Effect::HsmChecked, {{"token", name},
                                                     {"serial", info.id.serial},
                                                     {"label", info.id.label},
                                                     {"manufacturer", info.manufacturer},
                                                     {"model", info.model},
                                                     {"firmware", info.firmwareVersion},
                                                     {"fresh", fresh}})}));
    m_sessions.insert_or_assign(name, std::move(*opened));
    return info;
}

Result<hsm::TokenInfo> Runner::openToken(const hsm::TokenId& id, const SecretBytes& userPin)
{
    KEYRITE_CHECK(expectKind(StepKind::HsmOpen));
    auto info = m_room.module().find(id);
    return info ? recordToken(std::move(*info), userPin, false) : Result<hsm::TokenInfo>(fail(info.error()));
}

Result<hsm::TokenInfo> Runner::setUpToken(const TokenSetUp& how, const SecretBytes& soPin,
                                          const SecretBytes& userPin)
{
    KEYRITE_CHECK(expectKind(StepKind::HsmOpen));
    KEYRITE_CHECK(checkTwoPins(registry().room.mode, soPin, userPin));
    hsm::Modules& module = m_room.module();
    auto info = !how.chosen               ? module.initialiseFresh(how.label, soPin, userPin)
                : how.chosen->initialised ? module.zeroise(how.chosen->id, soPin, userPin)
                                          : module.initialiseFresh(*how.chosen, how.label, soPin, userPin);
    if (!info)
        return fail(info.error());
    // At once, so that a token whose first login fails is known to be of this room.
    std::vector<Event> ways;
    for (const auto& [who, way] : {std::pair("user", how.userPin), std::pair("officer", how.officerPin)})
        ways.push_back(event(
            "hsm.pin-set", {{"serial", info->id.serial}, {"who", who}, {"way", registry::pinWayName(way)}}));
    KEYRITE_CHECK(commit(std::move(ways)));
    return recordToken(std::move(*info), userPin, true);
}

// What the token shows with throwaway keys of the types of the plan, as an event. Errors: KeyTypeNotBackable
// ...
Result<Event> Runner::probePlanned(hsm::Session& token) const
{
    std::vector<hsm::ProbeResult> results;
    for (const PlannedKey& key : m_state.plan.keys) {
        if (std::ranges::count(results, key.type, &hsm::ProbeResult::type) > 0)
            continue;
        const auto scheme = token.probe(key.type);
        if (!scheme)
            return fail(scheme.error());
        results.push_back({.type = key.type, .generates = true, .scheme = *scheme, .locks = {}, .why = {}});
    }
    return event("hsm.probed", {{"serial", token.token().id.serial},
                                {"firmware", token.token().firmwareVersion},
                                {"results", registry::probeJson(results)}});
}

Result<std::vector<hsm::KeyInfo>> Runner::generate(ByteView dice)
{
    KEYRITE_CHECK(expectKind(StepKind::HsmGenerate));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    auto probed = probePlanned(*token);
    if (!probed)
        return fail(tokenFailed(probed.error()));
    auto kek = mixKek(m_room.random(), *token, dice, m_state.id);
    if (!kek)
        return fail(tokenFailed(kek.error()));
    std::string kcv;
    KEYRITE_TRY(kcv, kcvText(*kek));
    const Json where = tokenJson(token->token().id);
    std::vector<Event> events{
        std::move(*probed),
        event(Effect::EntropyMixed,
              {{"sources", Json::array({"system", "hsm"})}, {"dice", dice.size()}, {"kcv", kcv}})};
    std::vector<Event> wraps;
    std::vector<hsm::KeyInfo> made;
    const auto make = [&](const PlannedKey& planned) -> Result<void> {
        (void)token->destroy(planned.id); // what a try left behind whose HSM was lost
        auto key = token->generate(planned.type, planned.label, planned.id, true);
        if (!key)
            return fail(key.error());
        auto wrapped = token->wrap(planned.id, *kek);
        if (!wrapped)
            return fail(wrapped.error());
        events.push_back(event(Effect::KeyGenerated, with({{"key", toHex(planned.id)},
                                                           {"type", hsm::keyTypeName(planned.type)},
                                                           {"label", planned.label},
                                                           {"spki", toBase64(key->spki)}},
                                                          where)));
        wraps.push_back(event(Effect::KeyWrapped, wrappedJson(*wrapped)));
        made.push_back(std::move(*key));
        return {};
    };
    for (const PlannedKey& planned : m_state.plan.keys)
        if (auto outcome = make(planned); !outcome) {
            (void)destroyPlannedKeys(
                m_state.current); // nothing was logged yet; a lost HSM is cleaned when it is back
            return fail(tokenFailed(outcome.error()));
        }
    std::ranges::move(wraps, std::back_inserter(events));
    if (auto committed = commit(std::move(events)); !committed) {
        (void)destroyPlannedKeys(m_state.current);
        return fail(committed.error());
    }
    m_kek = std::move(*kek);
    return made;
}

Result<hsm::WrappedKey> Runner::backupOf(const PlannedKey& key) const
{
    const std::string id = toHex(key.id);
    if (const auto here = m_state.keys.find(id); here != m_state.keys.end() && here->second.backup)
        return *here->second.backup;
    if (const auto there = m_room.registry().keys.find(id); there != m_room.registry().keys.end())
        return there->second.backup;
    return fail(ErrorCode::NotFound, "The log holds no backup of the key \"" + key.label + "\".");
}

Result<RestoreReport> Runner::restore()
{
    KEYRITE_CHECK(expectKind(StepKind::Restore));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    KEYRITE_CHECK(checkLockDecided(*token));
    RestoreReport report;
    KEYRITE_TRY(report.shortRefusal, refuseShortQuorum());
    auto kek = rebuildKek();
    if (!kek)
        return fail(kek.error());
    std::vector<Event> events{
        event(Effect::ShortQuorumRefused, {{"set", m_state.shareSet}, {"refusal", report.shortRefusal}})};
    std::vector<Event> ignored;
    const Json where = with(tokenJson(token->token().id), {{"token", m_state.spec().token}});
    const auto bringBack = [&](const PlannedKey& planned) -> Result<void> {
        const auto backup = backupOf(planned);
        if (!backup)
            return fail(backup.error());
        (void)token->destroy(planned.id); // what an interrupted try left behind
        const bool isDecided = m_state.lockIgnored.contains(toHex(planned.id));
        auto key =
            token->restore(*backup, *kek, isDecided ? hsm::Containment::Waived : hsm::Containment::Required);
        if (!key && key.error().code == ErrorCode::LockIgnored) {
            ignored.push_back(lockIgnored(planned, *token, key.error()));
            return {};
        }
        if (!key)
            return fail(key.error());
        events.push_back(event(Effect::KeyRestored, with({{"key", toHex(planned.id)}}, where)));
        report.keys.push_back(std::move(*key));
        return {};
    };
    const auto refuse = [&](Error error) { // a key that is not in the log must not stay on the token
        (void)destroyPlannedKeys(m_state.current);
        return fail(tokenFailed(std::move(error)));
    };
    for (const PlannedKey& planned : m_state.plan.keys)
        if (const auto back = bringBack(planned); !back)
            return refuse(back.error());
    if (!ignored.empty()) { // people decide before any key stays
        (void)destroyPlannedKeys(m_state.current);
        KEYRITE_CHECK(commit(std::move(ignored)));
        return fail(checkLockDecided(*token).error());
    }
    events.push_back(event(Effect::KekDestroyed, {{"set", m_state.shareSet}}));
    kek->wipe();
    if (const auto committed = commit(std::move(events)); !committed)
        return refuse(committed.error());
    wipeSecrets();
    return report;
}

Result<std::vector<ChallengeReport>> Runner::challenge()
{
    KEYRITE_CHECK(expectKind(StepKind::SignChallenge));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    std::vector<ChallengeReport> reports;
    std::vector<Event> events;
    for (const PlannedKey& planned : m_state.plan.keys) {
        const auto backup = backupOf(planned);
        const auto key = token->find(planned.id);
        if (!backup || !key)
            return fail(backup ? tokenFailed(key.error()) : backup.error());
        Bytes question(32);
        m_room.random()(question);
        const auto response = token->respond(planned.id, question);
        if (!response)
            return fail(tokenFailed(response.error()));
        // A secret key has no public half: another token that holds it answers the same question.
        Bytes expected;
        if (const auto other = m_sessions.find("production");
            planned.type == hsm::KeyType::Aes256 && other != m_sessions.end() && &other->second != token)
            KEYRITE_TRY(expected, other->second.respond(planned.id, question));
        else if (planned.type == hsm::KeyType::Aes256 && key->kcv == backup->kcv)
            expected = *response; // the key check value of the log stands in for the lost token
        KEYRITE_CHECK(hsm::verifyResponse(planned.type, backup->spki, question, *response, expected));
        events.push_back(event(Effect::KeyChallenged, with({{"key", toHex(planned.id)},
                                                            {"challenge", toBase64(question)},
                                                            {"response", toBase64(*response)}},
                                                           tokenJson(token->token().id))));
        reports.push_back({*key, std::move(question), *response});
    }
    KEYRITE_CHECK(commit(std::move(events)));
    return reports;
}

Event Runner::lockIgnored(const PlannedKey& key, const hsm::Session& token, const Error& answer) const
{
    return event("key.lock-ignored",
                 {{"key", toHex(key.id)}, {"serial", token.token().id.serial}, {"answers", answer.detail}});
}

Result<void> Runner::checkLockDecided(const hsm::Session& token) const
{
    if (!m_state.awaitsLockDecision())
        return {};
    const bool isUndone = m_state.spec().kind == StepKind::Restore;
    return fail(
        ErrorCode::LockIgnored,
        "The token \"" + token.token().id.label +
            "\" was told that its keys must not leave it, and does not keep to that: whoever logs in "
            "can take another backup. " +
            (isUndone ? "What was restored on it is destroyed again. " : "") +
            "This is on record. Raise an exception and decide: continue, if this token may be trusted "
            "to those who know its PIN; or abort, and use another HSM.",
        m_state.lockIgnored.begin()->second);
}

Result<void> Runner::lock()
{
    KEYRITE_CHECK(expectKind(StepKind::HsmLock));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    std::vector<Event> events;
    for (const PlannedKey& key : m_state.plan.keys) {
        if (m_state.lockIgnored.contains(toHex(key.id)))
            continue; // on record; people decide
        const auto locked = token->lock(key.id);
        if (locked)
            events.push_back(
                event(Effect::KeyLocked, with({{"key", toHex(key.id)}}, tokenJson(token->token().id))));
        else if (locked.error().code == ErrorCode::LockIgnored)
            events.push_back(lockIgnored(key, *token, locked.error()));
        else
            return fail(tokenFailed(locked.error()));
    }
    if (!events.empty())
        KEYRITE_CHECK(commit(std::move(events)));
    return checkLockDecided(*token);
}

Result<void> Runner::zeroise(const SecretBytes& soPin, const SecretBytes& userPin)
{
    KEYRITE_CHECK(expectKind(StepKind::HsmZeroise));
    KEYRITE_CHECK(checkTwoPins(registry().room.mode, soPin, userPin));
    const std::string name = m_state.spec().token;
    const hsm::TokenId id = m_state.tokens.at(name);
    m_sessions.erase(name); // an open session forbids the initialisation
    auto info = m_room.module().zeroise(id, soPin, userPin);
    if (!info && info.error().code == ErrorCode::PinWrong)
        KEYRITE_CHECK(commit({event("hsm.pin-failed", with(tokenJson(id), {{"who", "officer"}}))}));
    if (!info)
        return fail(info.error());
    return commit({event(Effect::HsmZeroised, with(tokenJson(info->id), {{"token", name}}))});
}

} // namespace keyrite::ceremony
