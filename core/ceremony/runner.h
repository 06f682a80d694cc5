// Runner: carries out what a step asks for, and appends each event to the log before it answers.
// It holds the ceremony's secrets, in SecretBytes, for as short as the script allows.
// Thread rule: as the Room's, the HSM's thread. A failed call changes nothing and may be repeated.
#pragma once

#include "core/ceremony/engine.h"
#include "core/ceremony/environment.h"
#include "core/ceremony/room.h"
#include "core/ceremony/unpacking.h"
#include "core/slip39/combine.h"
#include "core/slip39/known_share.h"

namespace keyrite::log {
struct PrintedHead;
}

namespace keyrite::paper {
struct Document;
}

namespace keyrite::ceremony {

// Prints a document under a name ("sheet-3"); the document may hold a share and lives only during the call.
using PrintDocument = std::function<Result<void>(const paper::Document&, const std::string& name)>;

// How a share came back from paper.
enum class Source { Camera, Image, Wedge, Typed };
std::string_view sourceName(Source source); // "camera", "image", "wedge", "typed"

// What people add to a step that is done: initials in the order of the step's roles, and typed or ticked
// values.
struct Signoff
{
    std::vector<std::string> initials;
    std::map<std::string, std::string> values;
};

// The user PIN of a token from which keys must be removed, by the procedure's name for it ("production"):
// nothing where nobody gave one, no bytes where it is typed on the token's own pad. Called once a token at
// most, and for no other: a wrong PIN counts against it.
using PinOf = std::function<std::optional<SecretBytes>(const std::string& token)>;

// What a resume does where the HSM is not there whose keys the interrupted step may have left.
enum class MissingHsm {
    Refuse, // TokenAbsent: insert it
    Accept, // the log says of its keys that nobody saw them destroyed; for an HSM that is dead
};

struct ExceptionText
{
    std::string expected;
    std::string happened;
    std::string decided;
    std::string by;          // initials
    std::string starts = {}; // procedure that must follow: "compromise", or empty
};

// How a fresh HSM is set up: under which label, in which ways its PINs are given, and which one it is.
struct TokenSetUp
{
    std::string label;
    registry::PinWay userPin = registry::PinWay::Whole;
    registry::PinWay officerPin = registry::PinWay::Whole;
    // From Modules::tokens(); nothing: the only one that is fresh. One whose set-up was interrupted is
    // erased, keeps its label and is set up anew.
    std::optional<hsm::TokenInfo> chosen = {};
};

struct SplitReport
{
    std::string shareSet; // 4 hex digits
    std::uint64_t subsetsTried;
    std::uint64_t subsetsInAll;
};

struct RestoreReport
{
    std::string shortRefusal; // what one share less was answered
    std::vector<hsm::KeyInfo> keys;
};

struct RewrapReport
{
    std::string shortRefusal; // what one share less was answered
    std::vector<hsm::Rewrapped> keys;
};

struct ChallengeReport
{
    hsm::KeyInfo key;
    Bytes challenge;
    Bytes response;
};

// The state of a ceremony of this log, ended or not. `procedure` must have the hash of its plan.
// Errors: NotFound, those of the engine.
[[nodiscard]] Result<State> foldCeremony(const Room& room, const std::shared_ptr<const Procedure>& procedure,
                                         const std::string& id);

class Runner final
{
public:
    // Opens a new ceremony. Errors: those of checkPlan; StepRefused where another ceremony is unfinished.
    [[nodiscard]] static Result<Runner> open(Room& room, std::shared_ptr<const Procedure> procedure,
                                             Plan plan);

    // Goes on with an unfinished ceremony: after a pause where it stood; after a crash at the start of the
    // span whose secrets are gone, once the sheets issued in it are voided and the keys made in it are
    // destroyed. Only the tokens of tokensToClean() are opened; the others when their step comes. `procedure`
    // must have the hash of the plan. `bags`: the numbers of the bags that were left in the room over a
    // break, as they are now. Errors: StepRefused (resume nothing: raise an exception), TokenAbsent,
    // PinWrong.
    [[nodiscard]] static Result<Runner> resume(Room& room, const std::shared_ptr<const Procedure>& procedure,
                                               const std::string& ceremony, const PinOf& pinOf,
                                               MissingHsm missing = MissingHsm::Refuse,
                                               const std::vector<std::string>& bags = {});

    const State& state() const { return m_state; }
    Room& room() { return m_room; }
    const registry::Registry& registry() const { return m_room.registry(); }

    // The token whose session the current step needs and does not have (after a resume, or once its HSM was
    // lost).
    std::optional<hsm::TokenId> sessionNeeded() const;
    [[nodiscard]] Result<void> reopenToken(const SecretBytes& userPin);

    // For an HSM that was taken out and put back (DeviceLost): the module is started anew, the audit token
    // logged in to, and then the step's token. What the step was doing may then be repeated.
    [[nodiscard]] Result<void> reconnect(const SecretBytes& auditPin, const SecretBytes& userPin);

