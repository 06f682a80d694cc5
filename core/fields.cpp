#include "core/fields.h"

#include <array>
#include <charconv>
#include <cmath>

namespace keyrite {
namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxListItems = 1000;
constexpr std::size_t kMaxTextBytes = 2000;

} // namespace

Result<Json> parseJsonObject(std::string_view text, ErrorCode code)
{
    std::string problem;
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
        if (depth > kMaxDepth)
            problem = "it is nested deeper than 16 levels";
        else if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
            problem =
                "the field \"" + value.get<std::string>().substr(0, 40) + "\" appears twice in one object";
        return true;
    };
    try {
        Json json = Json::parse(text, watch);
        if (problem.empty() && json.is_object())
            return json;
    } catch (const Json::exception& error) {
        return fail(code, "it is not JSON", error.what());
    }
    return fail(code, problem.empty() ? "it is not a JSON object" : problem);
}

const Json* Fields::find(const char* name)
{
    m_asked.insert(name);
    return has(name) ? &m_json[name] : nullptr;
}

tl::unexpected<Error> Fields::refuse(const char* name, const std::string& why) const
{
    return fail(m_document.code, std::string(m_document.name) + " does not load: in " + m_where + ", \"" +
                                     name + "\" " + why + ".");
}

Result<std::string> Fields::text(const char* name, std::size_t maxBytes)
{
    const Json* value = find(name);
    if (value == nullptr)
        return refuse(name, "is missing");
    if (!value->is_string() || value->get_ref<const std::string&>().size() > maxBytes)
        return refuse(name, "must be a text of at most " + std::to_string(maxBytes) + " bytes");
    return value->get<std::string>();
}

Result<std::string> Fields::textOr(const char* name, const char* absent)
{
    return find(name) == nullptr ? Result<std::string>(absent) : text(name);
}

Result<int> Fields::integer(const char* name, int min, int max)
{
    const Json* value = find(name);
    if (value == nullptr)
        return refuse(name, "is missing");
    if (!value->is_number_integer() || *value < min || *value > max)
        return refuse(name,
                      "must be a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return value->get<int>();
}

Result<double> Fields::numberFrom(const Json& value, const char* name, double min, double max) const
{
    std::optional<double> number;
    if (value.is_number())
        number = value.get<double>();
    else if (value.is_string())
        number = decimalFromText(value.get_ref<const std::string&>());
    if (!number || !std::isfinite(*number) || *number < min || *number > max)
        return refuse(name, "must be a number from " + decimalText(min) + " to " + decimalText(max));
    return *number;
}

Result<double> Fields::number(const char* name, double min, double max)
{
    const Json* value = find(name);
    return value == nullptr ? Result<double>(refuse(name, "is missing")) : numberFrom(*value, name, min, max);
}

Result<double> Fields::numberOr(const char* name, double min, double max, double absent)
{
    const Json* value = find(name);
    return value == nullptr ? Result<double>(absent) : numberFrom(*value, name, min, max);
}

Result<std::vector<double>> Fields::numberList(const char* name, double min, double max)
{
    return list<double>(
        name, [&](const Json& json, const std::string&) { return numberFrom(json, name, min, max); });
}

Result<bool> Fields::flag(const char* name)
{
    const Json* value = find(name);
    if (value == nullptr)
        return false;
    if (!value->is_boolean())
        return refuse(name, "must be true or false");
    return value->get<bool>();
}

Result<Json> Fields::arrayOrEmpty(const char* name)
{
    const Json* value = find(name);
    if (value == nullptr)
        return Json::array();
    if (!value->is_array() || value->size() > kMaxListItems)
        return refuse(name, "must be a list of at most 1000");
    return *value;
}

Result<std::vector<std::string>> Fields::textList(const char* name)
{
    return list<std::string>(name, [&](const Json& json, const std::string&) -> Result<std::string> {
        if (!json.is_string() || json.get_ref<const std::string&>().size() > kMaxTextBytes)
            return refuse(name, "must hold texts");
        return json.get<std::string>();
    });
}

Result<Json> Fields::object(const char* name)
{
    const Json* value = find(name);
    if (value == nullptr)
        return refuse(name, "is missing");
    if (!value->is_object())
        return refuse(name, "must be an object");
    return *value;
}

Result<void> Fields::finish() const
{
    if (!m_json.is_object())
        return fail(m_document.code,
                    std::string(m_document.name) + " does not load: " + m_where + " is not an object.");
    for (const auto& [name, value] : m_json.items())
        if (!m_asked.contains(name))
            return refuse(name.substr(0, 40).c_str(), "is not a field that Keyrite knows");
    return {};
}

std::string decimalText(double value)
{
    std::array<char, 512> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

std::optional<double> decimalFromText(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace keyrite
