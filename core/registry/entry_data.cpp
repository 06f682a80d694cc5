#include "core/registry/entry_data.h"

#include <limits>

namespace keyrite::registry {

using log::Json;

std::string textOf(const Json& data, const char* name)
{
    const auto found = data.find(name);
    return found != data.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<int> numberOf(const Json& data, const char* name)
{
    const auto found = data.find(name);
    if (found == data.end() || !found->is_number_integer())
        return std::nullopt;
    const auto value = found->get<std::int64_t>();
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
        return std::nullopt;
    return static_cast<int>(value);
}

bool flagOf(const Json& data, const char* name)
{
    const auto found = data.find(name);
    return found != data.end() && found->is_boolean() && found->get<bool>();
}

std::optional<Day> dayIn(const Json& data, const char* name)
{
    const auto day = fromIsoDay(textOf(data, name));
    return day ? std::optional(*day) : std::nullopt;
}

std::optional<TimePoint> timeIn(const Json& data, const char* name)
{
    const auto time = fromIsoTime(textOf(data, name));
    return time ? std::optional(*time) : std::nullopt;
}

const Json& listOf(const Json& data, const char* name)
{
    static const Json none = Json::array();
    const auto found = data.find(name);
    return found != data.end() && found->is_array() ? *found : none;
}

std::vector<std::string> textsOf(const Json& data, const char* name)
{
    std::vector<std::string> texts;
    for (const Json& one : listOf(data, name))
        if (one.is_string())
            texts.push_back(one.get<std::string>());
    return texts;
}

} // namespace keyrite::registry
