// Searching a long log (big_log.h): the numbers of all entries that fit, as the log page needs them, and what
// the index costs to check.
#include "tests/bench/big_log.h"

#include <benchmark/benchmark.h>

using namespace keyrite;
using namespace keyrite::bench;

namespace {

void find(benchmark::State& state, const std::string& line)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    const log::Filter filter = need(log::parseFilter(line));
    std::size_t found = 0;
    while (state.KeepRunning())
        found = need(store.find(filter)).size();
    state.counters["found"] = static_cast<double>(found);
}

#define KEYRITE_FIND(name, line)                                                                             \
    void BM_Find##name(benchmark::State& state)                                                              \
    {                                                                                                        \
        find(state, line);                                                                                   \
    }                                                                                                        \
    BENCHMARK(BM_Find##name)->UseRealTime()->Unit(benchmark::kMillisecond)

KEYRITE_FIND(Kind, "kind:step.done");
KEYRITE_FIND(KindPrefix, "kind:share.");
KEYRITE_FIND(Person, "person:\"Mei Tanaka\"");
KEYRITE_FIND(Ceremony, "ceremony:KC-2022-1234");
KEYRITE_FIND(Days, "from:2022-06-01 to:2022-12-31");
KEYRITE_FIND(DaysKindPerson, "from:2022-06-01 to:2022-12-31 kind:share. person:\"Mei Tanaka\"");
KEYRITE_FIND(RareWords, "lamp outside");
KEYRITE_FIND(FingerprintBeginning, "3b9f");
KEYRITE_FIND(CommonWord, "tanaka");
KEYRITE_FIND(WordInEveryEntry, "administrator");
KEYRITE_FIND(Nothing, "zeppelin");

// What keeps up with a writer: a search from the last known entry on.
void BM_FindSince(benchmark::State& state)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    const log::Filter filter = need(log::parseFilter("tanaka kind:share."));
    while (state.KeepRunning())
        benchmark::DoNotOptimize(need(store.find(filter, store.size() - 10)));
}
BENCHMARK(BM_FindSince)->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_CheckIndex(benchmark::State& state)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    while (state.KeepRunning())
        if (!need(store.searchProblems(2)).empty())
            throw std::runtime_error("the index is not what the bodies say");
}
BENCHMARK(BM_CheckIndex)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace
