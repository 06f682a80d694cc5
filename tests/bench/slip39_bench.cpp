// Splitting and combining a 256-bit key, 3 of 5, exponent 1, against the PBKDF2 calls that the standard asks
// for: at most 1.05 times those.
#include "core/crypto/kdf.h"
#include "core/slip39/combine.h"
#include "core/slip39/locate.h"
#include "core/slip39/split.h"

#include <benchmark/benchmark.h>

namespace {

using namespace keyrite;
using namespace keyrite::slip39;

constexpr std::size_t kKekBytes = 32;

bool ready()
{
    static const bool prepared = prepareSecureMemory().has_value();
    return prepared;
}

std::vector<Share> threeOfFive(const SecretBytes& secret)
{
    auto groups = split(secret, Policy::parse("3of5").value(), {}, crypto::systemRandom).value();
    return std::move(groups.front());
}

void BM_FourPbkdf2(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    const SecretBytes password(1);
    const Bytes salt(kKekBytes / 2);
    for (auto _ : state)
        for (int round = 0; round < 4; ++round)
            benchmark::DoNotOptimize(crypto::pbkdf2Sha256(password.view(), salt, 5000, kKekBytes / 2).data());
}

void BM_Split3of5(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    const SecretBytes secret(kKekBytes);
    for (auto _ : state)
        benchmark::DoNotOptimize(threeOfFive(secret).data());
}

void BM_Combine3of5(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    std::vector<Share> shares = threeOfFive(SecretBytes(kKekBytes));
    shares.resize(3);
    for (auto _ : state)
        benchmark::DoNotOptimize(combine(shares).value().data());
}

void BM_LocateSingleWordError(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    const Mnemonic mnemonic = threeOfFive(SecretBytes(kKekBytes)).front().encode();
    const Mnemonic wrong = mnemonic.withWord(7, mnemonic[7] ^ 5U);
    for (auto _ : state)
        benchmark::DoNotOptimize(locateSingleWordError(wrong).data());
}

BENCHMARK(BM_FourPbkdf2)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Split3of5)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Combine3of5)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_LocateSingleWordError)->Unit(benchmark::kMicrosecond);

} // namespace
