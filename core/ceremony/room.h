// Room: an installation: its origin name, log, audit token and HSM module, in one private folder.
// Thread rule: create, use and destroy it on one thread (hsm::Worker), because the module lives there.
#pragma once

#include "core/crypto/random.h"
#include "core/hsm/modules.h"
#include "core/log/note.h"
#include "core/registry/registry.h"

#include <optional>

namespace keyrite::ceremony {

// The PIN of every token of a practice room. Not a secret: it is printed in the manual.
inline constexpr std::string_view kPracticePin = "practice-2468";

// What a practice room calls its tokens.
inline constexpr std::string_view kAuditLabel = "Audit";

struct RoomSetup
{
    std::filesystem::path folder; // new or empty
    std::string name;             // "Practice room"
    std::string origin;           // schema-less, URL-like, no white space: "example.com/zurich/room-1"
    Mode mode = Mode::Practice;
    std::filesystem::path module; // PKCS#11 module; empty: a SoftHSM store of its own inside the folder
    registry::PinWay userPin = registry::PinWay::Whole; // of the audit token: how its PINs are given
    registry::PinWay officerPin = registry::PinWay::Whole;
    std::optional<hsm::TokenInfo> token = {}; // from Module::tokens(); nothing: the only one that is fresh
};

// Tries a module that a person chose, before it is loaded (hsm::checkModule). Empty: none is tried, for
// callers whose crash harms nobody.
using ModuleCheck = std::function<Result<void>(const std::filesystem::path&)>;

// One PIN of one token, set anew.
struct PinChange
{
    enum class What {
        User,      // the user's, by the old one
        Officer,   // the security officer's, by the old one
        ResetUser, // the user's, by the security officer's: forgotten or locked
    };
    hsm::TokenId token;
    What what;
    SecretBytes old; // or the security officer's; empty: on the PIN pad
    SecretBytes fresh;
    registry::PinWay way; // how the new one is given from now on
};

// Outside of practice the security officer and the user are two people: nothing where both PINs are given on
// a pad, for then nobody here knows them. Errors: PinUnusable.
[[nodiscard]] Result<void> checkTwoPins(Mode mode, const SecretBytes& officer, const SecretBytes& user);

// Names of the files in a room's folder.
inline constexpr const char* kLogFile = "log.keyrite";
inline constexpr const char* kPracticeStoreFolder = "hsm";

class Room final
{
public:
    // Sets up the folder (0700), the audit token on a fresh token, and a log whose first entry names them.
    // Errors: DirectoryNotEmpty, IoFailed, those of checkTwoPins, hsm::Module and log::Store.
    [[nodiscard]] static Result<Room> create(const RoomSetup& setup, const SecretBytes& soPin,
                                             const SecretBytes& auditPin, Clock clock,
                                             crypto::RandomSource random, const ModuleCheck& check = {});

    // Opens a room and logs in to its audit token. Errors: LogUnreadable, LogInUse, TokenAbsent, PinWrong,
    // ...
    [[nodiscard]] static Result<Room> open(const std::filesystem::path& folder, const SecretBytes& auditPin,
                                           Clock clock, crypto::RandomSource random,
                                           const ModuleCheck& check = {});

    // Appends in one transaction and folds into the registry. On return the entries are on disk.
    [[nodiscard]] Result<std::vector<log::Entry>> append(std::vector<log::Entry> entries);

    // Signs the log as it is with the audit token, stores and answers the note.
    [[nodiscard]] Result<std::string> signCheckpoint();

    // A fresh token becomes the audit token. The old key signs the log as it is, and vouches for the new key
    // in the entry's data, which `append` puts on record (audit.key-replaced); then the new key signs. A
    // failure before that leaves the old one in place. Errors: those of hsm::Module; of `append`.
    [[nodiscard]] Result<void> replaceAuditKey(std::string_view label, const SecretBytes& soPin,
                                               const SecretBytes& pin,
                                               const std::function<Result<void>(const log::Json&)>& append);
    // A module beside the first one, for HSMs of another maker: on record, and loaded. Errors:
    // InvalidArgument (it is there already), ModuleUnusable.
    [[nodiscard]] Result<void> addModule(const std::filesystem::path& path, const ModuleCheck& check = {});
    // No longer loaded from the next opening of the room on. Errors: NotFound.
    [[nodiscard]] Result<void> removeModule(const std::filesystem::path& path);

