#include "core/plan/dependence.h"

namespace keyrite::plan {
namespace {

ShareState given(ShareState state, const CommonCause& cause)
{
    for (const std::size_t group : cause.groups)
        state.groups[group] = cause.becomes;
    for (const SharePosition& share : cause.shares)
        state.members[static_cast<std::size_t>(share.group)][static_cast<std::size_t>(share.member)] =
            cause.becomes;
    return state;
}

struct Walk
{
    const std::vector<CommonCause>& causes;
    const ConditionVisitor& visit;
    std::vector<bool> happened;

    void from(std::size_t next, const ShareState& state, double probability)
    {
        if (next == causes.size()) {
            visit(state, probability, happened);
            return;
        }
        const CommonCause& cause = causes[next];
        if (cause.probability < 1)
            from(next + 1, state, probability * (1 - cause.probability));
        if (cause.probability > 0) {
            happened[next] = true;
            from(next + 1, given(state, cause), probability * cause.probability);
            happened[next] = false;
        }
    }
};

} // namespace

void forEachCondition(const std::vector<CommonCause>& causes, const ShareState& base,
                      const ConditionVisitor& visit)
{
    Walk{causes, visit, std::vector<bool>(causes.size())}.from(0, base, 1);
}

} // namespace keyrite::plan
