// Birnbaum importance: how much P_unrec falls between a share, or a site, that is surely lost and one that is
// surely there: R(q = 0) - R(q = 1), exact. Pure; safe on any thread.
#pragma once

#include "core/plan/evaluation.h"

namespace keyrite::plan {

// By group and member, shapes as the design.
std::vector<std::vector<double>> shareImportance(const Model& model, const Design& design);

// By group: what its site is worth.
std::vector<double> siteImportance(const Model& model, const Design& design);

} // namespace keyrite::plan
