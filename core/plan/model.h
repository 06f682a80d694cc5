// Model: what a plan is computed from: sites and people with their hazards, what they share, what can happen
// to the HSM, the positions that wait, and the designs. Values that input.h has checked: every probability
// lies within 0 to 1, every index within its list. docs/formats/plan-input.md.
#pragma once

#include "core/plan/delay_loss.h"
#include "core/plan/step_distribution.h"
#include "core/plan/structure.h"

#include <optional>
#include <string>
#include <vector>

namespace keyrite::plan {

// One sheet and the person who holds it.
struct ShareRisk
{
    std::string custodian;        // the same name in two sheets is one person; empty: somebody of their own
    double lost = 0;              // probability that the sheet cannot be read when it is needed
    double lossPerYear = 0;       // rate of undetected loss since the last attestation, on top of `lost`
    double attestedEveryDays = 0; // how long it may stay undetected; 0 with a rate of 0
    double compromised = 0;       // probability in one year that an attacker gets it
    StepDistribution response;    // time until the person is there with the sheet

    bool operator==(const ShareRisk&) const = default;
};

struct Site
{
    std::string name;
    std::string jurisdiction; // may be empty
    double unreachable = 0;   // probability that nothing of the site can be used
    double breached = 0;      // probability in one year that it falls to an attacker whole
    double costPerYear = 0;
    std::vector<ShareRisk> shares; // who could hold a sheet here, in the order in which they are chosen
};

struct DesignGroup
{
    std::size_t site; // index in Model::sites
    double unreachable;
    double breached;
    std::vector<ShareRisk> shares; // as many as the policy says
};

// A share set that could be made; of a multisig, those of all its keys.
struct Design
{
    std::string name;
    std::vector<Policy> keys;        // one, or up to kMaxKeys of a multisig
    std::vector<DesignGroup> groups; // as many as the policies have, key by key
    int keyThreshold = 1;            // how many keys sign

    bool isMultisig() const { return keys.size() > 1; }
    const Policy& policy() const { return keys.front(); } // of the one key
    KeySet keySet() const { return {keys, keyThreshold}; }

    // "2of(2of3,1of1)"; of a multisig "2of[2of3;2of3;1of1]".
    std::string policyText() const;
};

inline constexpr std::size_t kMaxKeys = 16;

// A disaster that makes several sites unusable at once.
struct Shock
{
    std::string name;
    double probability;
    std::vector<std::size_t> sites;
};

// People who would be corrupted together.
struct Clique
{
    std::string name;
    double probability; // in one year
    std::vector<std::string> custodians;
};

// What makes a recovery necessary.
struct InitiatingEvent
{
    std::string name;
    double perYear;
    std::optional<std::size_t> site; // lost with it: a fire where the HSM stood
    bool operator==(const InitiatingEvent&) const = default;
};

struct Position
{
    std::string name;
    std::string assetClass;  // id of an asset profile
    double value;            // what is lost with the key
    double outageLimitHours; // longest tolerable outage
    std::vector<DelayLoss> losses;
};

enum class ProvisioningOrder { Parallel, Serial }; // a new HSM: while people travel, or after they arrived

struct Provisioning
{
    ProvisioningOrder order = ProvisioningOrder::Parallel;
    StepDistribution time;
};

struct Model
{
    std::string title;
    std::vector<Site> sites;
    std::vector<Shock> shocks;
    std::vector<Clique> cliques;
    double commonFault = 0; // probability that no sheet works: bad print batch, software fault (beta factor)
    std::vector<InitiatingEvent> events;
    std::vector<Position> positions;
    Provisioning provisioning;
    double vaultDelayHours = 0; // time lock of the vault after the quorum met
    double costPerShare = 0;    // a year
    std::vector<double> hours;  // at which F(t) is asked for

    double value() const;                 // of all positions together
    double delayLoss(double hours) const; // D(T) of all positions together
};

// What a design costs in a year: each site once, each sheet.
double annualCost(const Model& model, const Design& design);

} // namespace keyrite::plan
