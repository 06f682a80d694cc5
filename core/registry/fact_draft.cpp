#include "core/registry/fact_draft.h"

namespace keyrite::registry {
namespace {

using log::Json;

// Data in the making: what is empty is left out.
class Data final
{
public:
    Data&& text(const char* name, const std::string& value) &&
    {
        if (!value.empty())
            m_json[name] = value;
        return std::move(*this);
    }
    Data&& text(const char* name, std::string_view value) &&
    {
        return std::move(*this).text(name, std::string(value));
    }
    Data&& day(const char* name, std::optional<Day> value) &&
    {
        return std::move(*this).text(name, value ? toIsoDay(*value) : std::string());
    }
    Data&& value(const char* name, Json json) &&
    {
        m_json[name] = std::move(json);
        return std::move(*this);
    }
    Json json() && { return std::move(m_json); }

private:
    Json m_json = Json::object();
};

Draft draft(const PersonGranted& fact)
{
    return {"custodian.granted", Data()
                                     .text("person", fact.person)
                                     .value("roles", fact.roles)
                                     .text("site", fact.site)
                                     .day("termEnd", fact.termEnd)
                                     .text("contact", fact.contact)
                                     .json()};
}

Draft draft(const PersonVetted& fact)
{
    return {"custodian.vetted", Data()
                                    .text("person", fact.person)
                                    .text("by", fact.by)
                                    .value("outcome", fact.passed ? "passed" : "failed")
                                    .day("until", fact.until)
                                    .json()};
}

Draft draft(const PersonTrained& fact)
{
    return {"custodian.trained",
            Data().text("person", fact.person).text("subject", fact.subject).day("until", fact.until).json()};
}

Draft draft(const PersonOnLeave& fact)
{
    return {"custodian.leave",
            Data().text("person", fact.person).day("from", fact.from).day("to", fact.to).json()};
}

Draft draft(const PersonRevoked& fact)
{
    return {"custodian.revoked", Data().text("person", fact.person).text("reason", fact.reason).json()};
}

Draft draft(const SiteAdded& fact)
{
    return {"site.added", Data()
                              .text("site", fact.site)
                              .text("name", fact.name)
                              .text("jurisdiction", fact.jurisdiction)
                              .text("region", fact.region)
                              .value("safes", fact.safes)
                              .json()};
}

Draft draft(const SiteChanged& fact)
{
    Data data = Data()
                    .text("site", fact.site)
                    .text("reason", fact.reason)
                    .text("state", fact.state ? siteStateName(*fact.state) : std::string_view())
                    .text("name", fact.name)
                    .text("jurisdiction", fact.jurisdiction)
                    .text("region", fact.region);
    return {"site.changed",
            fact.safes ? std::move(data).value("safes", *fact.safes).json() : std::move(data).json()};
}

Draft draft(const HsmRegistered& fact)
{
    return {"hsm.registered", Data()
                                  .text("serial", fact.serial)
                                  .text("label", fact.label)
                                  .text("use", fact.use)
                                  .text("model", fact.model)
                                  .text("firmware", fact.firmware)
                                  .text("site", fact.site)
                                  .text("safe", fact.safe)
                                  .json()};
}

Draft draft(const HsmRetired& fact)
{
    return {"hsm.retired",
            Data().text("serial", fact.serial).text("cause", fact.cause).text("reason", fact.reason).json()};
}

Draft draft(const SheetPlaced& fact)
{
    return {"share.placed", Data()
                                .text("set", fact.set)
                                .value("share", fact.share)
                                .text("site", fact.site)
                                .text("safe", fact.safe)
                                .json()};
}

Draft draft(const SheetLost& fact)
{
    return {"share.lost",
            Data().text("set", fact.set).value("share", fact.share).text("reason", fact.reason).json()};
}

Draft draft(const KeyDescribed& fact)
{
    Json deadlines = Json::array();
    for (const Deadline& one : fact.deadlines)
        deadlines.push_back({{"what", one.what}, {"at", toIsoTime(one.at)}});
    Data data = Data()
                    .text("key", fact.key)
                    .text("asset", fact.asset)
                    .value("outageMinutes", fact.outageMinutes)
                    .text("counterparty", fact.counterparty)
                    .text("currency", fact.currency)
                    .value("deadlines", std::move(deadlines));
    return {"key.described", fact.currency.empty() && fact.value == 0
                                 ? std::move(data).json()
                                 : std::move(data).value("value", fact.value).json()};
}

Draft draft(const DeviceRegistered& fact)
{
    return {"device.registered", Data()
                                     .text("device", fact.device)
                                     .text("type", fact.type)
                                     .text("model", fact.model)
                                     .text("serial", fact.serial)
                                     .text("site", fact.site)
                                     .text("safe", fact.safe)
                                     .json()};
}

Draft draft(const DeviceRetired& fact)
{
    return {"device.retired", Data().text("device", fact.device).text("reason", fact.reason).json()};
}

Draft draft(const SealApplied& fact)
{
    return {"seal.applied", Data().text("seal", fact.seal).text("on", fact.on).json()};
}

Draft draft(const SealChecked& fact)
{
    return {"seal.checked", Data().text("seal", fact.seal).text("found", sealStateName(fact.found)).json()};
}

Draft draft(const SealRemoved& fact)
{
    return {"seal.removed", Data().text("seal", fact.seal).text("reason", fact.reason).json()};
}

Draft draft(const ScheduleSet& fact)
{
    return {"schedule.set", Data()
                                .value("attestationDays", fact.attestationDays)
                                .value("graceDays", fact.graceDays)
                                .value("drillDays", fact.drillDays)
                                .value("targetDays", fact.targetDays)
                                .value("tableTopDays", fact.tableTopDays)
                                .json()};
}

Draft draft(const DrillStarted& fact)
{
    return {"drill.started", Data()
                                 .text("drill", fact.drill)
                                 .text("type", drillTypeName(fact.type))
                                 .value("announced", fact.announced)
                                 .value("people", fact.people)
                                 .text("set", fact.shareSet)
                                 .json()};
}

std::string_view stageName(ResponseStage stage)
{
    switch (stage) {
    case ResponseStage::Answered:
        return "answered";
    case ResponseStage::Arrived:
        return "arrived";
    case ResponseStage::Declined:
        return "declined";
    case ResponseStage::Unreachable:
        return "unreachable";
    }
    return {};
}

Draft draft(const DrillResponded& fact)
{
    return {"drill.responded", Data()
                                   .text("drill", fact.drill)
                                   .text("person", fact.person)
                                   .text("stage", stageName(fact.stage))
                                   .text("at", fact.at ? toIsoTime(*fact.at) : std::string())
                                   .json()};
}

std::string_view outcomeName(DrillOutcome outcome)
{
    switch (outcome) {
    case DrillOutcome::Running:
        return "running"; // is not a word of the format: refused
    case DrillOutcome::Passed:
        return "passed";
    case DrillOutcome::Failed:
        return "failed";
    case DrillOutcome::Abandoned:
        return "abandoned";
    }
    return {};
}

Draft draft(const DrillCompleted& fact)
{
    return {"drill.completed", Data()
                                   .text("drill", fact.drill)
                                   .text("outcome", outcomeName(fact.outcome))
                                   .text("ceremony", fact.ceremony)
                                   .text("note", fact.note)
                                   .json()};
}

Draft draft(const FindingOpened& fact)
{
    return {"finding.opened", Data()
                                  .text("finding", fact.finding)
                                  .text("text", fact.text)
                                  .text("owner", fact.owner)
                                  .day("due", fact.due)
                                  .text("drill", fact.drill)
                                  .json()};
}

Draft draft(const FindingClosed& fact)
{
    return {"finding.closed", Data().text("finding", fact.finding).text("how", fact.how).json()};
}

} // namespace

Draft draftOf(const Fact& fact)
{
    return std::visit([](const auto& one) { return draft(one); }, fact);
}

} // namespace keyrite::registry
