// Small texts that the programme's views share. GUI thread only.
#pragma once

#include "core/registry/registry.h"
#include "ui/widgets/text.h"

namespace keyrite::ui {

inline QString qtText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString dayText(Day day);        // "22 Nov 2026"
QString dayText(TimePoint time); // empty for a time that never was
// "Ada, Ben and Carla".
QString namesText(const std::vector<std::string>& names);
// The site's name; "not known" for none.
QString siteText(const registry::Registry& registry, const std::string& id);

} // namespace keyrite::ui
