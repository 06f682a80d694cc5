#include "core/ceremony/room.h"

#include "core/ceremony/fields.h"
#include "core/crypto/hash.h"
#include "core/hsm/device_log.h"
#include "core/hsm/device_users.h"
#include "core/hsm/practice_store.h"
#include "core/hsm/profile.h"
#include "core/log/audit_keys.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFindingBytes = 290; // an entry's text has at most 300

Result<void> preparePrivateFolder(const fs::path& folder)
{
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        return fail(ErrorCode::DirectoryNotEmpty, "\"" + folder.string() +
                                                      "\" is not an empty folder. Choose a new folder, or "
                                                      "empty this one first; nothing was changed.");
    fs::create_directories(folder, error);
    if (!error)
        fs::permissions(folder, fs::perms::owner_all, error);
    if (error)
        return fail(ErrorCode::IoFailed,
                    "The folder \"" + folder.string() +
                        "\" cannot be created. Check the path and its permissions.",
                    error.message());
    return {};
}

bool isOrigin(std::string_view text)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' ||
               c == '_';
    };
    return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, plain);
}

Result<hsm::Module> checkedModule(const fs::path& path, const ModuleCheck& check)
{
    if (check)
        KEYRITE_CHECK(check(path));
    return hsm::Module::load(path);
}

// A further module that must not be loaded is remembered with the reason, and the room opens without it.
Result<std::unique_ptr<hsm::Modules>> loadModules(const fs::path& folder, fs::path module,
                                                  const std::vector<std::string>& more,
                                                  const ModuleCheck& check = {})
{
    if (!module.empty() && check)
        KEYRITE_CHECK(check(module));
    if (module.empty()) {
        const fs::path store = folder / kPracticeStoreFolder;
        KEYRITE_TRY(module, hsm::preparePracticeStore(store));
        hsm::removeEmptyObjects(store); // ours alone, as the log is
    }
    auto loaded = hsm::Module::load(module);
    if (!loaded)
        return fail(loaded.error());
    auto modules = std::make_unique<hsm::Modules>(std::move(*loaded));
    for (const std::string& path : more)
        modules->add(path, checkedModule(path, check));
    return modules;
}

// A key that signs the log, on a token of its own.
struct AuditKey
{
    hsm::Session session;
    Bytes id;
    log::VerifierKey vkey;

    log::Json json() const
    {
        return {{"vkey", vkey.text()},
                {"serial", session.token().id.serial},
                {"label", session.token().id.label},
                {"auditKey", toHex(id)}};
    }
};

// Whether the token refused a type of key, and not the whole attempt.
bool cannotMake(ErrorCode code)
{
    return code == ErrorCode::MechanismUnsupported || code == ErrorCode::HsmTemplate;
}

Result<AuditKey> makeAuditKey(hsm::Modules& module, const std::optional<hsm::TokenInfo>& chosen,
                              std::string_view label, const SecretBytes& soPin, const SecretBytes& pin,
                              const std::string& origin, const crypto::RandomSource& random)
{
    auto token = chosen ? module.initialiseFresh(*chosen, label, soPin, pin)
                        : module.initialiseFresh(label, soPin, pin);
    if (!token)
        return fail(token.error());
    auto session = module.open(token->id, pin);
    if (!session)
        return fail(session.error());
    const auto left = module.visibleObjects(token->id);
    if (!left || !left->empty())
        return fail(!left ? left.error()
                          : Error{ErrorCode::TokenNotFresh,
                                  "The token \"" + token->id.label +
                                      "\" was erased and still holds objects, \"" + left->front().label +
                                      "\" among them. Do not use it as audit token; take another one."});
    Bytes id(16);
    random(id);
    auto key = session->generate(hsm::KeyType::Ed25519, "Audit key", id, false);
    if (!key && cannotMake(key.error().code)) // many HSMs know no Ed25519; all know P-256
        key = session->generate(hsm::KeyType::P256, "Audit key", id, false);
    if (!key)
        return fail(key.error());
    AuditKey audit{std::move(*session), std::move(id), {}};
    KEYRITE_TRY(audit.vkey, log::VerifierKey::fromSpki(origin, key->spki));
    return audit;
}

log::Entry pinEntry(const char* kind, const hsm::TokenId& token, TimePoint time)
{
    return {.time = time, .kind = kind, .data = {{"serial", token.serial}, {"tokenLabel", token.label}}};
}

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

