// Mode: what a ceremony is for. Practice (synthetic token, watermark PRACTICE), live, drill (watermark
// DRILL).
#pragma once

#include <optional>
#include <string_view>

namespace keyrite {

enum class Mode { Practice, Live, Drill };

// The word in procedures and entries: "practice", "live", "drill".
constexpr std::string_view modeName(Mode mode)
{
    switch (mode) {
    case Mode::Practice:
        return "practice";
    case Mode::Live:
        return "live";
    case Mode::Drill:
        return "drill";
    }
    return {};
}

constexpr std::optional<Mode> modeFromName(std::string_view name)
{
    for (const Mode mode : {Mode::Practice, Mode::Live, Mode::Drill})
        if (modeName(mode) == name)
            return mode;
    return std::nullopt;
}

} // namespace keyrite
