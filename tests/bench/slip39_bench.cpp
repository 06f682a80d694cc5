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

// One to three wrong words; three can only be told by the fingerprint.
void BM_LocateWrongWords(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    const Mnemonic mnemonic = threeOfFive(SecretBytes(kKekBytes)).front().encode();
    Mnemonic wrong = mnemonic.clone();
    for (std::size_t position = 7; position < 7 + static_cast<std::size_t>(state.range(0)); ++position)
        wrong = wrong.withWord(position, mnemonic[position] ^ 5U);
    KnownShare known;
    if (state.range(0) > 2)
        known.fingerprints = {fingerprint(mnemonic)};
    for (auto _ : state)
        benchmark::DoNotOptimize(locate(PartialMnemonic(wrong.clone()), known).candidates.data());
}

// Blank words; beyond three the values of some are guessed, and the fingerprint confirms.
void BM_SolveBlanks(benchmark::State& state)
{
    if (!ready())
        return state.SkipWithError("no secure memory");
    const Mnemonic mnemonic = threeOfFive(SecretBytes(kKekBytes)).front().encode();
    std::vector<std::size_t> blanks;
    for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i)
        blanks.push_back(7 + 3 * i);
    KnownShare known;
    known.fingerprints = {fingerprint(mnemonic)};
    const PartialMnemonic read(mnemonic.clone(), blanks);
    for (auto _ : state)
        benchmark::DoNotOptimize(locate(read, known).candidates.data());
}

BENCHMARK(BM_FourPbkdf2)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Split3of5)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_Combine3of5)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_LocateWrongWords)->DenseRange(1, 3)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_SolveBlanks)->DenseRange(1, 4)->Unit(benchmark::kMicrosecond);

} // namespace