Room::Room(fs::path folder, std::unique_ptr<hsm::Modules> module, hsm::Session audit, Bytes auditKey,
           log::Store store, log::VerifierKey vkey, Clock clock, crypto::RandomSource random)
    : m_folder(std::move(folder)), m_module(std::move(module)), m_audit(std::move(audit)),
      m_auditKey(std::move(auditKey)), m_store(std::move(store)), m_vkey(std::move(vkey)),
      m_clock(std::move(clock)), m_random(std::move(random))
{
}

Result<Room> Room::create(const RoomSetup& setup, const SecretBytes& soPin, const SecretBytes& auditPin,
                          Clock clock, crypto::RandomSource random, const ModuleCheck& check)
{
    if (!isOrigin(setup.origin))
        return fail(ErrorCode::InvalidArgument,
                    "The origin name must look like example.com/zurich/room-1: 1 to 100 lower-case letters, "
                    "digits, dots, hyphens and slashes.");
    KEYRITE_CHECK(checkTwoPins(setup.mode, soPin, auditPin));
    KEYRITE_CHECK(preparePrivateFolder(setup.folder));
    std::unique_ptr<hsm::Modules> module;
    KEYRITE_TRY(module, loadModules(setup.folder, setup.module, {}, check));
    auto audit = makeAuditKey(*module, setup.token, kAuditLabel, soPin, auditPin, setup.origin, random);
    if (!audit)
        return fail(audit.error());
    auto store = log::Store::create(setup.folder / kLogFile);
    if (!store)
        return fail(store.error());
    log::Entry opened{.time = clock(), .kind = "log.opened", .data = audit->json()};
    opened.data.update({{"origin", setup.origin},
                        {"name", setup.name},
                        {"mode", modeName(setup.mode)},
                        {"module", setup.module.string()}});
    Room room(setup.folder, std::move(module), std::move(audit->session), std::move(audit->id),
              std::move(*store), audit->vkey, std::move(clock), std::move(random));
    KEYRITE_CHECK(room.append({opened}));
    const std::string serial = room.registry().room.auditToken.serial;
    for (const auto& [who, way] : {std::pair("user", setup.userPin), std::pair("officer", setup.officerPin)})
        if (way != registry::PinWay::Whole) // what no entry says is one person's
            KEYRITE_CHECK(room.record(
                "hsm.pin-set", {{"serial", serial}, {"who", who}, {"way", registry::pinWayName(way)}}));
    KEYRITE_CHECK(room.signCheckpoint());
    return room;
}

Result<Room> Room::open(const fs::path& folder, const SecretBytes& auditPin, Clock clock,
                        crypto::RandomSource random, const ModuleCheck& check)
{
    auto store = log::Store::openForAppend(folder / kLogFile);
    if (!store)
        return fail(store.error());
    auto registry = registry::fold(*store);
    if (!registry)
        return fail(registry.error());
    log::VerifierKey vkey{};
    KEYRITE_TRY(vkey, log::VerifierKey::parse(registry->room.vkey));
    std::unique_ptr<hsm::Modules> module;
    KEYRITE_TRY(module, loadModules(folder, registry->room.module, registry->room.moreModules, check));
    const hsm::TokenId audit = registry->room.auditToken;
    auto session = module->open(audit, auditPin);
    if (!session) {
        if (session.error().code == ErrorCode::PinWrong)
            (void)store->append({pinEntry("hsm.pin-failed", audit, clock())});
        return fail(session.error());
    }
    Bytes keyId;
    KEYRITE_TRY(keyId, fromHex(registry->room.auditKeyId));
    Room room(folder, std::move(module), std::move(*session), std::move(keyId), std::move(*store),
              std::move(vkey), std::move(clock), std::move(random));
    room.m_registry = std::move(*registry);
    if (room.m_registry.pinFailures(audit) > 0)
        KEYRITE_CHECK(room.append({pinEntry("hsm.pin-accepted", audit, room.now())}));
    return room;
}

Result<std::vector<log::Entry>> Room::append(std::vector<log::Entry> entries)
{
    auto appended = m_store.append(std::move(entries));
    if (appended)
        for (const log::Entry& entry : *appended)
            m_registry.apply(entry);
    return appended;
}

