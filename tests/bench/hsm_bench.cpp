// What each operation on a token costs on SoftHSM, beside its floor: the bare random call, which is one pass
// through the module. Wrap and restore hold several module calls each, on purpose (proof, read-back,
// re-wrap).
#include "core/crypto/random.h"
#include "core/hsm/module.h"
#include "core/hsm/practice_store.h"

#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>

using namespace keyrite;
using namespace keyrite::hsm;

namespace {

namespace fs = std::filesystem;

// The value; a benchmark that fails ends.
template <typename T>
T must(Result<T> result)
{
    if (!result) {
        (void)std::fprintf(stderr, "%s (%s)\n", result.error().message.c_str(),
                           result.error().detail.c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

SecretBytes pin()
{
    return SecretBytes::copyOf(asBytes("a pin for benchmarks"));
}

// Two tokens in a private store, which is removed at the end.
struct Bench
{
    Bench()
    {
        must(prepareSecureMemory());
        std::string pattern = (fs::temp_directory_path() / "keyrite-bench-XXXXXX").string();
        dir = mkdtemp(pattern.data());
        module.emplace(must(Module::load(must(preparePracticeStore(dir)))));
        first.emplace(openNew("A"));
        second.emplace(openNew("B"));
        kek = SecretBytes(32);
        crypto::systemRandom(kek.span());
    }
    ~Bench()
    {
        first.reset();
        second.reset();
        module.reset();
        std::error_code ignored;
        fs::remove_all(dir, ignored);
    }

    Session openNew(std::string_view label)
    {
        return must(module->open(must(module->initialiseFresh(label, pin(), pin())).id, pin()));
    }

    fs::path dir;
    std::optional<Module> module;
    std::optional<Session> first;
    std::optional<Session> second;
    SecretBytes kek;
    Bytes id = Bytes(16, 1);
    Bytes challenge = Bytes(32, 2);
};

Bench& bench()
{
    static Bench instance;
    return instance;
}

KeyType typeOf(const benchmark::State& state)
{
    return static_cast<KeyType>(state.range(0));
}

void floorRandom(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(must(bench().first->random(32)));
}
BENCHMARK(floorRandom);

void generate(benchmark::State& state)
{
    state.SetLabel(std::string(keyTypeName(typeOf(state))));
    for (auto _ : state) {
        (void)must(bench().first->generate(typeOf(state), "k", bench().id, true));
        state.PauseTiming();
        must(bench().first->destroy(bench().id));
        state.ResumeTiming();
    }
}
BENCHMARK(generate)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

// One operation over and over on a key that exists.
template <typename Operation>
void onKey(benchmark::State& state, Operation operation)
{
    state.SetLabel(std::string(keyTypeName(typeOf(state))));
    (void)must(bench().first->generate(typeOf(state), "k", bench().id, true));
    for (auto _ : state)
        operation();
    must(bench().first->destroy(bench().id));
}

void wrap(benchmark::State& state)
{
    onKey(state, [] { (void)must(bench().first->wrap(bench().id, bench().kek)); });
}
BENCHMARK(wrap)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void respond(benchmark::State& state)
{
    onKey(state, [] { (void)must(bench().first->respond(bench().id, bench().challenge)); });
}
BENCHMARK(respond)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void lock(benchmark::State& state)
{
    onKey(state, [] { must(bench().first->lock(bench().id)); });
}
BENCHMARK(lock)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void restore(benchmark::State& state)
{
    state.SetLabel(std::string(keyTypeName(typeOf(state))));
    (void)must(bench().first->generate(typeOf(state), "k", bench().id, true));
    const WrappedKey wrapped = must(bench().first->wrap(bench().id, bench().kek));
    must(bench().first->destroy(bench().id));
    for (auto _ : state) {
        (void)must(bench().second->restore(wrapped, bench().kek));
        state.PauseTiming();
        must(bench().second->destroy(bench().id));
        state.ResumeTiming();
    }
}
BENCHMARK(restore)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void probe(benchmark::State& state)
{
    state.SetLabel(std::string(keyTypeName(typeOf(state))));
    for (auto _ : state)
        benchmark::DoNotOptimize(must(bench().first->probe(typeOf(state))));
}
BENCHMARK(probe)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

void initialiseToken(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(must(bench().module->initialiseFresh("more", pin(), pin())));
}
BENCHMARK(initialiseToken)->Unit(benchmark::kMillisecond)->Iterations(20);

} // namespace
