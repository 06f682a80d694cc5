#include "core/ceremony/room.h"

#include "core/hsm/practice_store.h"
#include "core/log/audit_keys.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

namespace fs = std::filesystem;

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
