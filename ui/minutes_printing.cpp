#include "ui/minutes_printing.h"

#include "core/ceremony/missing_minutes.h"
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

} // namespace keyrite::ui
