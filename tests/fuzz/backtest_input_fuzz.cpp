// Positions and policies from outside: a refusal, or values that are within their ranges and can be written
// again.
#include "core/market/outage_policy.h"
#include "core/market/position.h"

#include <cmath>
#include <cstdlib>

using namespace keyrite;
using namespace keyrite::market;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto positions = parsePositions(text))
        for (const Position& position : *positions) {
            const auto again = parsePositions(position.toJson().dump());
            if (!again || again->front().toJson() != position.toJson() || !(position.size > 0))
                std::abort();
        }
    if (const auto timeline = PolicyTimeline::parse(text))
        for (const DatedPolicy& dated : timeline->policies()) {
            double sum = 0;
            for (const OutageBucket& bucket : dated.policy.buckets())
                sum += bucket.weight;
            if (std::fabs(sum - 1) > 1e-9 || !(dated.policy.longestHours() <= OutagePolicy::kMaxHours))
                std::abort();
        }
    return 0;
}
