// Fields: reads a JSON object field by field and refuses what is left over, so that no unknown field loads.
// For every file that Keyrite is given as JSON; a Document says how its refusals begin.
#pragma once

#include "core/result.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

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

namespace keyrite {

using Json = nlohmann::json;

// What is being read: the code of its errors and the words they begin with, "The procedure".
struct Document
{
    ErrorCode code;
    const char* name;
};

// The text as one JSON object: at most 16 levels, no key twice. Errors: `code` (where it breaks).
[[nodiscard]] Result<Json> parseJsonObject(std::string_view text, ErrorCode code);

class Fields
{
public:
    // `where` names the object in errors: "step 3". Borrows `json`.
    Fields(const Json& json, std::string where, Document document)
        : m_json(json), m_where(std::move(where)), m_document(document)
    {
    }

    bool has(const char* name) const { return m_json.is_object() && m_json.contains(name); }

    // Errors of all: the document's code, naming object and field.
    [[nodiscard]] Result<std::string> text(const char* name, std::size_t maxBytes = 2000);
    [[nodiscard]] Result<std::string> textOr(const char* name, const char* absent);
    [[nodiscard]] Result<int> integer(const char* name, int min, int max);
    [[nodiscard]] Result<bool> flag(const char* name);                         // absent: false
    [[nodiscard]] Result<std::vector<std::string>> textList(const char* name); // absent: empty
    [[nodiscard]] Result<Json> object(const char* name);

    // A finite number within the bounds, written as a JSON number or as a decimal text ("0.005"), the one
    // form an entry of the log may hold.
    [[nodiscard]] Result<double> number(const char* name, double min, double max);
    [[nodiscard]] Result<double> numberOr(const char* name, double min, double max, double absent);
    [[nodiscard]] Result<std::vector<double>> numberList(const char* name, double min, double max);

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
    [[nodiscard]] Result<double> numberFrom(const Json& value, const char* name, double min,
                                            double max) const;

    const Json& m_json;
    std::string m_where;
    Document m_document;
    std::set<std::string> m_asked;
};

// The number in the fewest decimal digits that read back as the same double: "0.005", "100000000".
std::string decimalText(double value);

// A finite number written in full as decimal text: no white space, no hexadecimal, no "inf". Empty otherwise.
std::optional<double> decimalFromText(std::string_view text);

} // namespace keyrite