    // Everything of a token outside a ceremony. Wrong PINs are counted in the log, as in one. The audit token
    // is logged in to as long as the room is open, so it needs no PIN to be probed, and is logged in to again
    // with the new one after a change. Errors: those of hsm::Modules.
    [[nodiscard]] Result<std::vector<hsm::ProbeResult>> probe(const hsm::TokenId& id,
                                                              const SecretBytes& userPin);
    [[nodiscard]] Result<void> changePin(const PinChange& change);

    // Somebody's own token, logged in to: to sign a review or a checkpoint with.
    [[nodiscard]] Result<hsm::Session> openToken(const hsm::TokenId& id, const SecretBytes& userPin);
    // The same count where another program logged in, or tried to.
    [[nodiscard]] Result<void> countUserPin(const hsm::TokenId& id, bool wasRight);

    // A device's own log, as its maker's tool exported it: whether it is whole and goes on where the last
    // export ended. Errors: DeviceLogInvalid, MechanismUnsupported (no form that Keyrite reads).
    [[nodiscard]] Result<void> readDeviceLog(const hsm::TokenInfo& token, std::string_view text);

    // Who can open a device, as its maker's tool lists them. Errors: DeviceUsersInvalid,
    // MechanismUnsupported.
    [[nodiscard]] Result<void> readDeviceUsers(const hsm::TokenInfo& token, std::string_view text);

    // For an HSM that was taken out and put back: ends the modules and starts them anew, so that they see
    // their tokens again. Every session of the room is closed. May be repeated. Errors: as open.
    [[nodiscard]] Result<void> restartModules();
    // The same, and the audit token is logged in to again.
    [[nodiscard]] Result<void> reconnect(const SecretBytes& auditPin);

    const std::filesystem::path& folder() const { return m_folder; }
    const registry::Registry& registry() const { return m_registry; }
    const log::Store& store() const { return m_store; }
    log::VerifierKey verifierKey() const { return m_vkey; }
    hsm::Modules& module() { return *m_module; } // all of the room's, as one
    TimePoint now() const { return m_clock(); }
    const crypto::RandomSource& random() const { return m_random; }

private:
    [[nodiscard]] Result<Bytes> signAudit(ByteView message);
    [[nodiscard]] Result<void> record(const char* kind, log::Json data);
    [[nodiscard]] Result<void> countPin(const hsm::TokenId& id, const char* who, const Result<void>& outcome);
    Room(std::filesystem::path folder, std::unique_ptr<hsm::Modules> module, hsm::Session audit,
         Bytes auditKey, log::Store store, log::VerifierKey vkey, Clock clock, crypto::RandomSource random);

    std::filesystem::path m_folder;
    std::unique_ptr<hsm::Modules> m_module;
    std::optional<hsm::Session> m_audit; // after the module: closed first; nothing after a failed reconnect
    Bytes m_auditKey;
    log::Store m_store;
    log::VerifierKey m_vkey;
    Clock m_clock;
    crypto::RandomSource m_random;
    registry::Registry m_registry;
};

// What a person must know before the PIN is given with which a room is opened.
struct AuditTokenSeen
{
    hsm::TokenInfo token;
    registry::Registry registry; // the room's, which counts the wrong PINs
};

// The audit token of a room that is not open, as its module lists it now. Errors: as Room::open, but for
// those of the PIN.
[[nodiscard]] Result<AuditTokenSeen> seeAuditToken(const std::filesystem::path& folder,
                                                   const ModuleCheck& check = {});

// The tokens of a module that is chosen for a new room. Errors: ModuleUnusable.
[[nodiscard]] Result<std::vector<hsm::TokenInfo>> seeTokens(const std::filesystem::path& module,
                                                            const ModuleCheck& check = {});

// Whether the folder holds a room.
bool isRoom(const std::filesystem::path& folder);

} // namespace keyrite::ceremony
