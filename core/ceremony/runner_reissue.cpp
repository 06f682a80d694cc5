// The runner's work on a share set that exists already: attest its sheets, replace it, show that it fails,
// and destroy its keys.
#include "core/ceremony/fields.h"
#include "core/ceremony/kek.h"
#include "core/ceremony/runner.h"

#include <algorithm>

namespace keyrite::ceremony {

using log::Json;

// The share, where it is of the set that the step works on.
Result<slip39::Share> Runner::shareOfSet(const slip39::Mnemonic& words) const
{
    auto share = slip39::Share::decode(words);
    if (share && setId(share->header) != m_state.setInHand())
        return fail(ErrorCode::WrongShareSet, "This sheet belongs to another share set (" +
                                                  slip39::setName(setId(share->header)) + "), not to " +
                                                  slip39::setName(m_state.setInHand()) +
                                                  ". Put it aside and read the right one.");
    return share;
}

// Whether these words are those of the current step's sheet, by the fingerprint in the log.
Result<void> Runner::checkOwnSheet(const slip39::Mnemonic& words) const
{
    const int number = m_state.run().share;
    const auto& sets = m_room.registry().shareSets;
    const auto set = sets.find(m_state.setInHand());
    if (set == sets.end() || !set->second.sheets.contains(number))
        return fail(ErrorCode::NotFound, "The log knows no sheet " + std::to_string(number) + " of set " +
                                             slip39::setName(m_state.setInHand()) + ".");
    if (set->second.sheets.at(number).fingerprint == toHex(slip39::fingerprint(words)))
        return {};
    return fail(
        ErrorCode::WrongSheet,
        "This is not sheet " + std::to_string(number) +
            " as it was issued: its fingerprint is another one. Read your own sheet; if it is your own, "
            "raise an exception: the sheet may have been exchanged.");
}

Result<void> Runner::attestShare(std::string_view payload, Source source)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareAttest));
    const auto words = readPayload(payload);
    if (!words)
        return fail(words.error());
    if (const auto share = shareOfSet(*words); !share)
        return fail(share.error());
    KEYRITE_CHECK(checkOwnSheet(*words));
    const Person* holder = m_state.plan.person(m_state.holderInHand(m_state.run().share));
    const auto elapsed = m_room.now() - m_state.stepStarted;
    return commit({event(Effect::ShareAttested, {{"set", m_state.setInHand()},
                                                 {"share", m_state.run().share},
                                                 {"fingerprint", toHex(slip39::fingerprint(*words))},
                                                 {"holder", holder == nullptr ? "" : holder->name},
                                                 {"source", sourceName(source)},
                                                 {"tries", m_tries},
                                                 {"seconds", elapsed.count() / 1000}})});
}

Result<RewrapReport> Runner::rewrap()
{
    KEYRITE_CHECK(expectKind(StepKind::Rewrap));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    RewrapReport report;
    KEYRITE_TRY(report.shortRefusal, refuseShortQuorum());
    const auto oldKek = rebuildKek();
    if (!oldKek)
        return fail(oldKek.error());
    auto newKek = mixKek(m_room.random(), *token, {}, m_state.id);
    if (!newKek)
        return fail(tokenFailed(newKek.error()));
    std::string kcv;
    KEYRITE_TRY(kcv, kcvText(*newKek));
    std::vector<Event> events{
        event(Effect::ShortQuorumRefused, {{"set", m_state.shareSet}, {"refusal", report.shortRefusal}}),
        event(Effect::EntropyMixed,
              {{"sources", Json::array({"system", "hsm"})}, {"dice", 0}, {"kcv", kcv}})};
    for (const PlannedKey& planned : m_state.plan.keys) {
        const auto key = m_room.registry().keys.find(toHex(planned.id));
        if (key == m_room.registry().keys.end() || key->second.backup.blob.empty())
            return fail(ErrorCode::NotFound, "The log holds no backup of the key \"" + planned.label + "\".");
        auto anew = token->rewrap(key->second.backup, *oldKek, *newKek);
        if (!anew)
            return fail(tokenFailed(anew.error()));
        Json data = wrappedJson(anew->key);
        data["refusal"] = anew->oldKekRefusal;
        events.push_back(event(Effect::KeyRewrapped, std::move(data)));
        report.keys.push_back(std::move(*anew));
    }
    events.push_back(event(Effect::KekDestroyed, {{"set", m_state.shareSet}}));
    KEYRITE_CHECK(commit(std::move(events)));
    wipeSecrets(); // the old quorum
    m_kek = std::move(*newKek);
    return report;
}

Result<std::string> Runner::refuteShare(std::string_view payload, Source source)
{
    KEYRITE_CHECK(expectKind(StepKind::ShareRefute));
    const auto words = readPayload(payload);
    if (!words)
        return fail(words.error());
    const auto old = shareOfSet(*words);
    if (!old)
        return fail(old.error());
    KEYRITE_CHECK(checkOwnSheet(*words));
    std::vector<slip39::ShareHeader> headers;
    for (const slip39::Share& share : m_pool)
        headers.push_back(share.header);
    std::vector<slip39::Share> mixed;
    for (const std::size_t index : slip39::exactQuorum(headers))
        mixed.push_back(m_pool[index].clone());
    mixed.pop_back();
    mixed.push_back(old->clone());
    std::string refusal = "It gives another KEK than the new backup's.";
    const auto secret = slip39::combine(mixed);
    if (!secret)
        refusal = secret.error().message;
    else if (kcvText(*secret).value_or("") == m_state.kcv)
        return fail(
            ErrorCode::Internal,
            "The old sheet was accepted in the place of a new one. Stop: do not use the new share set.");
    KEYRITE_CHECK(commit({event(Effect::ShareRefused, {{"set", m_state.setInHand()},
                                                       {"share", m_state.run().share},
                                                       {"against", m_state.shareSet},
                                                       {"refusal", refusal},
                                                       {"source", sourceName(source)},
                                                       {"tries", m_tries}})}));
    return refusal;
}

Result<void> Runner::destroyKeys()
{
    KEYRITE_CHECK(expectKind(StepKind::KeyDestroy));
    hsm::Session* token = nullptr;
    KEYRITE_TRY(token, session());
    std::vector<Event> events;
    for (const PlannedKey& key : m_state.plan.keys) {
        const auto gone = token->destroy(key.id);
        if (!gone && gone.error().code != ErrorCode::NotFound) // absent after an interrupted try
            return fail(tokenFailed(gone.error()));
        events.push_back(event(Effect::KeyDestroyed, {{"key", toHex(key.id)},
                                                      {"reason", "the keys are destroyed by order"},
                                                      {"serial", token->token().id.serial},
                                                      {"tokenLabel", token->token().id.label},
                                                      {"confirmed", true}}));
    }
    return commit(std::move(events));
}

Result<void> Runner::replaceAuditKey(std::string_view label, const SecretBytes& soPin, const SecretBytes& pin)
{
    KEYRITE_CHECK(expectKind(StepKind::AuditKey));
    return m_room.replaceAuditKey(
        label, soPin, pin, [&](const Json& data) { return commit({event(Effect::AuditKeyReplaced, data)}); });
}

} // namespace keyrite::ceremony
