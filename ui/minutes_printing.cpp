#include "ui/minutes_printing.h"

#include "core/ceremony/missing_minutes.h"
#include "core/ceremony/papers.h"
#include "ui/print/practice_paper.h"

namespace keyrite::ui {

Result<void> printMinutes(ceremony::Room& room, const std::filesystem::path& folder)
{
    const PracticePaper paper(folder);
    return ceremony::printMissingMinutes(
        room, [](const registry::Ceremony& one) { return "minutes-" + one.id; },
        [&paper](const std::string& name) { return std::filesystem::exists(paper.pathOf(name)); },
        [&paper](const paper::Document& minutes, const std::string& name) {
            return paper.print(minutes, name);
        });
}

Result<void> printMinutesOf(ceremony::Runner& runner, const std::string& note,
                            const std::filesystem::path& folder)
{
    const auto minutes =
        ceremony::minutesOf(runner.state(), runner.room().registry().room, note, runner.room().now());
    if (!minutes)
        return fail(minutes.error());
    return PracticePaper(folder).print(*minutes, "minutes-" + runner.state().id);
}

} // namespace keyrite::ui
