#include "app/keyrite-cli/share_pool.h"

#include "app/keyrite-cli/secret_text.h"
#include "core/paper/share_payload.h"

#include <algorithm>

namespace keyrite::cli {
namespace {

using slip39::GroupProgress;
using slip39::Mnemonic;
using slip39::Progress;
using slip39::Share;

PoolLine readLine(int number, std::string_view text)
{
    auto mnemonic = paper::parseSharePayload(text);
    if (!mnemonic)
        return {number, std::nullopt, fail(mnemonic.error())};
    auto share = Share::decode(*mnemonic);
    return {number, std::move(*mnemonic), std::move(share)};
}

std::vector<PoolLine> readLines(std::string_view text)
{
    std::vector<PoolLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!trimmed(line).empty())
            lines.push_back(readLine(number, line));
    }
    return lines;
}

bool sameShare(const PoolLine& a, const PoolLine& b)
{
    return a.share && b.share && a.share->header == b.share->header &&
           equalSecret(a.share->value.view(), b.share->value.view());
}

std::optional<std::size_t> earlierCopy(const std::vector<PoolLine>& lines, std::size_t line)
{
    for (std::size_t earlier = 0; earlier < line; ++earlier)
        if (sameShare(lines[earlier], lines[line]))
            return earlier;
    return std::nullopt;
}

// Sets may share an identifier by chance, so a share that does not fit one set starts another.
void addToItsSet(SharePool& pool, std::size_t line)
{
    const auto fits = [&](const ShareSet& set) {
        return pool.lines[set.lines.front()].share->value.size() == pool.lines[line].share->value.size() &&
               consistentWith(pool.headers(set), pool.header(line)).has_value();
    };
    const auto set = std::ranges::find_if(pool.sets, fits);
    if (set == pool.sets.end())
        pool.sets.push_back({{line}});
    else
        set->lines.push_back(line);
}

std::string listed(const std::vector<int>& members)
{
    std::string text = members.size() == 1 ? "share" : "shares";
    for (std::size_t i = 0; i < members.size(); ++i)
        text += (i == 0 ? " " : ", ") + std::to_string(members[i] + 1);
    return text;
}

std::string groupName(const GroupProgress& group)
{
    return "group " + std::to_string(group.groupIndex + 1);
}

int missing(const GroupProgress& group)
{
    return group.memberThreshold - static_cast<int>(group.members.size());
}

std::string describeGroup(const GroupProgress& group)
{
    const std::string name = "Group " + std::to_string(group.groupIndex + 1) + ": ";
    if (group.members.empty())
        return name + "no share is here; its shares say how many it needs.";
    const std::string present =
        name + "needs " + std::to_string(group.memberThreshold) + "; here: " + listed(group.members) + "; ";
    return present + (group.complete() ? "complete." : "missing: " + counted(missing(group), "share") + ".");
}

std::string describeWhole(const Progress& progress)
{
    if (progress.quorum())
        return "A quorum is here.";
    std::string options;
    int incomplete = 0;
    for (const GroupProgress& group : progress.groups) {
        if (group.complete())
            continue;
        ++incomplete;
        if (!options.empty())
            options += ", ";
        options += groupName(group) + " (";
        options += group.members.empty() ? "no share seen yet" : counted(missing(group), "share");
        options += ")";
    }
    const int groupsMissing = progress.groupThreshold - progress.completeGroups();
    if (groupsMissing >= incomplete)
        return "Missing for a quorum: " + options + ".";
    return "Missing for a quorum: any " + std::to_string(groupsMissing) + " of " + options + ".";
}

} // namespace

std::string counted(int count, const std::string& noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

bool SharePool::allValid() const
{
    return std::ranges::all_of(lines, [](const PoolLine& line) { return line.share.has_value(); });
}

std::vector<slip39::ShareHeader> SharePool::headers(const ShareSet& set) const
{
    std::vector<slip39::ShareHeader> headers;
    headers.reserve(set.lines.size());
    for (const std::size_t line : set.lines)
        headers.push_back(header(line));
    return headers;
}

SharePool readPool(std::string_view text)
{
    SharePool pool{readLines(text), {}};
    for (std::size_t line = 0; line < pool.lines.size(); ++line) {
        pool.lines[line].sameAs = earlierCopy(pool.lines, line);
        if (pool.lines[line].share && !pool.lines[line].sameAs)
            addToItsSet(pool, line);
    }
    std::ranges::stable_sort(
        pool.sets, {}, [&pool](const ShareSet& set) { return pool.header(set.lines.front()).identifier; });
    return pool;
}

std::string setName(const SharePool& pool, const ShareSet& set)
{
    return "Set " + std::to_string(pool.header(set.lines.front()).identifier);
}

std::vector<std::string> describe(const Progress& progress)
{
    std::vector<std::string> lines;
    for (const GroupProgress& group : progress.groups)
        lines.push_back(describeGroup(group));
    lines.push_back(describeWhole(progress));
    return lines;
}

} // namespace keyrite::cli
