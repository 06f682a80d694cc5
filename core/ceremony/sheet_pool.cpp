#include "core/ceremony/sheet_pool.h"

#include "core/paper/share_payload.h"

#include <algorithm>

namespace keyrite::ceremony {
namespace {

using registry::Registry;
using slip39::PooledSet;
using slip39::Share;
using slip39::ShareHeader;

const registry::ShareSet* setOf(const Registry* log, const std::string& id)
{
    if (log == nullptr)
        return nullptr;
    const auto found = log->shareSets.find(id);
    return found == log->shareSets.end() ? nullptr : &found->second;
}

// Labels of the keys of the set that are still there. A set without any key of the log protects nothing that
// could be destroyed.
std::vector<std::string> livingKeys(const Registry& log, const registry::ShareSet& set)
{
    std::vector<std::string> labels;
    for (const std::string& id : set.keys)
        if (const auto key = log.keys.find(id);
            key != log.keys.end() && key->second.state != registry::KeyState::Destroyed)
            labels.push_back(key->second.label);
    return labels;
}

bool isNeedless(const Registry& log, const registry::ShareSet& set)
{
    return !set.keys.empty() && livingKeys(log, set).empty();
}

slip39::KnownShare knownFromLog(const Registry& log)
{
    slip39::KnownShare known;
    for (const auto& [id, set] : log.shareSets)
        for (const auto& [number, sheet] : set.sheets)
            if (const auto bytes = fromHex(sheet.fingerprint); bytes && bytes->size() == 8)
                std::ranges::copy(*bytes, known.fingerprints.emplace_back().begin());
    return known;
}

// What the log says of a sheet whose share is right in itself.
SheetFinding findingByLog(const Registry& log, const registry::ShareSet& set, const PooledSheet& sheet)
{
    const auto issued = set.sheets.find(sheet.number.value_or(0));
    if (issued == set.sheets.end() || issued->second.fingerprint != sheet.fingerprint)
        return SheetFinding::Altered;
    if (issued->second.state == registry::SheetState::Voided)
        return SheetFinding::Voided;
    if (isNeedless(log, set))
        return SheetFinding::Needless;
    return log.spentBy(issued->second) != nullptr ? SheetFinding::Spent : SheetFinding::Good;
}

void judge(PooledSheet& sheet, const Registry* log)
{
    const registry::ShareSet* set = setOf(log, sheet.set);
    if (set == nullptr) {
        sheet.finding = SheetFinding::UnknownSet;
        return;
    }
    sheet.number = shareNumber(set->policy, sheet.position);
    sheet.finding = findingByLog(*log, *set, sheet);
}

std::string siteNameOf(const Registry& log, const registry::Sheet& sheet)
{
    const registry::Site* site = log.siteOf(sheet);
    return site == nullptr ? sheet.site : site->name;
}

void addAbsent(PoolSet& set, const Registry& log, const registry::ShareSet& issued, const PooledSet& found,
               const std::vector<const Share*>& shares)
{
    for (const auto& [number, sheet] : issued.sheets) {
        const SharePosition at = sharePosition(issued.policy, number - 1);
        const bool here = std::ranges::any_of(found.shares, [&](std::size_t index) {
            const ShareHeader& header = shares[index]->header;
            return SharePosition{header.groupIndex, header.memberIndex} == at;
        });
        const auto group = static_cast<std::size_t>(at.group);
        if (!here && log.canBeReached(sheet) && group < set.groups.size())
            set.groups[group].absent.push_back({number, at, sheet.holder, sheet.bag, siteNameOf(log, sheet)});
    }
}

PoolSet describe(const PooledSet& found, const std::vector<const Share*>& shares, const Registry* log)
{
    const ShareHeader& first = shares[found.shares.front()]->header;
    PoolSet set{.id = slip39::setId(first), .groupsNeeded = first.groupThreshold};
    set.sheets = found.shares;
    set.complete = found.complete();
    set.refuted = found.digest == slip39::DigestCheck::Differs;
    for (std::size_t i = 0; i < found.progress.groups.size(); ++i) {
        const slip39::GroupProgress& group = found.progress.groups[i];
        set.groups.push_back({.threshold = group.memberThreshold,
                              .present = static_cast<int>(group.members.size()),
                              .refuted = found.groupDigests[i] == slip39::DigestCheck::Differs});
    }
    if (const registry::ShareSet* issued = setOf(log, set.id)) {
        set.known = true;
        set.needless = isNeedless(*log, *issued);
        set.keys = livingKeys(*log, *issued);
        for (std::size_t i = 0; i < set.groups.size() && i < issued->policy.groups().size(); ++i)
            set.groups[i].threshold = issued->policy.groups()[i].threshold;
        addAbsent(set, *log, *issued, found, shares);
    }
    return set;
}

Error blankError(const slip39::PartialMnemonic& words, const slip39::Location& location)
{
    const std::string count = std::to_string(words.blanks().size());
    if (location.candidates.empty())
        return {ErrorCode::MnemonicChecksum,
                "With " + count +
                    " blank words nothing fits: another word is wrong, or too many are missing. "
                    "Compare each word with the sheet, or bring another sheet."};
    return {
        ErrorCode::MnemonicChecksum,
        "The blank words can be filled in more than one way, and nothing proves one of them. Try to read one "
        "more word, bring another sheet of the set, or open the log."};
}

} // namespace

int PoolSet::groupsMissing() const
{
    const auto done = std::ranges::count_if(groups, &GroupNeed::complete);
    return std::max(0, groupsNeeded - static_cast<int>(done));
}

void SheetPool::add(std::string_view payload, std::string label)
{
    m_readings.push_back({.label = std::move(label),
                          .words = paper::parseSheetReading(payload),
                          .mnemonic = {},
                          .share = {},
                          .error = {},
                          .solved = {},
                          .location = {}});
    Reading& reading = m_readings.back();
    if (!reading.words) {
        reading.error = reading.words.error();
        return;
    }
    const slip39::Mnemonic* whole = reading.words->complete();
    auto share = whole != nullptr ? Share::decode(*whole)
                                  : Result<Share>(fail(ErrorCode::MnemonicChecksum, "Words are blank."));
    if (whole != nullptr)
        reading.mnemonic = whole->clone();
    if (share)
        reading.share = std::move(*share);
    else
        reading.error = share.error();
}

void SheetPool::remove(std::size_t index)
{
    m_readings.erase(m_readings.begin() + static_cast<std::ptrdiff_t>(index));
}

// Blanks alone are filled in where one way is left and something vouches for it: the fingerprint, or a
// checksum word that the blanks left over. Wrong words are only pointed to.
void SheetPool::solve(Reading& reading, const slip39::KnownShare& known)
{
    constexpr std::size_t kMostWithoutProof = 2;
    const slip39::PartialMnemonic& words = *reading.words;
    reading.location = slip39::locate(words, known);
    const slip39::Location& found = reading.location;
    const bool vouched = found.confirmed || words.blanks().size() <= kMostWithoutProof;
    if (words.complete() == nullptr && found.solved(words) && vouched) {
        reading.solved = words.blanks();
        reading.mnemonic = found.candidates.front().mnemonic.clone();
        reading.share = Share::decode(*reading.mnemonic).value();
        reading.error.reset();
        reading.location = {};
    } else if (words.complete() == nullptr) {
        reading.error = blankError(words, found);
    }
}

std::vector<const Share*> SheetPool::shares() const
{
    std::vector<const Share*> shares;
    shares.reserve(m_readings.size());
    for (const Reading& reading : m_readings)
        shares.push_back(reading.share ? &*reading.share : nullptr);
    return shares;
}

PooledSheet SheetPool::sheetOf(std::size_t index) const
{
    const Reading& reading = m_readings[index];
    PooledSheet sheet{.label = reading.label, .error = reading.error};
    sheet.suspects = reading.location.suspects();
    sheet.solved = reading.solved;
    if (!reading.share) {
        sheet.finding = reading.words ? SheetFinding::WrongWords : SheetFinding::NotAShare;
        return sheet;
    }
    const ShareHeader& header = reading.share->header;
    sheet.set = slip39::setId(header);
    sheet.fingerprint = toHex(slip39::fingerprint(*reading.mnemonic));
    sheet.position = {header.groupIndex, header.memberIndex};
    sheet.copyOf = m_sorted.firstCopy[index];
    return sheet;
}

PoolReport SheetPool::report(const Registry* log)
{
    const slip39::KnownShare known = log != nullptr ? knownFromLog(*log) : slip39::KnownShare{};
    for (Reading& reading : m_readings)
        if (!reading.share && reading.words) {
            solve(reading, known);
            if (!reading.share && reading.location.candidates.empty() && !known.fingerprints.empty())
                solve(reading, {}); // of a set that the log does not know
        }
    const std::vector<const Share*> pool = shares();
    m_sorted = slip39::sortPool(pool);
    PoolReport report;
    for (std::size_t index = 0; index < m_readings.size(); ++index) {
        report.sheets.push_back(sheetOf(index));
        if (pool[index] != nullptr)
            judge(report.sheets.back(), log);
        if (pool[index] != nullptr && report.sheets.back().copyOf != index)
            report.sheets.back().finding = SheetFinding::Copy;
    }
    for (const PooledSet& set : m_sorted.sets) {
        report.sets.push_back(describe(set, pool, log));
        for (const std::size_t index : set.disputed)
            report.sheets[index].finding = SheetFinding::Disputed;
    }
    return report;
}

const Share* SheetPool::share(std::size_t index) const
{
    return m_readings[index].share ? &*m_readings[index].share : nullptr;
}

const slip39::Mnemonic* SheetPool::mnemonic(std::size_t index) const
{
    return m_readings[index].mnemonic ? &*m_readings[index].mnemonic : nullptr;
}

std::vector<std::size_t> SheetPool::quorum(const PoolSet& set) const
{
    const std::vector<const Share*> pool = shares();
    for (const PooledSet& found : m_sorted.sets)
        if (found.shares == set.sheets)
            return slip39::exactQuorum(pool, found);
    return {};
}

} // namespace keyrite::ceremony
