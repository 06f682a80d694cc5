#include "core/ceremony/event.h"

#include <regex>

namespace keyrite::ceremony {

using log::Json;

tl::unexpected<Error> refuse(const Event& event, const std::string& why)
{
    return fail(ErrorCode::StepRefused, "The ceremony does not accept \"" + event.kind + "\"" +
                                            (event.step.empty() ? "" : " in step \"" + event.step + "\"") +
                                            ": " + why + ".");
}

std::string textOf(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_string() ? data[name].get<std::string>() : std::string();
}

int numberOf(const Json& data, const char* name)
{
    return data.contains(name) && data[name].is_number_integer() ? data[name].get<int>() : 0;
}

std::vector<std::string> textsOf(const Json& data, const char* name)
{
    std::vector<std::string> texts;
    for (const Json& one : data.value(name, Json::array()))
        texts.push_back(one.is_string() ? one.get<std::string>() : std::string());
    return texts;
}

// 200 bytes bound what a pattern of a procedure can cost; one that is too hard all the same matches nothing.
bool matches(const std::string& value, const std::string& pattern)
{
    try {
        return !value.empty() && value.size() <= 200 &&
               (pattern.empty() || std::regex_match(value, std::regex(pattern)));
    } catch (const std::regex_error&) {
        return false;
    }
}

} // namespace keyrite::ceremony
