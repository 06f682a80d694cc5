#include "core/ceremony/room.h"

#include "core/ceremony/fields.h"
#include "core/crypto/public_key.h"
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

Result<std::unique_ptr<hsm::Module>> loadModule(const fs::path& folder, fs::path module,
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
    return std::make_unique<hsm::Module>(std::move(*loaded));
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

Result<AuditKey> makeAuditKey(hsm::Module& module, std::string_view label, const SecretBytes& soPin,
                              const SecretBytes& pin, const std::string& origin,
                              const crypto::RandomSource& random)
{
    auto token = module.initialiseFresh(label, soPin, pin);
    if (!token)
        return fail(token.error());
    auto session = module.open(token->id, pin);
    if (!session)
        return fail(session.error());
    Bytes id(16);
    random(id);
    const auto key = session->generate(hsm::KeyType::Ed25519, "Audit key", id, false);
    if (!key)
        return fail(key.error());
    AuditKey audit{std::move(*session), std::move(id), {origin, {}}};
    KEYRITE_TRY(audit.vkey.publicKey, crypto::rawEd25519(key->spki));
    return audit;
}

log::Entry pinEntry(const char* kind, const hsm::TokenId& token, TimePoint time)
{
    return {.time = time, .kind = kind, .data = {{"serial", token.serial}, {"tokenLabel", token.label}}};
}

} // namespace

Room::Room(fs::path folder, std::unique_ptr<hsm::Module> module, hsm::Session audit, Bytes auditKey,
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
    KEYRITE_CHECK(preparePrivateFolder(setup.folder));
    std::unique_ptr<hsm::Module> module;
    KEYRITE_TRY(module, loadModule(setup.folder, setup.module, check));
    auto audit = makeAuditKey(*module, kAuditLabel, soPin, auditPin, setup.origin, random);
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
    std::unique_ptr<hsm::Module> module;
    KEYRITE_TRY(module, loadModule(folder, registry->room.module, check));
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
    auto note =
        log::signCheckpoint(checkpoint, m_vkey, [this](ByteView message) { return signAudit(message); });
    if (note)
        KEYRITE_CHECK(m_store.addCheckpoint(checkpoint.size, *note));
    return note;
}

Result<void> Room::replaceAuditKey(std::string_view label, const SecretBytes& soPin, const SecretBytes& pin,
                                   const std::function<Result<void>(const log::Json&)>& append)
{
    KEYRITE_CHECK(signCheckpoint());
    auto next = makeAuditKey(*m_module, label, soPin, pin, m_vkey.name, m_random);
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

Result<Bytes> Room::signAudit(ByteView message)
{
    if (!m_audit)
        return fail(ErrorCode::DeviceLost,
                    "The audit token is not open. Put it back and enter its PIN again.");
    return m_audit->signEd25519(m_auditKey, message);
}

Result<void> Room::reconnect(const SecretBytes& auditPin)
{
    m_audit.reset();
    m_module->finalise();
    auto module = loadModule(m_folder, m_registry.room.module);
    if (!module)
        return fail(module.error());
    m_module = std::move(*module);
    auto session = m_module->open(m_registry.room.auditToken, auditPin);
    if (!session)
        return fail(session.error());
    m_audit.emplace(std::move(*session));
    return {};
}

bool isRoom(const fs::path& folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / kLogFile, error);
}

} // namespace keyrite::ceremony
