#include "core/ceremony/room.h"

#include "core/ceremony/fields.h"
#include "core/crypto/public_key.h"
#include "core/hsm/practice_store.h"

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

Result<std::unique_ptr<hsm::Module>> loadModule(const fs::path& folder, fs::path module)
{
    if (module.empty())
        KEYRITE_TRY(module, hsm::preparePracticeStore(folder / kPracticeStoreFolder));
    auto loaded = hsm::Module::load(module);
    if (!loaded)
        return fail(loaded.error());
    return std::make_unique<hsm::Module>(std::move(*loaded));
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
                          Clock clock, crypto::RandomSource random)
{
    if (!isOrigin(setup.origin))
        return fail(ErrorCode::InvalidArgument,
                    "The origin name must look like example.com/zurich/room-1: 1 to 100 lower-case letters, "
                    "digits, dots, hyphens and slashes.");
    KEYRITE_CHECK(preparePrivateFolder(setup.folder));
    std::unique_ptr<hsm::Module> module;
    KEYRITE_TRY(module, loadModule(setup.folder, setup.module));
    auto token = module->initialiseFresh(kAuditLabel, soPin, auditPin);
    if (!token)
        return fail(token.error());
    auto session = module->open(token->id, auditPin);
    if (!session)
        return fail(session.error());
    Bytes keyId(16);
    random(keyId);
    auto key = session->generate(hsm::KeyType::Ed25519, "Audit key", keyId, false);
    if (!key)
        return fail(key.error());
    log::VerifierKey vkey{setup.origin, {}};
    KEYRITE_TRY(vkey.publicKey, crypto::rawEd25519(key->spki));
    auto store = log::Store::create(setup.folder / kLogFile);
    if (!store)
        return fail(store.error());
    Room room(setup.folder, std::move(module), std::move(*session), keyId, std::move(*store), vkey,
              std::move(clock), std::move(random));
    log::Entry opened{.time = room.now(), .kind = "log.opened"};
    opened.data = {{"origin", setup.origin},       {"name", setup.name},
                   {"mode", modeName(setup.mode)}, {"vkey", vkey.text()},
                   {"serial", token->id.serial},   {"label", token->id.label},
                   {"auditKey", toHex(keyId)},     {"module", setup.module.string()}};
    KEYRITE_CHECK(room.append({opened}));
    KEYRITE_CHECK(room.signCheckpoint());
    return room;
}

Result<Room> Room::open(const fs::path& folder, const SecretBytes& auditPin, Clock clock,
                        crypto::RandomSource random)
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
    KEYRITE_TRY(module, loadModule(folder, registry->room.module));
    auto session = module->open(registry->room.auditToken, auditPin);
    if (!session)
        return fail(session.error());
    Bytes keyId;
    KEYRITE_TRY(keyId, fromHex(registry->room.auditKeyId));
    Room room(folder, std::move(module), std::move(*session), std::move(keyId), std::move(*store),
              std::move(vkey), std::move(clock), std::move(random));
    room.m_registry = std::move(*registry);
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
    auto note = log::signCheckpoint(
        checkpoint, m_vkey, [this](ByteView message) { return m_audit.signEd25519(m_auditKey, message); });
    if (note)
        KEYRITE_CHECK(m_store.addCheckpoint(checkpoint.size, *note));
    return note;
}

bool isRoom(const fs::path& folder)
{
    std::error_code error;
    return fs::is_regular_file(folder / kLogFile, error);
}

} // namespace keyrite::ceremony
