// The standard normal distribution. Pure.
#pragma once

namespace keyrite::plan {

// N(x).
double normalCdf(double x);

// The x with N(x) = probability, 0 < probability < 1, to the last digits.
double normalQuantile(double probability);

// Mean of the worst (1 - level), phi(z) / (1 - level); 2.3378 at .975. 0 < level < 1.
double expectedShortfallFactor(double level);

} // namespace keyrite::plan
