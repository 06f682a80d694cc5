#include "ui/share_set_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace keyrite::ui {

using namespace ceremony;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("keyrite::ui::ShareSetText", text);
}

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

constexpr int kMostNamed = 6; // sheets of a group; a table is no help in a sentence

// "sheet 4 (Dora Dune, Zurich)"; empty for a sheet that cannot come.
QString sheetText(const State& state, const registry::Registry& registry, int number)
{
    if (state.leftOut.contains(number))
        return {};
    const Person* planned = state.plan.person(state.holderInHand(number));
    QString holder = planned == nullptr ? QString() : qt(planned->name);
    const auto set = registry.shareSets.find(state.setInHand());
    if (set != registry.shareSets.end() && set->second.sheets.contains(number)) {
        const registry::Sheet& sheet = set->second.sheets.at(number);
        if (!registry.canBeReached(sheet))
            return {};
        if (holder.isEmpty())
            holder = qt(sheet.holder);
        if (const registry::Site* site = registry.siteOf(sheet))
            holder += tr(", ") + qt(site->name);
    }
    return holder.isEmpty() ? tr("sheet %1").arg(number) : tr("sheet %1 (%2)").arg(number).arg(holder);
}

// Whether fewer of these sheets are in the pool than the group needs.
bool isGroupOpen(const GroupPolicy& group, const std::vector<int>& numbers, const std::vector<int>& entered)
{
    return std::ranges::count_if(numbers, [&](int number) {
               return std::ranges::find(entered, number) != entered.end();
           }) < group.threshold;
}

} // namespace

PolicyPicture policyPicture(const State& state, const std::vector<int>& entered)
{
    PolicyPicture picture{.groupThreshold = state.policyInHand().groupThreshold()};
    int number = 0;
    for (std::size_t g = 0; g < state.policyInHand().groups().size(); ++g) {
        const GroupPolicy& group = state.policyInHand().groups()[g];
        GroupPicture drawn{.name = state.policyInHand().groups().size() == 1 ? tr("One group")
                                                                             : tr("Group %1").arg(g + 1),
                           .threshold = group.threshold};
        int here = 0;
        for (int member = 0; member < group.count; ++member) {
            ++number;
            const Person* holder = state.plan.person(state.holderInHand(number));
            MemberPicture sheet{.name = tr("Sheet %1, %2")
                                            .arg(number)
                                            .arg(holder == nullptr ? tr("not here") : qt(holder->name))};
            if (std::ranges::find(entered, number) != entered.end()) {
                ++here;
                sheet.state = tr("✓ here");
                sheet.tone = Tone::Good;
            }
            drawn.members.push_back(std::move(sheet));
        }
        if (!entered.empty() && here >= group.threshold) {
            drawn.state = tr("✓ complete");
            drawn.tone = Tone::Good;
        }
        picture.groups.push_back(std::move(drawn));
    }
    return picture;
}

QString missingText(const State& state, const std::vector<int>& entered)
{
    std::vector<int> here(state.policyInHand().groups().size(), 0);
    for (const int number : entered)
        ++here[static_cast<std::size_t>(sharePosition(state.policyInHand(), number - 1).group)];
    int complete = 0;
    QStringList open;
    for (std::size_t g = 0; g < here.size(); ++g) {
        const int missing = state.policyInHand().groups()[g].threshold - here[g];
        complete += missing <= 0 ? 1 : 0;
        if (missing > 0)
            open += here.size() == 1 ? (missing == 1 ? tr("1 more sheet") : tr("%1 more sheets").arg(missing))
                                     : tr("%1 more of group %2").arg(missing).arg(g + 1);
    }
    const int groups = state.policyInHand().groupThreshold() - complete;
    if (groups <= 0)
        return {};
    if (here.size() == 1)
        return open.front();
    if (groups == 1)
        return tr("one more group: %1").arg(open.join(tr(", or ")));
    return tr("%1 more groups; open are %2").arg(groups).arg(open.join(tr("; ")));
}

QString couldBringText(const State& state, const registry::Registry& registry,
                       const std::vector<int>& entered)
{
    if (missingText(state, entered).isEmpty())
        return {};
    const std::vector<GroupPolicy>& groups = state.policyInHand().groups();
    QStringList lines;
    int next = 1;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::vector<int> numbers(static_cast<std::size_t>(groups[g].count));
        std::iota(numbers.begin(), numbers.end(), next);
        next += groups[g].count;
        if (!isGroupOpen(groups[g], numbers, entered))
            continue;
        QStringList sheets;
        for (const int number : numbers)
            if (const QString text = sheetText(state, registry, number);
                !text.isEmpty() && std::ranges::find(entered, number) == entered.end())
                sheets += text;
        if (sheets.size() > kMostNamed)
            sheets = sheets.mid(0, kMostNamed) << tr("and %1 more").arg(sheets.size() - kMostNamed);
        const QString all = sheets.isEmpty() ? tr("nobody who is here") : sheets.join(tr("; "));
        lines += groups.size() == 1 ? all : tr("Group %1: %2").arg(g + 1).arg(all);
    }
    return tr("Could bring one: %1").arg(lines.join(u'\n'));
}

} // namespace keyrite::ui
