#include "core/plan/importance.h"

namespace keyrite::plan {
namespace {

// P_unrec of a copy of the design that `change` was made to.
template <typename Change>
double unrecoverableAfter(const Model& model, const Design& design, Change change)
{
    Design changed = design;
    change(changed);
    return unrecoverableProbability(model, changed);
}

} // namespace

std::vector<std::vector<double>> shareImportance(const Model& model, const Design& design)
{
    std::vector<std::vector<double>> importance;
    for (std::size_t g = 0; g < design.groups.size(); ++g) {
        importance.emplace_back();
        for (std::size_t m = 0; m < design.groups[g].shares.size(); ++m) {
            const auto with = [&](double lost) {
                return unrecoverableAfter(model, design, [&](Design& changed) {
                    changed.groups[g].shares[m].lost = lost;
                    changed.groups[g].shares[m].lossPerYear = 0;
                });
            };
            importance.back().push_back(with(1) - with(0));
        }
    }
    return importance;
}

std::vector<double> siteImportance(const Model& model, const Design& design)
{
    std::vector<double> importance;
    for (std::size_t g = 0; g < design.groups.size(); ++g) {
        const auto with = [&](double unreachable) {
            return unrecoverableAfter(model, design, [&](Design& changed) {
                for (DesignGroup& group : changed.groups) // a site is lost for all groups that are there
                    if (group.site == design.groups[g].site)
                        group.unreachable = unreachable;
            });
        };
        importance.push_back(with(1) - with(0));
    }
    return importance;
}

} // namespace keyrite::plan
