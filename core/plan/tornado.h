// Tornado: which input moves the year's expected loss and cost of a design most, each halved and doubled
// alone. Pure; safe on any thread.
#pragma once

#include "core/plan/evaluation.h"

namespace keyrite::plan {

enum class Input {
    SheetLoss,       // q and its rate
    SiteUnreachable, // pi, and the shocks
    SheetCompromise, // c, and the cliques
    SiteBreach,      // s
    CommonFault,     // epsilon
    EventRate,       // nu
    ResponseTime,    // of every custodian, and of the new HSM
    Value,           // V, and the losses that are sums of money
    Volatility,      // sigma
    Cost,            // of sites and sheets
};

struct Swing
{
    Input input;
    double halved;  // loss and cost a year with half of it
    double doubled; // and with twice of it, probabilities at most 1
    double width() const { return doubled > halved ? doubled - halved : halved - doubled; }
};

// The widest first; inputs that move nothing are left out. Errors: as evaluate().
[[nodiscard]] Result<std::vector<Swing>> tornado(const Model& model, const Design& design);

// "How often a sheet is lost".
std::string inWords(Input input);

} // namespace keyrite::plan
