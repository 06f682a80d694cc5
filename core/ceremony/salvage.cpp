#include "core/ceremony/salvage.h"

#include "core/ceremony/fields.h"
#include "core/log/store.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

std::optional<std::uint16_t> identifierOf(const std::string& set)
{
    const auto bytes = fromHex(set);
    if (!bytes || bytes->size() != 2)
        return std::nullopt;
    return static_cast<std::uint16_t>((*bytes)[0] << 8U | (*bytes)[1]);
}

// The keys of a set as a backup document would list them; nothing where none was wrapped.
std::optional<paper::Backup> backupOf(const registry::Registry& registry, const registry::ShareSet& set)
{
    const auto identifier = identifierOf(set.id);
    const auto kcv = fromHex(set.kcv);
    if (!identifier || !kcv || kcv->size() != crypto::Kcv().size())
        return std::nullopt;
    paper::Backup backup{.origin = registry.room.origin,
                         .ceremony = set.ceremony,
                         .shareSetId = *identifier,
                         .policy = set.policy};
    std::ranges::copy(*kcv, backup.kcv.begin());
    for (const std::string& id : set.keys)
        if (const auto key = registry.keys.find(id);
            key != registry.keys.end() && !key->second.backup.blob.empty())
            backup.keys.push_back(key->second.backup);
    return backup.keys.empty() ? std::nullopt : std::optional(std::move(backup));
}

bool sameKeys(const paper::Backup& a, const paper::Backup& b)
{
    const auto same = [](const hsm::WrappedKey& x, const hsm::WrappedKey& y) {
        return x.id == y.id && x.blob == y.blob && x.spki == y.spki;
    };
    return a.kcv == b.kcv && std::ranges::is_permutation(a.keys, b.keys, same);
}

// Running numbers, from 1, of a group's sheets.
std::vector<int> numbersOf(const Policy& policy, std::size_t group)
{
    int first = 1;
    for (std::size_t before = 0; before < group; ++before)
        first += policy.groups()[before].count;
    std::vector<int> numbers(static_cast<std::size_t>(policy.groups()[group].count));
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = first + static_cast<int>(i);
    return numbers;
}

} // namespace

Result<slip39::ShareHeader> Salvage::addSheet(const slip39::Mnemonic& sheet)
{
    const auto share = slip39::Share::decode(sheet);
    if (!share)
        return fail(share.error());
    const slip39::ShareHeader header = share->header;
    std::vector<slip39::ShareHeader>& there = m_sheets[slip39::setId(header)];
    if (std::ranges::find(there, header) != there.end())
        return fail(ErrorCode::DuplicateShare, "This sheet has been read already. Read another one.");
    if (!there.empty())
        KEYRITE_CHECK(slip39::consistentWith(there, header));
    there.push_back(header);
    return header;
}

Result<void> Salvage::addBackup(paper::Backup backup)
{
    const std::string set = slip39::setId(backup.shareSetId);
    const auto known = m_backups.find(set);
    if (known != m_backups.end() && !sameKeys(known->second.backup, backup))
        return fail(ErrorCode::BackupDocument,
                    "Another backup of share set " + slip39::setName(set) +
                        " is here already, and it says something else. Keep both; a key that was exchanged "
                        "is found out by "
                        "the restore. Begin again with the one that you trust more.");
    if (known == m_backups.end())
        m_backups.emplace(set, FoundBackup{BackupSource::Document, std::move(backup), {}});
    return {};
}

Result<SalvagedLog> salvageLog(const std::filesystem::path& file)
{
    const auto store = log::Store::openReadOnly(file);
    if (!store)
        return fail(store.error());
    SalvagedLog salvaged{.entries = store->size()};
    for (std::uint64_t seq = 0; seq < store->size(); ++seq) {
        if (const auto entry = store->entry(seq)) {
            salvaged.registry.apply(*entry);
            continue;
        }
        ++salvaged.unreadable;
        if (!salvaged.firstDamaged)
            salvaged.firstDamaged = seq;
    }
    return salvaged;
}

std::size_t Salvage::addRegistry(const registry::Registry& registry, BackupSource source)
{
    std::size_t sets = 0;
    for (const auto& [id, set] : registry.shareSets) {
        auto backup = backupOf(registry, set);
        if (!backup)
            continue;
        FoundBackup found{source, std::move(*backup), {}};
        for (const auto& [number, sheet] : set.sheets)
            if (registry.canBeReached(sheet) && !sheet.holder.empty()) {
                const registry::Site* site = registry.siteOf(sheet);
                found.holders[number] = sheet.holder + (site == nullptr ? "" : ", " + site->name);
            }
        m_backups.insert_or_assign(id, std::move(found)); // it knows more than a document
        ++sets;
    }
    return sets;
}

