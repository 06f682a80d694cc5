#include "core/hsm/profile.h"

#include "core/fields.h"
#include "core/hsm/profiles_builtin.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace keyrite::hsm {
namespace {

constexpr std::size_t kMaxProfileBytes = 65536;
constexpr std::size_t kMaxListed = 16;
constexpr std::size_t kMaxIdBytes = 40;
constexpr std::size_t kMaxFieldBytes = 32; // a token's manufacturer
// Below it are the standard's numbers, CBC's among them: a profile must not bring those in.
constexpr std::uint64_t kFirstVendorNumber = 0x80000000U;
constexpr std::array kWays{KekImport::Object, KekImport::RsaOaepSha256, KekImport::RsaOaepSha1};
constexpr std::array kForms{PinForm::Plain, PinForm::KeyIdFirst, PinForm::UserColon};
constexpr Document kDocument{ErrorCode::HsmProfileInvalid, "The HSM profile"};

template <typename Value, std::size_t count>
std::optional<Value> named(const std::array<Value, count>& values, std::string_view (*nameOf)(Value),
                           std::string_view name)
{
    const auto found = std::ranges::find(values, name, nameOf);
    return found == values.end() ? std::nullopt : std::optional(*found);
}

// "0x80000171": a CK_ULONG as hexadecimal text, for JSON has no hexadecimal numbers.
Result<std::uint64_t> hexNumber(Fields& fields, const char* name, std::uint64_t least)
{
    std::string text;
    KEYRITE_TRY(text, fields.text(name));
    std::uint64_t value = 0;
    const bool prefixed = text.starts_with("0x") && text.size() > 2 && text.size() <= 10;
    const char* end = text.data() + text.size();
    if (!prefixed || std::from_chars(text.data() + 2, end, value, 16).ptr != end || value < least)
        return fields.refuse(name, least == 0 ? "must be a number such as \"0x161\", of at most 32 bits"
                                              : "must be a number of the maker's own, from \"0x80000000\" "
                                                "to \"0xffffffff\"");
    return value;
}

Result<std::string> shortText(Fields& fields, const char* name, std::size_t least, std::size_t most)
{
    std::string text;
    KEYRITE_TRY(text, fields.text(name));
    if (text.size() < least || text.size() > most)
        return fields.refuse(name,
                             "must have " + std::to_string(least) + " to " + std::to_string(most) + " bytes");
    return text;
}

Result<ProfileMatch> parseMatch(const Json& json, const std::string& where)
{
    Fields fields(json, where, kDocument);
    ProfileMatch match;
    KEYRITE_TRY(match.manufacturer, shortText(fields, "manufacturer", 0, kMaxFieldBytes));
    KEYRITE_TRY(match.model, shortText(fields, "model", 0, kMaxFieldBytes));
    KEYRITE_CHECK(fields.finish());
    return match;
}

Result<VendorMechanism> parseMechanism(const Json& json, const std::string& where)
{
    Fields fields(json, where, kDocument);
    VendorMechanism mechanism{};
    std::string scheme;
    KEYRITE_TRY(mechanism.number, hexNumber(fields, "number", kFirstVendorNumber));
    KEYRITE_TRY(mechanism.name, shortText(fields, "name", 1, kMaxIdBytes));
    KEYRITE_TRY(scheme, fields.text("scheme"));
    const auto known = wrapSchemeFromName(scheme);
    if (!known)
        return fields.refuse("scheme", "must be \"rfc5649\", \"rfc3394\", \"rfc3394-pkcs7\" or \"opaque\"");
    mechanism.scheme = *known;
    KEYRITE_TRY(mechanism.source, shortText(fields, "source", 1, 300));
    KEYRITE_CHECK(fields.finish());
    return mechanism;
}

Result<ExtraAttribute> parseAttribute(const Json& json, const std::string& where)
{
    Fields fields(json, where, kDocument);
    ExtraAttribute attribute{};
    std::string on;
    std::string value;
    KEYRITE_TRY(on, fields.text("on"));
    if (on != "kek" && on != "unwrapped-ec")
        return fields.refuse("on", "must be \"kek\" or \"unwrapped-ec\"");
    attribute.on = on == "kek" ? ExtraAttribute::On::Kek : ExtraAttribute::On::UnwrappedEc;
    KEYRITE_TRY(attribute.type, hexNumber(fields, "type", 0));
    KEYRITE_TRY(attribute.name, shortText(fields, "name", 1, kMaxIdBytes));
    KEYRITE_TRY(value, fields.text("value"));
    if (value == "ec-point" && attribute.on == ExtraAttribute::On::Kek)
        return fields.refuse("value", "must be a number: a key-encryption key has no point");
    attribute.value = value == "ec-point" ? ExtraAttribute::Value::EcPoint : ExtraAttribute::Value::Number;
    if (attribute.value == ExtraAttribute::Value::Number)
        KEYRITE_TRY(attribute.number, hexNumber(fields, "value", 0));
    KEYRITE_TRY(attribute.source, shortText(fields, "source", 1, 300));
    KEYRITE_CHECK(fields.finish());
    return attribute;
}

// Whether the maker's tool has an output of that kind.
Result<bool> hasForm(Fields& fields, const char* name)
{
    std::string form;
    KEYRITE_TRY(form, fields.textOr(name, ""));
    if (!form.empty() && form != "yubihsm2")
        return fields.refuse(name, "must be \"yubihsm2\", the one form that Keyrite reads");
    return !form.empty();
}

Result<void> readPin(Fields& fields, Profile& profile)
{
    std::string form;
    KEYRITE_TRY(form, fields.text("pin"));
    const auto known = named(kForms, pinFormName, form);
    if (!known)
        return fields.refuse("pin", "must be \"plain\", \"key-id-first\" or \"user-colon\"");
    profile.pinForm = *known;
    KEYRITE_TRY(profile.securityOfficer, fields.flag("securityOfficer"));
    KEYRITE_TRY(profile.deviceLog, hasForm(fields, "deviceLog"));
    KEYRITE_TRY(profile.userList, hasForm(fields, "userList"));
    KEYRITE_TRY(profile.defaultPin, fields.textOr("defaultPin", ""));
    if (!profile.defaultPin.empty() && (profile.defaultPin.size() < 8 || profile.defaultPin.size() > 64))
        return fields.refuse("defaultPin", "must have 8 to 64 bytes");
    return {};
}

Result<void> readKekImport(Fields& fields, Profile& profile)
{
    std::vector<std::string> names;
    KEYRITE_TRY(names, fields.textList("kekImport"));
    for (const std::string& name : names) {
        const auto way = named(kWays, kekImportName, name);
        if (!way || std::ranges::count(profile.kekImport, *way) > 0)
            return fields.refuse(
                "kekImport", "must hold \"object\", \"rsa-oaep-sha256\" and \"rsa-oaep-sha1\", none twice");
        profile.kekImport.push_back(*way);
    }
    return {};
}

Result<void> readLists(Fields& fields, Profile& profile)
{
    KEYRITE_TRY(profile.matches, fields.list<ProfileMatch>("match", parseMatch));
    KEYRITE_TRY(profile.mechanisms, fields.list<VendorMechanism>("mechanisms", parseMechanism));
    KEYRITE_TRY(profile.attributes, fields.list<ExtraAttribute>("attributes", parseAttribute));
    KEYRITE_TRY(profile.sources, fields.textList("sources"));
    if (profile.matches.empty() || profile.matches.size() > kMaxListed)
        return fields.refuse("match", "must hold 1 to 16 rules");
    if (profile.mechanisms.size() > kMaxListed)
        return fields.refuse("mechanisms", "must hold at most 16");
    if (profile.attributes.size() > kMaxListed)
        return fields.refuse("attributes", "must hold at most 16");
    if (profile.sources.empty())
        return fields.refuse("sources", "must say where the profile's facts come from");
    return {};
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool begins(std::string_view text, std::string_view beginning)
{
    const std::string_view head = text.substr(0, beginning.size());
    return std::ranges::equal(head, beginning, [](char a, char b) { return lower(a) == lower(b); });
}

} // namespace

std::string_view kekImportName(KekImport way)
{
    switch (way) {
    case KekImport::Object:
        return "object";
    case KekImport::RsaOaepSha256:
        return "rsa-oaep-sha256";
    case KekImport::RsaOaepSha1:
        return "rsa-oaep-sha1";
    }
    return {};
}

std::string_view pinFormName(PinForm form)
{
    switch (form) {
    case PinForm::Plain:
        return "plain";
    case PinForm::KeyIdFirst:
        return "key-id-first";
    case PinForm::UserColon:
        return "user-colon";
    }
    return {};
}

Result<Profile> Profile::parse(std::string_view text)
{
    if (text.size() > kMaxProfileBytes)
        return fail(ErrorCode::HsmProfileInvalid, "The HSM profile does not load: it is larger than 64 KiB.");
    const auto json = parseJsonObject(text, ErrorCode::HsmProfileInvalid);
    if (!json)
        return fail(ErrorCode::HsmProfileInvalid,
                    "The HSM profile does not load: " + json.error().message + ".", json.error().detail);
    Fields fields(*json, "the profile", kDocument);
    Profile profile;
    std::string schema;
    KEYRITE_TRY(schema, fields.text("schema"));
    if (schema != "keyrite-hsm-profile/1")
        return fields.refuse("schema", "is not \"keyrite-hsm-profile/1\"");
    KEYRITE_TRY(profile.id, shortText(fields, "id", 1, kMaxIdBytes));
    KEYRITE_TRY(profile.title, shortText(fields, "title", 1, 80));
    KEYRITE_CHECK(readLists(fields, profile));
    KEYRITE_CHECK(readPin(fields, profile));
    KEYRITE_CHECK(readKekImport(fields, profile));
    KEYRITE_TRY(profile.advice, fields.textOr("advice", ""));
    KEYRITE_CHECK(fields.finish());
    return profile;
}

const std::vector<Profile>& profiles()
{
    static const std::vector<Profile> all = [] {
        std::vector<Profile> list;
        for (const std::string_view text : builtinProfiles()) {
            auto profile = Profile::parse(text);
            if (!profile) // the build put a broken file in; a test loads them all
                throw std::logic_error(profile.error().message);
            list.push_back(std::move(*profile));
        }
        return list;
    }();
    return all;
}

const Profile& profileFor(const TokenInfo& token)
{
    const auto fits = [&token](const Profile& profile) {
        return std::ranges::any_of(profile.matches, [&token](const ProfileMatch& match) {
            return begins(token.manufacturer, match.manufacturer) && begins(token.model, match.model);
        });
    };
    const auto found = std::ranges::find_if(profiles(), fits);
    return found == profiles().end() ? profiles().back() : *found;
}

const Profile* profileNamed(std::string_view id)
{
    const auto found = std::ranges::find(profiles(), id, &Profile::id);
    return found == profiles().end() ? nullptr : &*found;
}

} // namespace keyrite::hsm
