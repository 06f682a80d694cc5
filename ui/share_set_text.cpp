#include "ui/share_set_text.h"

#include <QCoreApplication>

#include <algorithm>

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
    return tr("%1 more groups; open are %2").arg(groups).arg(open.join(tr("; ")));
}

} // namespace keyrite::ui
