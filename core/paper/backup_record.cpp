#include "core/paper/backup_record.h"

#include "core/crypto/hash.h"
#include "core/slip39/share.h"

#include <algorithm>
#include <charconv>

namespace keyrite::paper {
namespace {

constexpr std::string_view kFirstLine = "Keyrite backup 1\n";
constexpr std::size_t kBase32Block = 5; // bytes that give eight digits without padding

tl::unexpected<Error> damaged(std::string detail)
{
    return fail(
        ErrorCode::BackupDocument,
        "The backup document is damaged, or it was not made by this version of the program. Read its QR "
        "codes again, or take another copy.",
        std::move(detail));
}

bool isPlain(std::string_view text)
{
    return text.size() <= kMaxBackupNameBytes && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

// Writes a line; a value that is empty leaves it out.
void put(std::string& record, std::string_view name, std::string_view value)
{
    if (!value.empty())
        record.append(name).append(": ").append(value).append("\n");
}

void putKey(std::string& record, const hsm::WrappedKey& key, std::size_t number)
{
    put(record, "key", std::to_string(number));
    put(record, "id", toHex(key.id));
    put(record, "type", hsm::keyTypeName(key.type));
    put(record, "label", key.label);
    put(record, "scheme", hsm::wrapSchemeName(key.scheme));
    put(record, "public-key", toBase64(key.spki));
    put(record, "key-check", key.kcv ? toHex(*key.kcv) : std::string());
    put(record, "blob", toBase64(key.blob));
}

Result<void> checkWritable(const Backup& backup)
{
    const bool plain = isPlain(backup.origin) && isPlain(backup.ceremony) && !backup.origin.empty() &&
                       std::all_of(backup.keys.begin(), backup.keys.end(), [](const hsm::WrappedKey& key) {
                           return isPlain(key.label) && !key.id.empty() && !key.blob.empty();
                       });
    if (!plain || backup.keys.empty() || backup.shareSetId > 0x7FFF)
        return fail(
            ErrorCode::InvalidArgument,
            "The backup document cannot be written: it needs an origin, at least one wrapped key, and "
            "names of at most 256 characters on one line.");
    return {};
}

// Takes "name: value" lines off a record one by one.
class Reader final
{
public:
    explicit Reader(std::string_view rest) : m_rest(rest) {}

    // The value of the next line if it has this name, else nothing is taken.
    std::optional<std::string_view> take(std::string_view name)
    {
        const std::size_t end = m_rest.find('\n');
        if (end == std::string_view::npos || !m_rest.starts_with(name) ||
            m_rest.substr(name.size(), 2) != ": " || end < name.size() + 2)
            return std::nullopt;
        const std::string_view value = m_rest.substr(name.size() + 2, end - name.size() - 2);
        m_rest.remove_prefix(end + 1);
        return value;
    }

    std::string text(std::string_view name) { return std::string(take(name).value_or(std::string_view())); }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

std::optional<crypto::Kcv> kcvOf(std::string_view hex)
{
    const auto bytes = fromHex(hex);
    crypto::Kcv kcv{};
    if (!bytes || bytes->size() != kcv.size())
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), kcv.begin());
    return kcv;
}

Result<hsm::WrappedKey> takeKey(Reader& reader)
{
    hsm::WrappedKey key{};
    auto id = fromHex(reader.text("id"));
    const auto type = hsm::keyTypeFromName(reader.text("type"));
    key.label = reader.text("label");
    const auto scheme = hsm::wrapSchemeFromName(reader.text("scheme"));
    auto spki = fromBase64(reader.text("public-key"));
    if (const auto kcv = reader.take("key-check"))
        if (key.kcv = kcvOf(*kcv); !key.kcv)
            return damaged("key-check");
    auto blob = fromBase64(reader.text("blob"));
    if (!id || !type || !scheme || !spki || !blob)
        return damaged("key");
    key.id = std::move(*id);
    key.type = *type;
    key.scheme = *scheme;
    key.spki = std::move(*spki);
    key.blob = std::move(*blob);
    return key;
}

Result<Backup> readFields(std::string_view fields)
{
    Reader reader(fields);
    Backup backup;
    backup.origin = reader.text("origin");
    backup.ceremony = reader.text("ceremony");
    const std::string set = reader.text("share-set");
    std::from_chars(set.data(), set.data() + set.size(), backup.shareSetId, 16);
    if (const auto policy = reader.take("policy")) {
        auto parsed = Policy::parse(*policy);
        if (!parsed)
            return damaged("policy");
        backup.policy = std::move(*parsed);
    }
    const auto kcv = kcvOf(reader.text("kek-check"));
    const auto note = fromBase64(reader.text("checkpoint"));
    if (!kcv || !note)
        return damaged("kek-check or checkpoint");
    backup.kcv = *kcv;
    backup.checkpointNote.assign(note->begin(), note->end());
    while (reader.take("key")) {
        auto key = takeKey(reader);
        if (!key)
            return fail(key.error());
        backup.keys.push_back(std::move(*key));
    }
    if (!reader.atEnd())
        return damaged("an unknown line");
    return backup;
}

} // namespace

Result<std::string> writeBackupRecord(const Backup& backup)
{
    if (auto writable = checkWritable(backup); !writable)
        return fail(writable.error());
    std::string record(kFirstLine);
    put(record, "origin", backup.origin);
    put(record, "ceremony", backup.ceremony);
    put(record, "share-set", slip39::setName(slip39::setId(backup.shareSetId)));
    put(record, "policy", backup.policy ? backup.policy->text() : std::string());
    put(record, "kek-check", toHex(backup.kcv));
    put(record, "checkpoint", toBase64(asBytes(backup.checkpointNote)));
    for (std::size_t i = 0; i < backup.keys.size(); ++i)
        putKey(record, backup.keys[i], i + 1);
    put(record, "sha256", toHex(crypto::sha256(asBytes(record))));
    while (record.size() % kBase32Block != 0)
        record += '\n';
    return record;
}

Result<Backup> readBackupRecord(std::string_view record)
{
    const std::size_t end = record.rfind("\nsha256: ");
    if (!record.starts_with(kFirstLine) || end == std::string_view::npos)
        return damaged("not a backup record");
    auto backup = readFields(record.substr(kFirstLine.size(), end + 1 - kFirstLine.size()));
    if (!backup)
        return backup;
    // One value has one text: this also compares the SHA-256, the numbers of the keys and the padding.
    const auto again = writeBackupRecord(*backup);
    if (!again || *again != record)
        return damaged("the SHA-256 or the form differs");
    return backup;
}

} // namespace keyrite::paper
