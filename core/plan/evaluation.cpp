#include "core/plan/evaluation.h"

#include "core/plan/quadrature.h"

#include <algorithm>
#include <limits>
#include <set>

namespace keyrite::plan {
namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();

using StructureFunction = double (*)(const KeySet&, MemberProbabilities, std::span<const double>);

// The mean of `structure` over what happens by `hours`, and over the interval since the last attestation: the
// polynomial is averaged, not the probabilities in it.
double meanOf(StructureFunction structure, const Model& model, const Design& design, double hours,
              std::optional<std::size_t> lostSite)
{
    const std::vector<CommonCause> causes = causesOfLoss(model, design, hours);
    const auto at = [&](double age) {
        double sum = 0;
        forEachCondition(causes, usableAt(design, {hours, age, lostSite}),
                         [&](const ShareState& state, double probability, const std::vector<bool>&) {
                             sum += probability * structure(design.keySet(), state.members, state.groups);
                         });
        return sum;
    };
    if (!agesBetweenAttestations(design))
        return at(1);
    double mean = 0;
    for (const QuadraturePoint& point : gaussLegendre())
        mean += point.weight * at(point.x);
    return mean;
}

Result<void> checkCauses(const Model& model, const Design& design)
{
    if (causesOfLoss(model, design, kForever).size() <= kMaxCommonCauses &&
        causesOfCompromise(model, design).size() <= kMaxCommonCauses)
        return {};
    return fail(ErrorCode::PlanInvalid,
                "The design \"" + design.name +
                    "\" has more than 12 common causes (shocks, sites and people that several groups "
                    "share, people who collude), too "
                    "many to compute exactly. Leave out those that matter least.");
}

} // namespace

double quorumBy(const Model& model, const Design& design, double hours, std::optional<std::size_t> lostSite)
{
    return (1 - model.commonFault) * meanOf(quorumProbability, model, design, hours, lostSite);
}

double unrecoverableProbability(const Model& model, const Design& design)
{
    const double noQuorum =
        model.commonFault +
        (1 - model.commonFault) * meanOf(failureProbability, model, design, kForever, std::nullopt);
    const double hsm = model.provisioning.time.ever();
    return (1 - hsm) + hsm * noQuorum;
}

double compromiseProbability(const Model& model, const Design& design)
{
    double sum = 0;
    forEachCondition(causesOfCompromise(model, design), compromised(design),
                     [&](const ShareState& state, double probability, const std::vector<bool>&) {
                         sum += probability *
                                compromiseProbability(design.keySet(), state.members, state.groups);
                     });
    return sum;
}

std::vector<double> responseHours(const Design& design)
{
    std::set<double> hours;
    for (const DesignGroup& group : design.groups)
        for (const ShareRisk& share : group.shares)
            for (const StepDistribution::Step& step : share.response.steps())
                hours.insert(step.hours);
    return {hours.begin(), hours.end()};
}

double Evaluation::by(double t) const
{
    const auto after = std::ranges::upper_bound(hours, t);
    return after == hours.begin() ? 0 : recoveredBy[static_cast<std::size_t>(after - hours.begin()) - 1];
}

Result<Evaluation> evaluate(const Model& model, const Design& design)
{
    if (auto checked = checkCauses(model, design); !checked)
        return fail(std::move(checked.error()));
    const RecoveryClock clock(responseHours(design), model.provisioning, model.vaultDelayHours);
    const AnnualLossModel losses(model, clock);
    std::vector<std::vector<double>> distributions;
    const auto distribution = [&](std::optional<std::size_t> lostSite) {
        std::vector<double> quorum;
        for (const double hours : clock.quorumHours())
            quorum.push_back(quorumBy(model, design, hours, lostSite));
        distributions.push_back(clock.apply(quorum));
    };
    distribution(std::nullopt);
    for (const std::size_t site : losses.lostSites())
        distribution(site);

    const std::vector<double>& by = distributions.front();
    const double compromise = compromiseProbability(model, design);
    const std::vector<std::span<const double>> views(distributions.begin(), distributions.end());
    return Evaluation{.unrecoverable = unrecoverableProbability(model, design),
                      .compromise = compromise,
                      .hours = clock.hours(),
                      .recoveredBy = by,
                      .q95Hours = clock.quantile(by, kRecoveryLevel),
                      .loss = losses.annualLoss(views, compromise),
                      .cost = annualCost(model, design)};
}

} // namespace keyrite::plan
