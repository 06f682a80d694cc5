#include "tests/journeys/room_folder.h"

#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/ceremony/room.h"
#include "core/hsm/practice_store.h"

#include <algorithm>

namespace keyrite::test {
namespace {

namespace fs = std::filesystem;

log::Store storeOf(const fs::path& folder)
{
    return must(log::Store::openReadOnly(folder / ceremony::kLogFile));
}

std::string text(const log::Entry& entry, const char* name)
{
    return entry.data.value(name, std::string());
}

std::string list(const KeysByToken& keys)
{
    std::string all;
    for (const auto& [serial, ids] : keys) {
        all.append(serial).append(":");
        for (const std::string& id : ids)
            all.append(" ").append(id);
        all.append("; ");
    }
    return all;
}

// Objects of a SoftHSM token are files of their own.
int objectFiles(const fs::path& folder)
{
    int files = 0;
    for (const auto& file : fs::recursive_directory_iterator(folder / ceremony::kPracticeStoreFolder))
        files += file.path().extension() == ".object" && file.path().filename() != "token.object" ? 1 : 0;
    return files;
}

// A key pair is two objects, a secret key is one.
int objectsOf(const std::vector<log::Entry>& entries, const KeysByToken& keys)
{
    std::set<std::string> secretKeys;
    for (const log::Entry& entry : entries)
        if (entry.kind == "key.generated" && text(entry, "type") == "aes256")
            secretKeys.insert(text(entry, "key"));
    int objects = 0;
    for (const auto& [serial, ids] : keys)
        for (const std::string& id : ids)
            objects += secretKeys.contains(id) ? 1 : 2;
    return objects;
}

} // namespace

SecretBytes practicePin()
{
    return SecretBytes::copyOf(asBytes(ceremony::kPracticePin));
}

SecretBytes practicePins(const std::string&)
{
    return practicePin();
}

bool isSentence(std::string_view message)
{
    return message.size() > 10 && message.back() == '.' && message.find(' ') != std::string_view::npos;
}

std::vector<log::Entry> entriesOf(const fs::path& folder)
{
    return must(storeOf(folder).entries({}));
}

QString unsound(const fs::path& folder)
{
    const log::Store store = storeOf(folder);
    const log::VerifyReport report = must(log::verify(store, {}));
    if (!report.sound())
        return QString::fromStdString(report.findings.front().error.message);
    const ceremony::ReplayReport replay = must(ceremony::replay(store, ceremony::procedureWithHash));
    return replay.findings.empty() ? QString()
                                   : QString::fromStdString(replay.findings.front().error.message);
}

ceremony::State stateOf(const fs::path& folder, const std::string& ceremony)
{
    const auto entries = must(storeOf(folder).entries({.ceremony = ceremony}));
    const std::string hash = entries.front().data.at("procedure").at("sha256").get<std::string>();
    ceremony::State state = must(ceremony::open(ceremony::procedureWithHash(hash), entries.front()));
    for (std::size_t i = 1; i < entries.size(); ++i)
        state = must(ceremony::step(state, entries[i])).state;
    return state;
}

std::string unfinishedCeremony(const fs::path& folder)
{
    const registry::Registry registry = must(registry::fold(storeOf(folder)));
    const registry::Ceremony* unfinished = registry.unfinished();
    return unfinished == nullptr ? std::string() : unfinished->id;
}

KeysByToken keysInLog(const std::vector<log::Entry>& entries)
{
    KeysByToken keys;
    for (const log::Entry& entry : entries) {
        if (entry.kind == "log.opened")
            keys[text(entry, "serial")].insert(text(entry, "auditKey"));
        else if (entry.kind == "key.generated" || entry.kind == "key.restored")
            keys[text(entry, "serial")].insert(text(entry, "key"));
        else if (entry.kind == "hsm.zeroised")
            keys.erase(text(entry, "serial"));
        else if (entry.kind == "key.destroyed")
            for (auto& [serial, ids] : keys)
                ids.erase(text(entry, "key"));
    }
    std::erase_if(keys, [](const auto& one) { return one.second.empty(); });
    return keys;
}

KeysByToken keysOnTokens(const fs::path& folder)
{
    const fs::path library = must(hsm::preparePracticeStore(folder / ceremony::kPracticeStoreFolder));
    hsm::Module module = must(hsm::Module::load(library));
    KeysByToken keys;
    for (const hsm::TokenInfo& token : must(module.tokens())) {
        if (!token.initialised || !token.userPinSet)
            continue;
        hsm::Session session = must(module.open(token.id, practicePin()));
        for (const hsm::KeyInfo& key : must(session.keys()))
            keys[token.id.serial].insert(toHex(key.id));
    }
    return keys;
}

QString orphans(const fs::path& folder)
{
    const std::vector<log::Entry> entries = entriesOf(folder);
    const KeysByToken expected = keysInLog(entries);
    const KeysByToken found = keysOnTokens(folder);
    if (found != expected)
        return QString::fromStdString("the log says " + list(expected) + " the tokens hold " + list(found));
    return strayObjects(folder);
}

QString strayObjects(const fs::path& folder)
{
    const std::vector<log::Entry> entries = entriesOf(folder);
    const int files = objectFiles(folder);
    const int objects = objectsOf(entries, keysInLog(entries));
    return files == objects ? QString()
                            : QStringLiteral("%1 objects where %2 belong").arg(files).arg(objects);
}

Sheets sheetsInLog(const std::vector<log::Entry>& entries)
{
    Sheets sheets;
    for (const log::Entry& entry : entries) {
        if (entry.kind == "share.issued")
            sheets.issued.insert(text(entry, "fingerprint"));
        if (entry.kind == "share.voided")
            sheets.voided.insert(text(entry, "fingerprint"));
    }
    return sheets;
}

} // namespace keyrite::test