const std::vector<slip39::ShareHeader>& Salvage::sheetsOf(const std::string& set) const
{
    static const std::vector<slip39::ShareHeader> none;
    const auto found = m_sheets.find(set);
    return found == m_sheets.end() ? none : found->second;
}

std::vector<Prospect> Salvage::prospects() const
{
    std::vector<Prospect> prospects;
    for (const auto& [set, found] : m_backups)
        prospects.push_back(prospectOf(set));
    for (const auto& [set, sheets] : m_sheets)
        if (!m_backups.contains(set) && !sheets.empty())
            prospects.push_back(prospectOf(set));
    std::ranges::stable_sort(prospects, [](const Prospect& a, const Prospect& b) {
        const auto rank = [](const Prospect& one) {
            return std::pair(!one.isRecoverable(), one.sheets.empty());
        };
        return rank(a) < rank(b);
    });
    return prospects;
}

Prospect Salvage::prospectOf(const std::string& set) const
{
    const auto backup = m_backups.find(set);
    const std::vector<slip39::ShareHeader>& headers = sheetsOf(set);
    Prospect prospect{.set = set, .found = backup == m_backups.end() ? nullptr : &backup->second};
    const auto policy =
        policyOf(prospect.found == nullptr ? paper::Backup{} : prospect.found->backup, headers);
    if (!policy)
        return prospect; // neither design nor sheets: nothing more can be said
    int complete = 0;
    for (std::size_t group = 0; group < policy->groups().size(); ++group) {
        const bool designKnown = prospect.found != nullptr && prospect.found->backup.policy;
        MissingSheets missing{static_cast<int>(group) + 1, policy->groups()[group].threshold, {}};
        const std::vector<int> numbers = numbersOf(*policy, group);
        for (std::size_t member = 0; member < numbers.size(); ++member) {
            const bool here = std::ranges::any_of(headers, [&](const slip39::ShareHeader& one) {
                return one.groupIndex == static_cast<int>(group) &&
                       one.memberIndex == static_cast<int>(member);
            });
            if (here) {
                prospect.sheets.push_back(numbers[member]);
                --missing.count;
            } else if (designKnown) {
                missing.numbers.push_back(numbers[member]);
            }
        }
        if (missing.count <= 0)
            ++complete;
        else
            prospect.missing.push_back(std::move(missing));
    }
    prospect.groupsMissing = std::max(0, policy->groupThreshold() - complete);
    prospect.quorum = prospect.groupsMissing == 0;
    if (prospect.quorum)
        prospect.missing.clear();
    return prospect;
}

Result<Policy> policyOf(const paper::Backup& backup, const std::vector<slip39::ShareHeader>& sheets)
{
    if (backup.policy)
        return *backup.policy;
    if (sheets.empty())
        return fail(ErrorCode::NotFound,
                    "Neither the backup nor a sheet says how many sheets are needed. Read a sheet.");
    std::vector<GroupPolicy> groups(static_cast<std::size_t>(sheets.front().groupCount), GroupPolicy{1, 1});
    for (const slip39::ShareHeader& sheet : sheets) {
        GroupPolicy& group = groups[static_cast<std::size_t>(sheet.groupIndex)];
        group.threshold = sheet.memberThreshold;
        group.count = std::max({group.count, group.threshold, sheet.memberIndex + 1});
    }
    return Policy::create(sheets.front().groupThreshold, std::move(groups));
}

log::Json importedJson(const FoundBackup& found, const Policy& policy)
{
    const paper::Backup& backup = found.backup;
    log::Json keys = log::Json::array();
    for (const hsm::WrappedKey& key : backup.keys)
        keys.push_back({{"key", toHex(key.id)},
                        {"type", hsm::keyTypeName(key.type)},
                        {"label", key.label},
                        {"scheme", hsm::wrapSchemeName(key.scheme)},
                        {"spki", toBase64(key.spki)},
                        {"blob", toBase64(key.blob)},
                        {"keyKcv", key.kcv ? toHex(*key.kcv) : ""}});
    return {{"origin", backup.origin},
            {"from", backup.ceremony},
            {"source", found.source == BackupSource::Document ? "document" : "log"},
            {"set", slip39::setId(backup.shareSetId)},
            {"policy", policy.text()},
            {"kcv", toHex(backup.kcv)},
            {"keys", keys}};
}

} // namespace keyrite::ceremony
