#include "core/plan/tornado.h"

#include <algorithm>
#include <array>

namespace keyrite::plan {
namespace {

constexpr std::array kInputs{
    Input::SheetLoss, Input::SiteUnreachable, Input::SheetCompromise, Input::SiteBreach, Input::CommonFault,
    Input::EventRate, Input::ResponseTime,    Input::Value,           Input::Volatility, Input::Cost};

void scale(double& probability, double factor)
{
    probability = std::min(1.0, probability * factor);
}

// Scales the sums of money, or the volatilities, of one term.
struct ScaleTerm
{
    double factor;
    bool money;

    template <typename T>
    void operator()(T& term) const
    {
        if constexpr (requires { term.sigmaPerDay; })
            term.sigmaPerDay *= money ? 1 : factor;
        if constexpr (requires { term.value; })
            term.value *= money ? factor : 1;
        if constexpr (requires { term.loss; })
            term.loss *= money ? factor : 1;
        if constexpr (requires { term.rows; })
            for (HorizonShortfall& row : term.rows)
                row.shortfall *= factor; // value and volatility alike
    }
};

void scaleLosses(Model& model, double factor, bool money)
{
    for (Position& position : model.positions) {
        position.value *= money ? factor : 1;
        for (DelayLoss& term : position.losses)
            std::visit(ScaleTerm{factor, money}, term);
    }
}

template <typename Change>
void forEachShare(Design& design, Change change)
{
    for (DesignGroup& group : design.groups)
        for (ShareRisk& share : group.shares)
            change(share);
}

void scaleInput(Model& model, Design& design, Input input, double factor)
{
    switch (input) {
    case Input::SheetLoss:
        forEachShare(design, [&](ShareRisk& share) {
            scale(share.lost, factor);
            share.lossPerYear *= factor;
        });
        return;
    case Input::SiteUnreachable:
        for (DesignGroup& group : design.groups)
            scale(group.unreachable, factor);
        for (Shock& shock : model.shocks)
            scale(shock.probability, factor);
        return;
    case Input::SheetCompromise:
        forEachShare(design, [&](ShareRisk& share) { scale(share.compromised, factor); });
        for (Clique& clique : model.cliques)
            scale(clique.probability, factor);
        return;
    case Input::SiteBreach:
        for (DesignGroup& group : design.groups)
            scale(group.breached, factor);
        return;
    case Input::CommonFault:
        scale(model.commonFault, factor);
        return;
    case Input::EventRate:
        for (InitiatingEvent& event : model.events)
            event.perYear *= factor;
        return;
    case Input::ResponseTime:
        forEachShare(design, [&](ShareRisk& share) { share.response = share.response.stretched(factor); });
        model.provisioning.time = model.provisioning.time.stretched(factor);
        return;
    case Input::Value:
        scaleLosses(model, factor, true);
        return;
    case Input::Volatility:
        scaleLosses(model, factor, false);
        return;
    case Input::Cost:
        model.costPerShare *= factor;
        for (Site& site : model.sites)
            site.costPerYear *= factor;
        return;
    }
}

Result<double> totalWith(Model model, Design design, Input input, double factor)
{
    scaleInput(model, design, input, factor);
    const auto evaluation = evaluate(model, design);
    if (!evaluation)
        return fail(evaluation.error());
    return evaluation->total();
}

} // namespace

Result<std::vector<Swing>> tornado(const Model& model, const Design& design)
{
    std::vector<Swing> swings;
    for (const Input input : kInputs) {
        const auto halved = totalWith(model, design, input, 0.5);
        const auto doubled = totalWith(model, design, input, 2);
        if (!halved || !doubled)
            return fail(halved ? doubled.error() : halved.error());
        if (const Swing swing{input, *halved, *doubled}; swing.width() > 0)
            swings.push_back(swing);
    }
    std::ranges::sort(swings, std::ranges::greater(), &Swing::width);
    return swings;
}

std::string inWords(Input input)
{
    switch (input) {
    case Input::SheetLoss:
        return "How often a sheet is lost";
    case Input::SiteUnreachable:
        return "How often a site is out of reach";
    case Input::SheetCompromise:
        return "How often a sheet gets into wrong hands";
    case Input::SiteBreach:
        return "How often a whole site is breached";
    case Input::CommonFault:
        return "A fault that all sheets share";
    case Input::EventRate:
        return "How often an HSM fails";
    case Input::ResponseTime:
        return "How long people and the new HSM take";
    case Input::Value:
        return "Size of the positions";
    case Input::Volatility:
        return "Volatility of the markets";
    case Input::Cost:
        return "Cost of sites and sheets";
    }
    return {};
}

} // namespace keyrite::plan