    // Every step: begin, then what its kind asks for, then done.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> done(const Signoff& signoff);

    [[nodiscard]] Result<std::vector<EnvironmentCheck>> preflight();
    [[nodiscard]] Result<hsm::TokenInfo> openToken(const hsm::TokenId& id, const SecretBytes& userPin);
    // Errors: those of Module::initialiseFresh.
    [[nodiscard]] Result<hsm::TokenInfo> setUpToken(const TokenSetUp& how, const SecretBytes& soPin,
                                                    const SecretBytes& userPin);

    // Looks at the device of the step and puts what it finds on record; where not all is good, the step is
    // done only after an exception that decides to continue. Again: after what was wrong is put right.
    [[nodiscard]] Result<std::vector<DeviceCheck>> inspectDevice();

    // `dice`: characters 1 to 6, none or at least 50. Errors: InvalidArgument, those of hsm::Session.
    [[nodiscard]] Result<std::vector<hsm::KeyInfo>> generate(ByteView dice = {});
    [[nodiscard]] Result<SplitReport> split();

    // The share of the current issue step: on a printed sheet, or its words for copying by hand. Logged
    // before it shows.
    [[nodiscard]] Result<void> printShare(const PrintDocument& print);
    [[nodiscard]] Result<slip39::Mnemonic> revealShare();
    [[nodiscard]] Result<void> printBlankForm(const PrintDocument& print);

    // The log's head, from the small code of a sheet that was brought to this ceremony: put on record where
    // the log contains it (true); of a sheet that another log issued it says nothing (false). Errors:
    // CheckpointMismatch (this log issued such sheets, and it is not the one that was printed on it).
    [[nodiscard]] Result<bool> bringHead(const log::PrintedHead& head);

    // Words or KR1 text read from the sheet. Errors: those of the payload; WrongShareSet, WrongSheet.
    [[nodiscard]] Result<void> proveShare(std::string_view payload, Source source);

    // After MnemonicChecksum: the words of the payload, from 0, to compare with the sheet, by all that the
    // log knows of its set. Empty where nothing points to any.
    std::vector<std::size_t> suspects(std::string_view payload) const;

    // One more sheet into the pool; "?" in its words where one cannot be read, which the checksum and the log
    // solve for. Errors: those of the payload; WrongShareSet, DuplicateShare, Share*Mismatch.
    [[nodiscard]] Result<slip39::Progress> enterShare(std::string_view payload, Source source);
    std::optional<slip39::Progress> quorumProgress() const;
    const std::vector<int>& poolNumbers() const { return m_poolNumbers; } // numbers of the shares in the pool

    // A custodian's own sheet against the log; nothing is put together. Errors: those of the payload;
    // WrongShareSet, WrongSheet.
    [[nodiscard]] Result<void> attestShare(std::string_view payload, Source source);

    // Rebuilds the old KEK from the quorum, wraps every key under a new one inside the HSM, and shows that
    // the old one fails against the new backup. The new KEK is in memory afterwards, the old one is not.
    [[nodiscard]] Result<RewrapReport> rewrap();
    // An old sheet beside the new quorum, in place of one of its sheets. Answers the refusal. Errors: those
    // of the payload; WrongShareSet, WrongSheet (not the old sheet of this step).
    [[nodiscard]] Result<std::string> refuteShare(std::string_view payload, Source source);
    // The keys of the plan on the step's token; others stay.
    [[nodiscard]] Result<void> destroyKeys();
    // A fresh token becomes the audit token; the old one vouches for it. Errors: those of
    // Room::replaceAuditKey.
    [[nodiscard]] Result<void> replaceAuditKey(std::string_view label, const SecretBytes& soPin,
                                               const SecretBytes& pin);

    // Both: LockIgnored where the token hands a key out again, on record; after an exception that decides to
    // continue it is taken as it is.
    [[nodiscard]] Result<RestoreReport> restore();
    [[nodiscard]] Result<void> lock();
    [[nodiscard]] Result<std::vector<ChallengeReport>> challenge();
    [[nodiscard]] Result<void> zeroise(const SecretBytes& soPin, const SecretBytes& userPin);
    // Answers the text lines of the backup document (backup.txt).
    [[nodiscard]] Result<std::string> printDocuments(const PrintDocument& print);

    // The number as typed the first and the second time. Errors: InvalidArgument (they differ).
    [[nodiscard]] Result<void> seal(const std::string& bag, const std::string& again);
    // Errors: StepRefused (not the number of the log: raise an exception that starts the compromise
    // protocol).
    [[nodiscard]] Result<void> unseal(const std::string& bag);

