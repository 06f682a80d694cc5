// Posteriors: what drills and events have taught about rates, probabilities and response times, as conjugate
// distributions: Gamma for rates, Beta for yes/no, Dirichlet over time buckets. Announced and unannounced
// drills are kept in posteriors of their own. Values; pure; safe on any thread.
#pragma once

#include "core/policy.h"

#include <vector>

namespace keyrite::plan {

// A rate per year of exposure: Gamma with shape `alpha` > 0 and rate `beta` > 0 (years).
struct GammaPosterior
{
    double alpha;
    double beta;

    GammaPosterior after(double events, double exposureYears) const
    {
        return {alpha + events, beta + exposureYears};
    }
    double mean() const { return alpha / beta; } // events a year
};

// A probability of yes: Beta, `alpha` > 0 and `beta` > 0.
struct BetaPosterior
{
    double alpha;
    double beta;

    BetaPosterior after(double yes, double no) const { return {alpha + yes, beta + no}; }
    double mean() const { return alpha / (alpha + beta); }

    // E[p^yes (1 - p)^no]; E[p^k] = prod (alpha + i) / (alpha + beta + i).
    double moment(int yes, int no = 0) const;
};

// Time to answer, in buckets: bucket b ends at hours[b]. A Dirichlet, kept as independent Betas on "answers
// in this bucket, given not before" (its stick-breaking form), under which an answer that was cut off stays
// conjugate: "not by t" counts against every bucket that ends by t and for none.
class ResponsePosterior final
{
public:
    // A Dirichlet prior. Hours strictly rising and > 0, as many as alphas (2 to 32), each alpha > 0.
    // Errors: InvalidArgument.
    [[nodiscard]] static Result<ResponsePosterior> create(std::vector<double> hours,
                                                          std::vector<double> alphas);

    // With so many answers in each bucket; not negative. Errors: InvalidArgument.
    [[nodiscard]] Result<ResponsePosterior> afterAnswers(const std::vector<double>& counts) const;

    // With `count` people of whom is known only that they had not answered by `hours`.
    // Buckets that end later are untouched. Errors: InvalidArgument.
    [[nodiscard]] Result<ResponsePosterior> afterSilence(double hours, double count) const;

    const std::vector<double>& hours() const { return m_hours; }

    // The mean probability of each bucket; their sum is 1.
    std::vector<double> mean() const;

private:
    ResponsePosterior(std::vector<double> hours, std::vector<BetaPosterior> hazards);

    std::vector<double> m_hours;
    std::vector<BetaPosterior> m_hazards; // of every bucket but the last
};

// P(the policy is met) when all shares are usable with one probability that is itself unknown: the common
// cause is integrated, not plugged in. 2 of 3 under Beta(9, 1) is .954545; plugging the mean in would say
// .972.
double quorumProbability(const Policy& policy, const BetaPosterior& shareUsable);

} // namespace keyrite::plan