Result<std::string> Room::signCheckpoint()
{
    const log::Checkpoint checkpoint{m_vkey.name, m_store.size(), m_store.root()};
    // ECDSA signs otherwise each time, and there is one checkpoint for a size: the one that is there counts.
    if (m_vkey.algorithm == log::AuditAlgorithm::EcdsaP256) {
        const auto stored = m_store.checkpoints();
        if (!stored)
            return fail(stored.error());
        for (const log::StoredCheckpoint& one : *stored)
            if (one.size == checkpoint.size && log::openCheckpoint(one.note, m_vkey) == checkpoint)
                return one.note;
    }
    auto note =
        log::signCheckpoint(checkpoint, m_vkey, [this](ByteView message) { return signAudit(message); });
    if (note)
        KEYRITE_CHECK(m_store.addCheckpoint(checkpoint.size, *note));
    return note;
}

Result<void> Room::replaceAuditKey(std::string_view label, const SecretBytes& soPin, const SecretBytes& pin,
                                   const std::function<Result<void>(const log::Json&)>& append)
{
    KEYRITE_CHECK(checkTwoPins(m_registry.room.mode, soPin, pin));
    KEYRITE_CHECK(signCheckpoint());
    auto next = makeAuditKey(*m_module, {}, label, soPin, pin, m_vkey.name, m_random);
    if (!next)
        return fail(next.error());
    const auto endorsement = signAudit(asBytes(log::endorsementText(m_vkey, next->vkey)));
    if (!endorsement)
        return fail(endorsement.error());
    log::Json data = next->json();
    data["previous"] = m_vkey.text();
    data["endorsement"] = toBase64(*endorsement);
    KEYRITE_CHECK(append(data));
    m_audit.emplace(std::move(next->session));
    m_auditKey = std::move(next->id);
    m_vkey = std::move(next->vkey);
    return signCheckpoint().map([](const std::string&) {});
}

Result<void> Room::record(const char* kind, log::Json data)
{
    return append({{.time = now(), .kind = kind, .data = std::move(data)}}).map([](const auto&) {});
}

Result<void> Room::addModule(const fs::path& path, const ModuleCheck& check)
{
    const auto status = m_module->status();
    if (std::ranges::any_of(status, [&](const auto& one) { return one.path == path; }))
        return fail(ErrorCode::InvalidArgument,
                    "The module " + path.string() + " is one of this room's already.");
    auto loaded = checkedModule(path, check);
    if (!loaded)
        return fail(loaded.error());
    KEYRITE_CHECK(record("module.added", {{"path", path.string()}}));
    m_module->add(path, std::move(loaded));
    return {};
}

Result<void> Room::removeModule(const fs::path& path)
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

Result<Bytes> Room::signAudit(ByteView message)
{
    if (!m_audit)
        return fail(ErrorCode::DeviceLost,
                    "The audit token is not open. Put it back and enter its PIN again.");
    return m_audit->signMessage(m_auditKey, message);
}

Result<void> Room::restartModules()
{
    m_audit.reset();
    m_module->finalise();
    auto module = loadModules(m_folder, m_registry.room.module, m_registry.room.moreModules);
    if (!module)
        return fail(module.error());
    m_module = std::move(*module);
    return {};
}

Result<void> Room::reconnect(const SecretBytes& auditPin)
{
    KEYRITE_CHECK(restartModules());
    auto session = openToken(m_registry.room.auditToken, auditPin);
    if (!session)
        return fail(session.error());
    m_audit.emplace(std::move(*session));
    return {};
}

Result<AuditTokenSeen> seeAuditToken(const fs::path& folder, const ModuleCheck& check)
{
    const auto store = log::Store::openReadOnly(folder / kLogFile);
    if (!store)
        return fail(store.error());
    auto registry = registry::fold(*store);
    if (!registry)
        return fail(registry.error());
    auto modules = loadModules(folder, registry->room.module, registry->room.moreModules, check);
    if (!modules)
        return fail(modules.error());
    auto token = (*modules)->find(registry->room.auditToken);
    if (!token)
        return fail(token.error());
    return AuditTokenSeen{std::move(*token), std::move(*registry)};
}

Result<std::vector<hsm::TokenInfo>> seeTokens(const fs::path& module, const ModuleCheck& check)
{
    const auto loaded = checkedModule(module, check);
    return loaded ? loaded->tokens() : fail(loaded.error());
}

bool isRoom(const fs::path& folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / kLogFile, error);
}

} // namespace keyrite::ceremony