    [[nodiscard]] Result<void> continueAfter(const ExceptionText& exception);
    // `pinOf`: for the tokens of closedTokensToClean. A token that does not answer stops neither; the log
    // says of its keys that nobody saw them destroyed. Errors: PinWrong, ...
    [[nodiscard]] Result<void> repeatAfter(const ExceptionText& exception, const PinOf& pinOf = {});
    // The custodian did not come: the sheet of the current step is left out, its bag unopened.
    [[nodiscard]] Result<void> leaveOutAfter(const ExceptionText& exception);
    // Voids every sheet, destroys every key made here, closes the ceremony as aborted, answers the signed
    // checkpoint.
    [[nodiscard]] Result<std::string> abortAfter(const ExceptionText& exception, const PinOf& pinOf = {});
    // The tokens of tokensToClean() that are not open now, as after a resume that did not need them.
    std::map<std::string, hsm::TokenId> closedTokensToClean(std::size_t target) const;

    // Somebody of the plan leaves the room, or comes (back).
    [[nodiscard]] Result<void> left(const std::string& initials);
    [[nodiscard]] Result<void> arrived(const std::string& initials);
    // A break: the room was emptied, and what is valuable lies in bags with these numbers.
    [[nodiscard]] Result<void> pause(const std::vector<std::string>& bags = {});
    // After the last step; again, where the checkpoint could not be signed. Answers the signed checkpoint.
    // Minutes are printed from minutes().
    [[nodiscard]] Result<std::string> close();

private:
    Runner(Room& room, State state);

    // Appends events of the current step in one transaction, after the engine accepted each.
    [[nodiscard]] Result<void> commit(std::vector<Event> events);
    Event event(std::string kind, log::Json data = log::Json::object()) const;
    Event event(Effect effect, log::Json data) const;
    [[nodiscard]] Result<void> expectKind(StepKind kind) const;
    [[nodiscard]] Result<hsm::Session*> session();
    bool isCheckedByAStep() const;
    bool isUnpackedHere(const hsm::TokenId& id) const;
    void tryDefault(const hsm::TokenId& id);
    [[nodiscard]] Result<std::vector<DeviceCheck>> recordInspection(const hsm::TokenInfo& info);
    [[nodiscard]] Result<void> inspect(const hsm::TokenInfo& info);
    [[nodiscard]] Result<Event> probePlanned(hsm::Session& token) const;
    // Opens a token and counts its wrong PINs in the log.
    [[nodiscard]] Result<hsm::Session> login(const hsm::TokenId& id, const SecretBytes& userPin);
    [[nodiscard]] Result<void> openToClean(std::size_t target, const PinOf& pinOf);
    // What a rollback to `target` takes: the HSMs are cleaned, the events are still to be committed.
    struct Undone
    {
        std::vector<Event> events;
        int unfinished = 0; // objects without a name that a crash left on an HSM
    };
    Undone undo(std::size_t target);
    [[nodiscard]] Result<void> raise(const ExceptionText& exception, const char* decision,
                                     std::vector<Event> before);
    [[nodiscard]] Result<slip39::Mnemonic> readPayload(std::string_view payload);
    [[nodiscard]] Result<slip39::Mnemonic> readWornPayload(std::string_view payload);
    slip39::KnownShare knownOfSet() const;
    [[nodiscard]] Result<hsm::TokenInfo> recordToken(hsm::TokenInfo info, const SecretBytes& userPin,
                                                     bool fresh);
    [[nodiscard]] Result<SecretBytes> rebuildKek() const;
    [[nodiscard]] Result<std::string> refuseShortQuorum() const;
    [[nodiscard]] Result<void> logIssued(const slip39::Mnemonic& share);
    Result<hsm::WrappedKey> backupOf(const PlannedKey& key) const;
    static log::Json wrappedJson(const hsm::WrappedKey& key); // as key.wrapped and key.rewrapped carry it
    std::vector<Event> signoffEffects(const std::map<std::string, std::string>& values) const;
    log::Json drillData(Effect effect, const std::map<std::string, std::string>& values) const;
    [[nodiscard]] Result<slip39::Share> shareOfSet(const slip39::Mnemonic& words) const;
    [[nodiscard]] Result<void> checkOwnSheet(const slip39::Mnemonic& words) const;
    std::string destroyPlannedKeys(std::size_t target);
    // A token that does not keep a key in: its entry; and LockIgnored as long as nobody has decided about it.
    Event lockIgnored(const PlannedKey& key, const hsm::Session& token, const Error& answer) const;
    [[nodiscard]] Result<void> checkLockDecided(const hsm::Session& token) const;
    int sweep(std::size_t target);
    Error tokenFailed(Error error);
    void wipeSecrets();

    Room& m_room;
    State m_state;
    std::map<std::string, hsm::Session> m_sessions; // by the procedure's token name
    std::map<std::string, std::string> m_logins;    // by serial: the key that the PIN of the last login named
    std::set<std::string> m_takesDefault; // serials that took their maker's credential before the last login
    SecretBytes m_kek;
    std::map<int, slip39::Mnemonic> m_issuing; // by share number
    std::vector<slip39::Share> m_pool;
    std::vector<int> m_poolNumbers;
    int m_tries = 0; // readings of the current share
};

} // namespace keyrite::ceremony
