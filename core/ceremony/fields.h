// Fields: reads a JSON object field by field and refuses what is left over, so that no unknown field loads.
#pragma once

#include "core/result.h"

#include <nlohmann/json.hpp>
#include <set>

// Takes the value out of a Result into `target`, or passes its error on.
#define KEYRITE_TRY(target, expression)                                                                      \
    do {                                                                                                     \
        auto keyriteTried = (expression);                                                                    \
        if (!keyriteTried)                                                                                   \
            return ::keyrite::fail(std::move(keyriteTried.error()));                                         \
        (target) = std::move(*keyriteTried);                                                                 \
    } while (false)

// Passes the error of a Result<void> on.
#define KEYRITE_CHECK(expression)                                                                            \
    do {                                                                                                     \
        if (auto keyriteChecked = (expression); !keyriteChecked)                                             \
            return ::keyrite::fail(std::move(keyriteChecked.error()));                                       \
    } while (false)

namespace keyrite::ceremony {

using Json = nlohmann::json;

// The text as one JSON object: at most 16 levels, no key twice. Errors: ProcedureInvalid (where it breaks).
[[nodiscard]] Result<Json> parseJsonObject(std::string_view text);

class Fields final
{
public:
    // `where` names the object in errors: "step 3". Borrows `json`.
    Fields(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {}

    bool has(const char* name) const { return m_json.is_object() && m_json.contains(name); }

    // Errors of all: ProcedureInvalid, naming object and field.
    [[nodiscard]] Result<std::string> text(const char* name); // at most 2000 bytes
    [[nodiscard]] Result<std::string> textOr(const char* name, const char* absent);
    [[nodiscard]] Result<int> integer(const char* name, int min, int max);
    [[nodiscard]] Result<bool> flag(const char* name);                         // absent: false
    [[nodiscard]] Result<std::vector<std::string>> textList(const char* name); // absent: empty
    [[nodiscard]] Result<Json> object(const char* name);

    // Each element through `parse(json, where)`; absent: empty; at most 1000.
    template <typename T, typename Parse>
    [[nodiscard]] Result<std::vector<T>> list(const char* name, Parse parse)
    {
        std::vector<T> values;
        const Result<Json> array = arrayOrEmpty(name);
        if (!array)
            return fail(array.error());
        for (std::size_t i = 0; i < array->size(); ++i) {
            auto value = parse((*array)[i], std::string(name) + " " + std::to_string(i + 1));
            if (!value)
                return fail(std::move(value.error()));
            values.push_back(std::move(*value));
        }
        return values;
    }

    // Refuses fields that nobody asked for.
    [[nodiscard]] Result<void> finish() const;

    tl::unexpected<Error> refuse(const char* name, const std::string& why) const;

private:
    const Json* find(const char* name);
    [[nodiscard]] Result<Json> arrayOrEmpty(const char* name);

    const Json& m_json;
    std::string m_where;
    std::set<std::string> m_asked;
};

} // namespace keyrite::ceremony
