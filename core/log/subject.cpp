#include "core/log/subject.h"

#include <algorithm>
#include <array>

namespace keyrite::log {
namespace {

// Data under these names is the name of a person.
constexpr std::array<std::string_view, 7> kPersonNames{"custodian", "holder",   "name",   "owner",
                                                       "person",    "reviewer", "witness"};

class SubjectWalk final
{
public:
    explicit SubjectWalk(std::vector<std::string>& found) : m_found(found) {}

    // `set` is the share set that an enclosing object names; `inPeople` where the object is one of a list of
    // people, the only place where "name" is a person's.
    void visit(const Json& object, std::string set, bool inPeople);

private:
    void add(std::string_view type, const std::string& name)
    {
        if (!name.empty())
            m_found.push_back(std::string(type) + "/" + name);
    }
    void addSheets(const Json& numbers, const std::string& set);
    void addKeys(const Json& keys);
    void visitInside(const std::string& name, const Json& value, const std::string& set);

    std::vector<std::string>& m_found;
};

std::string textIn(const Json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void SubjectWalk::addSheets(const Json& numbers, const std::string& set)
{
    for (const Json& number : numbers.is_array() ? numbers : Json::array({numbers}))
        if (number.is_number_integer() && !set.empty())
            add("sheet", sheetName(set, number.get<std::int64_t>()));
}

// Either ids, or objects with an id.
void SubjectWalk::addKeys(const Json& keys)
{
    for (const Json& key : keys.is_array() ? keys : Json::array({keys}))
        if (key.is_string())
            add("key", key.get<std::string>());
        else if (key.is_object())
            add("key", textIn(key, "id"));
}

void SubjectWalk::visitInside(const std::string& name, const Json& value, const std::string& set)
{
    const bool people = name == "people";
    if (value.is_object())
        visit(value, set, false);
    for (const Json& element : value.is_array() ? value : Json::array()) {
        if (element.is_object())
            visit(element, set, people);
        else if (people && element.is_string())
            add("person", element.get<std::string>());
    }
}

void SubjectWalk::visit(const Json& object, std::string set, bool inPeople)
{
    if (const std::string own = textIn(object, "set"); !own.empty()) {
        add("set", own);
        set = own;
    }
    for (const auto& [name, value] : object.items()) {
        if (name == "share" || name == "shares")
            addSheets(value, set);
        if (name == "key" || name == "keys")
            addKeys(value);
        if (value.is_string() && (inPeople || name != "name") &&
            std::ranges::find(kPersonNames, name) != kPersonNames.end())
            add("person", value.get<std::string>());
        visitInside(name, value, set);
    }
}

void appendTexts(const Json& value, std::string& text)
{
    if (value.is_structured())
        for (const Json& element : value)
            appendTexts(element, text);
    else if (value.is_string())
        text.append("\n").append(value.get_ref<const std::string&>());
    else if (value.is_number())
        text.append("\n").append(value.dump());
}

} // namespace

std::string sheetName(std::string_view set, std::int64_t number)
{
    return std::string(set) + "/" + std::to_string(number);
}

std::vector<std::string> subjectsOf(const Entry& entry)
{
    std::vector<std::string> found{"kind/" + entry.kind};
    if (!entry.ceremony.empty())
        found.push_back("ceremony/" + entry.ceremony);
    if (!entry.actor.empty())
        found.push_back("person/" + entry.actor);
    SubjectWalk(found).visit(entry.data, {}, false);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::string textOf(const Entry& entry)
{
    std::string text = entry.actor;
    for (const std::string* part : {&entry.ceremony, &entry.kind, &entry.role, &entry.step})
        text.append("\n").append(*part);
    appendTexts(entry.data, text);
    return text;
}

} // namespace keyrite::log
