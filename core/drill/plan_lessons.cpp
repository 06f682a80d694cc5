#include "core/drill/plan_lessons.h"

#include <algorithm>

namespace keyrite::drill {
namespace {

Json timesOf(const plan::ResponsePosterior& posterior)
{
    Json hours = Json::array();
    Json by = Json::array();
    double sum = 0;
    for (std::size_t bucket = 0; bucket < posterior.hours().size(); ++bucket) {
        sum = std::min(1.0, sum + posterior.mean()[bucket]);
        hours.push_back(decimalText(posterior.hours()[bucket]));
        by.push_back(decimalText(bucket + 1 == posterior.hours().size() ? 1 : sum));
    }
    return {{"hours", std::move(hours)}, {"by", std::move(by)}};
}

} // namespace

Json withLessons(Json input, const Learning& learning, int attestationDays)
{
    Json& share = input["share"];
    if (const TimeLearning& drills =
            learning.unannounced.from.empty() ? learning.announced : learning.unannounced;
        !drills.from.empty())
        share["response"] = timesOf(drills.posterior);
    if (!learning.sheetReads.from.empty())
        share["lost"] = decimalText(1 - learning.sheetReads.posterior.mean());
    if (!learning.sheetLoss.from.empty() && attestationDays > 0) {
        share["lossPerYear"] = decimalText(learning.sheetLoss.posterior.mean());
        share["attestedEveryDays"] = attestationDays;
    }
    return input;
}

} // namespace keyrite::drill
