// The example of the model: sheets lost 2 %, sites out of reach 1 %, sheets compromised .5 %, sites breached
// .2 %, an HSM failing once in ten years, 100 million at 4 % a day, 25,000 a site and 6,000 a sheet.
#pragma once

#include "core/plan/evaluation.h"

namespace keyrite::plan::samples {

inline StepDistribution response()
{
    return StepDistribution::create({{4, 0.5}, {12, 0.8}, {48, 0.95}, {240, 1}}).value();
}

inline ShareRisk share()
{
    ShareRisk risk;
    risk.lost = 0.02;
    risk.compromised = 0.005;
    risk.response = response();
    return risk;
}

inline Model model(std::size_t sites = 3)
{
    Model model;
    for (std::size_t i = 0; i < sites; ++i)
        model.sites.push_back({"Site " + std::to_string(i + 1), "", 0.01, 0.002, 25000, {}});
    model.events.push_back({"An HSM fails", 0.1, std::nullopt});
    model.positions.push_back({"Bitcoin", "spot", 100e6, 72, {Linear{100e6, 0.04}}});
    model.costPerShare = 6000;
    model.hours = {4, 12, 48};
    return model;
}

inline Design design(const Model& model, const char* policyText)
{
    Design design{policyText, {Policy::parse(policyText).value()}, {}};
    for (const GroupPolicy& group : design.policy().groups()) {
        const std::size_t site = design.groups.size() % model.sites.size();
        design.groups.push_back({site, model.sites[site].unreachable, model.sites[site].breached,
                                 std::vector<ShareRisk>(static_cast<std::size_t>(group.count), share())});
    }
    return design;
}

inline const char* const kDesignA = "2of3";
inline const char* const kDesignB = "2of(1of1,1of1,1of1)";
inline const char* const kDesignD = "2of(2of3,2of3,2of3)";

} // namespace keyrite::plan::samples
