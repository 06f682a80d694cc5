#include "core/registry/entry_kinds.h"

#include "core/registry/devices.h"

#include <algorithm>
#include <set>

namespace keyrite::registry {
namespace {

using log::Json;
using enum FieldType;

constexpr bool kOptional = false;
constexpr std::size_t kMaxText = 300;
constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxId = 40;
constexpr std::size_t kMaxNames = 64;
constexpr std::size_t kMaxListed = 16;
constexpr std::int64_t kMaxCount = (std::int64_t{1} << 53) - 1;

const std::vector<KindRule>& table()
{
    static const FieldRule person{"person", Name, true, Refers::Person};
    static const FieldRule site{"site", Id, true, Refers::Site};
    static const FieldRule atSite{"site", Id, kOptional, Refers::Site};
    static const FieldRule safe{"safe", Id, kOptional};
    static const FieldRule reason{"reason", Text};
    static const FieldRule set{"set", SetId};
    static const FieldRule share{"share", Count};
    static const FieldRule sheetSet{"set", SetId, true, Refers::Sheet};
    static const FieldRule key{"key", KeyId, true, Refers::Key};
    static const FieldRule drill{"drill", Id, true, Refers::Drill};
    static const FieldRule pinOf{"who", Word, kOptional, Refers::Nothing, "user|officer"};
    static const FieldRule hsm{"serial", Text, true, Refers::Hsm};
    static const std::vector<KindRule> rules{
        {"custodian.granted",
         {{"person", Name},
          {"roles", Ids},
          atSite,
          {"termEnd", FieldType::Day, kOptional},
          {"contact", Text, kOptional}},
         true},
        {"custodian.vetted",
         {person,
          {"by", Text},
          {"outcome", Word, true, Refers::Nothing, "passed|failed"},
          {"until", FieldType::Day, kOptional}},
         true},
        {"custodian.trained", {person, {"subject", Text}, {"until", FieldType::Day, kOptional}}, true},
        {"custodian.leave", {person, {"from", FieldType::Day}, {"to", FieldType::Day}}, true},
        {"custodian.revoked", {person, reason}, true},
        {"site.added",
         {{"site", Id, true, Refers::NewSite},
          {"name", Text},
          {"jurisdiction", Country},
          {"region", Id},
          {"safes", Ids}},
         true},
        {"site.changed",
         {site,
          {"name", Text, kOptional},
          {"jurisdiction", Country, kOptional},
          {"region", Id, kOptional},
          {"safes", Ids, kOptional},
          {"state", Word, kOptional, Refers::Nothing, "open|closed|lost"},
          reason},
         true},
        {"hsm.registered",
         {{"serial", Text, true, Refers::NewHsm},
          {"label", Text},
          {"model", Text, kOptional},
          {"firmware", Text, kOptional},
          {"use", Word, true, Refers::Nothing, "production|spare|drill|audit"},
          atSite,
          safe},
         true},
        {"hsm.checked", {{"serial", Text}, {"label", Text}}},
        {"hsm.pin-failed", {{"serial", Text}, pinOf}},
        {"hsm.pin-accepted", {{"serial", Text}, pinOf}},
        {"hsm.pin-set",
         {{"serial", Text},
          {"who", Word, true, Refers::Nothing, "user|officer"},
          {"way", Word, true, Refers::Nothing, "whole|halves|pin-pad"}}},
        {"hsm.probed", {{"serial", Text}, {"firmware", Text, kOptional}, {"results", Probes}}},
        {"hsm.inspected",
         {{"serial", Text},
          {"asShipped", Flag},
          {"finding", Text},
          {"firmware", Text, kOptional},
          {"users", Names, kOptional}}},
        {"hsm.accepted", {{"serial", Text}, {"firmware", Text}}},
        {"hsm.log-read",
         {{"serial", Text},
          {"sha256", Text},
          {"entries", Count},
          {"first", Count},
          {"last", Count},
          {"sound", Flag},
          {"finding", Text, kOptional}}},
        {"hsm.users-read", {{"serial", Text}, {"sha256", Text}, {"users", Names}}},
        {"hsm.zeroised", {{"serial", Text}}},
        {"hsm.retired",
         {hsm, {"cause", Word, true, Refers::Nothing, "failed|replaced|returned|lost"}, reason},
         true},
        {"module.added", {{"path", Text}}},
        {"module.removed", {{"path", Text}}},
        {"share.issued", {set, share}},
        {"share.proven", {set, share}},
        {"share.attested", {set, share}},
        {"share.sealed", {set, share, {"bag", Seal}}},
        {"share.unsealed", {set, share}},
        {"share.handed-over", {set, share}},
        {"share.placed", {sheetSet, share, site, safe}, true},
        {"share.lost", {sheetSet, share, reason}, true},
        {"share.voided", {set, share}},
        {"share.destroyed", {set, share}},
        {"key.generated", {{"key", KeyId}}},
        {"key.wrapped", {{"key", KeyId}}},
        {"key.restored", {{"key", KeyId}}},
        {"key.challenged", {{"key", KeyId}}},
        {"key.locked", {{"key", KeyId}}},
        {"key.lock-ignored", {{"key", KeyId}, {"serial", Text}, {"answers", Text}}},
        {"key.destroyed", {{"key", KeyId}}},
        {"key.described",
         {key,
          {"asset", Id},
          {"counterparty", Text, kOptional},
          {"value", Count, kOptional},
          {"currency", Currency, kOptional},
          {"outageMinutes", Count},
          {"deadlines", Deadlines, kOptional}},
         true},
        {"device.registered",
         {{"device", Id, true, Refers::NewDevice},
          {"type", Word, true, Refers::Nothing, "workstation|printer|scanner|camera|reader|other"},
          {"model", Text},
          {"serial", Text},
          atSite,
          safe},
         true},
        {"device.retired", {{"device", Id, true, Refers::Device}, reason}, true},
        {"seal.applied", {{"seal", Seal, true, Refers::NewSeal}, {"on", Text}}, true},
        {"seal.checked",
         {{"seal", Seal, true, Refers::Seal},
          {"found", Word, true, Refers::Nothing, "intact|broken|missing"}},
         true},
        {"seal.removed", {{"seal", Seal, true, Refers::Seal}, reason}, true},
        {"schedule.set",
         {{"attestationDays", Count},
          {"graceDays", Count},
          {"drillDays", Count},
          {"targetDays", Count},
          {"tableTopDays", Count}},
         true},
        {"drill.started",
         {{"drill", Id, true, Refers::NewDrill},
          {"type", Word, true, Refers::Nothing, "attestation|quorum|restore|table-top"},
          {"announced", Flag},
          {"set", SetId, kOptional},
          {"people", Names}},
         true},
        {"drill.responded",
         {drill,
          person,
          {"stage", Word, true, Refers::Nothing, "answered|arrived|declined|unreachable"},
          {"at", Time, kOptional}},
         true},
        {"drill.completed",
         {drill,
          {"outcome", Word, true, Refers::Nothing, "passed|failed|abandoned"},
          {"ceremony", Text, kOptional},
          {"note", Text, kOptional}},
         true},
        {"finding.opened",
         {{"finding", Id, true, Refers::NewFinding},
          {"text", Text},
          {"owner", Name, true, Refers::Person},
          {"due", FieldType::Day},
          {"drill", Id, kOptional, Refers::Drill}},
         true},
        {"finding.closed", {{"finding", Id, true, Refers::Finding}, {"how", Text}}, true},
    };
    return rules;
}

bool isPlainText(const Json& value, std::size_t maxBytes)
{
    if (!value.is_string())
        return false;
    const auto& text = value.get_ref<const std::string&>();
    return !text.empty() && text.size() <= maxBytes && text.front() != ' ' && text.back() != ' ' &&
           std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

template <typename Allowed>
bool isOf(const Json& value, std::size_t least, std::size_t most, Allowed allowed)
{
    if (!value.is_string())
        return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.size() >= least && text.size() <= most && std::ranges::all_of(text, allowed);
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isCapital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f');
}

bool isId(const Json& value)
{
    return isOf(value, 1, kMaxId, [](char c) { return isLower(c) || isDigit(c) || c == '-'; }) &&
           value.get_ref<const std::string&>().front() != '-';
}

template <typename Element>
bool isListOf(const Json& value, std::size_t most, Element element)
{
    return value.is_array() && value.size() <= most && std::ranges::all_of(value, element) &&
           std::set<Json>(value.begin(), value.end()).size() == value.size();
}

bool isOneOf(const Json& value, std::string_view words)
{
    if (!value.is_string())
        return false;
    const std::string barred = "|" + std::string(words) + "|";
    const auto& text = value.get_ref<const std::string&>();
    return text.find('|') == std::string::npos && barred.find("|" + text + "|") != std::string::npos;
}

bool isTime(const Json& value)
{
    return value.is_string() && fromIsoTime(value.get_ref<const std::string&>()).has_value();
}

bool isDeadline(const Json& value)
{
    return value.is_object() && value.size() == 2 && value.contains("what") && value.contains("at") &&
           isPlainText(value["what"], kMaxText) && isTime(value["at"]);
}

bool fits(const FieldRule& rule, const Json& value)
{
    switch (rule.type) {
    case Text:
        return isPlainText(value, kMaxText);
    case Name:
        return isPlainText(value, kMaxName);
    case Names:
        return isListOf(value, kMaxNames, [](const Json& one) { return isPlainText(one, kMaxName); }) &&
               !value.empty();
    case Id:
        return isId(value);
    case Ids:
        return isListOf(value, kMaxListed, isId);
    case Word:
        return isOneOf(value, rule.words);
    case Flag:
        return value.is_boolean();
    case Count:
        return value.is_number_integer() && value.get<std::int64_t>() >= 0 &&
               value.get<std::int64_t>() <= kMaxCount;
    case FieldType::Day:
        return value.is_string() && fromIsoDay(value.get_ref<const std::string&>()).has_value();
    case Time:
        return isTime(value);
    case Country:
        return isOf(value, 2, 2, isCapital);
    case Currency:
        return isOf(value, 3, 3, isCapital);
    case KeyId:
        return isOf(value, 32, 32, isHexDigit);
    case SetId:
        return isOf(value, 4, 4, isHexDigit);
    case Seal:
        return isOf(value, 3, 40,
                    [](char c) { return isLower(c) || isCapital(c) || isDigit(c) || c == '-'; });
    case Probes:
        return isListOf(value, kMaxListed, [](const Json& one) { return probeResultOf(one).has_value(); });
    case Deadlines:
        return isListOf(value, kMaxListed, isDeadline);
    }
    return false;
}

tl::unexpected<Error> refuse(const KindRule& rule, const std::string& problem)
{
    return fail(ErrorCode::EntryInvalid, "The entry " + std::string(rule.kind) + " is refused: " + problem);
}

} // namespace

std::span<const KindRule> kindRules()
{
    return table();
}

const KindRule* ruleOf(std::string_view kind)
{
    const auto found = std::ranges::find(table(), kind, &KindRule::kind);
    return found == table().end() ? nullptr : &*found;
}

Result<void> checkFields(const KindRule& rule, const Json& data)
{
    if (!data.is_object())
        return refuse(rule, "its data is not an object.");
    for (const FieldRule& field : rule.fields) {
        const auto value = data.find(field.name);
        if (value == data.end() ? field.required : !fits(field, *value))
            return refuse(rule,
                          "\"" + std::string(field.name) +
                              (value == data.end() ? "\" is missing." : "\" is not of the expected form."));
    }
    return {};
}

Result<void> checkExactly(const KindRule& rule, const Json& data)
{
    if (auto checked = checkFields(rule, data); !checked)
        return checked;
    for (const auto& item : data.items())
        if (std::ranges::none_of(rule.fields,
                                 [&](const FieldRule& field) { return item.key() == field.name; }))
            return refuse(rule, "it has no field \"" + item.key() + "\".");
    return {};
}

} // namespace keyrite::registry
