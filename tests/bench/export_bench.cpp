// Exporting a long log (big_log.h) as JSON Lines and CSV, against the least it could cost: reading every body
// through SQLite and writing the same bytes into a file, with fsync.
#include "tests/bench/big_log.h"

#include "core/log/export.h"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

using namespace keyrite;
using namespace keyrite::bench;

namespace {

std::filesystem::path outFile()
{
    return benchFolder() / ("keyrite-export-" + std::to_string(::getpid()));
}

void BM_SelectAndWrite(benchmark::State& state)
{
    sqlite3* database = nullptr;
    sqlite3_open_v2(bigLog().c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    while (state.KeepRunning()) {
        const int file = ::open(outFile().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        sqlite3_stmt* select = nullptr;
        sqlite3_prepare_v2(database, "SELECT body FROM entry ORDER BY seq", -1, &select, nullptr);
        std::string buffer;
        while (sqlite3_step(select) == SQLITE_ROW) {
            buffer.append(static_cast<const char*>(sqlite3_column_blob(select, 0)),
                          static_cast<std::size_t>(sqlite3_column_bytes(select, 0)));
            buffer += '\n';
            if (buffer.size() >= 262144) {
                if (::write(file, buffer.data(), buffer.size()) < 0)
                    throw std::runtime_error("no space");
                buffer.clear();
            }
        }
        if (::write(file, buffer.data(), buffer.size()) < 0)
            throw std::runtime_error("no space");
        sqlite3_finalize(select);
        ::fsync(file);
        ::close(file);
    }
    sqlite3_close(database);
    std::filesystem::remove(outFile());
}
BENCHMARK(BM_SelectAndWrite)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

void exportAs(benchmark::State& state, log::ExportFormat format)
{
    const log::Store store = need(log::Store::openReadOnly(bigLog()));
    while (state.KeepRunning()) {
        std::filesystem::remove(outFile());
        need(log::exportLog(store, {format, {}}, outFile()));
    }
    std::filesystem::remove(outFile());
}

void BM_ExportJsonLines(benchmark::State& state)
{
    exportAs(state, log::ExportFormat::JsonLines);
}
BENCHMARK(BM_ExportJsonLines)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

void BM_ExportCsv(benchmark::State& state)
{
    exportAs(state, log::ExportFormat::Csv);
}
BENCHMARK(BM_ExportCsv)->MeasureProcessCPUTime()->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
