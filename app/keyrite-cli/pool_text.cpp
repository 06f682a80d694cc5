#include "app/keyrite-cli/pool_text.h"

#include "app/keyrite-cli/printable_text.h"
#include "app/keyrite-cli/secret_text.h"

#include <algorithm>

namespace keyrite::cli {
namespace {

using ceremony::AbsentSheet;
using ceremony::GroupNeed;
using ceremony::PoolReport;
using ceremony::PoolSet;

// "share 2" or "shares 1, 3": members of the group that are here.
std::string membersHere(const PoolReport& report, const PoolSet& set, int group)
{
    std::vector<int> members;
    for (const std::size_t sheet : set.sheets)
        if (report.sheets[sheet].position.group == group)
            members.push_back(report.sheets[sheet].position.member + 1);
    std::ranges::sort(members);
    std::string text = members.size() == 1 ? "share" : "shares";
    for (std::size_t i = 0; i < members.size(); ++i)
        text += (i == 0 ? " " : ", ") + std::to_string(members[i]);
    return text;
}

std::string describeGroup(const PoolReport& report, const PoolSet& set, int index)
{
    const GroupNeed& group = set.groups[static_cast<std::size_t>(index)];
    const std::string name = "Group " + std::to_string(index + 1) + ": ";
    if (group.threshold == 0)
        return name + "no share is here; its shares say how many it needs.";
    const std::string needs = name + "needs " + std::to_string(group.threshold) +
                              "; here: " + (group.present == 0 ? "none" : membersHere(report, set, index)) +
                              "; ";
    if (group.refuted)
        return needs + "they do not belong together: one is false, or of another set. Bring one more.";
    return needs + (group.complete() ? "complete." : "missing: " + counted(group.missing(), "share") + ".");
}

std::string describeAbsent(const AbsentSheet& sheet)
{
    std::string text = "  sheet " + std::to_string(sheet.number);
    if (!sheet.holder.empty())
        text += ", held by " + printable(sheet.holder);
    if (!sheet.site.empty())
        text += ", at " + printable(sheet.site);
    if (!sheet.bag.empty())
        text += ", in bag " + printable(sheet.bag);
    return text + " could be brought.";
}

std::string describeWhole(const PoolSet& set)
{
    if (set.complete)
        return "A quorum is here.";
    if (set.refuted)
        return "Enough groups are here, but they do not belong together. Bring one more group.";
    std::string options;
    int incomplete = 0;
    for (std::size_t i = 0; i < set.groups.size(); ++i) {
        const GroupNeed& group = set.groups[i];
        if (group.complete())
            continue;
        ++incomplete;
        options += (options.empty() ? "" : ", ") + std::string("group ") + std::to_string(i + 1) + " (";
        options +=
            group.threshold == 0 ? "no share seen yet" : counted(std::max(1, group.missing()), "share");
        options += ")";
    }
    if (set.groupsMissing() >= incomplete)
        return "Missing for a quorum: " + options + ".";
    return "Missing for a quorum: any " + std::to_string(set.groupsMissing()) + " of " + options + ".";
}

} // namespace

std::string counted(int count, const std::string& noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

ceremony::SheetPool readPool(std::string_view text)
{
    ceremony::SheetPool pool;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!trimmed(line).empty())
            pool.add(line, "Line " + std::to_string(number));
    }
    return pool;
}

std::string setName(const PoolSet& set)
{
    return "Set " + slip39::setName(set.id);
}

std::vector<std::string> describe(const PoolReport& report, const PoolSet& set)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < set.groups.size(); ++i) {
        lines.push_back(describeGroup(report, set, static_cast<int>(i)));
        if (!set.complete && !set.groups[i].complete())
            for (const AbsentSheet& sheet : set.groups[i].absent)
                lines.push_back(describeAbsent(sheet));
    }
    lines.push_back(describeWhole(set));
    return lines;
}

} // namespace keyrite::cli
