#include "core/ceremony/replay.h"

#include "core/hsm/session.h"

namespace keyrite::ceremony {
namespace {

using log::Json;

struct PublicKey
{
    hsm::KeyType type;
    Bytes spki;
};

struct Replay
{
    const ProcedureSource& procedures;
    ReplayReport report;
    std::map<std::string, std::shared_ptr<const Procedure>> approved; // by procedure id, as of now
    std::map<std::pair<std::string, int>, std::string> fingerprints;  // by share set and share, as issued
    std::map<std::string, State> states;                              // by ceremony id; erased once refused
    std::map<std::string, PublicKey> keys;                            // by hex id, over the whole log
    std::map<std::string, std::shared_ptr<const Procedure>> known;    // what `procedures` answered, by hash

    void refuse(const Event& event, Error error)
    {
        error.message =
            "Entry " + std::to_string(event.seq) + ", ceremony " + event.ceremony + ": " + error.message;
        report.findings.push_back({event.seq, std::move(error)});
        states.erase(event.ceremony);
    }

    // Asked once: the answer is parsed, and a log has thousands of ceremonies.
    std::shared_ptr<const Procedure> procedureWith(const std::string& hash)
    {
        const auto found = known.find(hash);
        return found != known.end() ? found->second : known.emplace(hash, procedures(hash)).first->second;
    }

    void onOpened(const Event& event)
    {
        ++report.ceremonies;
        const std::string hash = textOf(event.data.value("procedure", Json::object()), "sha256");
        std::shared_ptr<const Procedure> procedure = procedureWith(hash);
        for (const auto& [id, own] : approved)
            if (toHex(own->hash) == hash)
                procedure = own;
        if (!procedure)
            return refuse(event, {ErrorCode::ProcedureInvalid,
                                  "its procedure (SHA-256 " + hash.substr(0, 64) +
                                      ") is not one that this program knows. Give the approved file, or "
                                      "treat the ceremony as not approved.",
                                  {}});
        const auto pinned = approved.find(procedure->id);
        const bool isLive = textOf(event.data, "mode") != modeName(Mode::Practice);
        if (isLive && pinned != approved.end() && pinned->second->hash != procedure->hash)
            return refuse(event, {ErrorCode::ProcedureInvalid,
                                  "its procedure is not the one of its name that two people had approved.",
                                  {}});
        auto state = open(std::move(procedure), event);
        if (!state)
            return refuse(event, state.error());
        states.insert_or_assign(event.ceremony, std::move(*state));
    }

    void onEvent(const Event& event)
    {
        const auto found = states.find(event.ceremony);
        if (found == states.end())
            return; // refused before; the first refusal was reported
        auto outcome = step(found->second, event);
        if (!outcome)
            return refuse(event, outcome.error());
        found->second = std::move(outcome->state);
        if (event.kind == "key.challenged")
            checkSignature(event);
        else if (event.kind == "share.issued")
            fingerprints[sheetOf(event)] = textOf(event.data, "fingerprint");
        else if (event.kind == "share.attested")
            checkFingerprint(event);
        else if (event.kind == "procedure.approved")
            if (const auto own = Procedure::parse(found->second.plan.candidate))
                approved.insert_or_assign((*own)->id, *own);
    }

    static std::pair<std::string, int> sheetOf(const Event& event)
    {
        return {textOf(event.data, "set"), numberOf(event.data, "share")};
    }

    void checkFingerprint(const Event& event)
    {
        const auto issued = fingerprints.find(sheetOf(event));
        if (issued == fingerprints.end() || issued->second != textOf(event.data, "fingerprint"))
            refuse(event, {ErrorCode::WrongSheet,
                           "a sheet was attested whose fingerprint is not the one that was issued.",
                           {}});
    }

    void checkSignature(const Event& event)
    {
        const auto key = keys.find(textOf(event.data, "key"));
        const auto challenge = fromBase64(textOf(event.data, "challenge"));
        const auto response = fromBase64(textOf(event.data, "response"));
        if (key == keys.end() || !challenge || !response)
            return refuse(event, {ErrorCode::SignatureInvalid,
                                  "the challenge cannot be read, or its key is not in the log.",
                                  {}});
        if (key->second.type == hsm::KeyType::Aes256)
            return; // a secret key has no public half to verify against
        if (const auto valid = hsm::verifyResponse(key->second.type, key->second.spki, *challenge, *response);
            !valid)
            return refuse(event, valid.error());
        ++report.signatures;
    }

    void learn(const Json& key)
    {
        const auto type = hsm::keyTypeFromName(textOf(key, "type"));
        auto spki = fromBase64(textOf(key, "spki"));
        if (type && spki)
            keys.insert_or_assign(textOf(key, "key"), PublicKey{*type, std::move(*spki)});
    }

    void visit(const Event& event)
    {
        if (event.kind == "key.generated")
            learn(event.data);
        if (event.kind == "backup.imported")
            for (const Json& one : event.data.value("keys", Json::array()))
                learn(one);
        if (event.kind == "ceremony.opened" && !states.contains(event.ceremony))
            onOpened(event);
        else if (!event.ceremony.empty())
            onEvent(event);
    }

    void count()
    {
        for (const auto& [id, state] : states)
            ++(state.status == Status::Closed    ? report.closed
               : state.status == Status::Aborted ? report.aborted
                                                 : report.unfinished);
    }
};

} // namespace

Result<ReplayReport> replay(const log::Store& store, const ProcedureSource& procedures,
                            const std::function<bool(const log::VerifyProgress&)>& progress)
{
    constexpr std::size_t kBatch = 4096;
    Replay replay{procedures, {}, {}, {}, {}, {}, {}};
    for (std::uint64_t from = 0; from < store.size();) {
        const auto entries = store.entries({}, from, kBatch);
        if (!entries)
            return fail(entries.error());
        if (entries->empty())
            break;
        for (const Event& event : *entries)
            replay.visit(event);
        from = entries->back().seq + 1;
        if (progress && !progress({log::VerifyStage::Replay, from, store.size()}))
            return fail(ErrorCode::Cancelled, "The replay was stopped before its end: it says nothing.");
    }
    replay.count();
    return std::move(replay.report);
}

} // namespace keyrite::ceremony
