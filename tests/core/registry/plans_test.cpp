#include "core/file.h"
#include "core/plan/computation.h"
#include "core/registry/plan_draft.h"
#include "core/registry/registry.h"
#include "tests/test_main.h"

using namespace keyrite;
using namespace keyrite::registry;

namespace {

const Policy kPolicy = Policy::parse("2of(2of3,2of3,2of3)").value();

plan::PlanInput input(const char* name = "plan-three-designs.json")
{
    return plan::PlanInput::parse(
               readFile(std::string(KEYRITE_SOURCE "/resources/practice/") + name, plan::kMaxInputBytes)
                   .value())
        .value();
}

Result<log::Entry> approval(const plan::PlanInput& input, const std::string& first = "Ada Okafor",
                            const std::string& second = "Zoë Müller")
{
    const auto go = [](std::size_t, std::size_t) { return true; };
    const plan::Computation computation = plan::compute(input, go).value();
    return approvePlan(input, computation, computation.choice.recommended, first, second, TimePoint());
}

log::Entry approved(const char* name = "plan-three-designs.json")
{
    return approval(input(name)).value();
}

ApprovedPlan readBack(log::Entry entry)
{
    Registry registry;
    registry.apply(log::parseBody(log::canonicalBody(entry).value()).value());
    return registry.plans.at(0);
}

} // namespace

class PlansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anApprovedPlanKeepsEveryInput()
    {
        log::Entry entry = approved();
        entry.seq = 7;
        const std::string body = log::canonicalBody(entry).value(); // no float anywhere
        Registry registry;
        registry.apply(log::parseBody(body).value());
        QCOMPARE(registry.plans.size(), std::size_t{1});
        const ApprovedPlan& plan = registry.plans.front();
        QVERIFY(plan.policy == kPolicy);
        QCOMPARE(plan.approvers, (std::vector<std::string>{"Ada Okafor", "Zoë Müller"}));
        QCOMPARE(plan.mark.seq, std::uint64_t{7});
        // Whoever has the log can compute it again.
        const plan::PlanInput again = plan::PlanInput::fromJson(plan.inputs).value();
        QCOMPARE(again.hash, plan.hash);
        const auto go = [](std::size_t, std::size_t) { return true; };
        QCOMPARE(plan::compute(again, go)->given[2].evaluation.loss.total(),
                 plan::compute(input(), go)->given[2].evaluation.loss.total());
    }

    // A plan that was chosen by a search is its sites, by name.
    void whatWasApprovedIsComputedAgain()
    {
        const auto go = [](std::size_t, std::size_t) { return true; };
        for (const char* name : {"plan-three-designs.json", "plan-desk.json"}) {
            const plan::PlanInput in = input(name);
            const plan::Computation all = plan::compute(in, go).value();
            const ApprovedPlan plan = readBack(approved(name));
            const plan::Evaluation again = evaluationOf(plan).value();
            const plan::Candidate& chosen = all.candidates[all.choice.recommended];
            QVERIFY(std::abs(again.total() / chosen.total() - 1) < 1e-9);
            QCOMPARE(again.q95Hours.value(), chosen.q95Hours);
            ApprovedPlan altered = plan;
            altered.design["groupThreshold"] = 1;
            QCOMPARE(evaluationOf(altered).error().code, ErrorCode::PlanInvalid);
            altered.design = log::Json::object();
            QCOMPARE(evaluationOf(altered).error().code, ErrorCode::PlanInvalid);
        }
    }

    void aMultisigIsApprovedWhereItsKeysAreAlike()
    {
        const Json group = {{"members", 3}, {"threshold", 2}};
        const Json key = {{"groups", Json::array({group})}, {"groupThreshold", 1}};
        Json json = input().canonical;
        json["designs"] = Json::array({{{"keys", {key, key, key}}, {"keyThreshold", 2}}});
        json["limits"] = {{"surviveAnySite", false},
                          {"noSiteSufficient", false},
                          {"noCustodianSufficient", false},
                          {"maxUnrecoverable", 1},
                          {"maxCompromise", 1}};
        const ApprovedPlan plan = readBack(approval(plan::PlanInput::fromJson(json).value()).value());
        QCOMPARE(plan.policy.text(), std::string("2of3"));
        QVERIFY(plan.words.starts_with("2 of 3 keys, each brought back by 2 of 3 people"));
        QVERIFY(evaluationOf(plan));
        json["designs"][0]["keys"][2]["groups"][0]["members"] = 4;
        QCOMPARE(approval(plan::PlanInput::fromJson(json).value()).error().code, ErrorCode::PlanInvalid);
    }

    void twoDifferentPeopleApprove()
    {
        for (const auto& [first, second] :
             {std::pair{"Ada", "Ada"}, {"Ada", ""}, {"", "Ada"}, {"Ada", " Ben"}})
            QCOMPARE(approval(input(), first, second).error().code, ErrorCode::SecondPersonMissing);
    }

    void anAlteredPlanDoesNotCount()
    {
        const auto counts = [](const char* pointer, const log::Json& value) {
            log::Entry entry = approved();
            entry.data[log::Json::json_pointer(pointer)] = value;
            Registry registry;
            registry.apply(entry);
            return registry.plans.size();
        };
        QCOMPARE(counts("/words", "other words"), std::size_t{1});
        QCOMPARE(counts("/inputs/costPerShare", 1), std::size_t{0});
        QCOMPARE(counts("/sha256", std::string(64, '0')), std::size_t{0});
        QCOMPARE(counts("/policy", "1of3"), std::size_t{0});
        QCOMPARE(counts("/approvers", log::Json::array({"Ada"})), std::size_t{0});
        QCOMPARE(counts("/approvers", log::Json::array({"Ada", "Ada"})), std::size_t{0});
        QCOMPARE(counts("/approvers", 1), std::size_t{0});
    }

    void whatDoesNotFitAnEntryIsRefused()
    {
        Json json = input().canonical;
        for (int i = 0; i < 450; ++i)
            json["positions"].push_back(
                {{"name", "Position with a long name, number " + std::to_string(i) + std::string(30, 'x')},
                 {"class", "spot"},
                 {"value", 1},
                 {"losses", {{{"kind", "linear"}, {"sigmaPerDay", "0.04"}}}}});
        const auto large = plan::PlanInput::fromJson(json);
        QVERIFY(large);
        QCOMPARE(approval(*large).error().code, ErrorCode::EntryInvalid);
    }

    void theDraftTakesSitesAndKeysFromTheLog()
    {
        const Json assumptions = input("plan-desk.json").canonical;
        Registry registry;
        QVERIFY(draftPlan(registry, assumptions, 0.002) == assumptions); // nothing is known
        registry.sites["zrh"] = {.id = "zrh", .name = "Zurich", .jurisdiction = "CH", .region = "rhine"};
        registry.sites["bsl"] = {.id = "bsl", .name = "Basel", .jurisdiction = "CH", .region = "rhine"};
        registry.sites["osl"] = {.id = "osl", .name = "Oslo", .jurisdiction = "NO", .region = "oslo"};
        registry.sites["par"] = {.id = "par",
                                 .name = "Paris",
                                 .jurisdiction = "FR",
                                 .region = "seine",
                                 .state = SiteState::Closed};
        registry.people["Ada"] = {.name = "Ada", .site = "zrh"};
        Key key{.id = "01", .label = "cold wallet"};
        key.use = KeyUse{.asset = "spot", .value = 5000000, .outageMinutes = 90};
        registry.keys["01"] = key;
        const plan::PlanInput draft =
            plan::PlanInput::fromJson(draftPlan(registry, assumptions, 0.002)).value();
        QCOMPARE(draft.model.sites.size(), std::size_t{3});
        QCOMPARE(draft.model.shocks.size(), std::size_t{1});
        QCOMPARE(draft.model.shocks[0].sites.size(), std::size_t{2});
        QCOMPARE(draft.model.positions.size(), std::size_t{1});
        QCOMPARE(draft.model.positions[0].outageLimitHours, 1.5);
        const auto zurich = std::ranges::find(draft.model.sites, "Zurich", &plan::Site::name);
        QCOMPARE(zurich->shares.size(), std::size_t{1});
        QCOMPARE(zurich->shares[0].custodian, std::string("Ada"));
    }
};

KEYRITE_TEST_MAIN(PlansTest)
#include "plans_test.moc"
