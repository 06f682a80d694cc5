#include "core/ceremony/papers.h"

#include "core/ceremony/fields.h"

#include <array>
#include <cstdio>

namespace keyrite::ceremony {

std::string dateText(TimePoint time)
{
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return std::to_string(static_cast<unsigned>(date.day())) + " " +
           kMonths[static_cast<unsigned>(date.month()) - 1] + " " +
           std::to_string(static_cast<int>(date.year()));
}

std::string timeText(TimePoint time)
{
    return toIsoTime(time).substr(11, 5);
}

paper::ShareSheet shareSheetOf(const State& state, const registry::Room& room, int share, TimePoint now)
{
    const Person* holder = state.plan.person(state.plan.holderOf(share));
    paper::ShareSheet sheet{.size = state.plan.paper == PaperChoice::A4 ? paper::PaperSize::A4
                                                                        : paper::PaperSize::Letter,
                            .mode = state.plan.mode,
                            .anonymous = state.plan.anonymous,
                            .number = share,
                            .count = state.plan.policy.shareCount(),
                            .room = room.name,
                            .holder = holder == nullptr ? "" : holder->name,
                            .protects = state.plan.keys.front().label,
                            .ceremony = state.id,
                            .date = dateText(now),
                            .returnTo = state.plan.contact,
                            .procedureHash = toHex(state.procedure->hash),
                            .policy = state.plan.policy};
    if (state.plan.keys.size() > 1)
        sheet.protects += " and " + std::to_string(state.plan.keys.size() - 1) + " more";
    return sheet;
}

Result<paper::Backup> backupDataOf(const State& state, const registry::Registry& registry,
                                   const std::string& checkpointNote)
{
    paper::Backup backup{
        .origin = registry.room.origin, .ceremony = state.id, .checkpointNote = checkpointNote};
    const auto set = fromHex(state.shareSet);
    const auto shareSet = registry.shareSets.find(state.shareSet);
    if (!set || set->size() != 2 || shareSet == registry.shareSets.end())
        return fail(ErrorCode::NotFound, "The log holds no share set \"" + state.shareSet + "\".");
    backup.shareSetId = static_cast<std::uint16_t>((*set)[0] << 8U | (*set)[1]);
    if (!state.plan.anonymous)
        backup.policy = state.plan.policy;
    Bytes kcv;
    KEYRITE_TRY(kcv, fromHex(shareSet->second.kcv));
    std::copy_n(kcv.begin(), std::min(kcv.size(), backup.kcv.size()), backup.kcv.begin());
    for (const PlannedKey& planned : state.plan.keys) {
        const auto key = registry.keys.find(toHex(planned.id));
        if (key == registry.keys.end() || key->second.backup.blob.empty())
            return fail(ErrorCode::NotFound, "The log holds no backup of the key \"" + planned.label + "\".");
        backup.keys.push_back(key->second.backup);
    }
    return backup;
}

} // namespace keyrite::ceremony
