// What replaying ceremonies through the engine costs beside verifying the tree of the same log. The log holds
// the ceremonies of one real rehearsal over and over, each under a number of its own; KEYRITE_BENCH_ENTRIES
// sets how many entries at least (default 20000).
#include "core/ceremony/builtin.h"
#include "core/ceremony/replay.h"
#include "core/log/verify.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

using namespace keyrite;
namespace fs = std::filesystem;

namespace {

std::uint64_t entriesWanted()
{
    const char* text = std::getenv("KEYRITE_BENCH_ENTRIES");
    return text == nullptr ? 20000 : std::strtoull(text, nullptr, 10);
}

template <typename T>
T need(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().message);
    return std::move(*result);
}

// Gone with the process.
class Folder final
{
public:
    Folder() : m_path(fs::temp_directory_path() / ("keyrite-replay-bench-" + std::to_string(::getpid())))
    {
        fs::create_directories(m_path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(m_path); }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

std::vector<log::Entry> rehearsedEntries(const fs::path& folder)
{
    const std::string command =
        std::string(KEYRITE_PROGRAM) + " --rehearse " + folder.string() + " >/dev/null 2>&1"; // our own paths
    if (std::system(command.c_str()) != 0) // NOLINT(cert-env33-c,concurrency-mt-unsafe)
        throw std::runtime_error("the rehearsal failed");
    return need(need(log::Store::openReadOnly(folder / "log.keyrite")).entries({}));
}

const fs::path& bigLog()
{
    static const Folder folder;
    static const fs::path file = [] {
        const std::vector<log::Entry> once = rehearsedEntries(folder.path() / "rehearsal");
        log::Store store = need(log::Store::create(folder.path() / "big.log"));
        for (std::uint64_t round = 0; store.size() < entriesWanted(); ++round) {
            std::vector<log::Entry> batch;
            for (log::Entry entry : once)
                if (!entry.ceremony.empty()) {
                    entry.ceremony += "-" + std::to_string(round);
                    batch.push_back(std::move(entry));
                }
            need(store.append(std::move(batch)));
        }
        return folder.path() / "big.log";
    }();
    return file;
}

void BM_VerifyTree(benchmark::State& state)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    log::VerifyOptions options;
    options.checkFile = false;
    while (state.KeepRunning())
        benchmark::DoNotOptimize(need(log::verify(store, options)).entries);
    state.SetItemsProcessed(static_cast<std::int64_t>(store.size()) * state.iterations());
}
BENCHMARK(BM_VerifyTree)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_Replay(benchmark::State& state)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    while (state.KeepRunning())
        if (const auto report = need(ceremony::replay(store, ceremony::procedureWithHash));
            !report.findings.empty())
            throw std::runtime_error(report.findings.front().error.message);
    state.SetItemsProcessed(static_cast<std::int64_t>(store.size()) * state.iterations());
}
BENCHMARK(BM_Replay)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
