#include "core/ceremony/anchors.h"

#include "core/fields.h"
#include "core/file.h"
#include "core/log/audit_keys.h"
#include "core/log/bundle.h"

namespace keyrite::ceremony {

namespace fs = std::filesystem;

log::Entry anchorPrinted(const log::PrintedHead& head, const std::string& document,
                         const std::string& ceremony, TimePoint now)
{
    log::Entry entry{.time = now, .kind = "anchor.printed"};
    entry.data = {{"document", document}, {"size", head.size}, {"head", toHex(head.root)}};
    if (!ceremony.empty())
        entry.data["of"] = ceremony;
    return entry;
}

std::optional<log::Entry> anchorVerified(const paper::Anchor& anchor, const std::string& by, TimePoint now)
{
    log::Entry entry{.time = now, .kind = "anchor.verified", .actor = by};
    if (const auto* head = std::get_if<log::PrintedHead>(&anchor)) {
        entry.data = {{"form", "head"}, {"size", head->size}, {"head", toHex(head->root)}};
        return entry;
    }
    const auto checkpoint = log::parseCheckpoint(std::get<std::string>(anchor));
    if (!checkpoint)
        return std::nullopt;
    entry.data = {{"form", "checkpoint"}, {"size", checkpoint->size}, {"head", toHex(checkpoint->root)}};
    return entry;
}

log::Entry checkpointCosigned(const std::string& note, const log::WitnessKey& key, std::string line,
                              TimePoint now)
{
    std::erase(line, '\n');
    const auto checkpoint = log::parseCheckpoint(note);
    log::Entry entry{.time = now, .kind = "checkpoint.cosigned", .actor = key.name, .role = "witness"};
    entry.data = {{"size", checkpoint ? checkpoint->size : 0}, {"vkey", key.text()}, {"line", line}};
    return entry;
}

log::Entry bundleExported(const std::string& bundleText, std::uint64_t since, std::uint64_t size,
                          TimePoint now)
{
    log::Entry entry{.time = now, .kind = "log.exported"};
    entry.data = {{"format", "bundle"},
                  {"since", since},
                  {"size", size},
                  {"sha256", toHex(crypto::sha256(asBytes(bundleText)))}};
    return entry;
}

std::uint64_t bundledUpTo(const log::Entry& entry)
{
    const bool isBundle = entry.kind == "log.exported" && entry.data.value("format", log::Json()) == "bundle";
    const auto size = isBundle ? entry.data.value("size", log::Json()) : log::Json();
    return size.is_number_unsigned() ? size.get<std::uint64_t>() : 0;
}

Result<std::string> anchorOn(Room& room, const std::string& document, const std::string& ceremony)
{
    const log::PrintedHead head{room.store().size(), room.store().root()};
    auto note = room.signCheckpoint();
    if (!note)
        return note;
    KEYRITE_CHECK(room.append({anchorPrinted(head, document, ceremony, room.now())}));
    KEYRITE_CHECK(room.signCheckpoint());
    return note;
}

Result<std::optional<fs::path>> exportBundle(Room& room)
{
    std::uint64_t since = 0;
    const auto exported = room.store().entries({.kind = "log.exported"});
    if (!exported)
        return fail(exported.error());
    for (const log::Entry& entry : *exported)
        since = std::max(since, bundledUpTo(entry));
    const auto checkpoints = room.store().checkpoints();
    if (!checkpoints)
        return fail(checkpoints.error());
    if (checkpoints->empty() || checkpoints->back().size <= since)
        return std::optional<fs::path>();
    const auto keys = log::auditKeys(room.store());
    if (!keys)
        return fail(keys.error());
    // A new audit key does not vouch for a bundle that begins at an older one's checkpoint: it starts anew.
    if (const log::VerifierKey* signer = log::auditKeyFor(*keys, since);
        signer != nullptr && *signer != room.verifierKey())
        since = 0;
    const auto bundle = log::makeBundle(room.store(), since, room.verifierKey());
    if (!bundle)
        return fail(bundle.error());
    const std::string text = bundle->text();
    const fs::path folder = room.folder() / kBundleFolder;
    std::error_code error;
    fs::create_directories(folder, error); // where it fails, writing fails and says so
    const fs::path file =
        folder / (std::to_string(since) + "-" + std::to_string(bundle->size()) + ".keyrite-bundle");
    KEYRITE_CHECK(writeFile(file, text));
    KEYRITE_CHECK(room.append({bundleExported(text, since, bundle->size(), room.now())}));
    return std::optional(file);
}

} // namespace keyrite::ceremony
