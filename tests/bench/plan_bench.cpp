// Exact evaluations of two-level designs, and every design up to 8 sites and 5 members. The floor of an
// evaluation is the multiplications of its recursions and nothing else.
#include "core/plan/computation.h"
#include "tests/core/plan/samples.h"

#include <benchmark/benchmark.h>

namespace {

using namespace keyrite;
using namespace keyrite::plan;

// The arithmetic of R(p) for three groups of three, in arrays of fixed size: what no implementation can leave
// out.
void BM_RecursionAlone(benchmark::State& state)
{
    double q = 0.02;
    for (auto _ : state) {
        double groups[4] = {1, 0, 0, 0};
        for (int g = 0; g < 3; ++g) {
            double members[4] = {1, 0, 0, 0};
            for (int m = 0; m < 3; ++m)
                for (int j = 3; j >= 0; --j)
                    members[j] = members[j] * q + (j > 0 ? members[j - 1] * (1 - q) : 0);
            const double up = 0.99 * (members[2] + members[3]);
            for (int j = 3; j >= 0; --j)
                groups[j] = groups[j] * (1 - up) + (j > 0 ? groups[j - 1] * up : 0);
        }
        benchmark::DoNotOptimize(groups[2] + groups[3]);
        benchmark::DoNotOptimize(q);
    }
}

// R(p) of the same design.
void BM_Structure(benchmark::State& state)
{
    const Policy policy = Policy::parse(samples::kDesignD).value();
    const ShareProbabilities members(3, std::vector<double>(3, 0.98));
    const std::vector<double> sites(3, 0.99);
    for (auto _ : state)
        benchmark::DoNotOptimize(quorumProbability(policy, members, sites));
    state.SetItemsProcessed(state.iterations());
}

// P_unrec, P_comp, F(t), q95, EAL and cost of the same design.
void BM_Evaluation(benchmark::State& state)
{
    const Model model = samples::model();
    const Design design = samples::design(model, samples::kDesignD);
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(model, design)->unrecoverable);
    state.SetItemsProcessed(state.iterations());
}

// R(p) of 16 groups of 16.
void BM_StructureLargest(benchmark::State& state)
{
    const Policy policy = Policy::create(8, std::vector<GroupPolicy>(16, GroupPolicy{8, 16})).value();
    const ShareProbabilities members(16, std::vector<double>(16, 0.98));
    const std::vector<double> sites(16, 0.99);
    for (auto _ : state)
        benchmark::DoNotOptimize(quorumProbability(policy, members, sites));
    state.SetItemsProcessed(state.iterations());
}

Model searched(std::size_t sites, bool differing)
{
    Model model = samples::model(sites);
    for (std::size_t i = 0; i < sites; ++i) {
        model.sites[i].shares.assign(5, samples::share());
        if (differing)
            model.sites[i].unreachable += 0.001 * static_cast<double>(i);
    }
    return model;
}

void search(benchmark::State& state, const Model& model, const Bounds& bounds)
{
    std::size_t designs = 0;
    for (auto _ : state) {
        auto candidates = enumerate(model, bounds, {}, [](std::size_t, std::size_t) { return true; }).value();
        benchmark::DoNotOptimize(choose(candidates, model).recommended);
        designs = candidates.size();
    }
    state.counters["designs"] = static_cast<double>(designs);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(designs));
}

// Every design of up to 8 sites alike and 5 members, mixed at will, and the choice.
void BM_AllDesigns8x5(benchmark::State& state)
{
    search(state, searched(8, false), {.maxSites = 8, .maxMembers = 5});
}

// 8 sites that all differ, each that is used with the same group policy.
void BM_AllDesigns8x5Differing(benchmark::State& state)
{
    search(state, searched(8, true), {.maxSites = 8, .maxMembers = 5, .sameShape = true});
}

BENCHMARK(BM_RecursionAlone);
BENCHMARK(BM_Structure);
BENCHMARK(BM_Evaluation);
BENCHMARK(BM_StructureLargest);
BENCHMARK(BM_AllDesigns8x5)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_AllDesigns8x5Differing)->Unit(benchmark::kMillisecond);

} // namespace
