// Entries from outside: any log that parses also folds, and what follows from it is computed, whatever they
// hold.
#include "core/drill/calendar.h"
#include "core/drill/coverage.h"
#include "core/drill/recovery_time.h"
#include "core/registry/reach.h"

using namespace keyrite;

// Bodies, a line each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    registry::Registry registry;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const auto entry = log::parseBody(text.substr(0, end)))
            registry.apply(*entry);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    const TimePoint now{Day{std::chrono::days{20000}}};
    drill::calendarOf(drill::scheduleOf(registry, dayOf(now)), "room", now, drill::Surprises::Shown);
    drill::coverageOf(registry);
    for (const auto& [id, set] : registry.shareSets) {
        registry::reachOf(registry, set);
        drill::movementOf(registry, set, true, now);
    }
    return 0;
}
