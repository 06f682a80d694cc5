#include "core/hsm/certificate_subject.h"

#include <algorithm>
#include <array>

namespace keyrite::hsm {
namespace {

constexpr std::array<std::string_view, 6> kNames{"CN", "O", "OU", "L", "ST", "C"};
constexpr std::size_t kMaxText = 512;
constexpr std::size_t kMaxValue = 64; // ub-common-name and its siblings
constexpr std::string_view kEscapable = ",\\=+";

tl::unexpected<Error> refuse(std::string_view why)
{
    return fail(ErrorCode::InvalidArgument,
                "The subject cannot be used: " + std::string(why) +
                    " Write it as \"CN=Vault 1,O=Example AG,C=CH\"; a comma inside a value is written \\,.");
}

// Well-formed UTF-8 (RFC 3629) without control characters: 0 where it is not, else the sequence's length.
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80)
        return lead >= 0x20 && lead != 0x7f ? 1 : 0;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xc0U) != 0x80)
            return 0;
    const bool overlong = (lead == 0xe0 && at(1) < 0xa0) || (lead == 0xf0 && at(1) < 0x90);
    const bool surrogate = lead == 0xed && at(1) >= 0xa0;
    const bool tooLarge = lead == 0xf4 && at(1) >= 0x90;
    const bool control = lead == 0xc2 && at(1) < 0xa0;
    return overlong || surrogate || tooLarge || control ? 0 : length;
}

bool isCleanText(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

bool isCountry(std::string_view value)
{
    return value.size() == 2 &&
           std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Takes "NAME=" off the front.
Result<std::string> takeName(std::string_view& rest)
{
    const auto* known = std::find_if(kNames.begin(), kNames.end(), [&rest](std::string_view name) {
        return rest.starts_with(name) && rest.substr(name.size()).starts_with('=');
    });
    if (known == kNames.end())
        return refuse("each field begins with CN=, O=, OU=, L=, ST= or C=.");
    rest.remove_prefix(known->size() + 1);
    return std::string(*known);
}

// Takes a value and the comma after it off the front. A comma at the very end leaves `endsInComma`.
Result<std::string> takeValue(std::string_view& rest, bool& more)
{
    std::string value;
    more = false;
    while (!rest.empty() && !more) {
        const char letter = rest.front();
        rest.remove_prefix(1);
        if (letter == ',') {
            more = true;
        } else if (letter == '\\') {
            if (rest.empty() || kEscapable.find(rest.front()) == std::string_view::npos)
                return refuse("a backslash stands only before a comma, a backslash, = or +.");
            value += rest.front();
            rest.remove_prefix(1);
        } else if (letter == '=' || letter == '+') {
            return refuse("= and + inside a value need a backslash before them.");
        } else {
            value += letter;
        }
    }
    return value;
}

Result<void> checkField(const SubjectField& field)
{
    if (field.value.empty() || field.value.size() > kMaxValue)
        return refuse("the value of " + field.name + " has 1 to 64 bytes.");
    if (field.value.front() == ' ' || field.value.back() == ' ')
        return refuse("the value of " + field.name + " begins or ends with a blank.");
    if (!isCleanText(field.value))
        return refuse("the value of " + field.name + " holds characters that are no text.");
    if (field.name == "C" && !isCountry(field.value))
        return refuse("C is a country of two capital letters (ISO 3166).");
    return {};
}

} // namespace

Result<std::vector<SubjectField>> parseSubject(std::string_view text)
{
    if (text.size() > kMaxText)
        return refuse("it has more than 512 bytes.");
    std::vector<SubjectField> fields;
    const auto has = [&fields](std::string_view name) {
        return std::any_of(fields.begin(), fields.end(), [name](auto& field) { return field.name == name; });
    };
    std::string_view rest = text;
    bool more = true;
    while (more) {
        auto name = takeName(rest);
        if (!name)
            return fail(name.error());
        auto value = takeValue(rest, more);
        if (!value)
            return fail(value.error());
        SubjectField field{std::move(*name), std::move(*value)};
        if (const auto ok = checkField(field); !ok)
            return fail(ok.error());
        if (has(field.name) && field.name != "OU")
            return refuse(field.name + " stands more than once.");
        fields.push_back(std::move(field));
    }
    if (!has("CN"))
        return refuse("it needs a CN, the name of the key's owner or use.");
    return fields;
}

} // namespace keyrite::hsm
