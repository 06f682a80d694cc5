// A registry made by entries, one after the other, as a log would.
#pragma once

#include "core/registry/facts.h"

#include <stdexcept>

namespace keyrite::test {

inline Day day(const char* text)
{
    return fromIsoDay(text).value();
}

// Noon.
inline TimePoint noon(const char* text)
{
    return TimePoint{day(text)} + std::chrono::hours{12};
}

class SampleRegistry final
{
public:
    const registry::Registry& registry() const { return m_registry; }
    const std::vector<log::Entry>& entries() const { return m_entries; }

    // An entry as another program may have written it. Answers its number.
    std::uint64_t add(const std::string& kind, log::Json data, TimePoint time = noon("2026-01-05"),
                      const std::string& ceremony = {})
    {
        log::Entry entry{.seq = m_entries.size(),
                         .time = time,
                         .ceremony = ceremony,
                         .kind = kind,
                         .actor = "Ada Okafor",
                         .role = "administrator",
                         .data = std::move(data)};
        m_registry.apply(entry);
        m_entries.push_back(std::move(entry));
        return m_entries.size() - 1;
    }

    std::uint64_t record(const registry::Fact& fact, TimePoint time = noon("2026-01-05"))
    {
        auto entry = registry::compose(m_registry, {"Ada Okafor", "administrator"}, time, fact);
        if (!entry)
            throw std::runtime_error(entry.error().message);
        return add(entry->kind, entry->data, time);
    }

    // A share set with one key and all sheets sealed with their holders, issued in a ceremony.
    void shareSet(const std::string& set, const std::string& policy, const std::vector<std::string>& holders,
                  TimePoint time = noon("2026-01-05"))
    {
        const std::string ceremony = "KC-2026-" + set;
        log::Json people = log::Json::array();
        for (const std::string& holder : holders)
            people.push_back({{"name", holder}, {"role", "custodian"}});
        add("ceremony.opened",
            {{"mode", "live"},
             {"title", "Generate"},
             {"procedure", {{"id", "generate"}}},
             {"people", people}},
            time, ceremony);
        add("hsm.checked", {{"serial", "4711"}, {"label", "prod"}, {"model", "SoftHSM"}}, time, ceremony);
        add("key.generated", {{"key", keyOf(set)}, {"label", "cold"}, {"type", "p256"}}, time, ceremony);
        add("shareset.split", {{"set", set}, {"policy", policy}, {"kcv", "0011223344"}}, time, ceremony);
        for (int share = 1; share <= static_cast<int>(holders.size()); ++share) {
            const log::Json about{{"set", set}, {"share", share}};
            log::Json issued = about;
            issued["holder"] = holders[static_cast<std::size_t>(share - 1)];
            issued["fingerprint"] = "3b9f10c477aee205";
            add("share.issued", issued, time, ceremony);
            add("share.proven", about, time, ceremony);
            log::Json sealed = about;
            sealed["bag"] = "BAG-" + set + "-" + std::to_string(share);
            add("share.sealed", sealed, time, ceremony);
            add("share.handed-over", about, time, ceremony);
        }
        add("ceremony.closed", log::Json::object(), time, ceremony);
    }

    static std::string keyOf(const std::string& set) { return set + "00112233445566778899aabbccdd"; }

private:
    registry::Registry m_registry;
    std::vector<log::Entry> m_entries;
};

} // namespace keyrite::test
